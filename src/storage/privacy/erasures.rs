//! Whose data were erased, and the links that were theirs.
//!
//! The rule: no row is ever removed. A link leads to the keyed hash of an address and to nothing else.

use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::token::TokenHash;
use crate::domain::privacy::ledger::LedgerEntry;
use crate::storage::{Result, Tx, with_conn};

/// Stores an erasure.
pub async fn insert(tx: &mut Tx, id: Uuid, entry: &LedgerEntry) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("INSERT INTO erasures (id, address_hash, at) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(entry.address_hash.clone())
            .bind(entry.at)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Every erasure, oldest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<LedgerEntry>> {
    let rows: Vec<(Vec<u8>, Timestamp)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT address_hash, at FROM erasures ORDER BY at, id").fetch_all(conn).await?
    });
    Ok(rows.into_iter().map(|(address_hash, at)| LedgerEntry { address_hash, at }).collect())
}

/// The moments of the erasures of an address, by its hash.
pub async fn moments(tx: &mut Tx, address_hash: &[u8]) -> Result<Vec<Timestamp>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT at FROM erasures WHERE address_hash = $1")
            .bind(address_hash.to_vec())
            .fetch_all(conn)
            .await?
    }))
}

/// The keyed hash of the address to which a link was mailed whose person was erased since; `None` for any other link.
pub async fn find_link(tx: &mut Tx, link: TokenHash) -> Result<Option<Vec<u8>>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT address_hash FROM erased_links WHERE token_hash = $1")
            .bind(link)
            .fetch_optional(conn)
            .await?
    }))
}
