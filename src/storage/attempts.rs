//! Answers that came after the first and are not counted.

use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::ids::InvitationId;
use crate::domain::response::Submission;
use crate::storage::{Result, Tx, with_conn};

/// Removes what people wrote before then. Returns from how many.
pub async fn forget_verbatims(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query("UPDATE attempts SET comment = NULL WHERE comment IS NOT NULL AND at <= $1")
            .bind(before)
            .execute(conn)
            .await?
            .rows_affected()
    }))
}

/// Keeps an attempt.
pub async fn insert(
    tx: &mut Tx,
    id: Uuid,
    invitation: InvitationId,
    submission: &Submission,
    now: Timestamp,
) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO attempts (id, invitation_id, at, score, comment) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(invitation.0)
        .bind(now)
        .bind(i64::from(submission.score.value()))
        .bind(submission.comment.as_deref())
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}
