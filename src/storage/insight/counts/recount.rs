//! Recounts what is counted from its own rows, to check the counts or to rebuild them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::insight::measure::Measure;
use crate::domain::insight::query::Basis;
use crate::storage::insight::counts::Count;
use crate::storage::insight::counts::fold::{CountRow, add, fold};
use crate::storage::insight::tallies::{self, Mismatch};
use crate::storage::{Result, Tx, with_conn};

/// Everything that counts, in the columns of changes.
const ALL: &str = "
    SELECT CASE WHEN reminders > 0 THEN 'ended_reminded' ELSE 'ended' END AS measure,
        CASE WHEN state = 'withheld' THEN reason ELSE state END AS item, closed_on AS day, segment_id, COUNT(*) AS amount
        FROM invitations WHERE state NOT IN ('planned', 'sent', 'answered') GROUP BY 1, 2, 3, 4";

/// All counts: those that statements can count, and those that the caller counted.
async fn all(tx: &mut Tx, also: &[Count]) -> Result<Vec<Count>> {
    let rows: Vec<CountRow> = with_conn!(tx, |conn| sqlx::query_as(ALL).fetch_all(conn).await?);
    Ok(rows.into_iter().map(Count::from).chain(also.iter().cloned()).collect())
}

/// Blocks folds and new changes until the transaction ends, so that rows and counts remain consistent.
pub async fn stand_still(tx: &mut Tx) -> Result<()> {
    tallies::stand_still(tx, "count_changes").await
}

/// Rebuilds all counts; the rows include what was not folded yet. The caller has made them stand still. Returns the number of groups of rows counted.
pub async fn rebuild(tx: &mut Tx, also: &[Count]) -> Result<u64> {
    for table in ["count_changes", "count_totals", "count_cells"] {
        let sql = format!("DELETE FROM {table}");
        with_conn!(tx, |conn| sqlx::query(AssertSqlSafe(sql)).execute(conn).await?.rows_affected());
    }
    let changes = all(tx, also).await?;
    add(tx, &changes).await?;
    Ok(changes.len() as u64)
}

/// Changes folded per call.
const PIECE: u32 = 20_000;

/// The keys of both tables at which they differ from the rows; folds what is not folded yet first. The caller has made them
/// stand still.
pub async fn mismatches(tx: &mut Tx, also: &[Count]) -> Result<Vec<Mismatch>> {
    while fold(tx, PIECE).await? > 0 {}
    let (mut totals, mut cells) = (Amounts::new(), Amounts::new());
    for Count { key, amount } in all(tx, also).await? {
        *totals.entry((format!("{} {}", key.measure, key.item), key.day)).or_default() += amount;
        let cell = format!("{} {} {}", key.segment_id, key.measure, key.item);
        *cells.entry((cell, key.day)).or_default() += amount;
    }
    let mut found = Vec::new();
    compare("count_totals", &totals, &stored_totals(tx).await?, &mut found);
    compare("count_cells", &cells, &stored_cells(tx).await?, &mut found);
    Ok(found)
}

/// Amounts by key and day.
type Amounts = BTreeMap<(String, NaiveDate), i64>;

async fn stored_cells(tx: &mut Tx) -> Result<Amounts> {
    let sql = "SELECT measure, item, day, segment_id, amount FROM count_cells WHERE amount <> 0";
    let rows: Vec<CountRow> = with_conn!(tx, |conn| sqlx::query_as(sql).fetch_all(conn).await?);
    let named = |Count { key, amount }: Count| {
        ((format!("{} {} {}", key.segment_id, key.measure, key.item), key.day), amount)
    };
    Ok(rows.into_iter().map(Count::from).map(named).collect())
}

#[derive(FromRow)]
struct TotalRow {
    measure: Measure,
    item: String,
    day: NaiveDate,
    amount: i64,
}

async fn stored_totals(tx: &mut Tx) -> Result<Amounts> {
    let sql = "SELECT measure, item, day, amount FROM count_totals WHERE amount <> 0";
    let rows: Vec<TotalRow> = with_conn!(tx, |conn| sqlx::query_as(sql).fetch_all(conn).await?);
    Ok(rows.into_iter().map(|row| ((format!("{} {}", row.measure, row.item), row.day), row.amount)).collect())
}

fn compare(table: &'static str, counted: &Amounts, stored: &Amounts, found: &mut Vec<Mismatch>) {
    let keys: BTreeSet<&(String, NaiveDate)> = counted.keys().chain(stored.keys()).collect();
    for key in keys {
        let amount = |amounts: &Amounts| amounts.get(key).copied().unwrap_or_default();
        let (tallied, counted) = (amount(stored), amount(counted));
        if tallied != counted {
            let (tallied, counted) = (vec![tallied], vec![counted]);
            let (name, day) = key.clone();
            found.push(Mismatch {
                table: table.to_owned(),
                key: name,
                basis: Basis::Closed,
                day,
                tallied,
                counted,
            });
        }
    }
}
