//! Removes the responses of an import, some at a time.
//!
//! The rule: what refers to a response goes with it, and the caller takes the changes that come back off the tallies in the same
//! transaction. So whatever is committed is consistent, however many responses are left.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::answering::questionnaire::{ItemId, Rating};
use crate::domain::answering::score::Score;
use crate::domain::ids::{ImportId, ResponseId};
use crate::storage::insight::tallies::{Change, CountedAnswer};
use crate::storage::{Result, Tx, with_conn};

/// The tables whose rows belong to one response.
const OF_A_RESPONSE: [&str; 4] = ["ratings", "response_themes", "response_revisions", "follow_ups"];

/// The next responses of an import. The turn on the import is held, so every statement of a transaction means the same rows.
const NEXT: &str = "SELECT id FROM responses WHERE import_id = $1 ORDER BY id LIMIT $2";

/// Marks an import as being undone, if it was not before; false if it is undone already, or none of responses.
pub async fn begin(tx: &mut Tx, id: ImportId, by: &str, now: Timestamp) -> Result<bool> {
    let marked = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE imports SET undo_began_at = COALESCE(undo_began_at, $2), undone_by = COALESCE(undone_by, $3)
             WHERE id = $1 AND undone_at IS NULL AND belongs_to IS NULL",
        )
        .bind(id)
        .bind(now)
        .bind(by)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(marked == 1)
}

/// Takes the turn on an import that is being undone, until the transaction ends; false if nothing is left to do.
pub async fn take_turn(tx: &mut Tx, id: ImportId) -> Result<bool> {
    let locked = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE imports SET undo_began_at = undo_began_at
             WHERE id = $1 AND undo_began_at IS NOT NULL AND undone_at IS NULL",
        )
        .bind(id)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(locked == 1)
}

/// The imports whose undoing began and is not complete, the oldest first.
pub async fn begun(tx: &mut Tx) -> Result<Vec<ImportId>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT id FROM imports WHERE undo_began_at IS NOT NULL AND undone_at IS NULL ORDER BY undo_began_at, id",
        )
        .fetch_all(conn)
        .await?
    }))
}

/// The responses that were removed, and the changes that take them off the tallies.
#[derive(Debug, Default)]
pub struct Removed {
    pub responses: usize,
    pub changes: Vec<Change>,
}

/// Removes up to `most` responses of an import whose turn is held.
pub async fn remove_next(tx: &mut Tx, id: ImportId, most: u32) -> Result<Removed> {
    let most = i64::from(most);
    let columns = NEXT.replacen("SELECT id", "SELECT id, score, segment_id, closed_on, answered_on", 1);
    let sql = format!("{columns} {}", tx.row_locks());
    let rows: Vec<ResponseRow> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(id).bind(most).fetch_all(conn).await?
    });
    if rows.is_empty() {
        return Ok(Removed::default());
    }
    let sql = format!("SELECT response_id, item, rating FROM ratings WHERE response_id IN ({NEXT})");
    let ratings: Vec<(ResponseId, ItemId, Rating)> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(id).bind(most).fetch_all(conn).await?
    });
    let of_a_response =
        OF_A_RESPONSE.map(|table| format!("DELETE FROM {table} WHERE response_id IN ({NEXT})"));
    for sql in of_a_response.into_iter().chain([format!("DELETE FROM responses WHERE id IN ({NEXT})")]) {
        with_conn!(tx, |conn| {
            sqlx::query(AssertSqlSafe(sql)).bind(id).bind(most).execute(conn).await?.rows_affected()
        });
    }
    Ok(Removed { responses: rows.len(), changes: changes(&rows, ratings) })
}

fn changes(rows: &[ResponseRow], ratings: Vec<(ResponseId, ItemId, Rating)>) -> Vec<Change> {
    let mut by_response: HashMap<ResponseId, BTreeMap<ItemId, Rating>> = HashMap::new();
    for (response, item, rating) in ratings {
        by_response.entry(response).or_default().insert(item, rating);
    }
    let none = BTreeMap::new();
    let of_row = |row: &ResponseRow| {
        let counted = CountedAnswer {
            score: row.score,
            ratings: by_response.get(&row.id).unwrap_or(&none),
            reminders: None,
            segment_id: row.segment_id,
            closed_on: row.closed_on,
            answered_on: row.answered_on,
        };
        counted.changes(-1)
    };
    rows.iter().flat_map(of_row).collect()
}

/// Ends the undoing of an import that has no responses left: removes its periods, and sets its hash and that of its file of
/// periods free, so that both files may come again.
pub async fn complete(tx: &mut Tx, id: ImportId, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM earlier_periods WHERE import_id = $1")
            .bind(id)
            .execute(conn)
            .await?
            .rows_affected()
    });
    let files: Vec<(ImportId, Vec<u8>)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT id, content_hash FROM imports WHERE id = $1 OR belongs_to = $1")
            .bind(id)
            .fetch_all(conn)
            .await?
    });
    for (file, hash) in files {
        let free = [hash.as_slice(), file.0.as_bytes()].concat();
        with_conn!(tx, |conn| {
            sqlx::query("UPDATE imports SET content_hash = $2, undone_at = $3 WHERE id = $1")
                .bind(file)
                .bind(free)
                .bind(now)
                .execute(conn)
                .await?
                .rows_affected()
        });
    }
    Ok(())
}

#[derive(FromRow)]
struct ResponseRow {
    id: ResponseId,
    score: Score,
    segment_id: Uuid,
    closed_on: NaiveDate,
    answered_on: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table that a later migration adds must be named here, or undoing an import would fail on it.
    #[test]
    fn every_table_that_refers_to_a_response_is_emptied_with_it() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
        for file in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let mut table = String::new();
            for line in text.lines() {
                if let Some(rest) = line.strip_prefix("CREATE TABLE ").or(line.strip_prefix("ALTER TABLE ")) {
                    table = rest.split([' ', '(']).next().unwrap().to_owned();
                }
                let refers = line.contains("REFERENCES responses (id)");
                assert!(!refers || OF_A_RESPONSE.contains(&table.as_str()), "{table}: {line}");
            }
        }
    }
}
