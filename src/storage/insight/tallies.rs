//! Counts per day, so that the cost of a trend does not grow with the number of responses.
//!
//! Each event appends a row to `tally_changes` in its own transaction, so responses do not contend for a shared row.
//! The scheduler folds these rows into three tables: totals per day, the marginals of each single dimension, and the
//! full cross for queries about several; and into the same three again by calendar month, so that a page about years sums
//! dozens of rows. Readers add what is not folded yet, so they are always up to date. What else
//! is known of an answer, its ratings and the reminders before it, counts beside it in the same way, as an [`Aspect`].
//! Closures that ended without an answer are counted in [`super::counts`]; those that can still be answered are few and
//! are counted from their own rows, so that sending a mail changes no count but that of the invited. Aspects have no
//! marginals: these would be most of the database.

mod answers;
mod aspects;
mod awaiting;
mod cross;
mod empty;
mod fold;
mod grain;
mod month_answers;
mod months;
mod piece_of_day;
mod places;
mod read;
mod recount;
mod scores;

pub use answers::CountedAnswer;
use aspects::Under;
pub use aspects::{Aspect, ratings_by_period, ratings_by_piece, scores_by_rating, scores_by_reminders};
pub use awaiting::{awaiting, awaiting_within};
pub use cross::read_cross;
pub use empty::remove_empty;
pub use fold::{add, fold, lock};
pub use month_answers::{MonthAnswers, answers_by_month, answers_of_all_months, ratings_by_month};
pub use places::places;
pub use read::{answered_until, first_day, read, read_pieces, rows};
pub use recount::{Mismatch, mismatches, rebuild, stand_still};
use scores::ScoreColumns;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::domain::answering::score::Score;
use crate::storage::engine::columns::batches;
use crate::storage::{Result, Tx, with_conn};

/// An event that changes the tallies.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Change {
    pub what: What,
    pub closed_on: NaiveDate,
    pub segment_id: Uuid,
    /// How often it happened; negative to undo it.
    pub amount: i64,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    Closed,
    Invited,
    Response {
        score: Score,
        answered_on: NaiveDate,
        imported: bool,
    },
    /// The score of an answer again, counted under an aspect of the answer.
    Aspect {
        aspect: Aspect,
        score: Score,
        answered_on: NaiveDate,
    },
}

impl Change {
    /// A change that counts once.
    #[must_use]
    pub fn one(what: What, closed_on: NaiveDate, segment_id: Uuid) -> Self {
        Self { what, closed_on, segment_id, amount: 1 }
    }

    /// The change that undoes this one.
    #[must_use]
    pub fn undone(self) -> Self {
        Self { amount: -self.amount, ..self }
    }
}

impl What {
    fn name(&self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Invited => "invited",
            Self::Response { .. } => "response",
            Self::Aspect { .. } => "aspect",
        }
    }

    fn score(&self) -> Option<Score> {
        match *self {
            Self::Closed | Self::Invited => None,
            Self::Response { score, .. } | Self::Aspect { score, .. } => Some(score),
        }
    }

    fn answered_on(&self) -> Option<NaiveDate> {
        match *self {
            Self::Closed | Self::Invited => None,
            Self::Response { answered_on, .. } | Self::Aspect { answered_on, .. } => Some(answered_on),
        }
    }

    /// The aspect under which it counts.
    fn under(&self) -> Under<'_> {
        match self {
            Self::Closed | Self::Invited | Self::Response { .. } => Under::default(),
            Self::Aspect { aspect, .. } => Under::aspect(aspect),
        }
    }
}

/// Appends changes; equal ones are summed into one row. Their identifiers ascend with time, which keeps their index small
/// to write to; sums do not depend on their order.
pub async fn append(tx: &mut Tx, changes: &[Change]) -> Result<()> {
    for chunk in batches(&summed(changes)) {
        let ids = tx.new_row_ids(chunk.len())?;
        let sql = format!(
            "INSERT INTO tally_changes
                (id, what, closed_on, answered_on, segment_id, score, imported, aspect, item, number, amount) VALUES {}",
            tx.placeholders(chunk.len(), 11)
        );
        with_conn!(tx, |conn| {
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (id, change) in ids.iter().zip(chunk) {
                let what = &change.what;
                let Under { aspect, item, number } = what.under();
                query = query
                    .bind(*id)
                    .bind(what.name())
                    .bind(change.closed_on)
                    .bind(what.answered_on())
                    .bind(change.segment_id)
                    .bind(what.score().map(|score| i64::from(score.value())))
                    .bind(matches!(what, What::Response { imported: true, .. }))
                    .bind(aspect)
                    .bind(item)
                    .bind(number)
                    .bind(change.amount);
            }
            query.execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// Sums the amounts of equal changes; drops those that cancel out.
fn summed(changes: &[Change]) -> Vec<Change> {
    let mut amounts = BTreeMap::<(&What, NaiveDate, Uuid), i64>::new();
    for Change { what, closed_on, segment_id, amount } in changes {
        *amounts.entry((what, *closed_on, *segment_id)).or_default() += amount;
    }
    let sums = amounts.into_iter().filter(|(_, amount)| *amount != 0);
    sums.map(|((what, closed_on, segment_id), amount)| Change {
        what: what.clone(),
        closed_on,
        segment_id,
        amount,
    })
    .collect()
}

/// Whether any change is not folded yet.
pub async fn has_unfolded(tx: &mut Tx) -> Result<bool> {
    let found: Option<Uuid> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT id FROM tally_changes LIMIT 1").fetch_optional(conn).await?
    });
    Ok(found.is_some())
}

/// The counting columns of every tally.
fn count_columns() -> Vec<String> {
    let others = ["closed", "invited", "imported"].into_iter().map(str::to_owned);
    others.chain(ScoreColumns::names()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_change_again_and_again_is_one_and_what_takes_itself_off_again_is_none() {
        let day = NaiveDate::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let closed = |segment| Change::one(What::Closed, day, segment);
        let invited = Change::one(What::Invited, day, one);
        let changes = [closed(one), closed(other), invited.clone(), closed(one), invited.undone()];
        assert_eq!(summed(&changes), [Change { amount: 2, ..closed(one) }, closed(other)]);
    }
}
