//! Who users are at the identity provider, and what its claims give them.

use crate::domain::access::roles::{Role, Roles};
use crate::domain::ids::UserId;
use crate::storage::access::users::StoredUser;
use crate::storage::{Result, Tx, with_conn};

/// The user who is this subject, disabled or not.
pub async fn find(tx: &mut Tx, issuer: &str, subject: &str) -> Result<Option<StoredUser>> {
    let row: Option<StoredUser> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM users WHERE issuer = $1 AND subject = $2")
            .bind(issuer)
            .bind(subject)
            .fetch_optional(conn)
            .await?
    });
    Ok(row)
}

/// Notes who a user is at the provider; false if the user is a subject there already.
pub async fn link(tx: &mut Tx, user: UserId, issuer: &str, subject: &str) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE users SET issuer = $2, subject = $3 WHERE id = $1 AND subject IS NULL")
            .bind(user)
            .bind(issuer)
            .bind(subject)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

/// Makes a user no subject of any provider, and ends the sessions that one opened; false if the user is none.
pub async fn unlink(tx: &mut Tx, user: UserId) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE users SET issuer = NULL, subject = NULL WHERE id = $1 AND subject IS NOT NULL")
            .bind(user)
            .execute(conn)
            .await?
            .rows_affected()
    });
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM sessions WHERE user_id = $1 AND at_provider")
            .bind(user)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

/// Sets roles and team.
pub async fn set_access(tx: &mut Tx, user: UserId, roles: &Roles, team: Option<&str>) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE users SET roles = $2, team = $3 WHERE id = $1")
            .bind(user)
            .bind(roles)
            .bind(team)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// The enabled administrators. Until the transaction ends no other changes their roles, so that two at once do not each take
/// the other for the one who stays.
pub async fn lock_administrators(tx: &mut Tx) -> Result<Vec<UserId>> {
    let pattern = format!("% {} %", Role::Admin.name());
    let administrators: Vec<UserId> = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "UPDATE users SET roles = roles
             WHERE disabled_at IS NULL AND (' ' || roles || ' ') LIKE $1
             RETURNING id",
        )
        .bind(pattern.as_str())
        .fetch_all(conn)
        .await?
    });
    Ok(administrators)
}
