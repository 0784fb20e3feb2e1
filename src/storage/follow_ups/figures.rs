//! How many follow-ups ended in time, counted by the database.

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;

use crate::domain::Timestamp;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::figures::TeamFigures;
use crate::storage::engine::columns::count;
use crate::storage::follow_ups::row::{FROM, OF_TEAM, TEAM};
use crate::storage::{Result, Tx, with_conn};

/// A day on which follow-ups are due, and the moment at which it is over in the organisation's time.
pub type DueDay = (NaiveDate, Timestamp);

/// The follow-ups that are due on days of a month, by team, as they stand today. `days` are all days of the month, in order.
pub async fn of_month(
    tx: &mut Tx,
    whose: &FollowUpsOf,
    today: NaiveDate,
    days: &[DueDay],
) -> Result<Vec<TeamFigures>> {
    let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else { return Ok(Vec::new()) };
    // The day of a moment depends on the time zone, which only one of the engines knows.
    let over: Vec<String> =
        (0..days.len()).map(|day| format!("WHEN ${} THEN ${}", 2 * day + 5, 2 * day + 6)).collect();
    let over = format!("CASE follow_ups.due_on {} END", over.join(" "));
    let sql = format!(
        "SELECT COALESCE({TEAM}, ''), COUNT(*),
            COUNT(CASE WHEN follow_ups.first_done_at < {over} THEN 1 END),
            COUNT(CASE WHEN follow_ups.first_done_at >= {over} THEN 1 END),
            COUNT(CASE WHEN follow_ups.first_done_at IS NULL AND follow_ups.due_on < $4 THEN 1 END),
            COUNT(CASE WHEN follow_ups.first_done_at IS NULL AND follow_ups.due_on >= $4 THEN 1 END)
         {FROM} WHERE {OF_TEAM} AND follow_ups.due_on BETWEEN $2 AND $3 GROUP BY 1 ORDER BY 1"
    );
    let rows: Vec<TeamRow> = with_conn!(tx, |conn| {
        let statement =
            sqlx::query_as(AssertSqlSafe(sql)).bind(whose.team()).bind(*first).bind(*last).bind(today);
        let bound = days.iter().fold(statement, |statement, (day, until)| statement.bind(*day).bind(*until));
        bound.fetch_all(conn).await?
    });
    rows.into_iter().map(figures).collect()
}

/// A team, and how many are due, ended in time, ended late, are late and open, and are open with time left.
type TeamRow = (String, i64, i64, i64, i64, i64);

fn figures((team, due, in_time, ended_late, overdue, pending): TeamRow) -> Result<TeamFigures> {
    let number = |value| count("follow_ups", value);
    let overdue = number(overdue)?;
    Ok(TeamFigures {
        team: Some(team).filter(|team| !team.is_empty()),
        due: number(due)?,
        in_time: number(in_time)?,
        late: number(ended_late)? + overdue,
        overdue,
        pending: number(pending)?,
    })
}
