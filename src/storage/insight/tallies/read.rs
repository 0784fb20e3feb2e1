//! Reads the tallies for a query about NPS over time.
//!
//! The rule: the database sums, by piece of days and by group. Of three years it then tells a dozen rows and not a
//! thousand days, and each row costs as much to hand over as hundreds to sum.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::answering::score::Score;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::{Basis, NpsQuery};
use crate::domain::insight::series::pieces::Pieces;
use crate::domain::insight::series::{DayCounts, DayTally};
use crate::domain::time::period::DateRange;
use crate::statistics::tally::{SCORES, Tally};
use crate::storage::engine::columns::count;
use crate::storage::insight::selection::{Binds, filters, group_column, of_segments};
use crate::storage::insight::tallies::count_columns;
use crate::storage::insight::tallies::piece_of_day::PieceOfDay;
use crate::storage::insight::tallies::scores::ScoreColumns;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// The counts of each period and group of the query, including what is not folded yet.
pub async fn read(tx: &mut Tx, query: &NpsQuery) -> Result<Vec<DayTally>> {
    read_pieces(tx, query, &Pieces::of(query)).await
}

/// The counts of each piece and group, including what is not folded yet: of the days of `pieces`, not of the query's.
///
/// One statement, so that a fold between two reads can neither hide a change nor count it twice.
pub async fn read_pieces(tx: &mut Tx, query: &NpsQuery, pieces: &Pieces) -> Result<Vec<DayTally>> {
    let piece = PieceOfDay::of(pieces);
    let mut binds = piece.binds();
    let columns = format!("{} AS piece, {}", piece.expression, count_columns().join(", "));
    let folded = folded(query, ANSWERS, &columns, &piece, &mut binds);
    let of = of_segments(query, "changes", &mut binds);
    let unfolded = format!(
        "SELECT day, {} AS value, {columns} FROM {}{} WHERE day BETWEEN $2 AND $3{}",
        group_column(query),
        changes(query.basis, ANSWERS),
        of.join,
        of.and
    );
    let sql = format!(
        "SELECT MIN(day) AS day, value, {} FROM ({folded} UNION ALL {unfolded}) AS counted GROUP BY piece, value",
        sums().join(", ")
    );
    fetch(tx, query.basis, pieces.days(), &piece.days, sql, binds).await
}

/// The sum of each counting column, under its own name.
pub(super) fn sums() -> Vec<String> {
    count_columns().iter().map(|column| format!("CAST(SUM({column}) AS BIGINT) AS {column}")).collect()
}

/// The responses of each closing day that had come by a moment, as they now are; none of the closures.
pub async fn answered_until(tx: &mut Tx, query: &NpsQuery, until: Timestamp) -> Result<Vec<DayTally>> {
    let mut binds = Binds::new(3);
    let accepted = filters(&query.filters, &mut binds);
    let sql = format!(
        "SELECT responses.closed_on, score, COUNT(*) FROM responses JOIN segments ON segments.id = responses.segment_id
         WHERE held_at IS NULL AND responses.closed_on BETWEEN $1 AND $2 AND responses.answered_at <= $3{accepted}
         GROUP BY responses.closed_on, score"
    );
    let rows: Vec<(NaiveDate, Score, i64)> = with_conn!(tx, |conn| {
        let days = query.days_needed();
        let statement = sqlx::query_as(AssertSqlSafe(sql)).bind(days.from()).bind(days.to()).bind(until);
        binds
            .values
            .into_iter()
            .fold(statement, |statement, value| statement.bind(value))
            .fetch_all(conn)
            .await?
    });
    let mut days: BTreeMap<NaiveDate, Tally> = BTreeMap::new();
    for (day, score, number) in rows {
        let tally = days.entry(day).or_default();
        if let Some(times) = tally.0.get_mut(usize::from(score.value())) {
            *times += count("responses", number)?;
        }
    }
    let of_day = |(day, tally)| DayTally {
        day,
        group: String::new(),
        counts: DayCounts { tally, ..DayCounts::default() },
    };
    Ok(days.into_iter().map(of_day).collect())
}

pub(super) async fn fetch(
    tx: &mut Tx,
    basis: Basis,
    days: DateRange,
    more: &[NaiveDate],
    sql: String,
    binds: Binds,
) -> Result<Vec<DayTally>> {
    let rows: Vec<TallyRow> = cut_rows(tx, basis, days, more, sql, binds).await?;
    rows.into_iter().map(DayTally::try_from).collect()
}

