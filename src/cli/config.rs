//! `naklank config check|example`.

use std::path::Path;

use clap::Subcommand;
use secrecy::ExposeSecret as _;

use crate::cli::{Failure, print, setup};
use crate::config::settings::example::example;
use crate::config::settings::reader::Reader;
use crate::config::settings::section::Section as _;
use crate::config::settings::sources::{Found, Values};
use crate::config::{ConfigMistake, DatabaseConfig, SecretConfig};
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

/// Checks the settings, and the files that they name, in one go: a mistake in a setting hides none in the files that others
/// name.
fn check(file: Option<&Path>) -> Result<(), Failure> {
    let (found, read) = setup::read(file);
    let mistakes = read.as_ref().err().map_or(&[][..], Vec::as_slice);
    let unusable = unusable_of(&found);
    if let Ok(config) = &read {
        for key in &config.not_acted_on {
            print(format!("{key}: known, but this version does not act on it yet"))?;
        }
    }
    let all: Vec<&ConfigMistake> = mistakes.iter().chain(&unusable).collect();
    if all.is_empty() { print("The configuration is valid.") } else { Err(setup::wrong(&all)) }
}

/// What is wrong with the files that sound settings name, and with those that count where nothing is set.
fn unusable_of(found: &Found) -> Vec<ConfigMistake> {
    // What could not be read may name another file.
    let is_known =
        |name: &str| found.values.contains_key(name) || found.is_whole() && !found.is_unusable(name);
    let database = DatabaseConfig::read(&mut Reader::of(found)).filter(|_| is_known("database.url"));
    let secret = |name: &str| {
        let only: Values = found.values.iter().filter(|(key, _)| **key == name).map(owned).collect();
        SecretConfig::read(&mut Reader::new(&only)).filter(|_| is_known(name))
    };
    let file = secret("secret.file").map(|secret| secret.file);
    let others = secret("secret.other_files").map(|secret| secret.other_files).unwrap_or_default();
    let url = database.as_ref().map(|database| database.url.expose_secret());
    let unusable = unusable_files(file.as_deref(), &others, url).into_iter();
    // Each sentence names its file, of which a setting may have several.
    unusable
        .map(|(key, message)| ConfigMistake { key: key.to_owned(), message, found: found.place(key) })
        .collect()
}

fn owned((key, value): (&&'static str, &String)) -> (&'static str, String) {
    (key, value.clone())
}
