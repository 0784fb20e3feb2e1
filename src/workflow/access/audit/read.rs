//! Reads the audit in pages, newest first.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::audit_query::{AuditCursor, AuditQuery, ShownEntry};
use crate::domain::access::audit_walk::PublishedHead;
use crate::storage::access::{api_keys, audit, audit_heads};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::audit::names::AuditNames;
use crate::workflow::access::permission::{ActError, act_of_reading};

/// Entries per page.
const AT_ONCE: u32 = 100;

/// A page of the audit, and what can be chosen from.
#[derive(Debug)]
pub struct AuditPage {
    pub entries: Vec<ShownEntry>,
    /// Whether some were left out because they cannot be read.
    pub has_unreadable: bool,
    /// Where the next page begins.
    pub next: Option<AuditCursor>,
    /// Each person, as stored and as shown.
    pub persons: Vec<(String, String)>,
    /// The names of API keys, revoked ones too.
    pub keys: Vec<String>,
    /// The head that was published last.
    pub published: Option<PublishedHead>,
}

/// Reads a page; the reading itself is recorded first.
///
/// # Errors
/// The actor may not, or the database failed.
#[tracing::instrument(skip_all)]
pub async fn read_audit(app: &App, actor: &Actor, query: &AuditQuery) -> Result<AuditPage, ActError> {
    act_of_reading(app, actor, Action::ReadAudit, &query.told()).await?;
    let mut tx = app.db.read().await?;
    let names = AuditNames::read(&mut tx).await?;
    let before = query.before.map(|cursor| (cursor.at, cursor.id));
    let selection = names.selection(app, query);
    let mut found = audit::newest(&mut tx, &selection, before, AT_ONCE + 1).await?;
    found.entries.truncate(AT_ONCE as usize);
    let next = found.entries.last().filter(|_| found.is_full);
    Ok(AuditPage {
        next: next.map(|last| AuditCursor { at: last.entry.at, id: last.entry.id }),
        has_unreadable: found.has_unreadable,
        entries: found.entries.into_iter().map(|read| names.shown(read)).collect(),
        persons: names.persons(),
        keys: api_keys::list(&mut tx).await?.into_iter().map(|key| key.name).collect(),
        published: audit_heads::newest(&mut tx).await?,
    })
}
