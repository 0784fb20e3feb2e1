//! What complaints told about causes, and how their closures were rated.
//!
//! The rule: rows are grouped by the names as they were told; what a name counts for is no matter of the database.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;

use crate::domain::Timestamp;
use crate::domain::answering::score::Score;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::{Basis, Filters, NpsQuery};
use crate::domain::learning::causes::pareto::Told;
use crate::domain::people::language::Language;
use crate::domain::time::period::DateRange;
use crate::statistics::tally::{Counts, Tally};
use crate::storage::engine::columns::count;
use crate::storage::insight::selection::{Binds, complaint_filters, day_column, filters};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// The SQL condition of a complaint whose list of causes is in an index; longer ones are in another.
const IS_SHORT: &str = "LENGTH(complaints.causes) <= 500";

/// The complaints received in each period, by what they told; a period is numbered from 0 and lasts from one of the moments
/// up to the next, that one excluded. `usual` is the language of complaints that name none of ours.
pub async fn received(
    tx: &mut Tx,
    moments: &[Timestamp],
    of: &Filters,
    usual: Language,
) -> Result<Vec<(usize, Told<u64>)>> {
    let mut binds = Binds::new(moments.len());
    let sql = format!(
        "SELECT period, causes, COUNT(*) FROM (
            SELECT CAST({} AS BIGINT) AS period, causes FROM complaints
            WHERE received_at >= $1 AND received_at < ${}{}
         ) AS told GROUP BY period, causes",
        period(moments.len()),
        moments.len(),
        complaint_filters(of, usual, &mut binds)
    );
    let rows: Vec<(i64, Option<String>, i64)> = with_conn!(tx, |conn| {
        let statement = sqlx::query_as(AssertSqlSafe(sql));
        let statement = moments.iter().fold(statement, |statement, moment| statement.bind(*moment));
        binds
            .values
            .into_iter()
            .fold(statement, |statement, value| statement.bind(value))
            .fetch_all(conn)
            .await?
    });
    rows.into_iter()
        .map(|(period, causes, number)| {
            let period = usize::try_from(period)
                .map_err(|_| StorageError::Inconsistent { column: "period", value: period.to_string() })?;
            Ok((period, Told { causes: lines(causes), count: count("complaints", number)? }))
        })
        .collect()
}

/// SQL for the number of the period in which a complaint was received; the moments between periods are `$2` and on.
fn period(moments: usize) -> String {
    let last = moments.saturating_sub(2);
    if last == 0 {
        return "0".to_owned();
    }
    let cases = (0..last).map(|period| format!("WHEN received_at < ${} THEN {period} ", period + 2));
    format!("CASE {}ELSE {last} END", cases.collect::<String>())
}

/// The responses of a selection about complaints, by what the complaints told. Imported ones are about none.
pub async fn answered(tx: &mut Tx, selection: &NpsQuery) -> Result<Vec<Told<Counts>>> {
    let mut binds = Binds::new(2);
    let sql = format!(
        "SELECT complaints.causes, responses.score, COUNT(*) FROM responses
         JOIN invitations ON invitations.id = responses.invitation_id
         JOIN complaints ON complaints.id = invitations.complaint_id
         JOIN segments ON segments.id = responses.segment_id
         WHERE responses.held_at IS NULL AND {} BETWEEN $1 AND $2{}
         GROUP BY complaints.causes, responses.score",
        day_column(selection.basis),
        filters(&selection.filters, &mut binds)
    );
    let rows: Vec<(Option<String>, Score, i64)> = with_conn!(tx, |conn| {
        let statement = sqlx::query_as(AssertSqlSafe(sql));
        let statement = statement.bind(selection.range.from()).bind(selection.range.to());
        binds
            .values
            .into_iter()
            .fold(statement, |statement, value| statement.bind(value))
            .fetch_all(conn)
            .await?
    });
    rows.into_iter()
        .map(|(causes, score, times)| {
            let times = count("responses", times)?;
            let counts = Tally(score.tally().0.map(|one| one * times)).counts();
            Ok(Told { causes: lines(causes), count: counts })
        })
        .collect()
}

/// Responses about complaints that told the same causes, in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldInMonth {
    /// As in [`Told`].
    pub causes: Vec<String>,
    /// The value of the dimension asked for; empty where none is, and where unknown.
    pub value: String,
    /// A day of the month.
    pub day: NaiveDate,
    pub answers: u64,
}

/// How many responses there are about complaints by what these told, by month and by the values of a dimension. A month may have
/// several rows: the calendar is no matter of the database.
pub async fn answered_by_month(
    tx: &mut Tx,
    basis: Basis,
    dimension: Option<Dimension>,
    days: DateRange,
) -> Result<Vec<ToldInMonth>> {
    let day = day_column(basis);
    let value = dimension.map_or_else(|| "''".to_owned(), |dimension| format!("segments.{dimension}"));
    let sql = format!(
        "SELECT causes, value, day, COUNT(*) FROM (
            SELECT complaints.causes AS causes, {value} AS value, {day} AS day FROM responses
            JOIN invitations ON invitations.id = responses.invitation_id
            JOIN complaints ON complaints.id = invitations.complaint_id
            JOIN segments ON segments.id = responses.segment_id
            WHERE responses.held_at IS NULL AND {day} BETWEEN $1 AND $2
         ) AS told GROUP BY causes, value, day"
    );
    let rows: Vec<(Option<String>, String, NaiveDate, i64)> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(days.from()).bind(days.to()).fetch_all(conn).await?
    });
    rows.into_iter()
        .map(|(causes, value, day, number)| {
            Ok(ToldInMonth { causes: lines(causes), value, day, answers: count("responses", number)? })
        })
        .collect()
}

/// The names that complaints told, received since a moment or at any time.
pub async fn told(tx: &mut Tx, since: Option<Timestamp>) -> Result<BTreeSet<String>> {
    let (of_list, received) = if since.is_some() {
        let of_list = format!(
            " AND EXISTS (SELECT 1 FROM complaints
                WHERE {IS_SHORT} AND complaints.causes = lists.causes AND received_at >= $1)"
        );
        (of_list, " AND received_at >= $1")
    } else {
        (String::new(), "")
    };
    // Leaps from each list to the next in the index: there are few lists, and many complaints.
    let sql = format!(
        "WITH RECURSIVE lists (causes) AS (
            SELECT MIN(complaints.causes) FROM complaints WHERE {IS_SHORT}
            UNION ALL
            SELECT (SELECT MIN(complaints.causes) FROM complaints WHERE {IS_SHORT} AND complaints.causes > lists.causes)
            FROM lists WHERE lists.causes IS NOT NULL
         )
         SELECT causes FROM lists WHERE causes IS NOT NULL{of_list}
         UNION ALL SELECT causes FROM complaints WHERE LENGTH(causes) > 500{received}"
    );
    let rows: Vec<(String,)> = with_conn!(tx, |conn| {
        let statement = sqlx::query_as(AssertSqlSafe(sql));
        since.into_iter().fold(statement, |statement, since| statement.bind(since)).fetch_all(conn).await?
    });
    Ok(rows.into_iter().flat_map(|(causes,)| lines(Some(causes))).collect())
}

/// The names in a column: one to a line, the main one first.
fn lines(causes: Option<String>) -> Vec<String> {
    causes.unwrap_or_default().lines().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_between_two_periods_belongs_to_the_later() {
        assert_eq!(period(2), "0");
        assert_eq!(period(4), "CASE WHEN received_at < $2 THEN 0 WHEN received_at < $3 THEN 1 ELSE 2 END");
    }
}
