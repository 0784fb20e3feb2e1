//! Addresses that are never mailed, known only by their keyed hash.

use crate::domain::Timestamp;
use crate::storage::{Result, Tx, with_conn};

/// Whether the address behind the hash is on the list.
pub async fn contains(tx: &mut Tx, address_hash: &[u8]) -> Result<bool> {
    let found: i64 = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT COUNT(*) FROM suppressions WHERE address_hash = $1")
            .bind(address_hash.to_vec())
            .fetch_one(conn)
            .await?
    });
    Ok(found > 0)
}

/// Puts an address on the list; an entry that is there stays as it is.
pub async fn insert(tx: &mut Tx, address_hash: &[u8], reason: &str, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO suppressions (address_hash, reason, at) VALUES ($1, $2, $3)
             ON CONFLICT (address_hash) DO NOTHING",
        )
        .bind(address_hash.to_vec())
        .bind(reason)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}
