//! `naklank responses import|template|imports|undo|export`.

use chrono::NaiveDate;
use clap::Subcommand;

use crate::app::App;
use crate::cli::progress::Progress;
use crate::cli::{Failure, day, listed_in_part, print, print_sheet, read_file, tell};
use crate::domain::answering::imported::{ForeseenImport, ImportState};
use crate::domain::ids::ImportId;
use crate::domain::input::csv_table::LineMistake;
use crate::domain::input::spreadsheet::Dialect;
use crate::domain::insight::query::responses::ResponseQuery;
use crate::domain::time::period::DateRange;
use crate::workflow::access::audit::Actor;
use crate::workflow::insight::import_responses::foresee::foresee;
use crate::workflow::insight::import_responses::list::list_imports;
use crate::workflow::insight::import_responses::template::template;
use crate::workflow::insight::import_responses::undo::undo_import;
use crate::workflow::insight::import_responses::{ImportResponsesError, WrongLines, read_responses, store};
use crate::workflow::insight::responses::export::{ExportFormat, export_responses};

/// The earliest first day of an export, before any response.
const EARLIEST: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

#[derive(Subcommand)]
pub enum ResponsesCommand {
    /// Import a CSV file of earlier results: answered_at, score and, where known, closed_at, verbatim, team and so on
    Import {
        /// The file; - is stdin
        file: String,
        /// A CSV file that tells how many were closed and invited: from, to, closed, invited and segment columns
        #[arg(long, value_name = "FILE")]
        periods: Option<String>,
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
    /// List the imports: identifier, moment, by whom, responses, periods, closing days, state, SHA-256 of the file
    Imports,
    /// Undo a whole import: remove its responses and periods, so that the same file can be imported again
    Undo {
        /// The import's identifier, as `responses imports` gives it
        id: String,
    },
    /// Export single responses, without contact details, to stdout
    Export {
        /// The first closing day [default: that of the oldest response]
        #[arg(long, value_name = "DAY", value_parser = day)]
        from: Option<NaiveDate>,
        /// The last closing day [default: today]
        #[arg(long, value_name = "DAY", value_parser = day)]
        to: Option<NaiveDate>,
        /// csv, csv-semicolon (for a spreadsheet in Dutch) or json
        #[arg(long, default_value = "csv")]
        format: ExportFormat,
    },
}

/// Prints what needs no database.
pub fn print_template(format: Dialect) -> Result<(), Failure> {
    print_sheet(&template(), format)
}

pub async fn run(app: &App, command: &ResponsesCommand) -> Result<(), Failure> {
    match command {
        ResponsesCommand::Import { file, periods, dry_run } => {
            import(app, file, periods.as_deref(), *dry_run).await
        }
        ResponsesCommand::Template { format } => print_template(*format),
        ResponsesCommand::Imports => list(app).await,
        ResponsesCommand::Undo { id } => undo(app, id).await,
        ResponsesCommand::Export { from, to, format } => export(app, *from, *to, *format).await,
    }
}

async fn list(app: &App) -> Result<(), Failure> {
    for import in list_imports(app).await? {
        let days = import.days.map_or_else(|| "-".to_owned(), |(first, last)| format!("{first} to {last}"));
        let state = match &import.state {
            ImportState::Counted => "counted".to_owned(),
            ImportState::BeingUndone { since } => format!("being undone since {since}"),
            ImportState::Undone { at, by } => format!("undone {at} by {by}"),
        };
        print(format!(
            "{}\t{}\t{}\t{} responses\t{} periods\t{days}\t{state}\t{}",
            import.id,
            import.imported_at,
            import.imported_by,
            import.responses,
            import.periods,
            import.hash_in_hex()
        ))?;
    }
    Ok(())
}

async fn undo(app: &App, id: &str) -> Result<(), Failure> {
    let unknown = || {
        Failure::Wrong(format!("{id} is not an import identifier; `naklank responses imports` lists them"))
    };
    let id: ImportId = id.parse().map_err(|_| unknown())?;
    let progress = Progress::new("undone");
    let removed = undo_import(app, &Actor::Operator, id, &|done, all| progress.at(done, all)).await?;
    print(format!(
        "The import is undone: its {removed} responses are removed, and its file can be imported again."
    ))?;
    tell(
        "what was frozen keeps its figures: dossiers of norms, verdicts and signals; `naklank norms verify` says how a \
         dossier differs from today",
    );
    Ok(())
}

async fn export(
    app: &App,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    format: ExportFormat,
) -> Result<(), Failure> {
    let to = to.unwrap_or_else(|| app.today());
    let first = DateRange::new(from.unwrap_or(NaiveDate::MIN).max(EARLIEST), to);
    let range = first.ok_or_else(|| Failure::Wrong("--from must not lie after --to".to_owned()))?;
    let mut out = std::io::BufWriter::new(std::io::stdout());
    let query = ResponseQuery::whole(range);
    let count = export_responses(app, &Actor::Operator, &query, format, &mut out).await?;
    tracing::info!(responses = count, "exported");
    Ok(())
}

async fn import(app: &App, file: &str, periods: Option<&str>, is_dry_run: bool) -> Result<(), Failure> {
    let periods = periods.map(read_file).transpose()?;
    let read = read_responses(app, &read_file(file)?, periods.as_deref()).await;
    let read = read.map_err(|error| match &error {
        ImportResponsesError::Lines(wrong) => Failure::Failed(told(&error.to_string(), wrong)),
        _ => error.into(),
    })?;
    let foreseen = if is_dry_run { Some(foresee(app, &read).await?) } else { None };
    if read.past_retention > 0 {
        tell(format!(
            "{} of {} rows are older than privacy.verbatim_retention; what people wrote in them is not imported",
            read.past_retention,
            read.rows()
        ));
    }
    if let Some(foreseen) = foreseen {
        return print(described(&foreseen));
    }
    let progress = Progress::new("imported");
    let imported = store(app, &Actor::Operator, &read, &|done, all| progress.at(done, all)).await?;
    print(format!("Imported {} responses and {} periods.", imported.responses, imported.periods))
}

fn described(foreseen: &ForeseenImport) -> String {
    let ForeseenImport { responses, periods, days, closing_days, new_segments, .. } = *foreseen;
    let closed = days.map_or_else(String::new, |(first, last)| {
        format!(", closed on {closing_days} different days from {first} to {last}")
    });
    format!(
        "The files are valid; nothing was stored. Responses: {responses}{closed}. Periods: {periods}. \
         Combinations of team, product and so on that are new: {new_segments}."
    )
}

/// The mistakes as text, each with the file that it is in if the periods file has any.
fn told(headline: &str, wrong: &WrongLines) -> String {
    let of = |file: &str, mistakes: &[LineMistake]| -> Vec<String> {
        mistakes.iter().map(|mistake| format!("{file}, {mistake}")).collect()
    };
    if wrong.periods.is_empty() {
        return listed_in_part(headline, &wrong.responses);
    }
    listed_in_part(headline, &[of("responses", &wrong.responses), of("periods", &wrong.periods)].concat())
}
