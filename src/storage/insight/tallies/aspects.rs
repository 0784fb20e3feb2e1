//! Aspects of an answer beside its score, and the number of answers of each score by aspect.
//!
//! They are tallies, like the scores themselves: a dashboard over years reads days, not answers.

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::domain::answering::questionnaire::{ItemId, Rating};
use crate::domain::answering::score::Score;
use crate::domain::insight::drivers::RatedScore;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::satisfaction::DayRatings;
use crate::domain::insight::series::pieces::Pieces;
use crate::statistics::tally::{SCORES, Tally};
use crate::storage::engine::columns::{count, parsed};
use crate::storage::insight::selection::{Binds, group_column, of_segments};
use crate::storage::insight::tallies::piece_of_day::PieceOfDay;
use crate::storage::insight::tallies::read::{changes, cut_rows, folded};
use crate::storage::insight::tallies::scores::ScoreColumns;
use crate::storage::{Result, StorageError, Tx};

/// Something that is known of an answer beside its score.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    /// How many reminders were sent before it.
    Reminders(u32),
    /// How an item was rated.
    Rating(ItemId, Rating),
}

pub(super) const REMINDERS: &str = "reminders";
pub(super) const RATING: &str = "rating";

/// The columns that say under which aspect something counts; empty for closures, invitations and answers themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Under<'a> {
    pub aspect: &'a str,
    pub item: &'a str,
    pub number: i64,
}

impl<'a> Under<'a> {
    pub fn aspect(aspect: &'a Aspect) -> Self {
        match aspect {
            Aspect::Reminders(reminders) => {
                Self { aspect: REMINDERS, item: "", number: i64::from(*reminders) }
            }
            Aspect::Rating(item, rating) => {
                Self { aspect: RATING, item: item.name(), number: i64::from(rating.value()) }
            }
        }
    }

    /// Whether it counts in the marginals too: closures, invitations and answers do, aspects do not.
    pub fn is_in_marginals(self) -> bool {
        self.aspect.is_empty()
    }

    /// The aspect of an answer that these columns stand for.
    pub fn to_aspect(self) -> Result<Aspect> {
        let number = self.number.to_string();
        match self.aspect {
            REMINDERS => Ok(Aspect::Reminders(parsed("tally_changes.number", &number)?)),
            RATING => Ok(Aspect::Rating(
                parsed("tally_changes.item", self.item)?,
                parsed("tally_changes.number", &number)?,
            )),
            other => {
                Err(StorageError::Inconsistent { column: "tally_changes.aspect", value: other.to_owned() })
            }
        }
    }
}

/// Ratings by period of the query, group and item.
pub async fn ratings_by_period(tx: &mut Tx, query: &NpsQuery) -> Result<Vec<DayRatings>> {
    ratings_by_piece(tx, query, &Pieces::of(query)).await
}

/// The same by other pieces of days, which need not be the query's.
pub async fn ratings_by_piece(tx: &mut Tx, query: &NpsQuery, pieces: &Pieces) -> Result<Vec<DayRatings>> {
    let scores = ScoreColumns::names();
    let answers = scores.join(" + ");
    let times = |rating: Rating| {
        let rating = rating.value();
        format!("CAST(SUM(CASE WHEN number = {rating} THEN {answers} ELSE 0 END) AS BIGINT) AS r{rating}")
    };
    let piece = PieceOfDay::of(pieces);
    let mut binds = piece.binds();
    let columns = format!("{} AS piece, {}", piece.expression, scores.join(", "));
    let sql = format!(
        "SELECT MIN(day) AS day, value, item, {} FROM {} GROUP BY piece, value, item HAVING SUM({answers}) > 0",
        Rating::all().map(times).collect::<Vec<_>>().join(", "),
        counted(query, RATING, &columns, &piece, &mut binds)
    );
    let rows: Vec<RatingsRow> = cut_rows(tx, query.basis, pieces.days(), &piece.days, sql, binds).await?;
    rows.into_iter().map(DayRatings::try_from).collect()
}

/// How often each rating occurred with each score.
pub async fn scores_by_rating(tx: &mut Tx, query: &NpsQuery) -> Result<Vec<RatedScore>> {
    let mut rated = Vec::new();
    for row in scores_by_number(tx, query, RATING).await? {
        let (item, rating) =
            (parsed("tally.item", &row.item)?, parsed("tally.number", &row.number.to_string())?);
        for (score, times) in Score::all().zip(row.scores.tally()?.0) {
            if times > 0 {
                rated.push(RatedScore { item: ItemId::clone(&item), rating, score, times });
            }
        }
    }
    Ok(rated)
}

/// Scores by the number of reminders before the answer, fewest first; imported answers have no invitation.
pub async fn scores_by_reminders(tx: &mut Tx, query: &NpsQuery) -> Result<Vec<(u64, Tally)>> {
    let rows = scores_by_number(tx, query, REMINDERS).await?;
    rows.iter().map(|row| Ok((count("tally.number", row.number)?, row.scores.tally()?))).collect()
}

/// Scores of the range by item and number, in their order.
async fn scores_by_number(tx: &mut Tx, query: &NpsQuery, aspect: &str) -> Result<Vec<NumberRow>> {
    let query = NpsQuery { group_by: None, ..query.clone() };
    let scores = ScoreColumns::names();
    let sums: Vec<String> = scores.iter().map(|s| format!("CAST(SUM({s}) AS BIGINT) AS {s}")).collect();
    let piece = PieceOfDay::of(&Pieces::whole(query.range));
    let mut binds = piece.binds();
    let sql = format!(
        "SELECT item, number, {} FROM {} GROUP BY item, number ORDER BY item, number",
        sums.join(", "),
        counted(&query, aspect, &scores.join(", "), &piece, &mut binds)
    );
    let rows: Vec<NumberRow> = cut_rows(tx, query.basis, query.range, &piece.days, sql, binds).await?;
    // A number that every respondent changed to another leaves a row of zeros.
    Ok(rows.into_iter().filter(|row| row.scores.counts() != [0; SCORES]).collect())
}

/// SQL for `counts` of one aspect by day, value, item and number, including what is not folded yet, named `counted`.
pub(super) fn counted(
    query: &NpsQuery,
    aspect: &str,
    counts: &str,
    piece: &PieceOfDay,
    binds: &mut Binds,
) -> String {
    let columns = format!("item, number, {counts}");
    let folded = folded(query, aspect, &columns, piece, binds);
    let of = of_segments(query, "changes", binds);
    format!(
        "({folded} UNION ALL SELECT day, {} AS value, {columns} FROM {}{}
            WHERE day BETWEEN $2 AND $3{}) AS counted",
        group_column(query),
        changes(query.basis, aspect),
        of.join,
        of.and
    )
}

#[derive(FromRow)]
struct RatingsRow {
    day: NaiveDate,
    value: String,
    item: String,
    r1: i64,
    r2: i64,
    r3: i64,
    r4: i64,
    r5: i64,
}

impl TryFrom<RatingsRow> for DayRatings {
    type Error = StorageError;

    fn try_from(row: RatingsRow) -> Result<Self> {
        let mut counts = [0; 5];
        for (place, value) in counts.iter_mut().zip([row.r1, row.r2, row.r3, row.r4, row.r5]) {
            *place = count("tally ratings", value)?;
        }
        Ok(Self { day: row.day, group: row.value, item: parsed("tally.item", &row.item)?, counts })
    }
}

#[derive(FromRow)]
struct NumberRow {
    item: String,
    number: i64,
    #[sqlx(flatten)]
    scores: ScoreColumns,
}
