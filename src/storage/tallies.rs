//! Counts per day, so that a trend does not grow with the number of responses.
//!
//! Whatever happens writes one append-only row to `tally_changes` in its own transaction: no row that all responses
//! fight over. The scheduler folds these rows into three tables: totals per day, the marginals of each single
//! dimension, and the full cross for questions about several. Readers add what is not folded yet, so they are
//! always up to date. The same `SELECT` of changes serves reading and folding, which is why they cannot disagree.

mod read;

pub use read::{awaiting, read};

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::domain::nps_query::Basis;
use crate::domain::score::Score;
use crate::domain::segment::Dimension;
use crate::statistics::tally::SCORES;
use crate::storage::responses::{ROWS_AT_ONCE, placeholders};
use crate::storage::{Result, Tx, with_conn};

/// Something that happened and counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Change {
    pub what: What,
    pub closed_on: NaiveDate,
    pub segment_id: Uuid,
    /// How often it happened; negative takes it off again.
    pub amount: i64,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    Closed,
    Invited,
    Response { score: Score, answered_on: NaiveDate, imported: bool },
}

impl Change {
    /// One happening.
    #[must_use]
    pub fn one(what: What, closed_on: NaiveDate, segment_id: Uuid) -> Self {
        Self { what, closed_on, segment_id, amount: 1 }
    }
}

/// Appends changes.
pub async fn append(tx: &mut Tx, changes: &[Change]) -> Result<()> {
    for chunk in changes.chunks(ROWS_AT_ONCE) {
        let sql = format!(
            "INSERT INTO tally_changes (what, closed_on, answered_on, segment_id, score, imported, amount) VALUES {}",
            placeholders(chunk.len(), 7)
        );
        with_conn!(tx, |conn| {
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for change in chunk {
                let (what, score, answered_on, imported) = match change.what {
                    What::Closed => ("closed", None, None, false),
                    What::Invited => ("invited", None, None, false),
                    What::Response { score, answered_on, imported } => {
                        ("response", Some(i64::from(score.value())), Some(answered_on), imported)
                    }
                };
                query = query
                    .bind(what)
                    .bind(change.closed_on)
                    .bind(answered_on)
                    .bind(change.segment_id)
                    .bind(score)
                    .bind(imported)
                    .bind(change.amount);
            }
            query.execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// Folds up to `most` changes into the tallies; returns how many, zero when all are folded.
pub async fn fold(tx: &mut Tx, fold: Uuid, most: u32) -> Result<u64> {
    // Two processes that fold at once would take the same rows in another order; this row makes them queue up.
    crate::storage::installation::set(tx, "tally_fold", "").await?;
    let sql = "UPDATE tally_changes SET fold = $1
               WHERE id IN (SELECT id FROM tally_changes WHERE fold IS NULL ORDER BY id LIMIT $2)";
    let folded = with_conn!(tx, |conn| {
        sqlx::query(sql).bind(fold).bind(i64::from(most)).execute(conn).await?.rows_affected()
    });
    if folded == 0 {
        return Ok(0);
    }
    for &basis in Basis::ALL {
        for sql in fold_statements(basis) {
            with_conn!(tx, |conn| sqlx::query(AssertSqlSafe(sql))
                .bind(fold)
                .execute(conn)
                .await?
                .rows_affected());
        }
    }
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM tally_changes WHERE fold = $1")
            .bind(fold)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(folded)
}

/// Whether any change waits to be folded.
pub async fn has_unfolded(tx: &mut Tx) -> Result<bool> {
    let found: Option<i64> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT id FROM tally_changes WHERE fold IS NULL LIMIT 1")
            .fetch_optional(conn)
            .await?
    });
    Ok(found.is_some())
}

/// The statements that add the changes of one fold to each of the three tables.
fn fold_statements(basis: Basis) -> Vec<String> {
    let changes = changes(basis, "fold = $1");
    let mut statements = vec![
        upsert("tally_totals", basis, &[("day", "day")], &changes),
        upsert("tally_cells", basis, &[("segment_id", "segment_id"), ("day", "day")], &changes),
    ];
    for dimension in Dimension::NAMES {
        let literal = format!("'{dimension}'");
        let column = format!("segments.{dimension}");
        let keys = [("dimension", literal.as_str()), ("value", column.as_str()), ("day", "day")];
        let joined = format!("{changes} JOIN segments ON segments.id = changes.segment_id");
        statements.push(upsert("tally_marginals", basis, &keys, &joined));
    }
    statements
}

fn upsert(table: &str, basis: Basis, keys: &[(&str, &str)], source: &str) -> String {
    let counts = count_columns();
    let key_names = keys.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let key_values = keys.iter().map(|(_, value)| *value).collect::<Vec<_>>().join(", ");
    let grouped =
        keys.iter().map(|(_, v)| *v).filter(|v| !v.starts_with('\'')).collect::<Vec<_>>().join(", ");
    let sums = counts.iter().map(|c| format!("CAST(SUM({c}) AS BIGINT)")).collect::<Vec<_>>().join(", ");
    let added =
        counts.iter().map(|c| format!("{c} = {table}.{c} + excluded.{c}")).collect::<Vec<_>>().join(", ");
    format!(
        "INSERT INTO {table} (basis, {key_names}, {}) SELECT '{basis}', {key_values}, {sums} FROM {source}
         WHERE true GROUP BY {grouped} ON CONFLICT (basis, {key_names}) DO UPDATE SET {added}",
        counts.join(", ")
    )
}

/// The changes as rows of the shape of the tallies, under the name `changes`, those of the condition alone.
fn changes(basis: Basis, condition: &str) -> String {
    let day = match basis {
        Basis::Closed => "closed_on",
        Basis::Answered => "COALESCE(answered_on, closed_on)",
    };
    let when = |condition: &str| format!("CASE WHEN {condition} THEN amount ELSE 0 END");
    let scores: Vec<String> =
        (0..SCORES).map(|score| format!("{} AS s{score}", when(&format!("score = {score}")))).collect();
    format!(
        "(SELECT {day} AS day, segment_id, {} AS closed, {} AS invited, {} AS imported, {} FROM tally_changes
          WHERE {condition}) AS changes",
        when("what = 'closed'"),
        when("what = 'invited'"),
        when("imported"),
        scores.join(", ")
    )
}

/// The counting columns of every tally.
fn count_columns() -> Vec<String> {
    let scores = (0..SCORES).map(|score| format!("s{score}"));
    ["closed", "invited", "imported"].into_iter().map(str::to_owned).chain(scores).collect()
}
