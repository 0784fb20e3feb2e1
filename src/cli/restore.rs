//! `naklank restore`: a backup into an empty place. It needs no configuration, since a machine that was just set up has none.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::cli::progress::Progress;
use crate::cli::{Failure, passphrase, print, setup, tell};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::domain::access::token::SecretKey;
use crate::randomness::Randomness;
use crate::workflow::upkeep::restore::erasures::{apply_erasures, keep_erasures, open_restored, undo};
use crate::workflow::upkeep::restore::inspect::{Inspected, KeyGiven, inspect, unlock};
use crate::workflow::upkeep::restore::restore;
use crate::workflow::upkeep::restore::target::{Place, Target};

#[derive(Args)]
pub struct RestoreArguments {
    /// The archive
    file: PathBuf,
    /// An empty folder, `sqlite:FILE`, or the address of an empty PostgreSQL database
    #[arg(long, value_name = "DIR|URL")]
    to: String,
    /// A file whose first line is the passphrase that the key was sealed with [default: asked on a terminal]
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// The secret file, for a backup that was made without the key
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_file")]
    key: Option<PathBuf>,
    /// Where the key is put [default: naklank.key beside the database; with PostgreSQL data/naklank.key]
    #[arg(long, value_name = "FILE")]
    key_to: Option<PathBuf>,
    /// The ledger of erasures that was kept outside the backup: who was erased since is erased again
    #[arg(long, value_name = "FILE")]
    erasures: Option<PathBuf>,
}

pub async fn run(config: Option<&Path>, arguments: &RestoreArguments) -> Result<(), Failure> {
    let target = Target::of(&arguments.to, arguments.key_to.clone());
    let inspected = inspect(&arguments.file).await?;
    let key = unlock(&inspected, given(arguments, &inspected, &target)?).await?;
    let had_key = target.key.exists();
    let id = Randomness::from_system()?.bytes::<8>();
    let scratch = std::env::temp_dir().join(format!("naklank-restore-{:016x}", u64::from_be_bytes(id)));
    restore(&inspected, &key, &target, scratch, &Progress::of_bytes("restored")).await?;
    if let Some(ledger) = &arguments.erasures {
        let applied = match setup::config(config) {
            Ok(config) => erase(config, &target, &key, ledger).await,
            Err(_) => keep(&target, ledger),
        };
        if let Err(failure) = applied {
            undo(&target, had_key).await;
            return Err(failure);
        }
    }
    report(&inspected, &target, arguments.erasures.is_some())
}

/// Where the key comes from: what was given, else the file that is in its place already, else the passphrase.
fn given(arguments: &RestoreArguments, inspected: &Inspected, target: &Target) -> Result<KeyGiven, Failure> {
    if let Some(file) = &arguments.key {
        return Ok(KeyGiven::File(file.clone()));
    }
    if let Some(file) = &arguments.passphrase_file {
        return Ok(KeyGiven::Passphrase(passphrase::from_file(file)?));
    }
    if inspected.sealed.is_some() {
        return Ok(KeyGiven::Passphrase(passphrase::from_terminal("Passphrase of the key: ")?));
    }
    Ok(if target.key.exists() { KeyGiven::File(target.key.clone()) } else { KeyGiven::Nothing })
}

async fn erase(config: Config, target: &Target, key: &SecretKey, ledger: &Path) -> Result<(), Failure> {
    // The ledger then lies beside the key of the restored installation, as it does in every other.
    let config = Config { secret_file: target.key.clone(), ..config };
    let randomness = Randomness::from_system()?;
    let app = open_restored(&config, &target.address(), key, Arc::new(SystemClock), randomness).await?;
    let erased = apply_erasures(&app, ledger).await;
    app.db.close().await;
    tell(format!("{} people whom the ledger names were erased again", erased?));
    Ok(())
}

/// A machine that was just set up has no configuration to open the database with.
fn keep(target: &Target, ledger: &Path) -> Result<(), Failure> {
    let known = keep_erasures(target, ledger)?;
    let key = target.key.display();
    tell(format!(
        "the ledger names {known} erasures and lies beside {key}: without a configuration they are not applied now, but by the first \
         command that opens the database with this secret file, before anything reads it"
    ));
    Ok(())
}

fn report(inspected: &Inspected, target: &Target, erased: bool) -> Result<(), Failure> {
    let manifest = &inspected.manifest;
    if !erased {
        let at = manifest.made_at.to_rfc3339();
        tell(format!(
            "no ledger of erasures was given (--erasures): who was erased after {at} is in it again"
        ));
    }
    let place = match &target.place {
        Place::File(database) => database.display().to_string(),
        Place::Server(_) => "the PostgreSQL database".to_owned(),
    };
    let rows: u64 = manifest.rows.values().sum();
    print(format!(
        "Restored {place} as it was at {}, {rows} rows, with its key in {}. `naklank tallies check` brings it up to date and \
         checks it.",
        manifest.made_at.to_rfc3339(),
        target.key.display()
    ))
}
