//! Backups that were made and drills that proved one.
//!
//! The rule: rows are added and read, and never changed.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::token::{Nonce, TokenHash};
use crate::domain::upkeep::drill::{Backup, BackupsAndDrills, Drill, LastOnes};
use crate::storage::engine::columns::count;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// How many of each the page shows.
const SHOWN: i64 = 10;

/// Notes a backup.
pub async fn insert_backup(tx: &mut Tx, backup: &Backup) -> Result<()> {
    let size = i64::try_from(backup.size).unwrap_or(i64::MAX);
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO backups (id, made_at, sha256, size, migration, with_key) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(backup.id)
        .bind(backup.made_at)
        .bind(backup.sha256.to_vec())
        .bind(size)
        .bind(backup.migration)
        .bind(backup.with_key)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Notes a drill.
pub async fn insert_drill(tx: &mut Tx, drill: &Drill) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("INSERT INTO drills (id, begun_at, passed, record, sha256) VALUES ($1, $2, $3, $4, $5)")
            .bind(drill.id)
            .bind(drill.begun_at)
            .bind(drill.passed)
            .bind(drill.record.as_str())
            .bind(drill.sha256.to_vec())
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// The newest backups and drills.
pub async fn newest(tx: &mut Tx) -> Result<BackupsAndDrills> {
    let backups: Vec<BackupRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM backups ORDER BY made_at DESC, id DESC LIMIT $1")
            .bind(SHOWN)
            .fetch_all(conn)
            .await?
    });
    let drills: Vec<DrillRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM drills ORDER BY begun_at DESC, id DESC LIMIT $1")
            .bind(SHOWN)
            .fetch_all(conn)
            .await?
    });
    Ok(BackupsAndDrills {
        backups: backups.into_iter().map(Backup::try_from).collect::<Result<_>>()?,
        drills: drills.into_iter().map(Drill::try_from).collect::<Result<_>>()?,
    })
}

/// When the last of each was.
pub async fn last_ones(tx: &mut Tx) -> Result<LastOnes> {
    let backup: Option<Timestamp> =
        with_conn!(tx, |conn| sqlx::query_scalar("SELECT MAX(made_at) FROM backups").fetch_one(conn).await?);
    let drill: Option<(Timestamp, bool)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT begun_at, passed FROM drills ORDER BY begun_at DESC, id DESC LIMIT 1")
            .fetch_optional(conn)
            .await?
    });
    Ok(LastOnes { backup, drill })
}

/// What the link in the mail that was sent last is made from, and its hash; `None` if none was sent. Links of people who were erased
/// are passed over: random values stand in their place, which no key makes.
pub async fn sent_link(tx: &mut Tx) -> Result<Option<(Nonce, TokenHash)>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT nonce, token_hash FROM messages
             WHERE state = 'sent' AND kind <> 'news' AND EXISTS (
                SELECT 1 FROM invitations WHERE invitations.id = messages.invitation_id AND address_hash IS NOT NULL)
             ORDER BY sent_at DESC, id DESC LIMIT 1",
        )
        .fetch_optional(conn)
        .await?
    }))
}

#[derive(FromRow)]
struct BackupRow {
    id: Uuid,
    made_at: Timestamp,
    sha256: Vec<u8>,
    size: i64,
    migration: i64,
    with_key: bool,
}

impl TryFrom<BackupRow> for Backup {
    type Error = StorageError;

    fn try_from(row: BackupRow) -> Result<Self> {
        let sha256 = hash("backups.sha256", row.sha256)?;
        let size = count("backups.size", row.size)?;
        let BackupRow { id, made_at, migration, with_key, .. } = row;
        Ok(Self { id, made_at, sha256, size, migration, with_key })
    }
}

#[derive(FromRow)]
struct DrillRow {
    id: Uuid,
    begun_at: Timestamp,
    passed: bool,
    record: String,
    sha256: Vec<u8>,
}

impl TryFrom<DrillRow> for Drill {
    type Error = StorageError;

    fn try_from(row: DrillRow) -> Result<Self> {
        let DrillRow { id, begun_at, passed, record, sha256 } = row;
        Ok(Self { id, begun_at, passed, record, sha256: hash("drills.sha256", sha256)? })
    }
}

fn hash(column: &'static str, bytes: Vec<u8>) -> Result<[u8; 32]> {
    bytes.try_into().map_err(|bytes: Vec<u8>| StorageError::Inconsistent {
        column,
        value: format!("{} bytes", bytes.len()),
    })
}
