//! Staff who sign in, and the one-time links by which they set a password.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::roles::Roles;
use crate::domain::access::token::TokenHash;
use crate::domain::ids::UserId;
use crate::domain::people::language::Language;
use crate::storage::{Result, Tx, with_conn};

/// A user in the database.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StoredUser {
    pub id: UserId,
    /// In lower case.
    pub email: String,
    pub roles: Roles,
    pub team: Option<String>,
    /// The language of the pages; `None` follows the browser.
    pub language: Option<Language>,
    /// Argon2id in PHC form; `None` until a password is set.
    pub password_hash: Option<String>,
    pub created_at: Timestamp,
    pub disabled_at: Option<Timestamp>,
}

/// Inserts a user; false when the address is taken.
pub async fn insert(tx: &mut Tx, user: &StoredUser) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO users (id, email, roles, team, password_hash, created_at, failed_sign_ins)
             VALUES ($1, $2, $3, $4, $5, $6, 0)
             ON CONFLICT (email) DO NOTHING",
        )
        .bind(user.id)
        .bind(user.email.as_str())
        .bind(&user.roles)
        .bind(user.team.as_deref())
        .bind(user.password_hash.as_deref())
        .bind(user.created_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Finds a user by address (in lower case), disabled or not.
pub async fn find_by_email(tx: &mut Tx, email: &str) -> Result<Option<StoredUser>> {
    let row: Option<StoredUser> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM users WHERE email = $1").bind(email).fetch_optional(conn).await?
    });
    Ok(row)
}

/// The identifier of the user with this address (in lower case), disabled or not.
pub async fn id_of(tx: &mut Tx, email: &str) -> Result<Option<UserId>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT id FROM users WHERE email = $1").bind(email).fetch_optional(conn).await?
    }))
}

/// All users by address.
pub async fn list(tx: &mut Tx) -> Result<Vec<StoredUser>> {
    let rows: Vec<StoredUser> =
        with_conn!(tx, |conn| sqlx::query_as("SELECT * FROM users ORDER BY email").fetch_all(conn).await?);
    Ok(rows)
}

/// Disables a user; false when no enabled user has this address.
pub async fn disable(tx: &mut Tx, email: &str, now: Timestamp) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE users SET disabled_at = $2 WHERE email = $1 AND disabled_at IS NULL")
            .bind(email)
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

/// Enables a disabled user; false when no disabled user has this address.
pub async fn enable(tx: &mut Tx, email: &str) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE users SET disabled_at = NULL WHERE email = $1 AND disabled_at IS NOT NULL")
            .bind(email)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

/// Reads an enabled user again and holds the row until the transaction ends: a change of the password or the account that
/// has begun is waited for and seen, and one that begins later waits. `None` if the user was disabled or the password
/// changed since `read` was read.
pub async fn hold(tx: &mut Tx, read: &StoredUser) -> Result<Option<StoredUser>> {
    let row: Option<StoredUser> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "UPDATE users SET password_hash = password_hash
             WHERE id = $1 AND password_hash IS NOT DISTINCT FROM $2 AND disabled_at IS NULL
             RETURNING *",
        )
        .bind(read.id)
        .bind(read.password_hash.as_deref())
        .fetch_optional(conn)
        .await?
    });
    Ok(row)
}

/// Reads a user, disabled or not, and holds the row until the transaction ends, whatever changed since it was read before: a
/// change that has begun is waited for and seen. `None` if there is no such user.
pub async fn lock(tx: &mut Tx, id: UserId) -> Result<Option<StoredUser>> {
    let row: Option<StoredUser> = with_conn!(tx, |conn| {
        sqlx::query_as("UPDATE users SET password_hash = password_hash WHERE id = $1 RETURNING *")
            .bind(id)
            .fetch_optional(conn)
            .await?
    });
    Ok(row)
}

/// Sets the password of an enabled user; false if there is no such user. A caller that ends sessions does so after it, so
/// that one which is opened with the old password meanwhile ends too.
pub async fn set_password(tx: &mut Tx, user: UserId, password_hash: &str) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE users SET password_hash = $2 WHERE id = $1 AND disabled_at IS NULL")
            .bind(user)
            .bind(password_hash)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

/// Finds a user by identifier, disabled or not.
pub async fn find(tx: &mut Tx, id: UserId) -> Result<Option<StoredUser>> {
    let row: Option<StoredUser> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM users WHERE id = $1").bind(id).fetch_optional(conn).await?
    });
    Ok(row)
}

/// Deletes the links of a user, so that only the next one is valid.
pub async fn delete_sign_in_links(tx: &mut Tx, user: UserId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM sign_in_links WHERE user_id = $1")
            .bind(user)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Deletes links that were used or have expired; returns how many.
pub async fn delete_stale_sign_in_links(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM sign_in_links WHERE expires_at <= $1 OR used_at IS NOT NULL")
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    }))
}

/// Stores a one-time sign-in link of an enabled user, and none of any other.
pub async fn insert_sign_in_link(
    tx: &mut Tx,
    hash: &TokenHash,
    user: UserId,
    expires_at: Timestamp,
) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO sign_in_links (token_hash, user_id, expires_at)
             SELECT $1, id, $3 FROM users WHERE id = $2 AND disabled_at IS NULL",
        )
        .bind(hash)
        .bind(user)
        .bind(expires_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// The user of a sign-in link; `None` if it was used or has expired, or its user is disabled.
pub async fn find_by_sign_in_link(
    tx: &mut Tx,
    hash: &TokenHash,
    now: Timestamp,
) -> Result<Option<StoredUser>> {
    let row: Option<StoredUser> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT users.* FROM sign_in_links JOIN users ON users.id = sign_in_links.user_id
             WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 AND disabled_at IS NULL",
        )
        .bind(hash)
        .bind(now)
        .fetch_optional(conn)
        .await?
    });
    Ok(row)
}

/// When a sign-in link expires; `None` if [`find_by_sign_in_link`] would find none.
pub async fn sign_in_link_end(tx: &mut Tx, hash: &TokenHash, now: Timestamp) -> Result<Option<Timestamp>> {
    let end: Option<Timestamp> = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT expires_at FROM sign_in_links JOIN users ON users.id = sign_in_links.user_id
             WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 AND disabled_at IS NULL",
        )
        .bind(hash)
        .bind(now)
        .fetch_optional(conn)
        .await?
    });
    Ok(end)
}

/// Consumes a sign-in link and returns its user; `None` if [`find_by_sign_in_link`] would find none.
pub async fn use_sign_in_link(tx: &mut Tx, hash: &TokenHash, now: Timestamp) -> Result<Option<UserId>> {
    let user: Option<Uuid> = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "UPDATE sign_in_links SET used_at = $2
             WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
                AND user_id IN (SELECT id FROM users WHERE disabled_at IS NULL)
             RETURNING user_id",
        )
        .bind(hash)
        .bind(now)
        .fetch_optional(conn)
        .await?
    });
    Ok(user.map(UserId))
}
