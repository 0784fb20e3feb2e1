//! The states of closures: answered ones from the tallies, ended ones from the counts, those that can still be answered
//! from their own rows.

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::domain::asking::invitation::{Ended, State, WithheldReason};
use crate::domain::insight::funnel::DayPlace;
use crate::domain::insight::measure::Measure;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::series::pieces::Pieces;
use crate::storage::insight::counts;
use crate::storage::insight::selection::{Binds, day_column, filters, group_column, of_segments};
use crate::storage::insight::tallies::aspects::{REMINDERS, counted};
use crate::storage::insight::tallies::piece_of_day::PieceOfDay;
use crate::storage::insight::tallies::read::cut_rows;
use crate::storage::insight::tallies::scores::ScoreColumns;
use crate::storage::{Result, StorageError, Tx};

/// Closures by period of the query, group, state and reason. On the basis of the day of the answer, a closure without an
/// answer counts on its closing day.
///
/// One statement, so that a closure that changes state concurrently counts once.
pub async fn places(tx: &mut Tx, query: &NpsQuery) -> Result<Vec<DayPlace>> {
    let pieces = Pieces::of(query);
    let piece = PieceOfDay::of(&pieces);
    let mut binds = piece.binds();
    let parts = [
        ended(query, &mut binds),
        answered(query, &piece, &mut binds),
        held(query, &mut binds),
        awaiting(query, &mut binds),
    ];
    let sql = format!(
        "SELECT MIN(day) AS day, value, place, {} AS piece, CAST(SUM(closures) AS BIGINT) AS closures,
            CAST(SUM(CASE WHEN is_reminded THEN closures ELSE 0 END) AS BIGINT) AS reminded
         FROM ({}) AS placed GROUP BY 2, 3, 4 HAVING SUM(closures) <> 0",
        piece.expression,
        parts.join(" UNION ALL ")
    );
    let rows: Vec<PlaceRow> = cut_rows(tx, query.basis, pieces.days(), &piece.days, sql, binds).await?;
    rows.into_iter().map(DayPlace::try_from).collect()
}

fn ended(query: &NpsQuery, binds: &mut Binds) -> String {
    let counted = counts::counted(query, &[Measure::Ended, Measure::EndedReminded], binds);
    format!(
        "SELECT day, value, item AS place, measure = '{}' AS is_reminded, amount AS closures FROM {counted}",
        Measure::EndedReminded
    )
}

fn answered(query: &NpsQuery, piece: &PieceOfDay, binds: &mut Binds) -> String {
    let scores = ScoreColumns::names();
    let counted = counted(query, REMINDERS, &scores.join(", "), piece, binds);
    format!("SELECT day, value, 'answered', number > 0, {} FROM {counted}", scores.join(" + "))
}

/// Answers that look machine-made are in no tally, but their closures count as answered.
fn held(query: &NpsQuery, binds: &mut Binds) -> String {
    // Materialises the few held answers first: SQLite would otherwise scan all answers of the days.
    format!(
        "SELECT day, {}, 'answered', reminders > 0, 1
         FROM (WITH few AS MATERIALIZED (
                SELECT {} AS day, segment_id, reminders FROM responses WHERE held_at IS NOT NULL)
            SELECT * FROM few) AS held
         JOIN segments ON segments.id = held.segment_id WHERE day BETWEEN $2 AND $3{}",
        group_column(query),
        day_column(query.basis),
        filters(&query.filters, binds)
    )
}

fn awaiting(query: &NpsQuery, binds: &mut Binds) -> String {
    let of = of_segments(query, "invitations", binds);
    format!(
        "SELECT closed_on, {}, state, reminders > 0, COUNT(*) FROM invitations{}
         WHERE state IN ('planned', 'sent') AND closed_on BETWEEN $2 AND $3{} GROUP BY 1, 2, 3, 4",
        group_column(query),
        of.join,
        of.and
    )
}

#[derive(FromRow)]
struct PlaceRow {
    day: NaiveDate,
    value: String,
    place: String,
    #[sqlx(try_from = "i64")]
    closures: u64,
    #[sqlx(try_from = "i64")]
    reminded: u64,
}

impl TryFrom<PlaceRow> for DayPlace {
    type Error = StorageError;

    fn try_from(row: PlaceRow) -> Result<Self> {
        let (state, reason) = place(&row.place)?;
        Ok(Self {
            day: row.day,
            group: row.value,
            state,
            reason,
            closures: row.closures,
            reminded: row.reminded,
        })
    }
}

fn place(name: &str) -> Result<(State, Option<WithheldReason>)> {
    let unknown = |_| StorageError::Inconsistent { column: "tally.item", value: name.to_owned() };
    name.parse().map(|state: State| (state, None)).or_else(|_| match name.parse().map_err(unknown)? {
        Ended::Withheld(reason) => Ok((State::Withheld, Some(reason))),
        Ended::Withdrawn => Ok((State::Withdrawn, None)),
        Ended::Expired => Ok((State::Expired, None)),
        Ended::Undeliverable => Ok((State::Undeliverable, None)),
    })
}
