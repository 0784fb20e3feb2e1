//! Staff who sign in, and the one-time links by which they come in first.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::Role;
use crate::domain::ids::UserId;
use crate::domain::token::TokenHash;
use crate::storage::rows::{hash_bytes, named};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// A user in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredUser {
    pub id: UserId,
    /// In lower case.
    pub email: String,
    pub role: Role,
    pub team: Option<String>,
    /// Argon2id in PHC form; none until a password was set.
    pub password_hash: Option<String>,
    /// Until when no password is looked at, after too many wrong ones.
    pub locked_until: Option<Timestamp>,
    pub created_at: Timestamp,
    pub disabled_at: Option<Timestamp>,
}

/// Inserts a user; false when the address is taken.
pub async fn insert(tx: &mut Tx, user: &StoredUser) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO users (id, email, role, team, password_hash, created_at, failed_sign_ins)
             VALUES ($1, $2, $3, $4, $5, $6, 0)
             ON CONFLICT (email) DO NOTHING",
        )
        .bind(user.id.0)
        .bind(user.email.as_str())
        .bind(user.role.name())
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
    let row: Option<Row> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM users WHERE email = $1").bind(email).fetch_optional(conn).await?
    });
    row.map(StoredUser::try_from).transpose()
}

/// All users by address.
pub async fn list(tx: &mut Tx) -> Result<Vec<StoredUser>> {
    let rows: Vec<Row> =
        with_conn!(tx, |conn| sqlx::query_as("SELECT * FROM users ORDER BY email").fetch_all(conn).await?);
    rows.into_iter().map(StoredUser::try_from).collect()
}

/// Disables a user; false when there is none with this address who is still welcome.
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

/// Counts a wrong password; the one that makes `most` locks the account and begins the count anew.
pub async fn note_failed_sign_in(
    tx: &mut Tx,
    user: UserId,
    most: i64,
    locked_until: Timestamp,
) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE users SET locked_until = CASE WHEN failed_sign_ins + 1 >= $2 THEN $3 ELSE locked_until END,
                failed_sign_ins = CASE WHEN failed_sign_ins + 1 >= $2 THEN 0 ELSE failed_sign_ins + 1 END
             WHERE id = $1",
        )
        .bind(user.0)
        .bind(most)
        .bind(locked_until)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Begins the count of wrong passwords anew.
pub async fn forget_failed_sign_ins(tx: &mut Tx, user: UserId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE users SET failed_sign_ins = 0, locked_until = NULL WHERE id = $1")
            .bind(user.0)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Stores a one-time sign-in link.
pub async fn insert_sign_in_link(
    tx: &mut Tx,
    hash: &TokenHash,
    user: UserId,
    expires_at: Timestamp,
) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("INSERT INTO sign_in_links (token_hash, user_id, expires_at) VALUES ($1, $2, $3)")
            .bind(hash_bytes(hash))
            .bind(user.0)
            .bind(expires_at)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Whether a sign-in link is still good.
pub async fn sign_in_link_is_good(tx: &mut Tx, hash: &TokenHash, now: Timestamp) -> Result<bool> {
    let found: i64 = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM sign_in_links WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
        )
        .bind(hash_bytes(hash))
        .bind(now)
        .fetch_one(conn)
        .await?
    });
    Ok(found > 0)
}

/// Uses up a sign-in link; returns whose it was, none when it was used, has expired or never was.
pub async fn use_sign_in_link(tx: &mut Tx, hash: &TokenHash, now: Timestamp) -> Result<Option<UserId>> {
    let user: Option<Uuid> = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "UPDATE sign_in_links SET used_at = $2
             WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING user_id",
        )
        .bind(hash_bytes(hash))
        .bind(now)
        .fetch_optional(conn)
        .await?
    });
    Ok(user.map(UserId))
}

#[derive(FromRow)]
pub(super) struct Row {
    id: Uuid,
    email: String,
    role: String,
    team: Option<String>,
    password_hash: Option<String>,
    locked_until: Option<Timestamp>,
    created_at: Timestamp,
    disabled_at: Option<Timestamp>,
}

impl TryFrom<Row> for StoredUser {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: UserId(row.id),
            email: row.email,
            role: named("users.role", &row.role)?,
            team: row.team,
            password_hash: row.password_hash,
            locked_until: row.locked_until,
            created_at: row.created_at,
            disabled_at: row.disabled_at,
        })
    }
}
