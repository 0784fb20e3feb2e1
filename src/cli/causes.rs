//! `naklank causes list|rename|merge|retire|restore|import`.

use chrono::NaiveDate;
use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, day, listed_in_part, print, print_sheet, read_file};
use crate::domain::input::csv_table::LineMistake;
use crate::domain::input::fields::FieldError;
use crate::domain::input::spreadsheet::Dialect;
use crate::domain::learning::causes::names_csv::read_causes;
use crate::domain::learning::causes::query::of_api;
use crate::workflow::access::audit::Actor;
use crate::workflow::learning::causes::acts::{
    Named, import_causes, merge_causes, rename_cause, restore_cause, retire_cause,
};
use crate::workflow::learning::causes::figures::causes_pareto;

#[derive(Subcommand)]
pub enum CausesCommand {
    /// Print the causes of the complaints received in a range, most complaints first, with their NPS
    List {
        /// The first day [default: the first of the month eleven months before the last day]
        #[arg(long, value_name = "DAY", value_parser = day)]
        from: Option<NaiveDate>,
        /// The last day [default: today]
        #[arg(long, value_name = "DAY", value_parser = day)]
        to: Option<NaiveDate>,
        /// csv, or csv-semicolon (for a spreadsheet in Dutch)
        #[arg(long, default_value = "csv")]
        format: Dialect,
    },
    /// Give a cause another name; the old one still counts for it
    Rename {
        name: String,
        /// The new name
        to: String,
    },
    /// Let a cause, with all its names, count for another; this cannot be undone
    Merge {
        name: String,
        /// The cause for which it then counts
        into: String,
    },
    /// Offer a cause no more; it still counts
    Retire { name: String },
    /// Offer a cause again
    Restore { name: String },
    /// Import a CSV file with the column cause, one name to a row, so that they are offered before a complaint has them
    Import {
        /// The file; - is stdin
        file: String,
    },
}

pub async fn run(app: &App, command: &CausesCommand) -> Result<(), Failure> {
    match command {
        CausesCommand::List { from, to, format } => list(app, *from, *to, *format).await,
        CausesCommand::Rename { name, to } => {
            let present = rename_cause(app, &Actor::Operator, Named::ByAny(name), to).await?;
            print(format!("{name} is now called {present}."))
        }
        CausesCommand::Merge { name, into } => {
            let present = merge_causes(app, &Actor::Operator, Named::ByAny(name), Named::ByAny(into)).await?;
            print(format!("{name} now counts for {present}."))
        }
        CausesCommand::Retire { name } => {
            let present = retire_cause(app, &Actor::Operator, Named::ByAny(name)).await?;
            print(format!("{present} is not offered any more."))
        }
        CausesCommand::Restore { name } => {
            let present = restore_cause(app, &Actor::Operator, Named::ByAny(name)).await?;
            print(format!("{present} is offered."))
        }
        CausesCommand::Import { file } => import(app, file).await,
    }
}

async fn list(
    app: &App,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    format: Dialect,
) -> Result<(), Failure> {
    let days = [("from", from), ("to", to)];
    let given = days.into_iter().filter_map(|(name, day)| Some((name.to_owned(), day?.to_string())));
    let whole = of_api(&given.collect::<Vec<_>>(), app.today())
        .map_err(|errors| Failure::Wrong(FieldError::in_one_line(&errors)))?;
    print_sheet(&causes_pareto(app, &whole).await?.sheet(), format)
}

async fn import(app: &App, file: &str) -> Result<(), Failure> {
    let names = read_causes(&read_file(file)?).map_err(|mistakes| {
        let headline = format!("nothing was imported: {}", LineMistake::count_in_words(&mistakes));
        Failure::Failed(listed_in_part(&headline, &mistakes))
    })?;
    let new = import_causes(app, &Actor::Operator, &names).await?;
    print(format!("Imported {} causes, {new} of them new.", names.len()))
}
