//! The keyed hashes under which an address stands, when another key made one of them.
//!
//! The rule: what stands under a hash changes together, in one transaction: invitations, the list that is never mailed, restrictions
//! and links of who was erased. Queries hold them against each other by the hash. Erasures keep theirs: the ledger outside the database
//! has the same.

use sqlx::AssertSqlSafe;

use crate::domain::access::token::key_mark::{KeyMark, MARK_BYTES};
use crate::storage::engine::columns::count;
use crate::storage::privacy::restrictions;
use crate::storage::sending::suppressions;
use crate::storage::{Result, Tx, with_conn};

/// A table of which nothing but the hash of an address may be left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hashed {
    /// The list of addresses that are never mailed.
    Suppressions,
    Restrictions,
    /// Links of mails to people who were erased.
    ErasedLinks,
}

impl Hashed {
    fn table(self) -> &'static str {
        match self {
            Self::Suppressions => "suppressions",
            Self::Restrictions => "restrictions",
            Self::ErasedLinks => "erased_links",
        }
    }
}

/// How many rows of a table have a hash; with a mark, those whose hash carries it.
pub async fn count_hashes(tx: &mut Tx, of: Hashed, mark: Option<KeyMark>) -> Result<u64> {
    // SQL counts bytes from one.
    const MARK_BEGINS: usize = 32 - MARK_BYTES + 1;
    let table = of.table();
    let found: i64 = match mark {
        None => {
            let sql = format!("SELECT COUNT(*) FROM {table}");
            with_conn!(tx, |conn| sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(conn).await?)
        }
        Some(mark) => {
            let sql = format!("SELECT COUNT(*) FROM {table} WHERE substr(address_hash, {MARK_BEGINS}) = $1");
            with_conn!(tx, |conn| {
                sqlx::query_scalar(AssertSqlSafe(sql)).bind(mark.0.to_vec()).fetch_one(conn).await?
            })
        }
    };
    count(table, found)
}

/// Gives what stands under any other of these hashes of one address the first of them, that of the current key; returns how many rows
/// changed.
pub async fn bring_over(tx: &mut Tx, hashes: &[Vec<u8>]) -> Result<u64> {
    let mut brought = 0;
    let Some((current, others)) = hashes.split_first() else { return Ok(brought) };
    for other in others {
        // The invitations first, in the same order as everywhere, so that no two transactions deadlock.
        brought += replace_in_invitations(tx, other, current).await?;
        brought += u64::from(suppressions::replace_hash(tx, other, current).await?);
        brought += u64::from(restrictions::replace_hash(tx, other, current).await?);
        brought += replace_in_links(tx, other, current).await?;
    }
    Ok(brought)
}

async fn replace_in_invitations(tx: &mut Tx, before: &[u8], after: &[u8]) -> Result<u64> {
    let locks = tx.row_locks();
    if !locks.is_empty() {
        let sql = format!("SELECT id FROM invitations WHERE address_hash = $1 ORDER BY id {locks}");
        let _locked: Vec<uuid::Uuid> = with_conn!(tx, |conn| {
            sqlx::query_scalar(AssertSqlSafe(sql)).bind(before.to_vec()).fetch_all(conn).await?
        });
    }
    Ok(with_conn!(tx, |conn| {
        sqlx::query("UPDATE invitations SET address_hash = $2 WHERE address_hash = $1")
            .bind(before.to_vec())
            .bind(after.to_vec())
            .execute(conn)
            .await?
            .rows_affected()
    }))
}

async fn replace_in_links(tx: &mut Tx, before: &[u8], after: &[u8]) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query("UPDATE erased_links SET address_hash = $2 WHERE address_hash = $1")
            .bind(before.to_vec())
            .bind(after.to_vec())
            .execute(conn)
            .await?
            .rows_affected()
    }))
}
