//! Adding changes to the tallies: summed here first, then one row for each key is written, however many changes
//! share it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::domain::nps_query::Basis;
use crate::domain::score::Score;
use crate::domain::segment::{Dimension, Segment};
use crate::statistics::tally::SCORES;
use crate::storage::responses::placeholders;
use crate::storage::rows::batches;
use crate::storage::segments;
use crate::storage::tallies::{Change, What, count_columns};
use crate::storage::{Result, StorageError, Tx, installation, with_conn};

/// Changes of the counting columns, in their order.
pub(super) type Sums = [i64; 3 + SCORES];

/// Folds up to `most` appended changes into the tallies; returns how many, zero when all are folded.
pub async fn fold(tx: &mut Tx, most: u32) -> Result<u64> {
    lock(tx).await?;
    let sql = "DELETE FROM tally_changes WHERE id IN (SELECT id FROM tally_changes ORDER BY id LIMIT $1)
               RETURNING what, closed_on, answered_on, segment_id, score, imported, amount";
    let rows: Vec<ChangeRow> =
        with_conn!(tx, |conn| sqlx::query_as(sql).bind(i64::from(most)).fetch_all(conn).await?);
    let changes: Vec<Change> = rows.into_iter().map(Change::try_from).collect::<Result<_>>()?;
    add(tx, &changes).await?;
    Ok(changes.len() as u64)
}

/// Adds changes to the tallies at once, without appending them first: for an import of many.
pub async fn add(tx: &mut Tx, changes: &[Change]) -> Result<()> {
    lock(tx).await?;
    let ids: BTreeSet<Uuid> = changes.iter().map(|change| change.segment_id).collect();
    let segments = segments::find_all(tx, &ids).await?;
    let mut sums = SumsByKey::default();
    for change in changes {
        let segment = segments.get(&change.segment_id).ok_or_else(|| StorageError::Inconsistent {
            column: "tally_changes.segment_id",
            value: change.segment_id.to_string(),
        })?;
        sums.add(change, segment);
    }
    sums.write(tx).await
}

/// Two processes that fold at once would wait for each other's rows; this row makes them queue up.
pub(super) async fn lock(tx: &mut Tx) -> Result<()> {
    installation::set(tx, "tally_fold", "").await
}

/// What has to be added to each row of the three tables.
#[derive(Default)]
struct SumsByKey {
    totals: BTreeMap<(Basis, NaiveDate), Sums>,
    marginals: BTreeMap<(Basis, Dimension, String, NaiveDate), Sums>,
    cells: BTreeMap<(Basis, NaiveDate, Uuid), Sums>,
}

impl SumsByKey {
    fn add(&mut self, change: &Change, segment: &Segment) {
        for &basis in Basis::ALL {
            let (day, sums) = contribution(change, basis);
            add_to(self.totals.entry((basis, day)).or_default(), &sums);
            add_to(self.cells.entry((basis, day, change.segment_id)).or_default(), &sums);
            for &dimension in Dimension::ALL {
                let value = segment.value(dimension).to_owned();
                add_to(self.marginals.entry((basis, dimension, value, day)).or_default(), &sums);
            }
        }
    }

    async fn write(self, tx: &mut Tx) -> Result<()> {
        let totals: Vec<_> = self.totals.into_iter().collect();
        for chunk in batches(&totals) {
            let sql = upsert("tally_totals", &["basis", "day"], chunk.len());
            with_conn!(tx, |conn| {
                let mut query = sqlx::query(AssertSqlSafe(sql));
                for ((basis, day), sums) in chunk {
                    query = query.bind(basis.name()).bind(*day);
                    query = sums.iter().fold(query, |query, sum| query.bind(*sum));
                }
                query.execute(conn).await?.rows_affected()
            });
        }
        let marginals: Vec<_> = self.marginals.into_iter().collect();
        for chunk in batches(&marginals) {
            let sql = upsert("tally_marginals", &["basis", "dimension", "value", "day"], chunk.len());
            with_conn!(tx, |conn| {
                let mut query = sqlx::query(AssertSqlSafe(sql));
                for ((basis, dimension, value, day), sums) in chunk {
                    query = query.bind(basis.name()).bind(dimension.name()).bind(value.as_str()).bind(*day);
                    query = sums.iter().fold(query, |query, sum| query.bind(*sum));
                }
                query.execute(conn).await?.rows_affected()
            });
        }
        let cells: Vec<_> = self.cells.into_iter().collect();
        for chunk in batches(&cells) {
            let sql = upsert("tally_cells", &["basis", "day", "segment_id"], chunk.len());
            with_conn!(tx, |conn| {
                let mut query = sqlx::query(AssertSqlSafe(sql));
                for ((basis, day, segment), sums) in chunk {
                    query = query.bind(basis.name()).bind(*day).bind(*segment);
                    query = sums.iter().fold(query, |query, sum| query.bind(*sum));
                }
                query.execute(conn).await?.rows_affected()
            });
        }
        Ok(())
    }
}

/// On which day a change counts, and what it adds there.
pub(super) fn contribution(change: &Change, basis: Basis) -> (NaiveDate, Sums) {
    let mut sums = Sums::default();
    let [closed, invited, imported_responses, scores @ ..] = &mut sums;
    let mut day = change.closed_on;
    match change.what {
        What::Closed => *closed = change.amount,
        What::Invited => *invited = change.amount,
        What::Response { score, answered_on, imported } => {
            if basis == Basis::Answered {
                day = answered_on;
            }
            if imported {
                *imported_responses = change.amount;
            }
            if let Some(count) = scores.get_mut(usize::from(score.value())) {
                *count = change.amount;
            }
        }
    }
    (day, sums)
}

fn add_to(sums: &mut Sums, more: &Sums) {
    for (sum, amount) in sums.iter_mut().zip(more) {
        *sum += amount;
    }
}

fn upsert(table: &str, keys: &[&str], rows: usize) -> String {
    let counts = count_columns();
    let keys_named = keys.join(", ");
    let added: Vec<String> =
        counts.iter().map(|column| format!("{column} = {table}.{column} + excluded.{column}")).collect();
    format!(
        "INSERT INTO {table} ({keys_named}, {}) VALUES {} ON CONFLICT ({keys_named}) DO UPDATE SET {}",
        counts.join(", "),
        placeholders(rows, keys.len() + counts.len()),
        added.join(", ")
    )
}

/// A change as a row.
#[derive(FromRow)]
pub(super) struct ChangeRow {
    what: String,
    closed_on: NaiveDate,
    answered_on: Option<NaiveDate>,
    segment_id: Uuid,
    score: Option<i64>,
    imported: bool,
    amount: i64,
}

impl TryFrom<ChangeRow> for Change {
    type Error = StorageError;

    fn try_from(row: ChangeRow) -> Result<Self> {
        let score = row.score.and_then(|score| Score::try_from(score).ok());
        let what = match (row.what.as_str(), score, row.answered_on) {
            ("closed", ..) => What::Closed,
            ("invited", ..) => What::Invited,
            ("response", Some(score), Some(answered_on)) => {
                What::Response { score, answered_on, imported: row.imported }
            }
            _ => return Err(StorageError::Inconsistent { column: "tally_changes.what", value: row.what }),
        };
        Ok(Self { what, closed_on: row.closed_on, segment_id: row.segment_id, amount: row.amount })
    }
}
