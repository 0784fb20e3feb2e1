//! Adds changes to the tallies: sums them in memory first, then writes one row per key, however many changes share it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::domain::answering::score::Score;
use crate::domain::complaints::segment::{Dimension, Segment};
use crate::domain::insight::query::Basis;
use crate::statistics::tally::SCORES;
use crate::storage::complaints::segments;
use crate::storage::engine::columns::batches;
use crate::storage::insight::tallies::aspects::Under;
use crate::storage::insight::tallies::grain::Grain;
use crate::storage::insight::tallies::months;
use crate::storage::insight::tallies::{Change, What, count_columns};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Changes of the counting columns, in their order.
pub(super) type Sums = [i64; 3 + SCORES];

/// Folds up to `most` appended changes into the tallies; returns how many, zero when all are folded.
pub async fn fold(tx: &mut Tx, most: u32) -> Result<u64> {
    lock(tx).await?;
    let sql = "DELETE FROM tally_changes WHERE id IN (SELECT id FROM tally_changes ORDER BY id LIMIT $1)
               RETURNING what, closed_on, answered_on, segment_id, score, imported, aspect, item, number, amount";
    let rows: Vec<ChangeRow> =
        with_conn!(tx, |conn| sqlx::query_as(sql).bind(i64::from(most)).fetch_all(conn).await?);
    let changes: Vec<Change> = rows.into_iter().map(Change::try_from).collect::<Result<_>>()?;
    add(tx, &changes).await?;
    Ok(changes.len() as u64)
}

/// Adds changes to the tallies directly, without appending them first: for large imports.
pub async fn add(tx: &mut Tx, changes: &[Change]) -> Result<()> {
    lock(tx).await?;
    let ids: BTreeSet<Uuid> = changes.iter().map(|change| change.segment_id).collect();
    let segments = segments::find_all(tx, &ids).await?;
    let by_day = SumsByKey::of(changes, &segments)?;
    by_day.by_month().write(tx, Grain::Month).await?;
    by_day.write(tx, Grain::Day).await
}

/// Serialises folds: two processes that fold concurrently would wait for each other's rows.
pub async fn lock(tx: &mut Tx) -> Result<()> {
    months::keep_up(tx).await
}

type SumsByDay = BTreeMap<(Basis, NaiveDate), Sums>;

/// What has to be added to each row of the three tables of a grain.
#[derive(Default)]
struct SumsByKey<'a> {
    totals: BTreeMap<Place<'a>, Sums>,
    marginals: BTreeMap<(Dimension, &'a str), SumsByDay>,
    cells: BTreeMap<(Place<'a>, Uuid), Sums>,
}

/// The part of a key that totals and cells have in common. The day comes before the texts because it differs most
/// often: sorting a million keys by their texts takes longer than everything else done to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Place<'a> {
    pub basis: Basis,
    pub day: NaiveDate,
    pub under: Under<'a>,
}

/// The columns of a [`Place`].
const PLACE: [&str; 5] = ["basis", "aspect", "day", "item", "number"];

