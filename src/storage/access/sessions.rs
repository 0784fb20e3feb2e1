//! Sessions of staff who are signed in.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::session::{SessionStage, oldest_use};
use crate::domain::access::token::TokenHash;
use crate::domain::ids::{SessionId, UserId};
use crate::storage::access::users::StoredUser;
use crate::storage::{Result, Tx, with_conn};

/// A session as stored, without the hash of its token.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StoredSession {
    pub id: SessionId,
    pub user_id: UserId,
    pub stage: SessionStage,
    /// Browser and system as the owner would recognise them.
    pub browser: String,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    pub expires_at: Timestamp,
    /// Whether the identity provider opened it.
    pub at_provider: bool,
    /// `sid` at the identity provider, if it gave one.
    pub provider_session: Option<String>,
}

/// Opens a session.
pub async fn insert(tx: &mut Tx, hash: &TokenHash, session: &StoredSession) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO sessions (token_hash, id, user_id, stage, browser, created_at, last_used_at, expires_at,
                at_provider, provider_session)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(hash)
        .bind(session.id)
        .bind(session.user_id)
        .bind(session.stage)
        .bind(session.browser.as_str())
        .bind(session.created_at)
        .bind(session.last_used_at)
        .bind(session.expires_at)
        .bind(session.at_provider)
        .bind(session.provider_session.as_deref())
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// A session that lives, whatever its stage; `None` if it has ended or its user is disabled.
pub async fn find(tx: &mut Tx, hash: &TokenHash, now: Timestamp) -> Result<Option<StoredSession>> {
    let row: Option<StoredSession> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT sessions.id, user_id, stage, browser, sessions.created_at, last_used_at, expires_at, at_provider,
                provider_session
             FROM sessions JOIN users ON users.id = sessions.user_id
             WHERE token_hash = $1 AND expires_at > $2 AND last_used_at > $3 AND disabled_at IS NULL",
        )
        .bind(hash)
        .bind(now)
        .bind(oldest_use(now))
        .fetch_optional(conn)
        .await?
    });
    Ok(row)
}

/// The user of an open session, and when it was used last; `None` if it has ended, waits for a second factor, or its
/// user is disabled.
pub async fn find_user(
    tx: &mut Tx,
    hash: &TokenHash,
    now: Timestamp,
) -> Result<Option<(StoredUser, Timestamp)>> {
    let row: Option<UserRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT users.*, sessions.last_used_at FROM sessions JOIN users ON users.id = sessions.user_id
             WHERE sessions.token_hash = $1 AND sessions.stage = $4 AND sessions.expires_at > $2
                AND sessions.last_used_at > $3 AND users.disabled_at IS NULL",
        )
        .bind(hash)
        .bind(now)
        .bind(oldest_use(now))
        .bind(SessionStage::Open)
        .fetch_optional(conn)
        .await?
    });
    Ok(row.map(|row| (row.user, row.last_used_at)))
}

#[derive(FromRow)]
struct UserRow {
    #[sqlx(flatten)]
    user: StoredUser,
    last_used_at: Timestamp,
}

/// Notes that a session is in use.
pub async fn set_used(tx: &mut Tx, hash: &TokenHash, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE sessions SET last_used_at = $2 WHERE token_hash = $1 AND last_used_at < $2")
            .bind(hash)
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
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

/// Ends the sessions that a user opened with a password.
pub async fn delete_by_password(tx: &mut Tx, user: UserId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM sessions WHERE user_id = $1 AND NOT at_provider")
            .bind(user)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Ends all sessions of a user.
pub async fn delete_of_user(tx: &mut Tx, user: UserId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM sessions WHERE user_id = $1").bind(user).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// The sessions of a user that live, whatever their stage, the one that began last first.
pub async fn list_of_user(tx: &mut Tx, user: UserId, now: Timestamp) -> Result<Vec<StoredSession>> {
    let rows: Vec<StoredSession> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT * FROM sessions WHERE user_id = $1 AND expires_at > $2 AND last_used_at > $3
             ORDER BY created_at DESC, id DESC",
        )
        .bind(user)
        .bind(now)
        .bind(oldest_use(now))
        .fetch_all(conn)
        .await?
    });
    Ok(rows)
}

/// Ends one session of a user; false when this user has none with the identifier.
pub async fn delete_of_owner(tx: &mut Tx, user: UserId, session: SessionId) -> Result<bool> {
    let deleted = with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM sessions WHERE user_id = $1 AND id = $2")
            .bind(user)
            .bind(session)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(deleted == 1)
}

/// Ends all sessions of a user but one; returns which ended.
pub async fn delete_others(tx: &mut Tx, user: UserId, kept: SessionId) -> Result<Vec<SessionId>> {
    let ended: Vec<SessionId> = with_conn!(tx, |conn| {
        sqlx::query_scalar("DELETE FROM sessions WHERE user_id = $1 AND id <> $2 RETURNING id")
            .bind(user)
            .bind(kept)
            .fetch_all(conn)
            .await?
    });
    Ok(ended)
}

/// Gives a session another token; false when it has ended.
pub async fn replace_token(tx: &mut Tx, before: &TokenHash, after: &TokenHash) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE sessions SET token_hash = $2 WHERE token_hash = $1")
            .bind(before)
            .bind(after)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

/// Deletes sessions that have ended; returns how many.
pub async fn delete_ended(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM sessions WHERE expires_at <= $1 OR last_used_at <= $2")
            .bind(now)
            .bind(oldest_use(now))
            .execute(conn)
            .await?
            .rows_affected()
    }))
}
