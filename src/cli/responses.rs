//! `naklank responses import FILE`.

use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, listed, print, read_file};
use crate::workflow::import_responses::{ImportResponsesError, import_responses};

#[derive(Subcommand)]
pub enum ResponsesCommand {
    /// Import a CSV file of earlier results: answered_at, score and, where known, closed_at, verbatim, team and so on
    Import {
        /// The file; - is stdin
        file: String,
        /// A CSV file that tells how many were closed and invited: from, to, closed, invited and segment columns
        #[arg(long, value_name = "FILE")]
        periods: Option<String>,
    },
}

pub async fn run(app: &App, command: &ResponsesCommand) -> Result<(), Failure> {
    let ResponsesCommand::Import { file, periods } = command;
    let periods = periods.as_deref().map(read_file).transpose()?;
    match import_responses(app, &read_file(file)?, periods.as_deref()).await {
        Ok(imported) => {
            print(format!("Imported {} responses and {} periods.", imported.responses, imported.periods))
        }
        Err(error) => match &error {
            ImportResponsesError::Responses(mistakes) | ImportResponsesError::Periods(mistakes) => {
                Err(Failure::Failed(listed(&error.to_string(), mistakes)))
            }
            _ => Err(error.into()),
        },
    }
}
