//! The queue in figures: what waits, what was sent, what is in trouble.

use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Reference;
use crate::domain::ids::MessageId;
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::message::{MessageKind, MessageState};
use crate::domain::sending::overview::{QueueFigures, Trouble, TroubledMessage};
use crate::storage::engine::columns::count;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Counts the queue.
pub async fn figures(tx: &mut Tx, now: Timestamp) -> Result<QueueFigures> {
    let row: (i64, i64, i64, Option<Timestamp>, i64, i64) = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT COUNT(*) FILTER (WHERE state = 'waiting' AND kind = 'invitation'),
                COUNT(*) FILTER (WHERE state = 'waiting' AND kind = 'reminder'),
                COUNT(*) FILTER (WHERE state = 'waiting' AND next_at <= $1),
                MIN(next_at) FILTER (WHERE state = 'waiting' AND next_at <= $1),
                COUNT(*) FILTER (WHERE state = 'claimed'),
                COUNT(*) FILTER (WHERE state = 'waiting' AND kind = 'news')
             FROM messages WHERE state IN ('waiting', 'claimed')",
        )
        .bind(now)
        .fetch_one(conn)
        .await?
    });
    Ok(QueueFigures {
        invitations_waiting: count("messages", row.0)?,
        reminders_waiting: count("messages", row.1)?,
        due: count("messages", row.2)?,
        oldest_due_at: row.3,
        claimed: count("messages", row.4)?,
        news_waiting: count("messages", row.5)?,
    })
}

/// How many mails were sent in each hour, counted backwards from `now`: index 0 is the last hour.
pub async fn sent_by_hour(tx: &mut Tx, now: Timestamp, hours: usize) -> Result<Vec<u64>> {
    let mut counts = Vec::with_capacity(hours);
    for hour in 0..hours {
        let until = now - chrono::TimeDelta::hours(i64::try_from(hour).unwrap_or_default());
        let sent: i64 = with_conn!(tx, |conn| {
            sqlx::query_scalar("SELECT COUNT(*) FROM messages WHERE sent_at > $1 AND sent_at <= $2")
                .bind(until - chrono::TimeDelta::hours(1))
                .bind(until)
                .fetch_one(conn)
                .await?
        });
        counts.push(count("messages", sent)?);
    }
    Ok(counts)
}

/// How many messages are in trouble by cause: those that wait for a retry, and those that failed after `failed_since`.
pub async fn troubles(tx: &mut Tx, failed_since: Timestamp) -> Result<Vec<Trouble>> {
    let mut rows: Vec<(Cause, MessageState, i64)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT cause, state, COUNT(*) FROM messages WHERE cause IS NOT NULL AND state = 'waiting'
             GROUP BY cause, state",
        )
        .fetch_all(conn)
        .await?
    });
    let failed: Vec<(Cause, MessageState, i64)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT cause, state, COUNT(*) FROM messages
             WHERE cause IS NOT NULL AND state = 'failed' AND next_at > $1 GROUP BY cause, state",
        )
        .bind(failed_since)
        .fetch_all(conn)
        .await?
    });
    rows.extend(failed);
    rows.sort_by_key(|(cause, state, _)| (cause.name(), state.name()));
    let parse = |(cause, state, messages): (Cause, MessageState, i64)| {
        Ok(Trouble { cause, state, messages: count("messages", messages)? })
    };
    rows.into_iter().map(parse).collect()
}

/// The messages in trouble: first those that wait for a retry, the soonest first, then those that failed, newest first;
/// at most `most` of each.
pub async fn find_in_trouble(tx: &mut Tx, most: u32) -> Result<Vec<TroubledMessage>> {
    let select = |which: &str| {
        format!(
            "SELECT messages.id, reference, messages.kind, messages.state, messages.cause, last_error, attempts, next_at
             FROM messages JOIN invitations ON invitations.id = messages.invitation_id
             JOIN complaints ON complaints.id = invitations.complaint_id
             WHERE messages.cause IS NOT NULL AND {which} LIMIT $1"
        )
    };
    let (waiting, failed) = (
        select("messages.state = 'waiting' ORDER BY next_at"),
        select("messages.state = 'failed' ORDER BY next_at DESC"),
    );
    let mut found = Vec::new();
    for sql in [waiting, failed] {
        let rows: Vec<TroubledMessageRow> = with_conn!(tx, |conn| {
            sqlx::query_as(AssertSqlSafe(sql)).bind(i64::from(most)).fetch_all(conn).await?
        });
        for row in rows {
            found.push(TroubledMessage::try_from(row)?);
        }
    }
    Ok(found)
}

#[derive(FromRow)]
struct TroubledMessageRow {
    id: MessageId,
    reference: Reference,
    kind: MessageKind,
    state: MessageState,
    cause: Cause,
    last_error: Option<String>,
    #[sqlx(try_from = "i64")]
    attempts: u32,
    next_at: Timestamp,
}

impl TryFrom<TroubledMessageRow> for TroubledMessage {
    type Error = StorageError;

    fn try_from(row: TroubledMessageRow) -> Result<Self> {
        Ok(Self {
            id: row.id,
            reference: row.reference,
            kind: row.kind,
            state: row.state,
            cause: row.cause,
            said: row.last_error.unwrap_or_default(),
            attempts: row.attempts,
            next_at: row.next_at,
        })
    }
}
