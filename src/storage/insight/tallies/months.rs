//! Sums the tallies by month anew from those by day.
//!
//! The rule: months never stay behind. During a rolling upgrade a process of an earlier version folds by day only; whatever folds
//! next finds out by the mark that each fold leaves, and sums the months again before it adds to them.

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;

use crate::domain::time::period::{DateRange, Granularity};
use crate::storage::engine::installation;
use crate::storage::insight::tallies::count_columns;
use crate::storage::insight::tallies::grain::{Grain, TABLES};
use crate::storage::{Result, Tx, with_conn};

/// The fact of the installation that every fold sets, so that folds wait for each other.
const FOLD: &str = "tally_fold";
/// What it says after a fold that kept the months. Versions before this one leave it empty.
const BY_MONTH: &str = "by_month";

/// Waits for other folds; sums the months anew if the last one did not keep them.
pub(super) async fn keep_up(tx: &mut Tx) -> Result<()> {
    installation::lock(tx, FOLD).await?;
    if installation::find(tx, FOLD).await?.as_deref() != Some(BY_MONTH) {
        sum_anew(tx).await?;
        installation::set(tx, FOLD, BY_MONTH).await?;
    }
    Ok(())
}

async fn sum_anew(tx: &mut Tx) -> Result<()> {
    for tally in TABLES {
        let sql = format!("DELETE FROM {}", Grain::Month.table(tally));
        with_conn!(tx, |conn| sqlx::query(AssertSqlSafe(sql)).execute(conn).await?.rows_affected());
    }
    for month in months(tx).await? {
        for tally in TABLES {
            sum_month(tx, tally, month).await?;
        }
    }
    Ok(())
}

/// The calendar months in which anything counts.
async fn months(tx: &mut Tx) -> Result<Vec<DateRange>> {
    let (first, last): (Option<NaiveDate>, Option<NaiveDate>) = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT MIN(day), MAX(day) FROM tally_totals").fetch_one(conn).await?
    });
    let month = Granularity::Month;
    let from = first.and_then(|day| month.first_day(day));
    let to = last.and_then(|day| month.last_day(day));
    let days = from.zip(to).and_then(|(from, to)| DateRange::new(from, to));
    Ok(days.map(|days| days.split(month)).unwrap_or_default())
}

async fn sum_month(tx: &mut Tx, tally: &str, month: DateRange) -> Result<()> {
    let keys = keys(tally).join(", ");
    let counts = count_columns();
    let sums: Vec<String> = counts.iter().map(|column| format!("CAST(SUM({column}) AS BIGINT)")).collect();
    let sql = format!(
        "INSERT INTO {} (day, {keys}, {}) SELECT $1, {keys}, {} FROM {tally} WHERE day >= $1 AND day <= $2 GROUP BY {keys}",
        Grain::Month.table(tally),
        counts.join(", "),
        sums.join(", ")
    );
    with_conn!(tx, |conn| {
        let statement = sqlx::query(AssertSqlSafe(sql)).bind(month.from()).bind(month.to());
        statement.execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// The columns of a key beside the day.
fn keys(tally: &str) -> &'static [&'static str] {
    match tally {
        "tally_totals" => &["basis", "aspect", "item", "number"],
        "tally_marginals" => &["basis", "dimension", "value"],
        _ => &["basis", "aspect", "item", "number", "segment_id"],
    }
}
