//! What stands in a database or a copy of it, so that a restored one can be compared.
//!
//! The rule: it is read in one transaction, and works on the schema of every version of this program.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::AssertSqlSafe;

use crate::domain::access::audit_chain::{ChainHash, ChainHead};
use crate::storage::engine::backup::lone::{Lone, quoted};
use crate::storage::engine::columns::count;
use crate::storage::engine::installation::{FIRST_KEY, KEY_DROPPED, KEY_IN_USE, KEY_USED};
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
    /// The fingerprint of the key in use.
    pub key_fingerprint: Option<String>,
    /// Those of the other keys that were in use and were not dropped.
    pub other_keys: Vec<String>,
    /// The head of the audit; `None` for a schema in which it was no chain yet.
    pub audit: Option<ChainHead>,
    /// How many rows each table has.
    pub rows: BTreeMap<String, u64>,
}

/// Reads it from the database at the address, which has no writer meanwhile.
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
    let facts = if has("installation") { facts_of_keys(lone).await? } else { Vec::new() };
    let (key_fingerprint, other_keys) = keys_of(&facts);
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
    Ok(Contents { engine_version, postgres_schema, migration, key_fingerprint, other_keys, audit, rows })
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

/// What the database says of the keys of secret files.
async fn facts_of_keys(lone: &mut Lone) -> Result<Vec<(String, String)>> {
    Ok(with_conn!(lone, |conn| {
        sqlx::query_as("SELECT name, value FROM installation WHERE name LIKE 'secret%' ORDER BY name")
            .persistent(false)
            .fetch_all(conn)
            .await?
    }))
}

/// The fingerprint of the key in use, and those of the other keys that were and are not dropped.
fn keys_of(facts: &[(String, String)]) -> (Option<String>, Vec<String>) {
    let fact = |name: &str| facts.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str());
    let in_use = fact(KEY_IN_USE).or_else(|| fact(FIRST_KEY));
    let later = facts.iter().filter_map(|(name, _)| name.strip_prefix(KEY_USED));
    let mut others: Vec<String> = fact(FIRST_KEY).into_iter().chain(later).map(str::to_owned).collect();
    others.retain(|key| {
        let is_dropped = fact(&format!("{KEY_DROPPED}{key}")).is_some_and(|at| !at.is_empty());
        Some(key.as_str()) != in_use && !is_dropped
    });
    others.dedup();
    (in_use.map(str::to_owned), others)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_a_database_are_the_one_in_use_and_those_that_were_not_dropped() {
        let facts = |facts: &[(&str, &str)]| -> Vec<(String, String)> {
            facts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        assert_eq!(keys_of(&[]), (None, Vec::new()));
        assert_eq!(keys_of(&facts(&[(FIRST_KEY, "a")])), (Some("a".to_owned()), Vec::new()));
        let rotated = facts(&[
            (FIRST_KEY, "a"),
            (KEY_IN_USE, "c"),
            ("secret key used b", "2026-03-20T14:00:00Z"),
            ("secret key used c", "2026-04-20T14:00:00Z"),
            ("secret key dropped a", ""),
            ("secret key dropped b", "2026-05-20T14:00:00Z"),
        ]);
        assert_eq!(
            keys_of(&rotated),
            (Some("c".to_owned()), vec!["a".to_owned()]),
            "one that is back is there"
        );
    }
}
