//! `naklank audit export|verify|head`.

use chrono::NaiveDate;
use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, day, listed_in_part, print};
use crate::domain::access::audit_chain::ChainHash;
use crate::domain::access::audit_query::AuditQuery;
use crate::domain::input::spreadsheet::Dialect;
use crate::domain::time::period::DateRange;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::audit::export::export_audit;
use crate::workflow::access::audit::verify::{audit_head, verify_audit};

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
    /// Prove that no entry was changed, removed or moved; exits with 1 and says what is wrong if one was
    Verify {
        /// A head that was kept elsewhere: also prove that the audit still begins with what stood there then
        #[arg(long, value_name = "HASH")]
        head: Option<ChainHash>,
    },
    /// Print the hash over all entries, to be kept where it cannot be changed together with the database
    Head,
}

pub async fn run(app: &App, command: &AuditCommand) -> Result<(), Failure> {
    match command {
        AuditCommand::Export { from, to, format } => export(app, *from, *to, *format).await,
        AuditCommand::Verify { head } => verify(app, *head).await,
        AuditCommand::Head => print(audit_head(app).await?.hash),
    }
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

async fn verify(app: &App, kept: Option<ChainHash>) -> Result<(), Failure> {
    let found = verify_audit(app, kept).await?;
    let looked_at =
        if found.entries == 1 { "1 entry".to_owned() } else { format!("{} entries", found.entries) };
    if !found.findings.is_empty() {
        let headline = format!("the audit does not hold; of {looked_at} this is wrong:");
        return Err(Failure::Failed(listed_in_part(&headline, &found.findings)));
    }
    let head = found.head.map(|head| head.hash.to_string()).unwrap_or_default();
    print(format!("The audit holds: {looked_at}, up to the head {head}."))
}
