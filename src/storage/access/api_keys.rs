//! API keys of other systems.

use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::access::api_key::ApiKey;
use crate::domain::access::token::TokenHash;
use crate::storage::engine::columns::named;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Everything but the hash, by which alone a key is found; the key itself is not stored.
const KEY: &str = "SELECT name, prefix, scopes, owner, users.disabled_at IS NOT NULL AS is_owner_disabled,
        api_keys.created_at, expires_at, last_used_at, revoked_at
     FROM api_keys LEFT JOIN users ON users.email = api_keys.owner";

/// Inserts a new key; false when the name was ever used.
pub async fn insert(tx: &mut Tx, key: &ApiKey, hash: &TokenHash) -> Result<bool> {
    let scopes = key.scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" ");
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO api_keys (name, key_hash, prefix, scopes, owner, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (name) DO NOTHING",
        )
        .bind(key.name.as_str())
        .bind(hash)
        .bind(key.prefix.as_deref())
        .bind(scopes)
        .bind(key.owner.as_deref())
        .bind(key.created_at)
        .bind(key.expires_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// The key with this hash, whether it works or not.
pub async fn find(tx: &mut Tx, hash: &TokenHash) -> Result<Option<ApiKey>> {
    let sql = format!("{KEY} WHERE key_hash = $1");
    let row: Option<ApiKeyRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).bind(hash).fetch_optional(conn).await?);
    row.map(ApiKey::try_from).transpose()
}

/// All keys by name.
pub async fn list(tx: &mut Tx) -> Result<Vec<ApiKey>> {
    let sql = format!("{KEY} ORDER BY name");
    let rows: Vec<ApiKeyRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).fetch_all(conn).await?);
    rows.into_iter().map(ApiKey::try_from).collect()
}

/// Notes that a key is in use.
pub async fn set_used(tx: &mut Tx, hash: &TokenHash, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE api_keys SET last_used_at = $2
             WHERE key_hash = $1 AND (last_used_at IS NULL OR last_used_at < $2)",
        )
        .bind(hash)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Revokes a key; false when no key of this name is left to revoke.
pub async fn revoke(tx: &mut Tx, name: &str, now: Timestamp) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE api_keys SET revoked_at = $2 WHERE name = $1 AND revoked_at IS NULL")
            .bind(name)
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

#[derive(FromRow)]
struct ApiKeyRow {
    name: String,
    prefix: Option<String>,
    scopes: String,
    owner: Option<String>,
    is_owner_disabled: bool,
    created_at: Timestamp,
    expires_at: Option<Timestamp>,
    last_used_at: Option<Timestamp>,
    revoked_at: Option<Timestamp>,
}

impl TryFrom<ApiKeyRow> for ApiKey {
    type Error = StorageError;

    fn try_from(row: ApiKeyRow) -> Result<Self> {
        let scopes = row.scopes.split_whitespace().map(|scope| named("api_keys.scopes", scope));
        Ok(Self {
            scopes: scopes.collect::<Result<_>>()?,
            name: row.name,
            prefix: row.prefix,
            owner: row.owner,
            is_owner_disabled: row.is_owner_disabled,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            revoked_at: row.revoked_at,
        })
    }
}
