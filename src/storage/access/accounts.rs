//! Users as an administrator sees and changes them.

use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::access::roles::Roles;
use crate::domain::access::user_account::UserAccount;
use crate::domain::ids::UserId;
use crate::storage::{Result, Tx, with_conn};

const ACCOUNT: &str = "SELECT id, email, roles, team, created_at, disabled_at,
        password_hash IS NOT NULL AS has_password, totp_confirmed_at IS NOT NULL AS has_second_factor,
        subject IS NOT NULL AS is_at_provider
     FROM users";

/// All users by address.
pub async fn list(tx: &mut Tx) -> Result<Vec<UserAccount>> {
    let sql = format!("{ACCOUNT} ORDER BY email");
    let rows: Vec<AccountRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).fetch_all(conn).await?);
    Ok(rows.into_iter().map(UserAccount::from).collect())
}

/// A user, disabled or not.
pub async fn find(tx: &mut Tx, id: UserId) -> Result<Option<UserAccount>> {
    let sql = format!("{ACCOUNT} WHERE id = $1");
    let row: Option<AccountRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await?);
    Ok(row.map(UserAccount::from))
}

/// The teams of users.
pub async fn teams(tx: &mut Tx) -> Result<Vec<String>> {
    let teams: Vec<String> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT DISTINCT team FROM users WHERE team IS NOT NULL ORDER BY team")
            .fetch_all(conn)
            .await?
    });
    Ok(teams)
}

/// Whether a user has this team.
pub async fn is_team(tx: &mut Tx, team: &str) -> Result<bool> {
    let found: Option<UserId> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT id FROM users WHERE team = $1 LIMIT 1")
            .bind(team)
            .fetch_optional(conn)
            .await?
    });
    Ok(found.is_some())
}

/// Gives a user these roles in place of the present ones.
pub async fn set_roles(tx: &mut Tx, user: UserId, roles: &Roles) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE users SET roles = $2 WHERE id = $1")
            .bind(user)
            .bind(roles)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Sets whose follow-ups a handler sees; `None` for those of all teams.
pub async fn set_team(tx: &mut Tx, user: UserId, team: Option<&str>) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE users SET team = $2 WHERE id = $1")
            .bind(user)
            .bind(team)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

#[derive(FromRow)]
struct AccountRow {
    id: UserId,
    email: String,
    roles: Roles,
    team: Option<String>,
    created_at: Timestamp,
    disabled_at: Option<Timestamp>,
    has_password: bool,
    has_second_factor: bool,
    is_at_provider: bool,
}

impl From<AccountRow> for UserAccount {
    fn from(row: AccountRow) -> Self {
        Self {
            id: row.id,
            email: row.email,
            roles: row.roles,
            team: row.team,
            created_at: row.created_at,
            disabled_at: row.disabled_at,
            has_password: row.has_password,
            has_second_factor: row.has_second_factor,
            is_at_provider: row.is_at_provider,
        }
    }
}
