//! `naklank drill restore`: proves that a backup can be restored, and records it.

use std::path::PathBuf;

use clap::Subcommand;

use crate::app::App;
use crate::cli::progress::Progress;
use crate::cli::{Failure, listed, passphrase, print};
use crate::workflow::access::audit::Actor;
use crate::workflow::upkeep::drill::{DrillOrder, drill_restore};
use crate::workflow::upkeep::restore::inspect::KeyGiven;

#[derive(Subcommand)]
pub enum DrillCommand {
    /// Restore a backup into a scratch place, compare it, record the outcome and remove it; exits with 1 if it fails
    Restore {
        /// The archive
        file: PathBuf,
        /// A file whose first line is the passphrase that the keys were sealed with [default: the keys of this installation]
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
        /// A secret file of the installation that made the backup, if it was another one; once for each of its keys
        #[arg(long, value_name = "FILE", conflicts_with = "passphrase_file")]
        key: Vec<PathBuf>,
        /// A folder with room for the database, or the address of an empty PostgreSQL database [default: the folder for
        /// temporary files, or a database made for it on the server in use]
        #[arg(long, value_name = "DIR|URL")]
        scratch: Option<String>,
    },
}

pub async fn run(app: &App, command: DrillCommand) -> Result<(), Failure> {
    let DrillCommand::Restore { file, passphrase_file, key, scratch } = command;
    let key = match passphrase_file {
        Some(file) => KeyGiven::Passphrase(passphrase::from_file(&file)?),
        None if key.is_empty() => KeyGiven::Nothing,
        None => KeyGiven::Files(key),
    };
    let shown = file.display().to_string();
    let order = DrillOrder { archive: file, key, scratch };
    let drill = drill_restore(app, &Actor::Operator, order, &Progress::of_bytes("restored")).await?;
    let record = drill.read().ok_or_else(|| Failure::Failed("the record cannot be read back".to_owned()))?;
    let lines: Vec<String> = record
        .proofs
        .iter()
        .map(|proof| format!("{} {}: {}", proof.proof, proof.outcome, proof.detail))
        .collect();
    if drill.passed {
        print(listed(&format!("{shown} can be restored; recorded as drill {}.", drill.id), &lines))
    } else {
        Err(Failure::Failed(listed(
            &format!("{shown} did not pass; recorded as drill {}:", drill.id),
            &lines,
        )))
    }
}
