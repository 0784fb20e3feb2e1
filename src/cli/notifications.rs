//! `naklank notifications import FILE`.

use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, listed_in_part, print, read_file, tell};
use crate::domain::input::csv_table::LineMistake;
use crate::domain::policy::notifications_csv::read_notifications;
use crate::workflow::access::audit::Actor;
use crate::workflow::policy::notifications::import_notifications;

#[derive(Subcommand)]
pub enum NotificationsCommand {
    /// Import a CSV file with the columns month (2026-03), count and, where known, product
    Import {
        /// The file; - is stdin
        file: String,
    },
}

pub async fn run(app: &App, command: &NotificationsCommand) -> Result<(), Failure> {
    let NotificationsCommand::Import { file } = command;
    let rows = read_notifications(&read_file(file)?, app.today()).map_err(|mistakes| {
        let headline = format!("nothing was imported: {}", LineMistake::count_in_words(&mistakes));
        Failure::Failed(listed_in_part(&headline, &mistakes))
    })?;
    let imported = import_notifications(app, &Actor::Operator, &rows).await?;
    for told in &imported.fewer {
        let of_product =
            if told.product.is_empty() { String::new() } else { format!(" of {}", told.product) };
        tell(format!("{}: there are fewer notifications{of_product} than complaints", told.month));
    }
    print(format!("Imported {} counts, {} of them new or changed.", imported.rows, imported.changed))
}
