//! Addresses that are never mailed, known only by their keyed hash.

use std::collections::HashSet;

use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::sending::delivery::SuppressionReason;
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::{Result, Tx, with_conn};

/// An entry of the list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Suppression {
    pub address_hash: Vec<u8>,
    pub reason: SuppressionReason,
    pub at: Timestamp,
}

/// The SQL list of the reasons that are bounces.
fn bounce_reasons() -> String {
    listed(SuppressionReason::is_bounce)
}

/// The SQL list of the reasons that meet a condition.
fn listed(is_listed: impl Fn(SuppressionReason) -> bool) -> String {
    let reasons = SuppressionReason::ALL.iter().filter(|reason| is_listed(**reason));
    reasons.map(|reason| format!("'{reason}'")).collect::<Vec<_>>().join(", ")
}

/// Which of these addresses are on the list.
pub async fn among(tx: &mut Tx, address_hashes: &[Vec<u8>]) -> Result<HashSet<Vec<u8>>> {
    let mut found = HashSet::new();
    for chunk in lookups(address_hashes) {
        let sql = format!(
            "SELECT address_hash FROM suppressions WHERE address_hash IN ({})",
            numbered(1, chunk.len())
        );
        let hashes: Vec<Vec<u8>> = with_conn!(tx, |conn| {
            let query = sqlx::query_scalar(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, hash| query.bind(hash.clone())).fetch_all(conn).await?
        });
        found.extend(hashes);
    }
    Ok(found)
}

/// Puts an address on the list. A recipient's wish replaces what may end by itself; otherwise the first entry stays, and the
/// result is false.
pub async fn insert(
    tx: &mut Tx,
    address_hash: &[u8],
    reason: SuppressionReason,
    now: Timestamp,
) -> Result<bool> {
    let passing = listed(SuppressionReason::may_end);
    let sql = format!(
        "INSERT INTO suppressions (address_hash, reason, at) VALUES ($1, $2, $3)
         ON CONFLICT (address_hash) DO UPDATE SET reason = excluded.reason, at = excluded.at
         WHERE suppressions.reason IN ({passing}) AND excluded.reason NOT IN ({passing})"
    );
    let changed = with_conn!(tx, |conn| {
        sqlx::query(AssertSqlSafe(sql))
            .bind(address_hash.to_vec())
            .bind(reason)
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

/// Takes an address off the list; false when it is not on it.
pub async fn delete(tx: &mut Tx, address_hash: &[u8]) -> Result<bool> {
    let deleted = with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM suppressions WHERE address_hash = $1")
            .bind(address_hash.to_vec())
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(deleted == 1)
}

/// Takes an address off the list if it is there only because of bounces.
pub async fn delete_bounced(tx: &mut Tx, address_hash: &[u8]) -> Result<bool> {
    let sql =
        format!("DELETE FROM suppressions WHERE address_hash = $1 AND reason IN ({})", bounce_reasons());
    let deleted = with_conn!(tx, |conn| {
        sqlx::query(AssertSqlSafe(sql)).bind(address_hash.to_vec()).execute(conn).await?.rows_affected()
    });
    Ok(deleted == 1)
}

/// Takes an address off the list if it is there only because its owner unsubscribed.
pub async fn delete_unsubscribed(tx: &mut Tx, address_hash: &[u8]) -> Result<bool> {
    delete_for(tx, address_hash, SuppressionReason::Unsubscribed).await
}

/// Takes an address off the list if it is there for this reason.
pub async fn delete_for(tx: &mut Tx, address_hash: &[u8], reason: SuppressionReason) -> Result<bool> {
    let deleted = with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM suppressions WHERE address_hash = $1 AND reason = $2")
            .bind(address_hash.to_vec())
            .bind(reason)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(deleted == 1)
}

/// Takes an address off the list if a refusal at `refused_at` put it there.
pub async fn delete_refused(tx: &mut Tx, address_hash: &[u8], refused_at: Timestamp) -> Result<bool> {
    let deleted = with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM suppressions WHERE address_hash = $1 AND reason = 'hard_bounce' AND at = $2")
            .bind(address_hash.to_vec())
            .bind(refused_at)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(deleted == 1)
}

/// Gives the entry of an address another hash; false if there is none. Of two entries the stronger stays, as when a second
/// reason comes up.
pub async fn replace_hash(tx: &mut Tx, before: &[u8], after: &[u8]) -> Result<bool> {
    let Some(entry) = find(tx, before).await? else { return Ok(false) };
    insert(tx, after, entry.reason, entry.at).await?;
    delete(tx, before).await
}

/// The entry of an address.
pub async fn find(tx: &mut Tx, address_hash: &[u8]) -> Result<Option<Suppression>> {
    let row: Option<Suppression> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT address_hash, reason, at FROM suppressions WHERE address_hash = $1")
            .bind(address_hash.to_vec())
            .fetch_optional(conn)
            .await?
    });
    Ok(row)
}

/// The whole list, oldest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Suppression>> {
    let rows: Vec<Suppression> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT address_hash, reason, at FROM suppressions ORDER BY at, address_hash")
            .fetch_all(conn)
            .await?
    });
    Ok(rows)
}

/// A page of the list, newest first, behind a place; the first one for `None`.
pub async fn newest(tx: &mut Tx, before: Option<(Timestamp, &[u8])>, most: u32) -> Result<Vec<Suppression>> {
    let (at, hash) = before.map_or((Timestamp::UNIX_EPOCH, Vec::new()), |(at, hash)| (at, hash.to_vec()));
    let sql = if before.is_some() {
        "SELECT address_hash, reason, at FROM suppressions WHERE at < $1 OR (at = $1 AND address_hash < $2)
         ORDER BY at DESC, address_hash DESC LIMIT $3"
    } else {
        "SELECT address_hash, reason, at FROM suppressions WHERE at >= $1 AND address_hash >= $2
         ORDER BY at DESC, address_hash DESC LIMIT $3"
    };
    let rows: Vec<Suppression> = with_conn!(tx, |conn| {
        sqlx::query_as(sql).bind(at).bind(hash).bind(i64::from(most)).fetch_all(conn).await?
    });
    Ok(rows)
}

/// How many addresses are on the list.
pub async fn count(tx: &mut Tx) -> Result<u64> {
    let count: i64 = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT COUNT(*) FROM suppressions").fetch_one(conn).await?
    });
    Ok(u64::try_from(count).unwrap_or_default())
}
