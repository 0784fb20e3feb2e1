//! `naklank texts check|publish|show|example`.

use std::path::Path;

use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, listed, listed_in_part, print, read_file, setup};
use crate::domain::answering::own_texts::OwnTexts;
use crate::domain::answering::own_texts::file::{parse, write};
use crate::views::answering::own_texts::built_in::example;
use crate::workflow::access::audit::Actor;
use crate::workflow::answering::own_texts::{SaveTextsError, find_texts, newest_texts, save_texts};

#[derive(Subcommand)]
pub enum TextsCommand {
    /// Check the texts in a TOML file; needs no database
    Check {
        /// The file; - is stdin
        file: String,
    },
    /// Put the texts in a TOML file in force: they take the place of all earlier ones
    Publish {
        /// The file; - is stdin. `texts show` prints the texts in force, `texts example` all that can be changed
        file: String,
        /// Only if this version is in force, so that no change of another person is undone; 0 is the built-in texts
        #[arg(long, value_name = "VERSION")]
        on: Option<i64>,
    },
    /// Print the texts in force as a file, or those of an earlier version
    Show {
        /// 0 is the built-in texts
        #[arg(long)]
        version: Option<i64>,
    },
    /// Print all texts that can be changed, as they are built in
    Example,
}

pub async fn run(config: Option<&Path>, command: TextsCommand) -> Result<(), Failure> {
    match command {
        TextsCommand::Check { file } => {
            read(&file)?;
            print("The texts are sound.")
        }
        TextsCommand::Publish { file, on } => {
            let texts = read(&file)?;
            publish(&setup::app(config).await?, &texts, on).await
        }
        TextsCommand::Show { version } => show(&setup::app(config).await?, version).await,
        TextsCommand::Example => print(write(&example()).trim_end()),
    }
}

/// Reads a file that is to be sound.
fn read(file: &str) -> Result<OwnTexts, Failure> {
    parse(&read_file(file)?).map_err(|mistakes| {
        Failure::Failed(listed_in_part(&format!("{file} cannot be used as it is"), &mistakes))
    })
}

async fn publish(app: &App, texts: &OwnTexts, on: Option<i64>) -> Result<(), Failure> {
    let based_on = match on {
        Some(version) => version,
        None => newest_texts(app).await?.number,
    };
    match save_texts(app, &Actor::Operator, based_on, texts).await {
        Ok(number) => print(format!("Version {number} is in force.")),
        Err(SaveTextsError::Faults(faults)) => {
            let lines: Vec<String> = faults
                .iter()
                .map(|found| format!("{}.{} {}", found.field.0, found.field.1, found.fault))
                .collect();
            Err(Failure::Failed(listed("nothing was saved", &lines)))
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(app: &App, version: Option<i64>) -> Result<(), Failure> {
    let number = match version {
        Some(number) => number,
        None => newest_texts(app).await?.number,
    };
    let texts = find_texts(app, number).await?;
    let texts = texts.ok_or_else(|| Failure::Failed(format!("there is no version {number} of the texts")))?;
    print(format!("# version {number}\n{}", write(&texts).trim_end()))
}
