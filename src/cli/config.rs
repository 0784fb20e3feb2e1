//! `naklank config check|example`.

use std::path::Path;

use clap::Subcommand;

use crate::cli::{Failure, print, setup};
use crate::config::example::example;
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
        ConfigCommand::Check => {
            let config = setup::config(file)?;
            for key in &config.not_acted_on {
                print(format!("{key}: known, but this version does not act on it yet"))?;
            }
            let unusable = unusable_files(&config);
            if unusable.is_empty() {
                print("The configuration is valid.")
            } else {
                Err(Failure::Wrong(unusable.join("\n")))
            }
        }
    }
}
