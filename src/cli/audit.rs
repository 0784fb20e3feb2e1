//! `naklank audit export`.

use chrono::NaiveDate;
use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, day};
use crate::domain::access::audit_query::AuditQuery;
use crate::domain::input::spreadsheet::Dialect;
use crate::domain::time::period::DateRange;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::audit::export::export_audit;

#[derive(Subcommand)]
pub enum AuditCommand {
    /// Export who did what, to stdout
    Export {
        /// The first day
        #[arg(long, value_name = "DAY", value_parser = day)]
        from: NaiveDate,
        /// The last day [default: today]
        #[arg(long, value_name = "DAY", value_parser = day)]
        to: Option<NaiveDate>,
        /// csv, or csv-semicolon (for a spreadsheet in Dutch)
        #[arg(long, default_value = "csv")]
        format: Dialect,
    },
}

pub async fn run(app: &App, command: &AuditCommand) -> Result<(), Failure> {
    let AuditCommand::Export { from, to, format } = command;
    export(app, *from, *to, *format).await
}

async fn export(app: &App, from: NaiveDate, to: Option<NaiveDate>, format: Dialect) -> Result<(), Failure> {
    let range = DateRange::new(from, to.unwrap_or_else(|| app.today()));
    let range = range.ok_or_else(|| Failure::Wrong("--from must not lie after --to".to_owned()))?;
    let mut out = std::io::BufWriter::new(std::io::stdout());
    let query = AuditQuery::of_days(range);
    let count = export_audit(app, &Actor::Operator, &query, format, &mut out).await?;
    tracing::info!(entries = count, "exported");
    Ok(())
}
