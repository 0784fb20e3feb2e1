//! `naklank config check|example`.

use std::path::Path;

use clap::Subcommand;

use crate::cli::{Failure, print, setup};
use crate::config::paths;
use crate::config::settings::example::example;
use crate::config::settings::key::find;
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
    let value = |key: &str| {
        let default = || find(key).and_then(|key| key.default).unwrap_or_default();
        found.values.get(key).map_or_else(default, |value| value.trim())
    };
    let database = Some(value("database.url")).filter(|_| !is_wrong("database.url"));
    let others = found.values.get("secret.other_files").and_then(|text| paths(text).ok()).unwrap_or_default();
    let unusable = unusable_files(Path::new(value("secret.file")), &others, database);
    if let Ok(config) = &read {
        for key in &config.not_acted_on {
            print(format!("{key}: known, but this version does not act on it yet"))?;
        }
    }
    let all: Vec<String> = mistakes.iter().map(ToString::to_string).chain(unusable).collect();
    if all.is_empty() { print("The configuration is valid.") } else { Err(setup::wrong(&all)) }
}
