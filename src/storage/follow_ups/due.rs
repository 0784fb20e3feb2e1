//! Which follow-ups are due for a user, as the daily mail names them.
//!
//! The rule: [`Handlers::of`] decides who is mailed, and the conditions here say the same of one user, so that one mail reads no more
//! rows than it names. A test holds the two against each other.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::domain::follow_ups::handlers::{Handler, Handlers};
use crate::domain::follow_ups::mailed::{DueFollowUps, MOST_NAMED, MailedFollowUp};
use crate::domain::ids::UserId;
use crate::storage::engine::columns::{count, numbered};
use crate::storage::follow_ups::mails::{MAILED, MailedRow};
use crate::storage::follow_ups::row::{FROM, TEAM};
use crate::storage::{Result, Tx, with_conn};

/// Values that the statements bind before the lists.
const BOUND: usize = 3;

/// Who holds the open follow-ups that are due on a day or were before, and their teams; each pair once.
pub async fn holders(tx: &mut Tx, today: NaiveDate) -> Result<Vec<(Option<UserId>, Option<String>)>> {
    let sql = format!(
        "SELECT DISTINCT follow_ups.owner_id, {TEAM} AS team {FROM}
         WHERE follow_ups.done_at IS NULL AND follow_ups.due_on <= $1"
    );
    let pairs: Vec<(Option<UserId>, Option<String>)> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).bind(today).fetch_all(conn).await?);
    Ok(pairs)
}

/// Those of a user that are due on a day or were before: none for one who handles none.
pub async fn of_user(
    tx: &mut Tx,
    handlers: &Handlers,
    user: UserId,
    today: NaiveDate,
) -> Result<DueFollowUps> {
    let Some(handler) = handlers.find(user) else { return Ok(DueFollowUps::default()) };
    let lists = Lists::of(handlers);
    let condition = lists.condition(handler);
    let counted = format!("SELECT COUNT(*) {condition}");
    let (number,): (i64,) = with_conn!(tx, |conn| {
        let statement = sqlx::query_as(AssertSqlSafe(counted)).bind(today).bind(user).bind(handler.team());
        let statement = lists.users().fold(statement, |statement, id| statement.bind(id));
        let statement = lists.teams.iter().fold(statement, |statement, team| statement.bind(team.as_str()));
        statement.fetch_one(conn).await?
    });
    let listed = format!(
        "SELECT {MAILED} {condition}
         ORDER BY follow_ups.due_on, follow_ups.opened_at, follow_ups.id LIMIT {MOST_NAMED}"
    );
    let rows: Vec<MailedRow> = with_conn!(tx, |conn| {
        let statement = sqlx::query_as(AssertSqlSafe(listed)).bind(today).bind(user).bind(handler.team());
        let statement = lists.users().fold(statement, |statement, id| statement.bind(id));
        let statement = lists.teams.iter().fold(statement, |statement, team| statement.bind(team.as_str()));
        statement.fetch_all(conn).await?
    });
    Ok(DueFollowUps {
        first: rows.into_iter().map(MailedFollowUp::from).collect(),
        count: count("follow_ups", number)?,
    })
}

/// What the conditions know of all handlers. No list is empty, which is not SQL: each has a value that no row has.
struct Lists {
    all: Vec<UserId>,
    seeing_all: Vec<UserId>,
    teams: BTreeSet<String>,
}

impl Lists {
    fn of(handlers: &Handlers) -> Self {
        let no_one = || std::iter::once(UserId(Uuid::nil()));
        let seeing_all = handlers.0.iter().filter(|handler| handler.sees_all());
        let teams = handlers.0.iter().filter_map(Handler::team).map(str::to_owned);
        Self {
            all: no_one().chain(handlers.0.iter().map(|handler| handler.id)).collect(),
            seeing_all: no_one().chain(seeing_all.map(|handler| handler.id)).collect(),
            teams: std::iter::once(String::new()).chain(teams).collect(),
        }
    }

    /// In the order in which they are bound.
    fn users(&self) -> impl Iterator<Item = UserId> {
        self.all.iter().chain(&self.seeing_all).copied()
    }

    /// The tables, and the condition that a follow-up is due for a user: held by the user; or held by no one who sees it, and of the
    /// user's team, or of a team without handlers if the user sees all.
    fn condition(&self, handler: &Handler) -> String {
        let all = numbered(BOUND + 1, self.all.len());
        let seeing_all = numbered(BOUND + 1 + self.all.len(), self.seeing_all.len());
        let teams = numbered(BOUND + 1 + self.all.len() + self.seeing_all.len(), self.teams.len());
        let held = format!(
            "(follow_ups.owner_id IN ({seeing_all}) OR (follow_ups.owner_id IN ({all}) AND holder.team = {TEAM}))"
        );
        let sees_all = if handler.sees_all() { "TRUE" } else { "FALSE" };
        format!(
            "{FROM} LEFT JOIN users AS holder ON holder.id = follow_ups.owner_id
             WHERE follow_ups.done_at IS NULL AND follow_ups.due_on <= $1 AND (
                (follow_ups.owner_id = $2 AND {held})
                OR ({held} IS NOT TRUE AND ({TEAM} = $3 OR ({sees_all} AND ({TEAM} IN ({teams})) IS NOT TRUE))))"
        )
    }
}
