//! Batched statements that a worker runs before it mails a batch of invitations.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::ids::{ComplaintId, InvitationId, MessageId};
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Finds invitations by identifier.
pub async fn find_all(tx: &mut Tx, ids: &[InvitationId]) -> Result<BTreeMap<InvitationId, StoredInvitation>> {
    let mut found = BTreeMap::new();
    for chunk in lookups(ids) {
        let sql = format!("SELECT * FROM invitations WHERE id IN ({})", numbered(1, chunk.len()));
        let rows: Vec<StoredInvitation> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(id)).fetch_all(conn).await?
        });
        for row in rows {
            found.insert(row.id, row);
        }
    }
    Ok(found)
}

/// Sets until when an answer is accepted, unless it is set already.
pub async fn fix_expiry(tx: &mut Tx, id: InvitationId, expires_at: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE invitations SET expires_at = $2 WHERE id = $1 AND expires_at IS NULL")
            .bind(id)
            .bind(expires_at)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// The rows of `turns`, as its migration made them. A claim of 160 mails takes some 150 of them, so claims of several
/// workers follow each other, for a few milliseconds each; with ten times as many rows most of them still would.
const TURNS: u16 = 1_024;

/// Locks a row of `turns` per address until the transaction ends, so that no two transactions mail the same address at
/// the same time. Two addresses may share a row, which costs a wait and nothing else.
pub async fn take_turns(tx: &mut Tx, address_hashes: &[Vec<u8>]) -> Result<()> {
    // Sorted over all statements, so that two transactions that take several rows cannot deadlock.
    let turns: BTreeSet<i64> = address_hashes.iter().filter_map(|hash| turn(hash)).collect();
    let sorted: Vec<i64> = turns.into_iter().collect();
    for chunk in lookups(&sorted) {
        let Some(sql) = tx.turns(chunk.len()) else { return Ok(()) };
        let locked: Vec<i64> = with_conn!(tx, |conn| {
            let query = sqlx::query_scalar(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, turn| query.bind(*turn)).fetch_all(conn).await?
        });
        // Without its row, a turn would be taken by all at once.
        if let Some(missing) = chunk.iter().find(|turn| locked.binary_search(turn).is_err()) {
            return Err(StorageError::Inconsistent {
                column: "turns.turn",
                value: format!("no row {missing}"),
            });
        }
    }
    Ok(())
}

/// The row of an address: from the first bytes of its hash.
fn turn(address_hash: &[u8]) -> Option<i64> {
    address_hash.first_chunk().map(|beginning| i64::from(u16::from_be_bytes(*beginning) % TURNS))
}

/// A mail that asked an address for an answer and was sent, is in flight or will be retried.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct MailedAddress {
    pub message_id: MessageId,
    pub address_hash: Vec<u8>,
    pub complaint_id: ComplaintId,
    pub at: Timestamp,
}

/// Those of these addresses that have more than one invitation.
pub async fn shared_addresses(tx: &mut Tx, address_hashes: &[Vec<u8>]) -> Result<Vec<Vec<u8>>> {
    let mut shared = Vec::new();
    for chunk in lookups(address_hashes) {
        let sql = format!(
            "SELECT address_hash FROM invitations WHERE address_hash IN ({})
             GROUP BY address_hash HAVING COUNT(*) > 1",
            numbered(1, chunk.len())
        );
        let hashes: Vec<Vec<u8>> = with_conn!(tx, |conn| {
            let query = sqlx::query_scalar(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, hash| query.bind(hash.clone())).fetch_all(conn).await?
        });
        shared.extend(hashes);
    }
    Ok(shared)
}

/// The mails that asked these addresses for an answer after `since`.
pub async fn mailed(tx: &mut Tx, address_hashes: &[Vec<u8>], since: Timestamp) -> Result<Vec<MailedAddress>> {
    let mut found = Vec::new();
    for chunk in lookups(address_hashes) {
        let sql = format!(
            "SELECT messages.id AS message_id, address_hash, complaint_id, COALESCE(messages.sent_at, composed_at) AS at
             FROM invitations JOIN messages ON messages.invitation_id = invitations.id
             WHERE address_hash IN ({}) AND messages.state IN ('sent', 'claimed', 'waiting') AND messages.kind <> 'news'
                AND COALESCE(messages.sent_at, composed_at) > $1",
            numbered(2, chunk.len())
        );
        let rows: Vec<MailedAddress> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql)).bind(since);
            chunk.iter().fold(query, |query, hash| query.bind(hash.clone())).fetch_all(conn).await?
        });
        found.extend(rows);
    }
    Ok(found)
}
