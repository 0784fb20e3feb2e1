//! The queue of mails to staff in figures, and those in trouble.
//!
//! The rule: what cannot be read of a mail keeps no other from being listed. A mail that has `sent_at` is sent, whatever its state:
//! a process of a version that does not know states sets that alone.

use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::ids::{FollowUpId, NormId, SavedViewId};
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::message::MessageState;
use crate::domain::sending::staff_mail::About;
use crate::domain::sending::staff_queue::{StaffFigures, StaffTrouble, TroubledStaffMail};
use crate::storage::engine::columns::count;
use crate::storage::{Result, Tx, with_conn};

/// Counts the queue.
pub async fn figures(tx: &mut Tx, now: Timestamp) -> Result<StaffFigures> {
    let row: (i64, i64, Option<Timestamp>, i64) = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT COUNT(*) FILTER (WHERE state = 'waiting'),
                COUNT(*) FILTER (WHERE state = 'waiting' AND next_at <= $1),
                MIN(next_at) FILTER (WHERE state = 'waiting' AND next_at <= $1),
                COUNT(*) FILTER (WHERE state = 'claimed')
             FROM staff_mails WHERE state IN ('waiting', 'claimed') AND sent_at IS NULL",
        )
        .bind(now)
        .fetch_one(conn)
        .await?
    });
    Ok(StaffFigures {
        waiting: count("staff_mails", row.0)?,
        due: count("staff_mails", row.1)?,
        oldest_due_at: row.2,
        claimed: count("staff_mails", row.3)?,
    })
}

/// How many mails are in trouble by cause: those that wait for a retry, and those that failed after `failed_since`.
pub async fn troubles(tx: &mut Tx, failed_since: Timestamp) -> Result<Vec<StaffTrouble>> {
    let rows: Vec<(Option<Cause>, MessageState, i64)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT cause, state, COUNT(*) FROM staff_mails
             WHERE sent_at IS NULL AND (state = 'waiting' AND (cause IS NOT NULL OR last_error IS NOT NULL)
                OR state = 'failed' AND next_at > $1)
             GROUP BY cause, state",
        )
        .bind(failed_since)
        .fetch_all(conn)
        .await?
    });
    let parse = |(cause, state, mails): (Option<Cause>, MessageState, i64)| {
        Ok(StaffTrouble { cause, state, mails: count("staff_mails", mails)? })
    };
    let mut troubles = rows.into_iter().map(parse).collect::<Result<Vec<_>>>()?;
    troubles.sort_by_key(|trouble| (trouble.cause.map(Cause::name), trouble.state.name()));
    Ok(troubles)
}

/// The mails in trouble: first those that wait for a retry, the soonest first, then those that failed after `failed_since`, newest
/// first; at most `most` in all.
pub async fn find_in_trouble(
    tx: &mut Tx,
    failed_since: Timestamp,
    most: u32,
) -> Result<Vec<TroubledStaffMail>> {
    let mut found = Vec::new();
    for (which, since) in [(WAITING, Timestamp::UNIX_EPOCH), (FAILED, failed_since)] {
        let sql = format!(
            "SELECT about, norm_id, view_id, follow_up_id, report_year, email, state, cause,
                COALESCE(last_error, '') AS said, attempts, next_at
             FROM staff_mails JOIN users ON users.id = staff_mails.user_id
             WHERE sent_at IS NULL AND next_at > $1 AND {which} LIMIT $2"
        );
        let rows: Vec<TroubledRow> = with_conn!(tx, |conn| {
            sqlx::query_as(AssertSqlSafe(sql)).bind(since).bind(i64::from(most)).fetch_all(conn).await?
        });
        found.extend(rows.into_iter().map(TroubledStaffMail::from));
    }
    found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(found)
}

const WAITING: &str = "state = 'waiting' AND (cause IS NOT NULL OR last_error IS NOT NULL)
    ORDER BY next_at, staff_mails.id";
const FAILED: &str = "state = 'failed' ORDER BY next_at DESC, staff_mails.id DESC";

#[derive(FromRow)]
struct TroubledRow {
    about: String,
    norm_id: Option<NormId>,
    view_id: Option<SavedViewId>,
    follow_up_id: Option<FollowUpId>,
    report_year: Option<i64>,
    email: String,
    state: MessageState,
    cause: Option<Cause>,
    said: String,
    #[sqlx(try_from = "i64")]
    attempts: u32,
    next_at: Timestamp,
}

impl From<TroubledRow> for TroubledStaffMail {
    fn from(row: TroubledRow) -> Self {
        let year = row.report_year.and_then(|year| i32::try_from(year).ok());
        Self {
            about: About::of(&row.about, row.norm_id, row.view_id, row.follow_up_id, year),
            recipient: row.email,
            state: row.state,
            cause: row.cause,
            said: row.said,
            attempts: row.attempts,
            next_at: row.next_at,
        }
    }
}
