//! Sign-ins that were begun here and went to the identity provider.

use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::access::token::TokenHash;
use crate::storage::{Result, Tx, with_conn};

/// An attempt, without the hashes by which it is found.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StoredAttempt {
    /// What the ID token must repeat.
    pub nonce: String,
    /// The secret behind the code challenge.
    pub verifier: String,
    /// What the person wanted before, sealed with a key that only the browser has; empty if it is not kept.
    pub next: String,
    pub expires_at: Timestamp,
}

/// Stores an attempt of a browser.
pub async fn insert(
    tx: &mut Tx,
    state: &TokenHash,
    browser: &TokenHash,
    attempt: &StoredAttempt,
) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO provider_attempts (state_hash, browser_hash, nonce, verifier, next, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(state)
        .bind(browser)
        .bind(attempt.nonce.as_str())
        .bind(attempt.verifier.as_str())
        .bind(attempt.next.as_str())
        .bind(attempt.expires_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Takes an attempt of this browser out, so that it counts once; `None` if there is none or it has expired.
pub async fn take(
    tx: &mut Tx,
    state: &TokenHash,
    browser: &TokenHash,
    now: Timestamp,
) -> Result<Option<StoredAttempt>> {
    let row: Option<StoredAttempt> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "DELETE FROM provider_attempts WHERE state_hash = $1 AND browser_hash = $2 AND expires_at > $3
             RETURNING nonce, verifier, next, expires_at",
        )
        .bind(state)
        .bind(browser)
        .bind(now)
        .fetch_optional(conn)
        .await?
    });
    Ok(row)
}

/// Deletes attempts that have expired; returns how many.
pub async fn delete_expired(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM provider_attempts WHERE expires_at <= $1")
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    }))
}
