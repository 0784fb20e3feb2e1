//! The heads of the audit that were published, one for each day.

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::access::audit_chain::{ChainHash, ChainHead};
use crate::domain::access::audit_walk::PublishedHead;
use crate::storage::{Result, Tx, with_conn};

/// All published heads, oldest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<PublishedHead>> {
    let rows: Vec<HeadRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM audit_published_heads ORDER BY day").fetch_all(conn).await?
    });
    Ok(rows.into_iter().map(PublishedHead::from).collect())
}

/// The head that was published last: the one furthest along the chain, whatever the clock said.
pub async fn newest(tx: &mut Tx) -> Result<Option<PublishedHead>> {
    let row: Option<HeadRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM audit_published_heads ORDER BY sequence DESC, day DESC LIMIT 1")
            .fetch_optional(conn)
            .await?
    });
    Ok(row.map(PublishedHead::from))
}

/// The head that was published at a moment.
pub async fn published_at(tx: &mut Tx, at: Timestamp) -> Result<Option<PublishedHead>> {
    let row: Option<HeadRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM audit_published_heads WHERE published_at = $1")
            .bind(at)
            .fetch_optional(conn)
            .await?
    });
    Ok(row.map(PublishedHead::from))
}

/// Whether a head was published on a day.
pub async fn is_published(tx: &mut Tx, day: NaiveDate) -> Result<bool> {
    let found: Option<i64> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT sequence FROM audit_published_heads WHERE day = $1")
            .bind(day)
            .fetch_optional(conn)
            .await?
    });
    Ok(found.is_some())
}

/// Keeps the head of a day; false if another process did so before.
pub async fn insert(tx: &mut Tx, published: &PublishedHead) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO audit_published_heads (day, sequence, hash, published_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (day) DO NOTHING",
        )
        .bind(published.day)
        .bind(published.head.sequence)
        .bind(published.head.hash)
        .bind(published.published_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

#[derive(FromRow)]
struct HeadRow {
    day: NaiveDate,
    sequence: i64,
    hash: ChainHash,
    published_at: Timestamp,
}

impl From<HeadRow> for PublishedHead {
    fn from(row: HeadRow) -> Self {
        let head = ChainHead { sequence: row.sequence, hash: row.hash };
        Self { day: row.day, head, published_at: row.published_at }
    }
}
