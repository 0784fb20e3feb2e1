//! Counting answers beside what else is known of them: ratings, and reminders before them.

use sqlx::AssertSqlSafe;

use crate::domain::drivers::RatedScore;
use crate::domain::nps_query::NpsQuery;
use crate::domain::score::Score;
use crate::statistics::tally::Tally;
use crate::storage::responses::ratings::day_column;
use crate::storage::rows::{count, parsed};
use crate::storage::tallies::{Binds, filters};
use crate::storage::{Result, StorageError, Tx, with_conn};

fn score(value: i64) -> Result<Score> {
    Score::try_from(value)
        .map_err(|_| StorageError::Inconsistent { column: "responses.score", value: value.to_string() })
}

/// How often each rating came with each score.
pub async fn scores_by_rating(tx: &mut Tx, query: &NpsQuery) -> Result<Vec<RatedScore>> {
    let mut binds = Binds::new(2);
    let day = day_column(query.basis);
    let sql = format!(
        "SELECT item, rating, score, COUNT(*) FROM responses
         JOIN segments ON segments.id = responses.segment_id
         JOIN ratings ON ratings.response_id = responses.id
         WHERE held_at IS NULL AND {day} BETWEEN $1 AND $2{} GROUP BY item, rating, score",
        filters(&query.filters, &mut binds)
    );
    let rows: Vec<(String, i64, i64, i64)> = with_conn!(tx, |conn| {
        let mut statement =
            sqlx::query_as(AssertSqlSafe(sql)).bind(query.range.from()).bind(query.range.to());
        for value in binds.values {
            statement = statement.bind(value);
        }
        statement.fetch_all(conn).await?
    });
    let read = |(item, rating, given, times): (String, i64, i64, i64)| {
        Ok(RatedScore {
            item: parsed("ratings.item", &item)?,
            rating: parsed("ratings.rating", &rating.to_string())?,
            score: score(given)?,
            times: count("ratings", times)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Scores by the number of reminders before the answer, fewest first; imported answers have no invitation.
pub async fn scores_by_reminders(tx: &mut Tx, query: &NpsQuery) -> Result<Vec<(u64, Tally)>> {
    let mut binds = Binds::new(2);
    let day = day_column(query.basis);
    let sql = format!(
        "SELECT reminders, score, COUNT(*) FROM responses
         JOIN segments ON segments.id = responses.segment_id
         JOIN invitations ON invitations.id = responses.invitation_id
         WHERE held_at IS NULL AND {day} BETWEEN $1 AND $2{} GROUP BY reminders, score ORDER BY reminders",
        filters(&query.filters, &mut binds)
    );
    let rows: Vec<(i64, i64, i64)> = with_conn!(tx, |conn| {
        let mut statement =
            sqlx::query_as(AssertSqlSafe(sql)).bind(query.range.from()).bind(query.range.to());
        for value in binds.values {
            statement = statement.bind(value);
        }
        statement.fetch_all(conn).await?
    });
    let mut by_reminders: Vec<(u64, Tally)> = Vec::new();
    for (reminders, given, times) in rows {
        let reminders = count("invitations.reminders", reminders)?;
        let tally = score(given)?.tally();
        let times = count("responses", times)?;
        let more = Tally(tally.0.map(|one| one * times));
        match by_reminders.last_mut() {
            Some((last, sum)) if *last == reminders => *sum += more,
            _ => by_reminders.push((reminders, more)),
        }
    }
    Ok(by_reminders)
}
