//! Logout tokens that were seen, and the sessions that they end.

use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::access::token::TokenHash;
use crate::domain::ids::{SessionId, UserId};
use crate::storage::{Result, Tx, with_conn};

/// A session that was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct EndedSession {
    pub id: SessionId,
    pub user_id: UserId,
}

/// Remembers the identifier of a token; false if it is remembered already.
pub async fn insert(tx: &mut Tx, token_id: &TokenHash, expires_at: Timestamp) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO provider_logouts (token_id_hash, expires_at) VALUES ($1, $2)
             ON CONFLICT (token_id_hash) DO NOTHING",
        )
        .bind(token_id)
        .bind(expires_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Ends the sessions that the provider calls by this identifier, and those of the subject to which it gave none.
pub async fn end_session(
    tx: &mut Tx,
    session: &str,
    issuer: &str,
    subject: Option<&str>,
) -> Result<Vec<EndedSession>> {
    let ended: Vec<EndedSession> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "DELETE FROM sessions
             WHERE at_provider AND (provider_session = $1 OR (provider_session IS NULL
                AND user_id IN (SELECT id FROM users WHERE issuer = $2 AND subject = $3)))
             RETURNING id, user_id",
        )
        .bind(session)
        .bind(issuer)
        .bind(subject)
        .fetch_all(conn)
        .await?
    });
    Ok(ended)
}

/// Ends all sessions of a subject that the provider opened.
pub async fn end_all(tx: &mut Tx, issuer: &str, subject: &str) -> Result<Vec<EndedSession>> {
    let ended: Vec<EndedSession> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "DELETE FROM sessions
             WHERE at_provider AND user_id IN (SELECT id FROM users WHERE issuer = $1 AND subject = $2)
             RETURNING id, user_id",
        )
        .bind(issuer)
        .bind(subject)
        .fetch_all(conn)
        .await?
    });
    Ok(ended)
}

/// Forgets tokens that have expired; returns how many.
pub async fn delete_expired(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM provider_logouts WHERE expires_at <= $1")
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    }))
}
