//! `naklank responses import FILE` and `responses export`.

use chrono::NaiveDate;
use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, day, listed_in_part, print, read_file, tell};
use crate::domain::input::csv_table::LineMistake;
use crate::domain::insight::query::responses::ResponseQuery;
use crate::domain::time::period::DateRange;
use crate::workflow::access::audit::Actor;
use crate::workflow::insight::export_responses::{ExportFormat, export_responses};
use crate::workflow::insight::import_responses::{ImportResponsesError, WrongLines, read_responses, store};

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

pub async fn run(app: &App, command: &ResponsesCommand) -> Result<(), Failure> {
    match command {
        ResponsesCommand::Import { file, periods } => import(app, file, periods.as_deref()).await,
        ResponsesCommand::Export { from, to, format } => export(app, *from, *to, *format).await,
    }
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

async fn import(app: &App, file: &str, periods: Option<&str>) -> Result<(), Failure> {
    let periods = periods.map(read_file).transpose()?;
    let read = read_responses(app, &read_file(file)?, periods.as_deref()).await;
    let read = read.map_err(|error| match &error {
        ImportResponsesError::Lines(wrong) => Failure::Failed(told(&error.to_string(), wrong)),
        _ => error.into(),
    })?;
    if read.past_retention > 0 {
        tell(format!(
            "{} of {} rows are older than privacy.verbatim_retention; what people wrote in them is not imported",
            read.past_retention,
            read.rows()
        ));
    }
    let imported = store(app, read).await?;
    print(format!("Imported {} responses and {} periods.", imported.responses, imported.periods))
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
