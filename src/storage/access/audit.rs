//! The audit as it is read: who did what, by days, persons, actions and subjects.
//!
//! The rule: entries are appended by [`Tx::append_to_audit`] alone. What a person wrote about an act stands in a table
//! beside them, since nothing of the audit can be erased; words beside any other entry are not part of it.

use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::audit_chain::{AuditEntry, WITH_WORDS};
use crate::storage::access::audit_chain::LenientRow;
use crate::storage::engine::columns::count;
use crate::storage::engine::lenient::Lenient;
use crate::storage::{Result, Tx, with_conn};

/// Which entries are read.
#[derive(Clone, Debug)]
pub struct Selection {
    pub from: Timestamp,
    /// The moment before which they lie.
    pub until: Timestamp,
    /// As stored; empty for everybody. A user's entries are also those by the user's keys, and a key's also those of its
    /// owner by it.
    pub actor: String,
    /// The name of an action; empty for all.
    pub action: String,
    /// A part of the subject, or of what was written about it; empty for all.
    pub subject: String,
    /// The person whose address the part is, as stored, who may be the subject instead; empty if there is none.
    pub person: String,
}

/// A place between two entries in the order of time.
pub type Place = (Timestamp, Uuid);

/// An entry, and what a person wrote about it.
#[derive(Clone, Debug)]
pub struct ReadEntry {
    pub entry: AuditEntry,
    pub words: Option<String>,
}

/// Entries that were read.
#[derive(Clone, Debug)]
pub struct ReadPage {
    pub entries: Vec<ReadEntry>,
    /// Whether as many rows were found as were asked for, so that there may be more.
    pub is_full: bool,
    /// Whether some of the rows were left out because something else wrote into them what no entry has.
    pub has_unreadable: bool,
}

/// What a selection adds to a statement, which binds its fields first, the subject as its two [`patterns`].
const SELECTED: &str = "at >= $1 AND at < $2 AND ($4 = '' OR action = $4)
    AND ($3 = '' OR actor = $3 OR (actor LIKE 'user %'
        AND (SUBSTR(actor, 1, LENGTH($3) + 8) = $3 || ' by key ' OR SUBSTR(actor, 42) = ' by ' || $3)))
    AND (LOWER(subject || COALESCE(': ' || words, '')) LIKE $5 ESCAPE '\\'
        OR LOWER(subject || COALESCE(': ' || words, '')) LIKE $6 ESCAPE '\\'
        OR ($7 <> '' AND subject LIKE '%' || $7 || '%'))";

/// The audit, with the words beside those entries that have some.
fn with_words() -> String {
    format!(
        "audit LEFT JOIN audit_words ON audit_words.entry_id = audit.id AND audit.action = '{}'",
        WITH_WORDS.name()
    )
}

/// The patterns of a text anywhere in a column. SQLite folds the case of ASCII letters only, PostgreSQL of all: the
/// statement looks for the text folded both ways.
fn patterns(text: &str) -> [String; 2] {
    [text.to_lowercase(), text.to_ascii_lowercase()].map(|text| {
        let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        format!("%{escaped}%")
    })
}

/// At most `most` entries, oldest first; those after the place `after` if it is given.
pub async fn list(tx: &mut Tx, selection: &Selection, after: Option<Place>, most: u32) -> Result<ReadPage> {
    let order = "at >= $8 AND (at > $8 OR audit.id > $9) ORDER BY at, audit.id";
    page(tx, selection, order, after.unwrap_or((selection.from, Uuid::nil())), most).await
}

/// At most `most` entries, newest first; those before the place `before` if it is given.
pub async fn newest(
    tx: &mut Tx,
    selection: &Selection,
    before: Option<Place>,
    most: u32,
) -> Result<ReadPage> {
    let order = "at <= $8 AND (at < $8 OR audit.id < $9) ORDER BY at DESC, audit.id DESC";
    page(tx, selection, order, before.unwrap_or((selection.until, Uuid::max())), most).await
}

async fn page(
    tx: &mut Tx,
    selection: &Selection,
    order: &'static str,
    (at, id): Place,
    most: u32,
) -> Result<ReadPage> {
    let [folded, ascii] = patterns(&selection.subject);
    let sql = format!(
        "SELECT audit.id, at, actor, action, subject, words FROM {}
         WHERE {SELECTED} AND {order} LIMIT $10",
        with_words()
    );
    let rows: Vec<EntryRow> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql))
            .bind(selection.from)
            .bind(selection.until)
            .bind(selection.actor.as_str())
            .bind(selection.action.as_str())
            .bind(folded)
            .bind(ascii)
            .bind(selection.person.as_str())
            .bind(at)
            .bind(id)
            .bind(i64::from(most))
            .fetch_all(conn)
            .await?
    });
    let found = rows.len();
    let entries: Vec<ReadEntry> = rows.into_iter().filter_map(EntryRow::read).collect();
    let has_unreadable = entries.len() < found;
    Ok(ReadPage { entries, is_full: found >= most as usize, has_unreadable })
}

/// How many entries a selection has.
pub async fn count_selected(tx: &mut Tx, selection: &Selection) -> Result<u64> {
    let [folded, ascii] = patterns(&selection.subject);
    let sql = format!("SELECT COUNT(*) FROM {} WHERE {SELECTED}", with_words());
    let found: i64 = with_conn!(tx, |conn| {
        sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(selection.from)
            .bind(selection.until)
            .bind(selection.actor.as_str())
            .bind(selection.action.as_str())
            .bind(folded)
            .bind(ascii)
            .bind(selection.person.as_str())
            .fetch_one(conn)
            .await?
    });
    count("audit", found)
}

/// Keeps what a person wrote about the act of an entry.
pub async fn insert_words(tx: &mut Tx, entry: Uuid, words: &str) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("INSERT INTO audit_words (entry_id, words) VALUES ($1, $2)")
            .bind(entry)
            .bind(words)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

#[derive(FromRow)]
struct EntryRow {
    #[sqlx(flatten)]
    entry: LenientRow,
    words: Lenient<Option<String>>,
}

impl EntryRow {
    fn read(self) -> Option<ReadEntry> {
        Some(ReadEntry { entry: self.entry.entry()?, words: self.words.0? })
    }
}
