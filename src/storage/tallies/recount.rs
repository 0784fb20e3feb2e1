//! Counting closures, invitations and responses from their own rows, to hold the tallies against them or to make them anew.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;

use crate::domain::nps_query::Basis;
use crate::domain::segment::Dimension;
use crate::storage::tallies::fold::{ChangeRow, add, contribution, lock};
use crate::storage::tallies::{Change, count_columns};
use crate::storage::{Result, Tx, with_conn};

/// Rows of all that counts, in the shape of changes. A response without a mail of known fate counts as invited as well:
/// its answer proves that the mail arrived; imported ones have no invitation.
const ALL: &str = "
    SELECT 'closed' AS what, closed_on, NULL AS answered_on, segment_id, NULL AS score, FALSE AS imported, COUNT(*) AS amount
        FROM invitations GROUP BY closed_on, segment_id
    UNION ALL
    SELECT 'invited', invitations.closed_on, NULL, invitations.segment_id, NULL, FALSE, COUNT(*)
        FROM invitations LEFT JOIN responses ON responses.invitation_id = invitations.id
        WHERE sent_at IS NOT NULL OR responses.id IS NOT NULL GROUP BY invitations.closed_on, invitations.segment_id
    UNION ALL
    SELECT 'response', closed_on, answered_on, segment_id, score, import_id IS NOT NULL, COUNT(*)
        FROM responses WHERE held_at IS NULL GROUP BY closed_on, answered_on, segment_id, score, import_id IS NOT NULL";

/// A day on which the tallies do not equal the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    pub table: &'static str,
    pub basis: Basis,
    pub day: NaiveDate,
    /// Closed, invited, imported, then responses by score.
    pub tallied: Vec<i64>,
    pub counted: Vec<i64>,
}

async fn all(tx: &mut Tx) -> Result<Vec<Change>> {
    let rows: Vec<ChangeRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(casted())).fetch_all(conn).await?);
    rows.into_iter().map(Change::try_from).collect()
}

/// PostgreSQL types a bare NULL as text; the casts do no harm to the other engine.
fn casted() -> String {
    ALL.replacen("NULL AS answered_on", "CAST(NULL AS DATE) AS answered_on", 1).replacen(
        "NULL AS score",
        "CAST(NULL AS BIGINT) AS score",
        1,
    )
}

/// Makes all tallies anew; what was not folded is in the rows already. Returns the number of counted groups of rows.
pub async fn rebuild(tx: &mut Tx) -> Result<u64> {
    lock(tx).await?;
    for table in ["tally_changes", "tally_totals", "tally_marginals", "tally_cells"] {
        let sql = format!("DELETE FROM {table}");
        with_conn!(tx, |conn| sqlx::query(AssertSqlSafe(sql)).execute(conn).await?.rows_affected());
    }
    let changes = all(tx).await?;
    add(tx, &changes).await?;
    Ok(changes.len() as u64)
}

impl std::fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { table, basis, day, tallied, counted } = self;
        write!(formatter, "{day} ({table}, by the day {basis}): tallied {tallied:?}, counted {counted:?}")
    }
}

/// The days on which totals, marginals or cells differ from the rows; all changes must have been folded.
pub async fn mismatches(tx: &mut Tx) -> Result<Vec<Mismatch>> {
    let changes = all(tx).await?;
    let mut found = Vec::new();
    for &basis in Basis::ALL {
        let counted = counted_by_day(&changes, basis);
        let dimensions = Dimension::ALL.len() as i64;
        // Each dimension's marginals add up to the totals as well.
        for (table, share) in [("tally_totals", 1), ("tally_marginals", dimensions), ("tally_cells", 1)] {
            let tallied = tallied_by_day(tx, table, basis).await?;
            let days =
                counted.keys().chain(tallied.keys()).copied().collect::<std::collections::BTreeSet<_>>();
            let nothing = vec![0; count_columns().len()];
            for day in days {
                let counted: Vec<i64> =
                    counted.get(&day).unwrap_or(&nothing).iter().map(|count| count * share).collect();
                let tallied = tallied.get(&day).unwrap_or(&nothing).clone();
                if counted != tallied {
                    found.push(Mismatch { table, basis, day, tallied, counted });
                }
            }
        }
    }
    Ok(found)
}

fn counted_by_day(changes: &[Change], basis: Basis) -> BTreeMap<NaiveDate, Vec<i64>> {
    let mut days: BTreeMap<NaiveDate, Vec<i64>> = BTreeMap::new();
    for change in changes {
        let (day, sums) = contribution(change, basis);
        let day = days.entry(day).or_insert_with(|| vec![0; sums.len()]);
        day.iter_mut().zip(sums).for_each(|(sum, more)| *sum += more);
    }
    days
}

async fn tallied_by_day(tx: &mut Tx, table: &str, basis: Basis) -> Result<BTreeMap<NaiveDate, Vec<i64>>> {
    let mut days: BTreeMap<NaiveDate, Vec<i64>> = BTreeMap::new();
    for (place, column) in count_columns().iter().enumerate() {
        let sql =
            format!("SELECT day, CAST(SUM({column}) AS BIGINT) FROM {table} WHERE basis = $1 GROUP BY day");
        let rows: Vec<(NaiveDate, i64)> = with_conn!(tx, |conn| {
            sqlx::query_as(AssertSqlSafe(sql)).bind(basis.name()).fetch_all(conn).await?
        });
        for (day, sum) in rows {
            let counts = days.entry(day).or_insert_with(|| vec![0; count_columns().len()]);
            if let Some(count) = counts.get_mut(place) {
                *count = sum;
            }
        }
    }
    // Days whose every count went back to zero are no days.
    days.retain(|_, counts| counts.iter().any(|count| *count != 0));
    Ok(days)
}
