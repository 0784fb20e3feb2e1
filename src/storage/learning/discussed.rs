//! Closed complaints with the days on which they were discussed.
//!
//! The rule: a complaint stands here as it is now: with its present team and its last closing, and not while it is open.

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Reference;
use crate::domain::learning::discussed::Discussed;
use crate::domain::learning::discussed::overview::ClosedComplaint;
use crate::domain::learning::discussed::query::Listed;
use crate::storage::{Result, Tx, with_conn};

/// Closed from the moment bound as `$1` up to the one bound as `$2`, that one excluded, by the team bound as `$3`, an empty
/// text for those without one; by any team if that is NULL.
const CLOSED: &str = "status = 'closed' AND closed_at >= $1 AND closed_at < $2
    AND (CAST($3 AS TEXT) IS NULL OR COALESCE(team, '') = $3)";

/// At most `most` complaints closed from one moment up to another, that one excluded, the latest first.
pub async fn closed(
    tx: &mut Tx,
    (from, until): (Timestamp, Timestamp),
    listed: Listed,
    team: Option<&str>,
    most: u32,
) -> Result<Vec<ClosedComplaint>> {
    let missing = match listed {
        Listed::All => "",
        Listed::NotWithEmployee => " AND employee_discussed_on IS NULL",
        Listed::NotInTeam => " AND team_discussed_on IS NULL",
    };
    let sql = format!(
        "SELECT reference, COALESCE(team, '') AS team, handler, closed_at, employee_discussed_on, team_discussed_on
         FROM complaints WHERE {CLOSED}{missing} ORDER BY closed_at DESC, reference LIMIT $4"
    );
    let rows: Vec<ListedRow> = with_conn!(tx, |conn| {
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(from).bind(until).bind(team);
        query.bind(i64::from(most)).fetch_all(conn).await?
    });
    Ok(rows.into_iter().map(ClosedComplaint::from).collect())
}

#[derive(FromRow)]
struct ListedRow {
    reference: Reference,
    handler: Option<String>,
    #[sqlx(flatten)]
    closing: ClosingRow,
}

impl From<ListedRow> for ClosedComplaint {
    fn from(ListedRow { reference, handler, closing }: ListedRow) -> Self {
        let discussed = closing.discussed();
        Self { reference, team: closing.team, handler, closed_at: closing.closed_at, discussed }
    }
}

/// The last closing of a complaint.
#[derive(Clone, Debug, FromRow)]
pub struct ClosingRow {
    /// Empty if unknown.
    pub team: String,
    pub closed_at: Timestamp,
    employee_discussed_on: Option<NaiveDate>,
    team_discussed_on: Option<NaiveDate>,
}

impl ClosingRow {
    /// When it was discussed.
    #[must_use]
    pub fn discussed(&self) -> Discussed {
        Discussed { employee_on: self.employee_discussed_on, team_on: self.team_discussed_on }
    }
}

/// The complaints closed from one moment up to another, that one excluded, in no order.
pub async fn closings(
    tx: &mut Tx,
    (from, until): (Timestamp, Timestamp),
    team: Option<&str>,
) -> Result<Vec<ClosingRow>> {
    let sql = format!(
        "SELECT COALESCE(team, '') AS team, closed_at, employee_discussed_on, team_discussed_on
         FROM complaints WHERE {CLOSED}"
    );
    Ok(with_conn!(tx, |conn| {
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(from).bind(until).bind(team);
        query.fetch_all(conn).await?
    }))
}
