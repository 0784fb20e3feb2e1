//! Answers by month, of which it is decided what may be told.
//!
//! The rule: only how many answers there are counts, so that one small row is read for each month and value.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::canonical::columns::ByMonth;
use crate::domain::insight::canonical::month::Month;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::query::{Basis, Filters, NpsQuery};
use crate::domain::insight::series::pieces::Pieces;
use crate::domain::time::period::{DateRange, Granularity};
use crate::storage::insight::selection::{group_column, of_segments};
use crate::storage::insight::tallies::aspects::{RATING, counted};
use crate::storage::insight::tallies::grain::Grain;
use crate::storage::insight::tallies::piece_of_day::PieceOfDay;
use crate::storage::insight::tallies::read::{ANSWERS, changes, cut_rows, folded};
use crate::storage::insight::tallies::scores::ScoreColumns;
use crate::storage::{Result, Tx, with_conn};

/// How many answers there are in a month.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct MonthAnswers {
    /// One of the days of the month.
    pub day: NaiveDate,
    /// The values of the dimensions asked for, in their order; empty where none is asked for, and where unknown.
    pub one: String,
    pub other: String,
    /// The item that they rate; empty for the answers themselves.
    pub item: String,
    #[sqlx(try_from = "i64")]
    pub answers: u64,
}

/// Answers of every month that has any, with what is not folded yet. One statement, which reads a row for each month.
pub async fn answers_of_all_months(tx: &mut Tx, basis: Basis) -> Result<ByMonth> {
    let answers = ScoreColumns::names().join(" + ");
    let sql = format!(
        "SELECT day, CAST(SUM(answers) AS BIGINT) FROM (
            SELECT day, {answers} AS answers FROM {} WHERE basis = $1 AND aspect = '{ANSWERS}'
            UNION ALL SELECT day, {answers} AS answers FROM {}
         ) AS counted GROUP BY day",
        Grain::Month.table("tally_totals"),
        changes(basis, ANSWERS)
    );
    let rows: Vec<(NaiveDate, i64)> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).bind(basis).fetch_all(conn).await?);
    let mut months: BTreeMap<Month, i64> = BTreeMap::new();
    for (day, answers) in rows {
        // What is not folded yet may also be fewer.
        *months.entry(Month::of_day(day)).or_default() += answers;
    }
    let has_answers =
        |(month, answers): (Month, i64)| Some((month, u64::try_from(answers).ok().filter(|n| *n > 0)?));
    Ok(months.into_iter().filter_map(has_answers).collect())
}

/// Answers by month and by the values of up to two dimensions.
pub async fn answers_by_month(
    tx: &mut Tx,
    basis: Basis,
    dimensions: &[Dimension],
    days: DateRange,
) -> Result<Vec<MonthAnswers>> {
    by_month(tx, basis, dimensions, days, ANSWERS).await
}

/// Ratings of each item likewise.
pub async fn ratings_by_month(
    tx: &mut Tx,
    basis: Basis,
    dimensions: &[Dimension],
    days: DateRange,
) -> Result<Vec<MonthAnswers>> {
    by_month(tx, basis, dimensions, days, RATING).await
}

async fn by_month(
    tx: &mut Tx,
    basis: Basis,
    dimensions: &[Dimension],
    days: DateRange,
    aspect: &str,
) -> Result<Vec<MonthAnswers>> {
    let whole = WholeQuery::over(days, Granularity::Month).about(basis, Filters::new());
    let pieces = Pieces::of(&whole);
    let piece = PieceOfDay::of(&pieces);
    let mut binds = piece.binds();
    let answers = ScoreColumns::names().join(" + ");
    let counts = format!("{} AS piece, {answers} AS answers", piece.expression);
    let cells = match dimensions {
        [first, second, ..] => pairs(&whole, [*first, *second], aspect, &piece, &answers),
        few => {
            let query = few.first().map_or_else(|| NpsQuery::clone(&whole), |one| whole.by(*one));
            if aspect == ANSWERS {
                let folded = folded(&query, aspect, &counts, &piece, &mut binds);
                let of = of_segments(&query, "changes", &mut binds);
                let unfolded = format!(
                    "SELECT day, {} AS value, {counts} FROM {}{} WHERE day BETWEEN $2 AND $3{}",
                    group_column(&query),
                    changes(basis, aspect),
                    of.join,
                    of.and
                );
                let named = "day, value AS one, '' AS other, '' AS item, piece, answers";
                format!("SELECT {named} FROM ({folded} UNION ALL {unfolded}) AS counted")
            } else {
                let counted = counted(&query, aspect, &counts, &piece, &mut binds);
                format!("SELECT day, value AS one, '' AS other, item, piece, answers FROM {counted}")
            }
        }
    };
    let sql = format!(
        "SELECT MIN(day) AS day, one, other, item, CAST(SUM(answers) AS BIGINT) AS answers FROM ({cells}) AS cells
         GROUP BY piece, one, other, item HAVING SUM(answers) > 0"
    );
    cut_rows(tx, basis, pieces.days(), &piece.days, sql, binds).await
}

/// Cells are summed by segment before these are looked up, as in [`super::read_cross`].
fn pairs(whole: &NpsQuery, pair: [Dimension; 2], aspect: &str, piece: &PieceOfDay, answers: &str) -> String {
    let expression = &piece.expression;
    let of_segment = |rows: &str| {
        format!(
            "SELECT MIN(day) AS day, segment_id, item, {expression} AS piece, CAST(SUM({answers}) AS BIGINT) AS answers
             FROM {rows} GROUP BY 2, 3, 4"
        )
    };
    let is_counted = |source: String| of_segment(&format!("{source} AND basis = $1 AND aspect = '{aspect}'"));
    let folded =
        piece.sources("tally_cells").into_iter().map(is_counted).collect::<Vec<_>>().join(" UNION ALL ");
    let unfolded = of_segment(&format!("{} WHERE day BETWEEN $2 AND $3", changes(whole.basis, aspect)));
    let [one, other] = pair;
    format!(
        "SELECT day, segments.{one} AS one, segments.{other} AS other, item, piece, answers
         FROM ({folded} UNION ALL {unfolded}) AS of_segments
         JOIN segments ON segments.id = of_segments.segment_id"
    )
}
