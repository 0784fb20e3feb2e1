//! What became of asking about the closures of some days, as it was known at a moment.
//!
//! The rule: answers, mails, ends of links and unsubscriptions count by their moments. What has none (that a complaint was
//! reopened, that a mail came back, why a customer was not asked) counts as it is known now.

use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::reporting::place::Place;
use crate::domain::time::period::DateRange;
use crate::storage::engine::columns::{count, named};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Closures in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedPlace {
    pub place: Place,
    /// Whether their first mail was accepted only after the moment.
    pub is_mailed_later: bool,
    pub closures: u64,
}

/// The closures of some days by place at a moment.
pub async fn places(tx: &mut Tx, days: DateRange, at: Timestamp) -> Result<Vec<CountedPlace>> {
    let rows: Vec<PlaceRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT place, is_mailed_later, COUNT(*) AS closures FROM (
                SELECT CASE
                    WHEN reported_at > $3 THEN 'unreported'
                    WHEN answered_at IS NOT NULL AND answered_at <= $3 THEN 'answered'
                    WHEN sent_at IS NOT NULL AND sent_at <= $3 THEN CASE
                        WHEN EXISTS (SELECT 1 FROM suppressions
                            WHERE suppressions.address_hash = invitations.address_hash
                                AND suppressions.reason = 'unsubscribed'
                                AND suppressions.at >= invitations.sent_at AND suppressions.at <= $3) THEN 'unsubscribed'
                        WHEN state = 'undeliverable' THEN 'returned'
                        WHEN state = 'withdrawn' THEN 'withdrawn'
                        WHEN expires_at <= $3 THEN 'expired'
                        ELSE 'waiting' END
                    WHEN state = 'withheld' THEN reason
                    WHEN state = 'withdrawn' THEN 'withdrawn_before'
                    WHEN state = 'undeliverable' THEN 'undeliverable'
                    ELSE 'planned' END AS place,
                    sent_at IS NOT NULL AND sent_at > $3 AS is_mailed_later
                FROM invitations WHERE closed_on BETWEEN $1 AND $2
             ) AS placed GROUP BY place, is_mailed_later",
        )
        .bind(days.from())
        .bind(days.to())
        .bind(at)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(CountedPlace::try_from).collect()
}

#[derive(FromRow)]
struct PlaceRow {
    place: String,
    is_mailed_later: bool,
    closures: i64,
}

impl TryFrom<PlaceRow> for CountedPlace {
    type Error = StorageError;

    fn try_from(row: PlaceRow) -> Result<Self> {
        Ok(Self {
            place: named::<Place>("invitations.reason", &row.place)?,
            is_mailed_later: row.is_mailed_later,
            closures: count("invitations", row.closures)?,
        })
    }
}
