//! Counting the ratings of satisfaction items.

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::nps_query::{Basis, NpsQuery};
use crate::domain::satisfaction::DayRatings;
use crate::storage::rows::{count, parsed};
use crate::storage::tallies::{Binds, filters};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Ratings by day, group and item, of answers that count.
pub async fn ratings_by_day(tx: &mut Tx, query: &NpsQuery) -> Result<Vec<DayRatings>> {
    let mut binds = Binds::new(2);
    let group = query.group_by.map_or_else(|| "''".to_owned(), |dimension| format!("segments.{dimension}"));
    let day = day_column(query.basis);
    let times = |rating: u8| format!("COUNT(*) FILTER (WHERE rating = {rating}) AS r{rating}");
    let sql = format!(
        "SELECT {day} AS day, {group} AS value, item, {} FROM responses
         JOIN segments ON segments.id = responses.segment_id
         JOIN ratings ON ratings.response_id = responses.id
         WHERE held_at IS NULL AND {day} BETWEEN $1 AND $2{} GROUP BY 1, 2, 3",
        [1, 2, 3, 4, 5].map(times).join(", "),
        filters(&query.filters, &mut binds)
    );
    let days = query.days_needed();
    let rows: Vec<Row> = with_conn!(tx, |conn| {
        let mut statement = sqlx::query_as(AssertSqlSafe(sql)).bind(days.from()).bind(days.to());
        for value in binds.values {
            statement = statement.bind(value);
        }
        statement.fetch_all(conn).await?
    });
    rows.into_iter().map(DayRatings::try_from).collect()
}

/// The column of the day that counts.
pub(in crate::storage) fn day_column(basis: Basis) -> &'static str {
    match basis {
        Basis::Closed => "responses.closed_on",
        Basis::Answered => "responses.answered_on",
    }
}

#[derive(FromRow)]
struct Row {
    day: NaiveDate,
    value: String,
    item: String,
    r1: i64,
    r2: i64,
    r3: i64,
    r4: i64,
    r5: i64,
}

impl TryFrom<Row> for DayRatings {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self> {
        let mut counts = [0; 5];
        for (place, value) in counts.iter_mut().zip([row.r1, row.r2, row.r3, row.r4, row.r5]) {
            *place = count("ratings", value)?;
        }
        Ok(Self { day: row.day, group: row.value, item: parsed("ratings.item", &row.item)?, counts })
    }
}
