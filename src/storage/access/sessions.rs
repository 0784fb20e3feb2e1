//! Sessions of staff who are signed in.

use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::token::TokenHash;
use crate::domain::ids::UserId;
use crate::storage::access::users::StoredUser;
use crate::storage::{Result, Tx, with_conn};

/// Opens a session.
pub async fn insert(
    tx: &mut Tx,
    hash: &TokenHash,
    user: UserId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO sessions (token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
        )
        .bind(hash)
        .bind(user)
        .bind(now)
        .bind(expires_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// The user of a session; `None` if it has expired or its user is disabled.
pub async fn find_user(tx: &mut Tx, hash: &TokenHash, now: Timestamp) -> Result<Option<StoredUser>> {
    let row: Option<StoredUser> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT users.* FROM sessions JOIN users ON users.id = sessions.user_id
             WHERE sessions.token_hash = $1 AND sessions.expires_at > $2 AND users.disabled_at IS NULL",
        )
        .bind(hash)
        .bind(now)
        .fetch_optional(conn)
        .await?
    });
    Ok(row)
}

/// Ends a session; returns its user.
pub async fn delete(tx: &mut Tx, hash: &TokenHash) -> Result<Option<UserId>> {
    let user: Option<Uuid> = with_conn!(tx, |conn| {
        sqlx::query_scalar("DELETE FROM sessions WHERE token_hash = $1 RETURNING user_id")
            .bind(hash)
            .fetch_optional(conn)
            .await?
    });
    Ok(user.map(UserId))
}

/// Ends all sessions of a user.
pub async fn delete_of_user(tx: &mut Tx, user: UserId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM sessions WHERE user_id = $1").bind(user).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Deletes expired sessions; returns how many.
pub async fn delete_expired(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM sessions WHERE expires_at <= $1")
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    }))
}
