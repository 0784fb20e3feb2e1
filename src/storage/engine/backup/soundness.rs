//! Whether a restored database is sound: what the engine itself can tell.
//!
//! The rule: it only reads, and says in words what is wrong.

use crate::storage::engine::backup::lone::Lone;
use crate::storage::{Result, with_conn};

/// How many faults are told.
const MOST: usize = 10;

/// What the engine finds wrong; empty if nothing.
pub async fn faults(address: &str) -> Result<Vec<String>> {
    if address.starts_with("sqlite:") {
        let mut lone = Lone::to_file(super::file_of(address), false).await?;
        let found = of_file(&mut lone).await;
        lone.close().await;
        found
    } else {
        let mut lone = Lone::to_server(address).await?;
        let found = of_schema(&mut lone).await;
        lone.close().await;
        found
    }
}

async fn of_file(lone: &mut Lone) -> Result<Vec<String>> {
    let pages: Vec<String> = with_conn!(lone, |conn| {
        sqlx::query_scalar("SELECT integrity_check FROM pragma_integrity_check").fetch_all(conn).await?
    });
    let damaged = pages.into_iter().filter(|line| line != "ok");
    let rows: Vec<String> = with_conn!(lone, |conn| {
        sqlx::query_scalar(
            "SELECT 'a row of ' || \"table\" || ' refers to one of ' || parent || ' that is not there'
             FROM pragma_foreign_key_check",
        )
        .fetch_all(conn)
        .await?
    });
    Ok(damaged.chain(rows).take(MOST).collect())
}

/// A restore checks each constraint when it makes it; what it left unchecked is told.
async fn of_schema(lone: &mut Lone) -> Result<Vec<String>> {
    let unchecked: Vec<String> = with_conn!(lone, |conn| {
        sqlx::query_scalar(
            "SELECT 'the constraint ' || conname::text || ' was not checked' FROM pg_catalog.pg_constraint
             WHERE connamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())
               AND NOT convalidated",
        )
        .fetch_all(conn)
        .await?
    });
    Ok(unchecked.into_iter().take(MOST).collect())
}