impl<'a> SumsByKey<'a> {
    /// Sums changes into cells, of which there are far fewer, and only the cells into everything else.
    fn of(changes: &'a [Change], segments: &'a BTreeMap<Uuid, Segment>) -> Result<Self> {
        let mut cells: HashMap<(Place<'a>, Uuid), Sums> = HashMap::new();
        for change in changes {
            for &basis in Basis::ALL {
                let (place, sums) = contribution(change, basis);
                add_to(cells.entry((place, change.segment_id)).or_default(), &sums);
            }
        }
        let mut all = Self { cells: cells.into_iter().collect(), ..Self::default() };
        for ((place, segment_id), sums) in &all.cells {
            add_to(all.totals.entry(*place).or_default(), sums);
            if !place.under.is_in_marginals() {
                continue;
            }
            let segment = segments.get(segment_id).ok_or_else(|| StorageError::Inconsistent {
                column: "tally_changes.segment_id",
                value: segment_id.to_string(),
            })?;
            for &dimension in Dimension::ALL {
                let days = all.marginals.entry((dimension, segment.value(dimension))).or_default();
                add_to(days.entry((place.basis, place.day)).or_default(), sums);
            }
        }
        Ok(all)
    }

    /// The same sums by calendar month.
    fn by_month(&self) -> Self {
        let first = |day| Grain::Month.first_day(day);
        let month_of = |place: &Place<'a>| Place { day: first(place.day), ..*place };
        let mut months = Self::default();
        for (place, sums) in &self.totals {
            add_to(months.totals.entry(month_of(place)).or_default(), sums);
        }
        for (value, days) in &self.marginals {
            let of_value = months.marginals.entry(*value).or_default();
            for ((basis, day), sums) in days {
                add_to(of_value.entry((*basis, first(*day))).or_default(), sums);
            }
        }
        for ((place, segment_id), sums) in &self.cells {
            add_to(months.cells.entry((month_of(place), *segment_id)).or_default(), sums);
        }
        months
    }

    async fn write(self, tx: &mut Tx, grain: Grain) -> Result<()> {
        let totals: Vec<_> = self.totals.into_iter().collect();
        for chunk in batches(&totals) {
            let sql = upsert(tx, &grain.table("tally_totals"), &PLACE, chunk.len());
            with_conn!(tx, |conn| {
                let mut query = sqlx::query(AssertSqlSafe(sql));
                for (place, sums) in chunk {
                    let Under { aspect, item, number } = place.under;
                    query = query.bind(place.basis).bind(aspect).bind(place.day).bind(item).bind(number);
                    query = sums.iter().fold(query, |query, sum| query.bind(*sum));
                }
                query.execute(conn).await?.rows_affected()
            });
        }
        let of_value =
            |(key, days): (_, SumsByDay)| days.into_iter().map(move |(day, sums)| (key, day, sums));
        let marginals: Vec<_> = self.marginals.into_iter().flat_map(of_value).collect();
        for chunk in batches(&marginals) {
            let sql = upsert(
                tx,
                &grain.table("tally_marginals"),
                &["basis", "dimension", "value", "day"],
                chunk.len(),
            );
            with_conn!(tx, |conn| {
                let mut query = sqlx::query(AssertSqlSafe(sql));
                for ((dimension, value), (basis, day), sums) in chunk {
                    query = query.bind(basis).bind(dimension.name()).bind(*value).bind(*day);
                    query = sums.iter().fold(query, |query, sum| query.bind(*sum));
                }
                query.execute(conn).await?.rows_affected()
            });
        }
        let cells: Vec<_> = self.cells.into_iter().collect();
        for chunk in batches(&cells) {
            let sql =
                upsert(tx, &grain.table("tally_cells"), &[&PLACE[..], &["segment_id"]].concat(), chunk.len());
            with_conn!(tx, |conn| {
                let mut query = sqlx::query(AssertSqlSafe(sql));
                for ((place, segment), sums) in chunk {
                    let Under { aspect, item, number } = place.under;
                    query = query.bind(place.basis).bind(aspect).bind(place.day).bind(item).bind(number);
                    query = query.bind(*segment);
                    query = sums.iter().fold(query, |query, sum| query.bind(*sum));
                }
                query.execute(conn).await?.rows_affected()
            });
        }
        Ok(())
    }
}

/// Where a change counts, and what it adds there.
pub(super) fn contribution(change: &Change, basis: Basis) -> (Place<'_>, Sums) {
    let mut sums = Sums::default();
    let [closed, invited, imported, scores @ ..] = &mut sums;
    match change.what {
        What::Closed => *closed = change.amount,
        What::Invited => *invited = change.amount,
        What::Response { imported: true, .. } => *imported = change.amount,
        What::Response { .. } | What::Aspect { .. } => {}
    }
    let what = &change.what;
    if let Some(count) = what.score().and_then(|score| scores.get_mut(usize::from(score.value()))) {
        *count = change.amount;
    }
    let day = match basis {
        Basis::Closed => change.closed_on,
        Basis::Answered => what.answered_on().unwrap_or(change.closed_on),
    };
    (Place { basis, day, under: what.under() }, sums)
}

fn add_to(sums: &mut Sums, more: &Sums) {
    for (sum, amount) in sums.iter_mut().zip(more) {
        *sum += amount;
    }
}

fn upsert(tx: &Tx, table: &str, keys: &[&str], rows: usize) -> String {
    let counts = count_columns();
    let keys_named = keys.join(", ");
    let added: Vec<String> =
        counts.iter().map(|column| format!("{column} = {table}.{column} + excluded.{column}")).collect();
    format!(
        "INSERT INTO {table} ({keys_named}, {}) VALUES {} ON CONFLICT ({keys_named}) DO UPDATE SET {}",
        counts.join(", "),
        tx.placeholders(rows, keys.len() + counts.len()),
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
    aspect: String,
    item: String,
    number: i64,
    amount: i64,
}

impl TryFrom<ChangeRow> for Change {
    type Error = StorageError;

    fn try_from(row: ChangeRow) -> Result<Self> {
        let score = row.score.and_then(|score| Score::try_from(score).ok());
        let under = Under { aspect: &row.aspect, item: &row.item, number: row.number };
        let what = match (row.what.as_str(), score, row.answered_on) {
            ("closed", ..) => What::Closed,
            ("invited", ..) => What::Invited,
            ("response", Some(score), Some(answered_on)) => {
                What::Response { score, answered_on, imported: row.imported }
            }
            ("aspect", Some(score), Some(answered_on)) => {
                What::Aspect { aspect: under.to_aspect()?, score, answered_on }
            }
            _ => return Err(StorageError::Inconsistent { column: "tally_changes.what", value: row.what }),
        };
        Ok(Self { what, closed_on: row.closed_on, segment_id: row.segment_id, amount: row.amount })
    }
}
