//! `naklank complaints import|template`.

use clap::Subcommand;

use crate::app::App;
use crate::cli::progress::Progress;
use crate::cli::{Failure, listed_in_part, print, print_sheet, read_file, tell};
use crate::domain::complaints::template::template;
use crate::domain::input::spreadsheet::Dialect;
use crate::workflow::complaints::import::foresee::{ForeseenComplaints, foresee_complaints};
use crate::workflow::complaints::import::{ImportComplaintsError, read_complaints, store_complaints};

#[derive(Subcommand)]
pub enum ComplaintsCommand {
    /// Import a CSV file whose columns are the JSON fields of a complaint (contact.email and so on) and `reference`
    Import {
        /// The file; - is stdin
        file: String,
        /// Check everything and say what would happen, without storing anything
        #[arg(long)]
        dry_run: bool,
    },
    /// Print a file with all columns and an example row
    Template {
        /// csv, or csv-semicolon (for a spreadsheet in Dutch)
        #[arg(long, default_value = "csv")]
        format: Dialect,
    },
}

/// Prints what needs no database.
pub fn print_template(format: Dialect) -> Result<(), Failure> {
    print_sheet(&template(), format)
}

/// Imports a file, or only looks it through.
pub async fn import(app: &App, file: &str, is_dry_run: bool) -> Result<(), Failure> {
    let read = read_complaints(app, &read_file(file)?).map_err(failure)?;
    if read.past_retention > 0 {
        tell(format!(
            "{} of {} rows closed longer ago than privacy.contact_retention; leave names, addresses and telephone numbers out of such rows, \
             since nobody is asked about them any more",
            read.past_retention,
            read.rows()
        ));
    }
    if is_dry_run {
        return print(described(&foresee_complaints(app, &read).await?));
    }
    let progress = Progress::new("imported");
    let imported = store_complaints(app, read, &|done, all| progress.at(done, all)).await.map_err(failure)?;
    print(format!("Imported {} complaints, {} of them new.", imported.rows, imported.new))
}

fn failure(error: ImportComplaintsError) -> Failure {
    match &error {
        ImportComplaintsError::Lines(mistakes) => {
            Failure::Failed(listed_in_part(&error.to_string(), mistakes))
        }
        ImportComplaintsError::Storage(_) => error.into(),
    }
}

fn described(foreseen: &ForeseenComplaints) -> String {
    let ForeseenComplaints { rows, new, changed, closed, days } = *foreseen;
    let received = days.map_or_else(String::new, |(first, last)| format!(", received {first} to {last}"));
    format!(
        "The file is valid; nothing was stored. Rows: {rows}{received}. New: {new}. Changed: {changed}. \
         As they are stored already: {}. Closed: {closed}.",
        rows - new - changed
    )
}
