//! How many closures are where.

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::funnel::DayPlace;
use crate::domain::nps_query::{Basis, NpsQuery};
use crate::domain::period::DateRange;
use crate::storage::rows::{count, named, named_option};
use crate::storage::tallies::{Binds, filters};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Closures by day, group, state and reason. By the day of the answer, what has none stands on its closing day.
pub async fn places(tx: &mut Tx, query: &NpsQuery) -> Result<Vec<DayPlace>> {
    let mut binds = Binds::new(2);
    let group = query.group_by.map_or_else(|| "''".to_owned(), |dimension| format!("segments.{dimension}"));
    let mut select = |day: &str, from: &str| {
        format!(
            "SELECT {day} AS day, {group} AS value, state, CASE WHEN state = 'withheld' THEN reason END AS reason,
                COUNT(*) AS closures, COUNT(*) FILTER (WHERE invitations.reminders > 0) AS reminded
             FROM invitations JOIN segments ON segments.id = invitations.segment_id {from}
                {day} BETWEEN $1 AND $2{} GROUP BY 1, 2, 3, 4",
            filters(&query.filters, &mut binds)
        )
    };
    let sql = match query.basis {
        Basis::Closed => select("invitations.closed_on", "WHERE"),
        Basis::Answered => {
            let answered = select(
                "responses.answered_on",
                "JOIN responses ON responses.invitation_id = invitations.id WHERE",
            );
            let others = select("invitations.closed_on", "WHERE state <> 'answered' AND");
            format!("{answered} UNION ALL {others}")
        }
    };
    let days = query.days_needed();
    let rows: Vec<Row> = with_conn!(tx, |conn| {
        let mut statement = sqlx::query_as(AssertSqlSafe(sql)).bind(days.from()).bind(days.to());
        for value in binds.values {
            statement = statement.bind(value);
        }
        statement.fetch_all(conn).await?
    });
    rows.into_iter().map(DayPlace::try_from).collect()
}

/// For each team: how many of its closures in the range staff opted out.
pub async fn opt_outs_by_team(tx: &mut Tx, range: DateRange) -> Result<Vec<(String, u64)>> {
    let rows: Vec<(String, i64)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT team, COUNT(*) FROM invitations JOIN segments ON segments.id = invitations.segment_id
             WHERE reason = 'opted_out' AND state = 'withheld' AND closed_on BETWEEN $1 AND $2
             GROUP BY team ORDER BY team",
        )
        .bind(range.from())
        .bind(range.to())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(|(team, opted_out)| Ok((team, count("invitations", opted_out)?))).collect()
}

#[derive(FromRow)]
struct Row {
    day: NaiveDate,
    value: String,
    state: String,
    reason: Option<String>,
    closures: i64,
    reminded: i64,
}

impl TryFrom<Row> for DayPlace {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            day: row.day,
            group: row.value,
            state: named("invitations.state", &row.state)?,
            reason: named_option("invitations.reason", row.reason.as_deref())?,
            closures: count("invitations", row.closures)?,
            reminded: count("invitations", row.reminded)?,
        })
    }
}
