//! `naklank config check|example`.

use std::path::Path;

use clap::Subcommand;
use secrecy::ExposeSecret as _;

use crate::cli::{Failure, print, setup};
use crate::config::settings::example::example;
use crate::config::settings::reader::Reader;
use crate::config::settings::section::Section as _;
use crate::config::settings::sources::Values;
use crate::config::{DatabaseConfig, SecretConfig};
use crate::workflow::upkeep::prepare::unusable_files;

#[derive(Subcommand)]
pub enum ConfigCommand {
    /// Report every mistake at once
    Check,
    /// Print a commented example with every setting
    Example,
}

pub fn run(file: Option<&Path>, command: &ConfigCommand) -> Result<(), Failure> {
    match command {
        ConfigCommand::Example => print(example().trim_end()),
        ConfigCommand::Check => check(file),
    }
}

/// Checks the settings, and the files that they name, in one go.
fn check(file: Option<&Path>) -> Result<(), Failure> {
    let (found, read) = setup::read(file);
    let mistakes = read.as_ref().err().map_or(&[][..], Vec::as_slice);
    let is_wrong = |key: &str| mistakes.iter().any(|mistake| mistake.key == key);
    // A mistake in a setting hides none in the files that others name.
    let sound: Values = found.values.into_iter().filter(|(key, _)| !is_wrong(key)).collect();
    let mut reader = Reader::new(&sound);
    let database = DatabaseConfig::read(&mut reader).filter(|_| !is_wrong("database.url"));
    let database = database.as_ref().map(|database| database.url.expose_secret());
    let secret = SecretConfig::read(&mut reader);
    let unusable = secret.map(|secret| unusable_files(&secret.file, &secret.other_files, database));
    if let Ok(config) = &read {
        for key in &config.not_acted_on {
            print(format!("{key}: known, but this version does not act on it yet"))?;
        }
    }
    let all: Vec<String> =
        mistakes.iter().map(ToString::to_string).chain(unusable.unwrap_or_default()).collect();
    if all.is_empty() { print("The configuration is valid.") } else { Err(setup::wrong(&all)) }
}
