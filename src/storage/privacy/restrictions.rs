//! People whose data are kept and not used, by the keyed hash of the address.

use crate::domain::Timestamp;
use crate::storage::{Result, Tx, with_conn};

/// The SQL condition that what was written in a row of `responses` may be shown.
pub const MAY_BE_SHOWN: &str = "NOT EXISTS (SELECT 1 FROM restrictions
    JOIN invitations AS restricted ON restricted.address_hash = restrictions.address_hash
    WHERE restricted.id = responses.invitation_id)";

/// Restricts; false if that was done before.
pub async fn insert(tx: &mut Tx, address_hash: &[u8], now: Timestamp) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO restrictions (address_hash, at) VALUES ($1, $2) ON CONFLICT (address_hash) DO NOTHING",
        )
        .bind(address_hash.to_vec())
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Lifts a restriction; false if there is none.
pub async fn delete(tx: &mut Tx, address_hash: &[u8]) -> Result<bool> {
    let deleted = with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM restrictions WHERE address_hash = $1")
            .bind(address_hash.to_vec())
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(deleted == 1)
}

/// Gives the restriction of an address another hash; false if there is none. Of two, the earlier moment stays.
pub async fn replace_hash(tx: &mut Tx, before: &[u8], after: &[u8]) -> Result<bool> {
    let Some(at) = find(tx, before).await? else { return Ok(false) };
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO restrictions (address_hash, at) VALUES ($1, $2)
             ON CONFLICT (address_hash) DO UPDATE SET at = excluded.at WHERE excluded.at < restrictions.at",
        )
        .bind(after.to_vec())
        .bind(at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    delete(tx, before).await
}

/// Whether any of these hashes is of a person who is restricted.
pub async fn is_any(tx: &mut Tx, address_hashes: &[Vec<u8>]) -> Result<bool> {
    for hash in address_hashes {
        if find(tx, hash).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Since when a person is restricted; `None` for one who is not.
pub async fn find(tx: &mut Tx, address_hash: &[u8]) -> Result<Option<Timestamp>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT at FROM restrictions WHERE address_hash = $1")
            .bind(address_hash.to_vec())
            .fetch_optional(conn)
            .await?
    }))
}
