//! Second factors: the sealed secret of the authenticator app, the step of its last code, and recovery codes.
//!
//! The rule: what counts once is used by one conditional statement, so that of several requests with one code one wins.

use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::access::token::TokenHash;
use crate::domain::access::token::sealed::Sealed;
use crate::domain::ids::UserId;
use crate::storage::engine::columns;
use crate::storage::{Result, Tx, with_conn};

/// A second factor in use.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StoredSecondFactor {
    #[sqlx(rename = "totp_secret")]
    pub secret: Sealed,
    /// The step of the last code that was accepted.
    #[sqlx(rename = "totp_last_step")]
    pub last_step: Option<i64>,
}

/// The second factor of a user; `None` while there is none.
pub async fn find(tx: &mut Tx, user: UserId) -> Result<Option<StoredSecondFactor>> {
    let row: Option<StoredSecondFactor> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT totp_secret, totp_last_step FROM users
             WHERE id = $1 AND totp_secret IS NOT NULL AND totp_confirmed_at IS NOT NULL",
        )
        .bind(user)
        .fetch_optional(conn)
        .await?
    });
    Ok(row)
}

/// Sets up a second factor in place of the one that was there, if any; false if meanwhile there is another.
pub async fn set(
    tx: &mut Tx,
    user: UserId,
    before: Option<&Sealed>,
    factor: &StoredSecondFactor,
    now: Timestamp,
) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE users SET totp_secret = $3, totp_last_step = $4, totp_confirmed_at = $5
             WHERE id = $1 AND totp_secret IS NOT DISTINCT FROM $2",
        )
        .bind(user)
        .bind(before)
        .bind(&factor.secret)
        .bind(factor.last_step)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Uses the code of a step; false if a code of this step or a later one was used before. A step that is too late to be of
/// now was used while the clock was ahead, and does not count: a code fits one step early or late.
pub async fn use_step(tx: &mut Tx, user: UserId, step: i64) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE users SET totp_last_step = $2
             WHERE id = $1 AND totp_confirmed_at IS NOT NULL
                AND (totp_last_step IS NULL OR totp_last_step < $2 OR totp_last_step > $2 + 2)",
        )
        .bind(user)
        .bind(step)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Removes the second factor of a user, with its recovery codes; false if there is none.
pub async fn remove(tx: &mut Tx, user: UserId) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE users SET totp_secret = NULL, totp_last_step = NULL, totp_confirmed_at = NULL
             WHERE id = $1 AND totp_secret IS NOT NULL",
        )
        .bind(user)
        .execute(conn)
        .await?
        .rows_affected()
    });
    delete_codes(tx, user).await?;
    Ok(changed == 1)
}

/// Replaces the recovery codes of a user.
pub async fn replace_codes(tx: &mut Tx, user: UserId, hashes: &[TokenHash]) -> Result<()> {
    delete_codes(tx, user).await?;
    for hash in hashes {
        with_conn!(tx, |conn| {
            sqlx::query("INSERT INTO recovery_codes (user_id, code_hash) VALUES ($1, $2)")
                .bind(user)
                .bind(hash)
                .execute(conn)
                .await?
                .rows_affected()
        });
    }
    Ok(())
}

/// Uses a recovery code; false if the user has no such code, or no longer.
pub async fn use_code(tx: &mut Tx, user: UserId, hash: &TokenHash, now: Timestamp) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL",
        )
        .bind(user)
        .bind(hash)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// How many recovery codes of a user were not used yet.
pub async fn count_codes(tx: &mut Tx, user: UserId) -> Result<u64> {
    let found: i64 = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT COUNT(*) FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL")
            .bind(user)
            .fetch_one(conn)
            .await?
    });
    columns::count("recovery_codes", found)
}

async fn delete_codes(tx: &mut Tx, user: UserId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM recovery_codes WHERE user_id = $1")
            .bind(user)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}
