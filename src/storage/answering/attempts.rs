//! Attempts to answer that are not counted, such as one after the first.
//!
//! The rule: a link may be posted to without limit, and its attempts take a bounded number of rows.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::answering::response::{AttemptReason, Submission};
use crate::domain::ids::InvitationId;
use crate::storage::answering::responses::written;
use crate::storage::engine::columns;
use crate::storage::{Result, Tx, with_conn};

/// How many attempts are stored per invitation and reason; later ones are only counted.
const MOST_KEPT: i64 = 20;

/// Removes the comments of attempts made up to `before`; returns from how many.
pub async fn forget_verbatims(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query("UPDATE attempts SET comment = NULL WHERE comment IS NOT NULL AND at <= $1")
            .bind(before)
            .execute(conn)
            .await?
            .rows_affected()
    }))
}

/// The scores of the attempts of an invitation at or after `since`.
pub async fn scores_since(tx: &mut Tx, invitation: InvitationId, since: Timestamp) -> Result<Vec<i64>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT score FROM attempts WHERE invitation_id = $1 AND at >= $2")
            .bind(invitation)
            .bind(since)
            .fetch_all(conn)
            .await?
    }))
}

/// How many attempts of an invitation were not counted, by reason.
pub async fn count(tx: &mut Tx, invitation: InvitationId) -> Result<Vec<(AttemptReason, u64)>> {
    let counted: Vec<(AttemptReason, i64)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT reason, CAST(SUM(1 + further) AS BIGINT) FROM attempts WHERE invitation_id = $1 GROUP BY reason ORDER BY reason",
        )
        .bind(invitation)
        .fetch_all(conn)
        .await?
    });
    counted
        .into_iter()
        .map(|(reason, attempts)| Ok((reason, columns::count("attempts", attempts)?)))
        .collect()
}

/// Counts all attempts by reason, from the index `attempts_by_reason` alone.
pub const COUNT_ALL: &str = "SELECT reason, CAST(SUM(1 + further) AS BIGINT) FROM attempts GROUP BY reason";

/// How many attempts were not counted, by reason; those without any are there too.
pub async fn count_all(tx: &mut Tx) -> Result<BTreeMap<AttemptReason, u64>> {
    let counted: Vec<(AttemptReason, i64)> =
        with_conn!(tx, |conn| { sqlx::query_as(COUNT_ALL).fetch_all(conn).await? });
    let mut by_reason: BTreeMap<AttemptReason, u64> =
        AttemptReason::ALL.iter().map(|reason| (*reason, 0)).collect();
    for (reason, attempts) in counted {
        by_reason.insert(reason, columns::count("attempts", attempts)?);
    }
    Ok(by_reason)
}

/// Stores an attempt, or only counts it once [`MOST_KEPT`] are stored. The caller must hold the lock on the invitation.
pub async fn insert(
    tx: &mut Tx,
    id: Uuid,
    invitation: InvitationId,
    submission: &Submission,
    reason: AttemptReason,
    now: Timestamp,
) -> Result<()> {
    let kept = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO attempts (id, invitation_id, at, score, comment, reason, ratings, contact_me)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8
             WHERE (SELECT COUNT(*) FROM attempts WHERE invitation_id = $2 AND reason = $6) < $9",
        )
        .bind(id)
        .bind(invitation)
        .bind(now)
        .bind(submission.score)
        .bind(submission.comment.as_deref())
        .bind(reason)
        .bind(written(&submission.ratings))
        .bind(submission.contact_me)
        .bind(MOST_KEPT)
        .execute(conn)
        .await?
        .rows_affected()
    });
    if kept == 0 {
        with_conn!(tx, |conn| {
            sqlx::query(
                "UPDATE attempts SET further = further + 1 WHERE id = (SELECT id FROM attempts
                 WHERE invitation_id = $1 AND reason = $2 ORDER BY at DESC, id DESC LIMIT 1)",
            )
            .bind(invitation)
            .bind(reason)
            .execute(conn)
            .await?
            .rows_affected()
        });
    }
    Ok(())
}
