//! Exports the audit as one file, page by page, so that memory does not grow with its length.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::audit_query::{AuditQuery, ShownEntry};
use crate::domain::input::spreadsheet::{Columns, Dialect, Sheet};
use crate::storage::StorageError;
use crate::storage::access::audit::{self, Place};
use crate::workflow::ExportError;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::audit::names::AuditNames;
use crate::workflow::access::permission::act_of_reading;

/// Entries per page.
const AT_ONCE: u32 = 1_000;

/// Writes the selected entries as CSV, oldest first; returns how many. The export itself is recorded first. Entries that
/// cannot be read are left out, which the log says.
///
/// # Errors
/// The actor may not, the database failed, or writing to `out` did.
#[tracing::instrument(skip_all)]
pub async fn export_audit(
    app: &App,
    actor: &Actor,
    query: &AuditQuery,
    dialect: Dialect,
    out: &mut impl std::io::Write,
) -> Result<u64, ExportError> {
    act_of_reading(app, actor, Action::ExportAudit, &query.told()).await?;
    let names = AuditNames::read(&mut app.db.read().await?).await?;
    let selection = names.selection(app, query);
    let (mut last, mut count): (Option<Place>, u64) = (None, 0);
    loop {
        let read = audit::list(&mut app.db.read().await?, &selection, last, AT_ONCE).await?;
        if read.has_unreadable {
            tracing::warn!(
                "entries of the audit that cannot be read are left out; `naklank audit verify` tells which"
            );
        }
        let place = read.entries.last().map(|read| (read.entry.at, read.entry.id));
        let entries: Vec<ShownEntry> = read.entries.into_iter().map(|read| names.shown(read)).collect();
        let sheet = sheet(&entries);
        out.write_all(&if last.is_none() { sheet.to_csv(dialect) } else { sheet.rows_to_csv(dialect) })?;
        count += entries.len() as u64;
        last = place.or(last);
        // Behind a page of which nothing can be read there is no place to go on from.
        if !read.is_full || place.is_none() {
            out.flush()?;
            return Ok(count);
        }
    }
}

/// The same file in memory; `None`, and no entry about it, where the query selects more than `most` entries.
///
/// # Errors
/// The actor may not, or the database failed.
#[tracing::instrument(skip_all)]
pub async fn audit_file(
    app: &App,
    actor: &Actor,
    query: &AuditQuery,
    dialect: Dialect,
    most: u64,
) -> Result<Option<Vec<u8>>, ExportError> {
    if count_audit(app, query).await? > most {
        return Ok(None);
    }
    let mut file = Vec::new();
    export_audit(app, actor, query, dialect, &mut file).await?;
    Ok(Some(file))
}

/// How many entries a query selects.
#[tracing::instrument(skip_all)]
pub async fn count_audit(app: &App, query: &AuditQuery) -> Result<u64, StorageError> {
    let mut tx = app.db.read().await?;
    let names = AuditNames::read(&mut tx).await?;
    audit::count_selected(&mut tx, &names.selection(app, query)).await
}

fn sheet(entries: &[ShownEntry]) -> Sheet {
    Columns::default()
        .column("at", |entry: &&ShownEntry| entry.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
        .column("actor", |entry| entry.actor.clone())
        .column("action", |entry| entry.action.clone())
        .column("subject", |entry| entry.subject.clone())
        .sheet(entries)
}
