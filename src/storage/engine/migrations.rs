//! Brings the database up to date, one statement at a time, and refuses one that is newer than the program.
//!
//! The rule: a migration is applied once, and whole or not at all: its statements and its row in the
//! [`history`] are one transaction. A process that is killed leaves nothing of the migration it was at, and the next
//! one goes on there.

mod history;
mod statements;

use std::time::Instant;

use sqlx::migrate::{MigrateError, Migration, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::storage::{Db, Result, with_conn};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// What PostgreSQL runs instead of a migration whose statements a distributed schema (Citus) refuses, by its number. The
/// effect is the same, and the history knows the published text only, which is never edited.
const REWRITTEN: [(i64, &str); 2] = [
    (7, include_str!("../../../migrations/rewritten/0007_aspects.sql")),
    (13, include_str!("../../../migrations/rewritten/0013_counts.sql")),
];

/// Applies the migrations that are missing.
///
/// # Errors
/// [`StorageError::Newer`](crate::storage::StorageError::Newer) when the database knows a migration that this program
/// does not.
pub async fn migrate(db: &Db) -> Result<()> {
    apply(db, &known(db)).await
}

/// Applies those of these migrations that are missing, in their order.
///
/// # Errors
/// As for [`migrate`].
pub async fn apply(db: &Db, migrations: &[Migration]) -> Result<()> {
    let applied = history::read(db).await?;
    history::check(&applied, migrations)?;
    let is_missing = |migration: &&Migration| applied.iter().all(|other| other.version != migration.version);
    for migration in migrations.iter().filter(is_missing) {
        apply_one(db, migration).await?;
    }
    Ok(())
}

/// Whether every migration of this program has been applied.
pub async fn is_up_to_date(db: &Db) -> Result<bool> {
    let mut tx = db.read().await?;
    Ok(history::newest(&mut tx).await? >= newest())
}

/// The number of the newest migration that this program knows, the same for both engines.
#[must_use]
pub fn newest() -> i64 {
    SQLITE.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// The migrations of this program.
fn known(db: &Db) -> Vec<Migration> {
    match db {
        Db::Sqlite { .. } => SQLITE.iter().cloned().collect(),
        Db::Postgres { .. } => POSTGRES.iter().cloned().map(rewritten).collect(),
    }
}

fn rewritten(migration: Migration) -> Migration {
    match REWRITTEN.into_iter().find(|(version, _)| *version == migration.version) {
        Some((_, text)) => Migration { sql: text.into_sql_str(), ..migration },
        None => migration,
    }
}

/// Applies a migration, unless another process has done so meanwhile.
async fn apply_one(db: &Db, migration: &Migration) -> Result<()> {
    let begun = Instant::now();
    let mut tx = db.write().await?;
    if !history::enter(&mut tx, migration).await? {
        return Ok(());
    }
    for statement in statements::statements(migration.sql.as_str()) {
        with_conn!(tx, |conn| {
            // Prepared, so that PostgreSQL refuses a piece of text with a second statement in it.
            let query = sqlx::query(AssertSqlSafe(statement)).persistent(false);
            let outcome = query.execute(conn).await;
            outcome.map_err(|error| MigrateError::ExecuteMigration(error, migration.version))?.rows_affected()
        });
    }
    history::note_duration(&mut tx, migration, begun.elapsed()).await?;
    tx.commit().await
}
