//! `naklank complaints import FILE`.

use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, listed_in_part, print, read_file, tell};
use crate::workflow::complaints::import::{
    ImportComplaintsError, ImportedComplaints, read_complaints, store_complaints,
};

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
    let imported = import(app, &read_file(file)?).await.map_err(|error| match &error {
        ImportComplaintsError::Lines(mistakes) => {
            Failure::Failed(listed_in_part(&error.to_string(), mistakes))
        }
        ImportComplaintsError::Storage(_) => error.into(),
    })?;
    print(format!("Imported {} complaints, {} of them new.", imported.rows, imported.new))
}

async fn import(app: &App, file: &[u8]) -> Result<ImportedComplaints, ImportComplaintsError> {
    let read = read_complaints(app, file)?;
    if read.past_retention > 0 {
        tell(format!(
            "{} of {} rows closed longer ago than privacy.contact_retention; leave names and addresses out of such rows, \
             since nobody is asked about them any more",
            read.past_retention,
            read.rows()
        ));
    }
    store_complaints(app, read).await
}
