//! Facts about this database itself, by name.

use crate::storage::{Result, Tx, with_conn};

/// The fact with the fingerprint of the first key: its hashes of addresses carry no mark.
pub const FIRST_KEY: &str = "secret_fingerprint";
/// The fact with the fingerprint of the key in use; none while that is the first.
pub const KEY_IN_USE: &str = "secret_in_use";
/// The beginning of the facts that hold since when a key is in use; its fingerprint follows. The first key has none.
pub const KEY_USED: &str = "secret key used ";
/// The beginning of the facts that hold when a key was dropped; empty for one that is back.
pub const KEY_DROPPED: &str = "secret key dropped ";

/// The value of a fact.
pub async fn find(tx: &mut Tx, name: &str) -> Result<Option<String>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT value FROM installation WHERE name = $1")
            .bind(name)
            .fetch_optional(conn)
            .await?
    }))
}

/// The facts whose names begin with this, which holds no `%` and no `_`; in the order of the names.
pub async fn beginning_with(tx: &mut Tx, beginning: &str) -> Result<Vec<(String, String)>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as("SELECT name, value FROM installation WHERE name LIKE $1 ORDER BY name")
            .bind(format!("{beginning}%"))
            .fetch_all(conn)
            .await?
    }))
}

/// Sets a fact.
pub async fn set(tx: &mut Tx, name: &str, value: &str) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO installation (name, value) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )
        .bind(name)
        .bind(value)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Locks a fact until the transaction ends, whatever it says; makes it, empty, if it is not there.
pub async fn lock(tx: &mut Tx, name: &str) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO installation (name, value) VALUES ($1, '')
             ON CONFLICT (name) DO UPDATE SET value = installation.value",
        )
        .bind(name)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Removes a fact.
pub async fn remove(tx: &mut Tx, name: &str) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM installation WHERE name = $1")
            .bind(name)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}
