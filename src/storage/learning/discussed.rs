//! Closed complaints with the days on which they were discussed.
//!
//! The rule: a complaint stands here as it is now: with its present team and its last closing, and not while it is open.

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Reference;
use crate::domain::learning::discussed::Discussed;
use crate::domain::learning::discussed::days::ClosingDays;
use crate::domain::learning::discussed::overview::ClosedComplaint;
use crate::domain::learning::discussed::query::Listed;
use crate::domain::learning::discussed::share::Closing;
use crate::storage::engine::columns::count;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Closed from the moment bound as `$1` up to the one bound as `$2`, that one excluded, by the team bound as `$3`, an empty
/// text for those without one; by any team if that is NULL.
const CLOSED: &str = "status = 'closed' AND closed_at >= $1 AND closed_at < $2
    AND (CAST($3 AS TEXT) IS NULL OR COALESCE(team, '') = $3)";

/// At most `most` complaints closed from one moment up to another, that one excluded, the latest first, behind the first `skipped`.
pub async fn closed(
    tx: &mut Tx,
    (from, until): (Timestamp, Timestamp),
    listed: Listed,
    team: Option<&str>,
    (skipped, most): (u64, u32),
) -> Result<Vec<ClosedComplaint>> {
    let missing = match listed {
        Listed::All => "",
        Listed::NotWithEmployee => " AND employee_discussed_on IS NULL",
        Listed::NotInTeam => " AND team_discussed_on IS NULL",
    };
    let skipped = i64::try_from(skipped).unwrap_or(i64::MAX);
    let sql = format!(
        "SELECT reference, COALESCE(team, '') AS team, handler, closed_at, employee_discussed_on, team_discussed_on
         FROM complaints WHERE {CLOSED}{missing} ORDER BY closed_at DESC, reference LIMIT $4 OFFSET $5"
    );
    let rows: Vec<ListedRow> = with_conn!(tx, |conn| {
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(from).bind(until).bind(team);
        query.bind(i64::from(most)).bind(skipped).fetch_all(conn).await?
    });
    Ok(rows.into_iter().map(ClosedComplaint::from).collect())
}

#[derive(FromRow)]
struct ListedRow {
    reference: Reference,
    team: String,
    handler: Option<String>,
    closed_at: Timestamp,
    employee_discussed_on: Option<NaiveDate>,
    team_discussed_on: Option<NaiveDate>,
}

impl From<ListedRow> for ClosedComplaint {
    fn from(row: ListedRow) -> Self {
        let discussed = Discussed { employee_on: row.employee_discussed_on, team_on: row.team_discussed_on };
        let ListedRow { reference, team, handler, closed_at, .. } = row;
        Self { reference, team, handler, closed_at, discussed }
    }
}

/// The complaints closed on some days, those that are alike together, in no order.
pub async fn closings(tx: &mut Tx, days: &ClosingDays, team: Option<&str>) -> Result<Vec<Closing>> {
    let moments = days.moments();
    let (Some(from), Some(until)) = (moments.first(), moments.last()) else { return Ok(Vec::new()) };
    let between: Vec<Timestamp> = moments.iter().take(moments.len() - 1).skip(1).copied().collect();
    let sql = format!(
        "SELECT team, CAST(closing_day AS BIGINT), employee_discussed_on, team_discussed_on, COUNT(*) FROM (
            SELECT COALESCE(team, '') AS team, {} AS closing_day, employee_discussed_on, team_discussed_on
            FROM complaints WHERE {CLOSED}
         ) AS closings GROUP BY team, closing_day, employee_discussed_on, team_discussed_on",
        number_of_day(0, between.len())
    );
    let rows: Vec<ClosingRow> = with_conn!(tx, |conn| {
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(*from).bind(*until).bind(team);
        between.into_iter().fold(query, |query, moment| query.bind(moment)).fetch_all(conn).await?
    });
    rows.into_iter().map(|row| closing(days, row)).collect()
}

/// Team, number of the day, both days of discussion, and how many complaints.
type ClosingRow = (String, i64, Option<NaiveDate>, Option<NaiveDate>, i64);

fn closing(days: &ClosingDays, row: ClosingRow) -> Result<Closing> {
    let (team, day, employee_on, team_on, complaints) = row;
    let closed_on = usize::try_from(day).ok().and_then(|number| days.day(number));
    let closed_on = closed_on
        .ok_or_else(|| StorageError::Inconsistent { column: "closing_day", value: day.to_string() })?;
    let discussed = Discussed { employee_on, team_on };
    Ok(Closing { team, closed_on, discussed, complaints: count("complaints", complaints)? })
}

/// SQL for the number of the day on which a complaint was closed, from the first to the last of some; the moments between days
/// are `$4` and on. It halves the days, so that a year takes nine comparisons.
fn number_of_day(first: usize, last: usize) -> String {
    if first >= last {
        return first.to_string();
    }
    let middle = first + (last - first) / 2;
    let (earlier, later) = (number_of_day(first, middle), number_of_day(middle + 1, last));
    format!("CASE WHEN closed_at < ${} THEN {earlier} ELSE {later} END", middle + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_between_two_days_belongs_to_the_later() {
        assert_eq!(number_of_day(0, 0), "0");
        assert_eq!(
            number_of_day(0, 2),
            "CASE WHEN closed_at < $5 THEN CASE WHEN closed_at < $4 THEN 0 ELSE 1 END ELSE 2 END"
        );
        let year = number_of_day(0, 365);
        assert!((4..=368).all(|moment| year.matches(&format!("< ${moment} ")).count() == 1));
        assert!((0..=365).all(|day| year.matches(&format!(" {day} ")).count() == 1));
    }
}
