//! Exports the audit log as one file, page by page, so that memory does not grow with its length.

use chrono::{Days, NaiveTime};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::input::spreadsheet::{Columns, Dialect, Sheet};
use crate::domain::time::calendar::moment_of;
use crate::domain::time::period::DateRange;
use crate::storage::access::audit::{self, Entry};
use crate::workflow::ExportError;
use crate::workflow::access::audit::{Actor, record_reading};

/// Entries per page.
const AT_ONCE: u32 = 1_000;

/// Writes the entries of these local days as CSV; returns how many. The export itself is recorded first.
///
/// # Errors
/// The database failed, or writing to `out` did.
pub async fn export_audit(
    app: &App,
    actor: &Actor,
    range: DateRange,
    dialect: Dialect,
    out: &mut impl std::io::Write,
) -> Result<u64, ExportError> {
    record_reading(app, actor, Action::ExportAudit, &format!("{} to {}", range.from(), range.to())).await?;
    let zone = app.config.organisation.zone;
    let from = moment_of(range.from(), NaiveTime::MIN, zone);
    let until = range
        .to()
        .checked_add_days(Days::new(1))
        .map_or(Timestamp::MAX_UTC, |next| moment_of(next, NaiveTime::MIN, zone));
    let (mut last, mut count): (Option<Entry>, u64) = (None, 0);
    loop {
        let entries = audit::list(&mut app.db.read().await?, from, until, last.as_ref(), AT_ONCE).await?;
        let sheet = sheet(&entries);
        out.write_all(&if last.is_none() { sheet.to_csv(dialect) } else { sheet.rows_to_csv(dialect) })?;
        count += entries.len() as u64;
        let is_last = entries.len() < AT_ONCE as usize;
        last = entries.into_iter().last().or(last);
        if is_last {
            out.flush()?;
            return Ok(count);
        }
    }
}

fn sheet(entries: &[Entry]) -> Sheet {
    Columns::default()
        .column("at", |entry: &&Entry| entry.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
        .column("actor", |entry| entry.actor.clone())
        .column("action", |entry| entry.action.clone())
        .column("subject", |entry| entry.subject.clone())
        .sheet(entries)
}