/// The rows of a statement whose `$1` is the basis, `$2` and `$3` the first and the last day.
pub async fn rows<T>(tx: &mut Tx, basis: Basis, days: DateRange, sql: String, binds: Binds) -> Result<Vec<T>>
where
    T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
{
    cut_rows(tx, basis, days, &[], sql, binds).await
}

/// The same of a statement whose next values are the days of a [`PieceOfDay`].
pub(super) async fn cut_rows<T>(
    tx: &mut Tx,
    basis: Basis,
    days: DateRange,
    more: &[NaiveDate],
    sql: String,
    binds: Binds,
) -> Result<Vec<T>>
where
    T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
{
    Ok(with_conn!(tx, |conn| {
        let statement = sqlx::query_as(AssertSqlSafe(sql));
        let statement = statement.bind(basis).bind(days.from()).bind(days.to());
        let statement = more.iter().fold(statement, |statement, day| statement.bind(*day));
        binds
            .values
            .into_iter()
            .fold(statement, |statement, value| statement.bind(value))
            .fetch_all(conn)
            .await?
    }))
}

/// The first day on which anything was closed or answered, as far as changes are folded.
pub async fn first_day(tx: &mut Tx) -> Result<Option<NaiveDate>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT MIN(day) FROM tally_totals WHERE basis = 'closed' AND aspect = ''")
            .fetch_one(conn)
            .await?
    }))
}

/// The aspect of the answers themselves.
pub(super) const ANSWERS: &str = "";

/// SQL on the smallest table that can answer: totals, one dimension's marginals (which have no aspects), or the full
/// cross; of whole months on the same by month.
pub(super) fn folded(
    query: &NpsQuery,
    aspect: &str,
    columns: &str,
    piece: &PieceOfDay,
    binds: &mut Binds,
) -> String {
    let dimensions: BTreeSet<Dimension> = query.filters.keys().copied().chain(query.group_by).collect();
    let dimensions: Vec<Dimension> = dimensions.into_iter().collect();
    let of_aspect = format!(" AND basis = $1 AND aspect = '{aspect}'");
    let (tally, value, join, and) = match dimensions.as_slice() {
        [] => ("tally_totals", "''".to_owned(), String::new(), of_aspect),
        [one] if aspect == ANSWERS => {
            let value = if query.group_by.is_some() { "value" } else { "''" };
            let accepted =
                query.filters.get(one).map(|values| binds.one_of("value", values)).unwrap_or_default();
            let and = format!(" AND basis = $1 AND dimension = '{one}'{accepted}");
            ("tally_marginals", value.to_owned(), String::new(), and)
        }
        _ => {
            let of = of_segments(query, "cells", binds);
            ("tally_cells", group_column(query), of.join, format!("{of_aspect}{}", of.and))
        }
    };
    let read = |source: String| {
        format!(
            "SELECT day, {value} AS value, {columns} FROM (SELECT * FROM {source}) AS cells{join} WHERE TRUE{and}"
        )
    };
    piece.sources(tally).into_iter().map(read).collect::<Vec<_>>().join(" UNION ALL ")
}

/// SQL for what is not folded yet of an aspect, in the columns of the tallies, named `changes`.
pub(super) fn changes(basis: Basis, aspect: &str) -> String {
    let day = match basis {
        Basis::Closed => "closed_on",
        Basis::Answered => "COALESCE(answered_on, closed_on)",
    };
    let when = |condition: &str| format!("CASE WHEN {condition} THEN amount ELSE 0 END");
    let scores: Vec<String> =
        (0..SCORES).map(|score| format!("{} AS s{score}", when(&format!("score = {score}")))).collect();
    format!(
        "(SELECT {day} AS day, segment_id, item, number, {} AS closed, {} AS invited, {} AS imported, {}
            FROM tally_changes WHERE aspect = '{aspect}') AS changes",
        when("what = 'closed'"),
        when("what = 'invited'"),
        when("imported"),
        scores.join(", ")
    )
}

#[derive(FromRow)]
struct TallyRow {
    day: NaiveDate,
    value: String,
    #[sqlx(try_from = "i64")]
    closed: u64,
    #[sqlx(try_from = "i64")]
    invited: u64,
    #[sqlx(try_from = "i64")]
    imported: u64,
    #[sqlx(flatten)]
    scores: ScoreColumns,
}

impl TryFrom<TallyRow> for DayTally {
    type Error = StorageError;

    fn try_from(row: TallyRow) -> Result<Self> {
        let counts = DayCounts {
            closed: row.closed,
            invited: row.invited,
            imported: row.imported,
            tally: row.scores.tally()?,
        };
        Ok(Self { day: row.day, group: row.value, counts })
    }
}
