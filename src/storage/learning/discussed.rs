//! Closed complaints with the days on which they were discussed.
//!
//! The rule: a complaint stands here as it is now: with its present team and its last closing, and not while it is open.

use chrono::{Datelike, Days, Months, NaiveDate};
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Reference;
use crate::domain::learning::discussed::Discussed;
use crate::domain::learning::discussed::days::ClosingDays;
use crate::domain::learning::discussed::overview::ClosedComplaint;
use crate::domain::learning::discussed::query::Listed;
use crate::domain::learning::discussed::share::{Closings, DAYS_IN_TIME, Standing};
use crate::storage::engine::columns::{count, named};
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

/// How many complaints closed on some days stand alike on a day, by team and month: as many rows as there are to show, however many
/// complaints there are. A discussion after that day counts as not told.
pub async fn closings(
    tx: &mut Tx,
    days: &ClosingDays,
    today: NaiveDate,
    team: Option<&str>,
) -> Result<Vec<Closings>> {
    let moments = days.moments();
    let (Some(from), Some(until)) = (moments.first(), moments.last()) else { return Ok(Vec::new()) };
    let between: Vec<Timestamp> = moments.iter().take(moments.len() - 1).skip(1).copied().collect();
    let last_in_time =
        days.all().iter().map(|day| day.checked_add_days(Days::new(DAYS_IN_TIME)).unwrap_or(*day));
    let sql = closings_sql(days.all());
    let rows: Vec<ClosingsRow> = with_conn!(tx, |conn| {
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(*from).bind(*until).bind(team).bind(today);
        let query = between.into_iter().fold(query, |query, moment| query.bind(moment));
        last_in_time.fold(query, |query, day| query.bind(day)).fetch_all(conn).await?
    });
    rows.into_iter().map(|row| of_row(days, row)).collect()
}

/// SQL for [`closings`]: `$4` is the day on which they stand so, behind it the moments between the days, and then the last day
/// in time of each.
fn closings_sql(days: &[NaiveDate]) -> String {
    let last = days.len().saturating_sub(1);
    let months: Vec<String> = months(days).iter().map(ToString::to_string).collect();
    let month = by_day(0, last, &|day| months.get(day).cloned().unwrap_or_default());
    let in_time_until = by_day(0, last, &|day| format!("${}", 5 + last + day));
    format!(
        "SELECT team, CAST(closing_month AS BIGINT), with_employee, with_team, COUNT(*) FROM (
            SELECT team, closing_month, {} AS with_employee, {} AS with_team FROM (
                SELECT COALESCE(team, '') AS team, {month} AS closing_month, {in_time_until} AS in_time_until,
                    employee_discussed_on, team_discussed_on
                FROM complaints WHERE {CLOSED}
            ) AS closed_ones
         ) AS closings GROUP BY team, closing_month, with_employee, with_team",
        standing("employee_discussed_on"),
        standing("team_discussed_on"),
    )
}

/// The number of the month of each day, the first day's being 0.
fn months(days: &[NaiveDate]) -> Vec<usize> {
    let starts = |at: usize| at > 0 && days.get(at).is_some_and(|day| day.day() == 1);
    let mut month = 0;
    (0..days.len())
        .map(|at| {
            month += usize::from(starts(at));
            month
        })
        .collect()
}

/// SQL for where a discussion stands, told by the column of its day.
fn standing(column: &str) -> String {
    let [timely, pending, unknown, late] =
        [Standing::Timely, Standing::Pending, Standing::Unknown, Standing::Late].map(Standing::name);
    format!(
        "CASE WHEN {column} <= $4 AND {column} <= in_time_until THEN '{timely}' WHEN {column} <= $4 THEN '{late}'
            WHEN in_time_until >= $4 THEN '{pending}' ELSE '{unknown}' END"
    )
}

/// Team, number of the month, both standings, and how many complaints.
type ClosingsRow = (String, i64, String, String, i64);

fn of_row(days: &ClosingDays, row: ClosingsRow) -> Result<Closings> {
    let (team, month, with_employee, with_team, complaints) = row;
    let first = days.all().first().copied();
    let first = first.zip(u32::try_from(month).ok());
    let month = first.and_then(|(first, months)| first.with_day(1)?.checked_add_months(Months::new(months)));
    let month =
        month.ok_or_else(|| StorageError::Inconsistent { column: "closing_month", value: team.clone() })?;
    Ok(Closings {
        team,
        month,
        with_employee: named("with_employee", &with_employee)?,
        with_team: named("with_team", &with_team)?,
        complaints: count("complaints", complaints)?,
    })
}

/// SQL for what is said of the day on which a complaint was closed, from the first to the last of some; the moments between days
/// are `$5` and on. It halves the days, so that a year takes nine comparisons.
fn by_day(first: usize, last: usize, say: &dyn Fn(usize) -> String) -> String {
    if first >= last {
        return say(first);
    }
    let middle = first + (last - first) / 2;
    let (earlier, later) = (by_day(first, middle, say), by_day(middle + 1, last, say));
    format!("CASE WHEN closed_at < ${} THEN {earlier} ELSE {later} END", middle + 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_between_two_days_belongs_to_the_later() {
        let number = |last| by_day(0, last, &|day| day.to_string());
        assert_eq!(number(0), "0");
        assert_eq!(
            number(2),
            "CASE WHEN closed_at < $6 THEN CASE WHEN closed_at < $5 THEN 0 ELSE 1 END ELSE 2 END"
        );
        let year = number(365);
        assert!((5..=369).all(|moment| year.matches(&format!("< ${moment} ")).count() == 1));
        assert!((0..=365).all(|day| year.matches(&format!(" {day} ")).count() == 1));
    }

    #[test]
    fn the_first_of_a_month_begins_it() {
        let days: Vec<NaiveDate> =
            ["2026-01-31", "2026-02-01", "2026-02-02"].map(|day| day.parse().unwrap()).to_vec();
        assert_eq!(months(&days), [0, 1, 1]);
        assert_eq!(months(&days[1..]), [0, 0], "also where it is the first of all");
        let sql = closings_sql(&days);
        assert!((1..=9).all(|bound| sql.contains(&format!("${bound}"))) && !sql.contains("$10"), "{sql}");
    }
}
