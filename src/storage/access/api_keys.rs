//! API keys of other systems.

use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::access::roles::Scope;
use crate::domain::access::token::TokenHash;
use crate::storage::engine::columns::named;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// A key as stored, without its hash; the key itself is not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKey {
    pub name: String,
    pub scopes: Vec<Scope>,
    /// The e-mail address of the user as whom it acts, or `None` if it acts as itself.
    pub owner: Option<String>,
    pub created_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

/// Inserts a key; false when the name was ever used.
pub async fn insert(tx: &mut Tx, key: &StoredKey, hash: &TokenHash) -> Result<bool> {
    let scopes = key.scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" ");
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO api_keys (name, key_hash, scopes, owner, created_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (name) DO NOTHING",
        )
        .bind(key.name.as_str())
        .bind(hash)
        .bind(scopes)
        .bind(key.owner.as_deref())
        .bind(key.created_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// The key with this hash, revoked or not.
pub async fn find(tx: &mut Tx, hash: &TokenHash) -> Result<Option<StoredKey>> {
    let row: Option<ApiKeyRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT name, scopes, owner, created_at, revoked_at FROM api_keys WHERE key_hash = $1")
            .bind(hash)
            .fetch_optional(conn)
            .await?
    });
    row.map(StoredKey::try_from).transpose()
}

/// All keys by name.
pub async fn list(tx: &mut Tx) -> Result<Vec<StoredKey>> {
    let rows: Vec<ApiKeyRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT name, scopes, owner, created_at, revoked_at FROM api_keys ORDER BY name")
            .fetch_all(conn)
            .await?
    });
    rows.into_iter().map(StoredKey::try_from).collect()
}

/// Revokes a key; false when no valid key has this name.
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
    scopes: String,
    owner: Option<String>,
    created_at: Timestamp,
    revoked_at: Option<Timestamp>,
}

impl TryFrom<ApiKeyRow> for StoredKey {
    type Error = StorageError;

    fn try_from(row: ApiKeyRow) -> Result<Self> {
        let scopes = row.scopes.split_whitespace().map(|scope| named("api_keys.scopes", scope));
        Ok(Self {
            scopes: scopes.collect::<Result<_>>()?,
            name: row.name,
            owner: row.owner,
            created_at: row.created_at,
            revoked_at: row.revoked_at,
        })
    }
}
