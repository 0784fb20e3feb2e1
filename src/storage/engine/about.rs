//! What the database tells of itself: its version, its size, and the migrations that were applied.

use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::upkeep::installation::{AppliedMigration, Database, Engine};
use crate::storage::{Db, Result, with_conn};

#[derive(FromRow)]
struct MigrationRow {
    version: i64,
    description: String,
    installed_on: Timestamp,
}

/// Reads it.
pub async fn about(db: &Db) -> Result<Database> {
    let (engine, version, size) = match db {
        Db::Sqlite { .. } => (
            Engine::Sqlite,
            "SELECT sqlite_version()",
            "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        ),
        Db::Postgres { .. } => (
            Engine::Postgres,
            "SELECT current_setting('server_version')",
            "SELECT pg_database_size(current_database())",
        ),
    };
    let mut tx = db.read().await?;
    let version: String = with_conn!(tx, |conn| sqlx::query_scalar(version).fetch_one(conn).await?);
    let size: i64 = with_conn!(tx, |conn| sqlx::query_scalar(size).fetch_one(conn).await?);
    let rows: Vec<MigrationRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT version, description, installed_on FROM _sqlx_migrations WHERE success ORDER BY version",
        )
        .fetch_all(conn)
        .await?
    });
    let migrations = rows
        .into_iter()
        .map(|row| AppliedMigration { number: row.version, name: row.description, at: row.installed_on })
        .collect();
    Ok(Database { engine, version, size: u64::try_from(size).unwrap_or_default(), migrations })
}
