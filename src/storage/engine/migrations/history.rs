//! Which migrations were applied: the table `_sqlx_migrations`, in the format of sqlx.
//!
//! The rule: the first statement of a migration's transaction enters it here. Of two processes the second waits for the
//! row of the first, through whichever node of a cluster either is connected, and for no process of another schema.

use std::time::Duration;

use sqlx::migrate::{AppliedMigration, Migrate as _, MigrateError, Migration};

use crate::storage::{Db, Result, StorageError, Tx, with_conn};

const TABLE: &str = "_sqlx_migrations";

/// The applied migrations, oldest first; makes the table if it is not there.
///
/// # Errors
/// A migration that was applied in part, which this program does not do.
pub async fn read(db: &Db) -> Result<Vec<AppliedMigration>> {
    // Two processes may make it at once; then PostgreSQL fails for one of them.
    if !is_there(db).await?
        && let Err(error) = make(db).await
        && !is_there(db).await?
    {
        return Err(error);
    }
    let mut tx = db.read().await?;
    let half_applied: Option<i64> = with_conn!(tx, |conn| conn.dirty_version(TABLE).await?);
    if let Some(version) = half_applied {
        return Err(MigrateError::Dirty(version).into());
    }
    Ok(with_conn!(tx, |conn| conn.list_applied_migrations(TABLE).await?))
}

/// Whether the table is there, in the schema of this database and not in another one of the search path. Asked before
/// it is made: a node that only holds data may not even be asked to make a table that exists.
async fn is_there(db: &Db) -> Result<bool> {
    let sql = match db {
        Db::Sqlite { .. } => "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = $1",
        Db::Postgres { .. } => {
            "SELECT COUNT(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = $1"
        }
    };
    let mut tx = db.read().await?;
    let count: i64 = with_conn!(tx, |conn| sqlx::query_scalar(sql).bind(TABLE).fetch_one(conn).await?);
    Ok(count > 0)
}

async fn make(db: &Db) -> Result<()> {
    let mut tx = db.write().await?;
    with_conn!(tx, |conn| conn.ensure_migrations_table(TABLE).await?);
    tx.commit().await
}

/// Refuses a history that these migrations cannot have made.
///
/// # Errors
/// [`StorageError::Newer`] for a migration that is not among them, and one for a migration whose text was another.
pub fn check(history: &[AppliedMigration], migrations: &[Migration]) -> Result<()> {
    for AppliedMigration { version, checksum } in history {
        match migrations.iter().find(|migration| migration.version == *version) {
            None => return Err(StorageError::Newer(*version)),
            Some(known) if known.checksum != *checksum => {
                return Err(MigrateError::VersionMismatch(*version).into());
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// The number of the newest applied migration; 0 if none was.
pub async fn newest(tx: &mut Tx) -> Result<i64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations WHERE success")
            .fetch_one(conn)
            .await?
    }))
}

/// Enters a migration; false if another process has, whose transaction this waits for.
pub async fn enter(tx: &mut Tx, migration: &Migration) -> Result<bool> {
    let entered = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES ($1, $2, TRUE, $3, -1) ON CONFLICT (version) DO NOTHING",
        )
        .bind(migration.version)
        .bind(&*migration.description)
        .bind(&*migration.checksum)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(entered == 1)
}

/// Notes how long a migration took, which sqlx keeps in nanoseconds.
pub async fn note_duration(tx: &mut Tx, migration: &Migration, taken: Duration) -> Result<()> {
    let nanoseconds = i64::try_from(taken.as_nanos()).unwrap_or(i64::MAX);
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE _sqlx_migrations SET execution_time = $2 WHERE version = $1")
            .bind(migration.version)
            .bind(nanoseconds)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}
