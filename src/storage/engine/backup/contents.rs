//! What stands in a database or a copy of it, so that a restored one can be compared.
//!
//! The rule: it is read in one transaction, and works on the schema of every version of this program.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::AssertSqlSafe;

use crate::domain::access::audit_chain::{ChainHash, ChainHead};
use crate::storage::engine::backup::lone::{Lone, quoted};
use crate::storage::engine::columns::count;
use crate::storage::{Result, with_conn};

/// What stands in a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// As the engine tells it.
    pub engine_version: String,
    /// The schema of the tables, on PostgreSQL.
    pub postgres_schema: Option<String>,
    /// The newest migration; 0 if none was applied.
    pub migration: i64,
    /// The fingerprint of the key that belongs to it.
    pub key_fingerprint: Option<String>,
    /// The head of the audit; `None` for a schema in which it was no chain yet.
    pub audit: Option<ChainHead>,
    /// How many rows each table has.
    pub rows: BTreeMap<String, u64>,
}

/// Reads it from the database at the address, which nobody writes to meanwhile.
pub async fn contents_of(address: &str) -> Result<Contents> {
    let mut lone = match address.strip_prefix("sqlite:") {
        Some(_) => Lone::to_file(super::file_of(address), false).await?,
        None => Lone::to_server(address).await?,
    };
    let found = contents(&mut lone).await;
    lone.close().await;
    found
}

/// Reads it; the caller has begun a transaction if others write meanwhile.
pub async fn contents(lone: &mut Lone) -> Result<Contents> {
    let tables = tables(lone).await?;
    let has = |table: &str| tables.contains(table);
    let migration = if has("_sqlx_migrations") { migration(lone).await? } else { 0 };
    let key_fingerprint = if has("installation") { key_fingerprint(lone).await? } else { None };
    let audit = if has("audit_head") { head(lone).await? } else { None };
    let mut rows = BTreeMap::new();
    for table in &tables {
        rows.insert(table.clone(), rows_of(lone, table).await?);
    }
    let engine_version =
        text(lone, "SELECT sqlite_version()", "SELECT current_setting('server_version')").await?;
    let postgres_schema = match lone {
        Lone::Sqlite(_) => None,
        Lone::Postgres(_) => Some(text(lone, "", "SELECT current_schema()::text").await?),
    };
    Ok(Contents { engine_version, postgres_schema, migration, key_fingerprint, audit, rows })
}

/// A text that each engine tells by a statement of its own.
async fn text(lone: &mut Lone, on_sqlite: &'static str, on_postgres: &'static str) -> Result<String> {
    let sql = if matches!(lone, Lone::Sqlite(_)) { on_sqlite } else { on_postgres };
    Ok(with_conn!(lone, |conn| sqlx::query_scalar(sql).persistent(false).fetch_one(conn).await?))
}

/// The tables of this program, by name.
pub(super) async fn tables(lone: &mut Lone) -> Result<BTreeSet<String>> {
    let sql = match lone {
        Lone::Sqlite(_) => {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        }
        Lone::Postgres(_) => {
            "SELECT tablename::text FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"
        }
    };
    let names: Vec<String> =
        with_conn!(lone, |conn| sqlx::query_scalar(sql).persistent(false).fetch_all(conn).await?);
    Ok(names.into_iter().collect())
}

async fn rows_of(lone: &mut Lone, table: &str) -> Result<u64> {
    let sql = format!("SELECT COUNT(*) FROM {}", quoted(table));
    let found: i64 = with_conn!(lone, |conn| {
        sqlx::query_scalar(AssertSqlSafe(sql)).persistent(false).fetch_one(conn).await?
    });
    count("rows of a table", found)
}

async fn migration(lone: &mut Lone) -> Result<i64> {
    Ok(with_conn!(lone, |conn| {
        sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations WHERE success")
            .persistent(false)
            .fetch_one(conn)
            .await?
    }))
}

async fn key_fingerprint(lone: &mut Lone) -> Result<Option<String>> {
    Ok(with_conn!(lone, |conn| {
        sqlx::query_scalar("SELECT value FROM installation WHERE name = 'secret_fingerprint'")
            .persistent(false)
            .fetch_optional(conn)
            .await?
    }))
}

async fn head(lone: &mut Lone) -> Result<Option<ChainHead>> {
    let row: Option<(i64, ChainHash)> = with_conn!(lone, |conn| {
        sqlx::query_as("SELECT sequence, hash FROM audit_head WHERE id = 1")
            .persistent(false)
            .fetch_optional(conn)
            .await?
    });
    Ok(row.map(|(sequence, hash)| ChainHead { sequence, hash }))
}
