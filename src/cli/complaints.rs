//! `naklank complaints import FILE`.

use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, listed, print, read_file};
use crate::workflow::import_complaints::{ImportComplaintsError, import_complaints};

#[derive(Subcommand)]
pub enum ComplaintsCommand {
    /// Import a CSV file whose columns are the JSON fields of a complaint (contact.email and so on) and `reference`
    Import {
        /// The file; - is stdin
        file: String,
    },
}

pub async fn run(app: &App, command: &ComplaintsCommand) -> Result<(), Failure> {
    let ComplaintsCommand::Import { file } = command;
    match import_complaints(app, &read_file(file)?).await {
        Ok(imported) => {
            print(format!("Imported {} complaints, {} of them new.", imported.rows, imported.new))
        }
        Err(error) => match &error {
            ImportComplaintsError::Lines(mistakes) => {
                Err(Failure::Failed(listed(&error.to_string(), mistakes)))
            }
            ImportComplaintsError::Storage(_) => Err(error.into()),
        },
    }
}
