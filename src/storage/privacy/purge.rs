//! Removes from the database's files what statements erased: both engines only mark its space as free.
//!
//! The rule: it runs behind the commit and changes nothing that a statement can read, so that its failure loses nothing.
//! SQLite writes the whole file anew and empties its write-ahead log. PostgreSQL frees the space of old row versions, and
//! overwrites it as new rows come; only `VACUUM FULL`, which locks a table for as long as it takes, would write it anew.

use sqlx::AssertSqlSafe;

use crate::domain::privacy::map::{Fate, Table, searched, tables};
use crate::storage::{Db, Result, with_conn};

/// Purges the tables that an erasure changes.
pub async fn purge(db: &Db) -> Result<()> {
    match db {
        Db::Sqlite { writer, .. } => writer.write_anew().await,
        Db::Postgres { .. } => {
            let mut tx = db.write_singly().await?;
            let sql = format!("VACUUM {}", changed().join(", "));
            with_conn!(tx, |conn| sqlx::query(AssertSqlSafe(sql)).execute(conn).await?.rows_affected());
            tx.commit().await
        }
    }
}

fn changed() -> Vec<&'static str> {
    let is_changed = |table: &&Table| {
        let has_fate = table.columns.iter().any(|columns| columns.on_erasure != Fate::Kept);
        has_fate || searched().any(|(name, _)| name == table.name)
    };
    tables().filter(is_changed).map(|table| table.name).collect()
}
