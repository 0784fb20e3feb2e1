//! `naklank move`: from SQLite to PostgreSQL, once an organisation outgrows one machine; and back to the old database.

use std::path::Path;

use clap::Args;
use secrecy::ExposeSecret as _;

use crate::cli::progress::Progress;
use crate::cli::{Failure, listed_in_part, logging, print, setup, tell};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::randomness::Randomness;
use crate::storage::engine::relocate::Stage;
use crate::workflow::upkeep::relocate::{
    Findings, RelocateError, Relocated, place, relocate, undo_relocation,
};

#[derive(Args)]
pub struct MoveArguments {
    /// The empty PostgreSQL to move to, as in database.url: postgres://user@host/name. Leave the password to PGPASSWORD or
    /// ~/.pgpass, since others on this machine see it here
    #[arg(long, value_name = "URL", value_parser = address, required_unless_present = "undo", conflicts_with = "undo")]
    to: Option<String>,
    /// Go on with the old database after all, without what was stored in the new one since
    #[arg(long)]
    undo: bool,
}

/// An address of PostgreSQL, as it was given.
fn address(text: &str) -> Result<String, String> {
    let is_address = place(text).is_some();
    if is_address { Ok(text.to_owned()) } else { Err(RelocateError::NoAddress.to_string()) }
}

pub async fn run(file: Option<&Path>, arguments: &MoveArguments) -> Result<(), Failure> {
    match &arguments.to {
        Some(to) => move_to(file, to).await,
        None => undo(file).await,
    }
}

async fn move_to(file: Option<&Path>, to: &str) -> Result<(), Failure> {
    let app = setup::existing_app(file).await?;
    let keys = keys_as_they_are(&app.config);
    let (copied, compared) = (Progress::new("copied"), Progress::new("compared"));
    let told = |stage: Stage, done: usize, all: usize| match stage {
        Stage::Copying => copied.at(done, all),
        Stage::Comparing => compared.at(done, all),
    };
    let moved = relocate(app, to, &told).await.map_err(|error| failure(&error))?;
    print_counts(&moved)?;
    tell_findings(&moved.findings);
    print(format!("Set database.url to the new address, leave {keys}, and start the program."))
}

/// The settings with the files of keys, which belong to the new database as they did to the old one.
fn keys_as_they_are(config: &Config) -> String {
    let current = format!("secret.file as it is ({})", config.secret.file.display());
    let others: Vec<String> =
        config.secret.other_files.iter().map(|file| file.display().to_string()).collect();
    if others.is_empty() {
        return current;
    }
    format!("{current} and secret.other_files too ({})", others.join(", "))
}

async fn undo(file: Option<&Path>) -> Result<(), Failure> {
    let config = setup::config(file)?;
    logging::start(config.log.format);
    let randomness = Randomness::from_system()?;
    let undone = undo_relocation(config.database.url.expose_secret(), &SystemClock, &randomness).await;
    let place = undone.map_err(|error| failure(&error))?;
    print(format!(
        "This database is the one in use again. It had been moved to {place}; what was stored there since is not in it."
    ))
}

fn print_counts(moved: &Relocated) -> Result<(), Failure> {
    for table in &moved.tables {
        print(format!("{}\t{}", table.name, table.rows.rows))?;
    }
    let rows: u64 = moved.tables.iter().map(|table| table.rows.rows).sum();
    print(format!(
        "Moved to {}: {rows} rows of {} tables, each compared with what was read.",
        moved.place,
        moved.tables.len()
    ))
}

/// What was wrong before the move too.
fn tell_findings(findings: &Findings) {
    if !findings.audit.is_empty() {
        tell(listed_in_part(
            "the audit does not hold, as in the old database; this is wrong:",
            &findings.audit,
        ));
    }
    if !findings.tallies.is_empty() {
        let headline = "the tallies differ, as in the old database; `naklank tallies rebuild` counts anew:";
        tell(listed_in_part(headline, &findings.tallies));
    }
}

fn failure(error: &RelocateError) -> Failure {
    if error.is_usage() { Failure::Wrong(error.to_string()) } else { Failure::Failed(error.to_string()) }
}
