//! Brings the database up to date, and refuses one that is newer than the program.

use sqlx::migrate::Migrator;

use crate::storage::{Db, Result, StorageError};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Applies the migrations that are missing.
///
/// # Errors
/// [`StorageError::Newer`] when the database knows a migration that this program does not.
pub async fn migrate(db: &Db) -> Result<()> {
    let outcome = match db {
        Db::Sqlite { writer, .. } => writer.migrate(&SQLITE).await,
        Db::Postgres(connections) => POSTGRES.run(connections.pool()).await,
    };
    outcome.map_err(|error| match error {
        sqlx::migrate::MigrateError::VersionMissing(version) => StorageError::Newer(version),
        other => StorageError::Migration(other),
    })
}

/// Whether every migration of this program has been applied.
pub async fn is_up_to_date(db: &Db) -> Result<bool> {
    let newest = SQLITE.iter().map(|migration| migration.version).max().unwrap_or_default();
    let mut tx = db.read().await?;
    let applied: i64 = crate::storage::with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations WHERE success")
            .fetch_one(conn)
            .await?
    });
    Ok(applied >= newest)
}
