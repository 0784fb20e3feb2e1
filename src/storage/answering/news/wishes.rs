//! Who wants one mail when an improvement is about the same as the answer.
//!
//! The rule: a wish goes with the address that it is about, and with a wish never to be mailed. One whose mail was cancelled for another
//! reason is open again, unless that mail may have arrived.

use sqlx::AssertSqlSafe;

use crate::domain::Timestamp;
use crate::domain::ids::InvitationId;
use crate::domain::sending::delivery::SuppressionReason;
use crate::storage::{Result, Tx, with_conn};

/// The cancelled mails of an invitation about its answer.
const CANCELLED: &str = "SELECT messages.id FROM messages
    WHERE messages.invitation_id = $1 AND kind = 'news' AND state = 'cancelled'";

/// Stores a wish; one that is stored already stays as it is.
pub async fn insert(tx: &mut Tx, invitation: InvitationId, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO news_wishes (invitation_id, asked_at) VALUES ($1, $2) ON CONFLICT (invitation_id) DO NOTHING",
        )
        .bind(invitation)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Takes a wish back. Its mail, if it is queued, is not sent without it.
pub async fn delete(tx: &mut Tx, invitation: InvitationId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM news_wishes WHERE invitation_id = $1")
            .bind(invitation)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Deletes the wishes of people whose address is not kept any more, or who are never mailed for a reason other than bounces, which
/// can be a mistake; returns how many.
pub async fn delete_ended(tx: &mut Tx) -> Result<u64> {
    let final_reasons = SuppressionReason::ALL.iter().filter(|reason| !reason.is_bounce());
    let named: Vec<String> = final_reasons.map(|reason| format!("'{reason}'")).collect();
    let sql = format!(
        "DELETE FROM news_wishes WHERE EXISTS (
            SELECT 1 FROM invitations
            LEFT JOIN suppressions ON suppressions.address_hash = invitations.address_hash
            WHERE invitations.id = news_wishes.invitation_id
                AND (recipient_address IS NULL OR suppressions.reason IN ({})))",
        named.join(", ")
    );
    Ok(with_conn!(tx, |conn| { sqlx::query(AssertSqlSafe(sql)).execute(conn).await?.rows_affected() }))
}

/// Opens the wishes whose mail was cancelled, of the mails of an invitation: the bounce may be cleared, the answer may be confirmed, and
/// another improvement may begin. One whose mail may have arrived all the same is deleted, since it is told once.
pub async fn settle_cancelled(tx: &mut Tx, invitation: InvitationId) -> Result<()> {
    let arrived = format!(
        "DELETE FROM news_wishes WHERE message_id IN ({CANCELLED} AND unknown_fates + lost_claims > 0)"
    );
    let others = format!(
        "UPDATE news_wishes SET queued_at = NULL, improvement_id = NULL, sentence = NULL, sentence_language = NULL,
            message_id = NULL WHERE message_id IN ({CANCELLED})"
    );
    for sql in [arrived, others] {
        with_conn!(tx, |conn| {
            sqlx::query(AssertSqlSafe(sql)).bind(invitation).execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}
