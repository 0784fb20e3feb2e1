//! `naklank restore`: a backup into an empty place, with its keys. It needs no configuration, since a machine that was just set up
//! has none.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::cli::progress::Progress;
use crate::cli::{Failure, passphrase, print, setup, tell};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::domain::access::token::key_mark::KeyMark;
use crate::domain::access::token::keyring::Keyring;
use crate::randomness::Randomness;
use crate::workflow::upkeep::restore::erasures::{apply_erasures, keep_erasures, open_restored, undo};
use crate::workflow::upkeep::restore::inspect::{Inspected, KeyGiven, inspect, joined, missing_keys, unlock};
use crate::workflow::upkeep::restore::left::scratch_in;
use crate::workflow::upkeep::restore::restore;
use crate::workflow::upkeep::restore::target::{Place, Target};

#[derive(Args)]
pub struct RestoreArguments {
    /// The archive
    file: PathBuf,
    /// An empty folder, `sqlite:FILE`, or the address of an empty PostgreSQL database
    #[arg(long, value_name = "DIR|URL")]
    to: String,
    /// A file whose first line is the passphrase that the keys were sealed with [default: asked on a terminal]
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// The secret file, for a backup that was made without its keys; once for each key. With a passphrase, a key that came after the
    /// backup, under which the ledger of erasures names people
    #[arg(long, value_name = "FILE")]
    key: Vec<PathBuf>,
    /// Where the key is put, and other keys beside it [default: naklank.key beside the database; with PostgreSQL data/naklank.key]
    #[arg(long, value_name = "FILE")]
    key_to: Option<PathBuf>,
    /// The ledger of erasures that was kept outside the backup: who was erased since is erased again
    #[arg(long, value_name = "FILE")]
    erasures: Option<PathBuf>,
}

pub async fn run(config: Option<&Path>, arguments: &RestoreArguments) -> Result<(), Failure> {
    let target = Target::of(&arguments.to, arguments.key_to.clone());
    let inspected = inspect(&arguments.file).await?;
    let keys = unlock(&inspected, given(arguments, &inspected, &target)?).await?;
    let keys = joined(&keys, &arguments.key)?;
    let files: Vec<PathBuf> = target.key_files(&keys).into_iter().map(|(file, _)| file).collect();
    let ledger = target.ledger();
    let made: Vec<PathBuf> = files.iter().chain([&ledger]).filter(|file| !file.exists()).cloned().collect();
    let scratch = scratch_in(&std::env::temp_dir(), Randomness::from_system()?.bytes());
    let restored = restore(&inspected, &keys, &target, scratch, &Progress::of_bytes("restored")).await?;
    if let Some(ledger) = &arguments.erasures {
        let applied = match setup::config(config) {
            Ok(config) => erase(config, &target, &keys, ledger).await,
            Err(_) => keep(&target, ledger),
        };
        if let Err(failure) = applied {
            undo(&target, &restored, &made).await;
            return Err(failure);
        }
    }
    for mark in missing_keys(&inspected, &keys) {
        tell(format!(
            "the key {mark} belongs to this database too and was not given (--key): name its file in secret.other_files before \
             the program starts, which says what it is needed for"
        ));
    }
    report(&inspected, &target, &files, arguments.erasures.is_some())
}

/// Where the keys come from: what was given, else the files that are in their places already, else the passphrase.
fn given(arguments: &RestoreArguments, inspected: &Inspected, target: &Target) -> Result<KeyGiven, Failure> {
    if let Some(file) = &arguments.passphrase_file {
        return Ok(KeyGiven::Passphrase(passphrase::from_file(file)?));
    }
    if !arguments.key.is_empty() {
        return Ok(KeyGiven::Files(arguments.key.clone()));
    }
    if inspected.sealed.is_some() {
        return Ok(KeyGiven::Passphrase(passphrase::from_terminal("Passphrase of the keys: ")?));
    }
    let others = inspected.manifest.other_keys.iter().filter_map(|key| KeyMark::of_fingerprint(key));
    let places = std::iter::once(target.key.clone()).chain(others.map(|mark| target.other_key(mark)));
    let there: Vec<PathBuf> = places.filter(|file| file.exists()).collect();
    Ok(if there.is_empty() { KeyGiven::Nothing } else { KeyGiven::Files(there) })
}

async fn erase(config: Config, target: &Target, keys: &Keyring, ledger: &Path) -> Result<(), Failure> {
    let randomness = Randomness::from_system()?;
    let app = open_restored(&config, target, keys, Arc::new(SystemClock), randomness).await?;
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
        "the ledger (lines: {known}) lies beside {key}: without a configuration it is not applied now, but by the first \
         command that opens the database with this secret file, before anything reads it"
    ));
    Ok(())
}

fn report(inspected: &Inspected, target: &Target, files: &[PathBuf], erased: bool) -> Result<(), Failure> {
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
    ))?;
    match files {
        [current, others @ ..] if !others.is_empty() => print(settings(current, others)),
        _ => Ok(()),
    }
}

/// What belongs into the configuration where there are several keys.
fn settings(current: &Path, others: &[PathBuf]) -> String {
    let others: Vec<String> = others.iter().map(|file| format!("\"{}\"", file.display())).collect();
    format!(
        "It has several keys. Put this into the configuration:\n\n[secret]\nfile = \"{}\"\nother_files = [{}]",
        current.display(),
        others.join(", ")
    )
}
