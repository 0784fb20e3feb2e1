//! Follow-ups in pages, by the day on which they are due: for programs.

use chrono::{Days, NaiveDate};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::domain::follow_ups::follow_up::{FollowUp, FollowUpStatus};
use crate::domain::follow_ups::query::FollowUpQuery;
use crate::storage::engine::columns::numbered;
use crate::storage::follow_ups::row::{FollowUpRow, SELECT, TEAM};
use crate::storage::{Result, Tx, with_conn};

/// Values that the statement binds before the teams.
const BOUND: usize = 5;

/// The follow-ups of a page, those that were due first before the others.
pub async fn page(tx: &mut Tx, query: &FollowUpQuery) -> Result<Vec<FollowUp>> {
    let teams = if query.teams.is_empty() {
        String::new()
    } else {
        format!(" AND COALESCE({TEAM}, '') IN ({})", numbered(BOUND + 1, query.teams.len()))
    };
    let sql = format!(
        "{SELECT} WHERE follow_ups.due_on BETWEEN $1 AND $2
            AND (follow_ups.due_on > $3 OR (follow_ups.due_on = $3 AND follow_ups.id > $4)){}{teams}
         ORDER BY follow_ups.due_on, follow_ups.id LIMIT $5",
        query.status.map_or("", of_status)
    );
    let before = || query.from.checked_sub_days(Days::new(1)).unwrap_or(NaiveDate::MIN);
    let (after_day, after_id) =
        query.after.map_or_else(|| (before(), Uuid::nil()), |after| (after.due_on, after.id.0));
    let rows: Vec<FollowUpRow> = with_conn!(tx, |conn| {
        let mut statement = sqlx::query_as(AssertSqlSafe(sql))
            .bind(query.from)
            .bind(query.to)
            .bind(after_day)
            .bind(after_id)
            .bind(i64::from(query.limit));
        for team in &query.teams {
            statement = statement.bind(team.as_str());
        }
        statement.fetch_all(conn).await?
    });
    Ok(rows.into_iter().map(FollowUp::from).collect())
}

/// The condition that a follow-up has a status, as [`FollowUp::status`] decides it.
fn of_status(status: FollowUpStatus) -> &'static str {
    match status {
        FollowUpStatus::Open => {
            " AND follow_ups.done_at IS NULL AND (follow_ups.owner_id IS NULL OR follow_ups.taken_up_at IS NULL)"
        }
        FollowUpStatus::TakenUp => {
            " AND follow_ups.done_at IS NULL AND follow_ups.owner_id IS NOT NULL
                AND follow_ups.taken_up_at IS NOT NULL"
        }
        FollowUpStatus::Done => " AND follow_ups.done_at IS NOT NULL AND follow_ups.dropped_reason IS NULL",
        FollowUpStatus::Dropped => {
            " AND follow_ups.done_at IS NOT NULL AND follow_ups.dropped_reason IS NOT NULL"
        }
    }
}
