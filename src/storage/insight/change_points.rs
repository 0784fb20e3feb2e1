//! Change points: what changed on a day, as staff noted it.

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::ids::ChangePointId;
use crate::domain::insight::signal::change_point::{ChangeKind, ChangePoint, NewChangePoint};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Records a change.
pub async fn insert(tx: &mut Tx, point: &ChangePoint) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO change_points (id, day, kind, note, restart_reason, noted_at, noted_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(point.id)
        .bind(point.change.day)
        .bind(point.change.kind)
        .bind(point.change.note.as_str())
        .bind(point.change.restart_reason.as_deref())
        .bind(point.noted_at)
        .bind(point.noted_by.as_str())
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Withdraws a change that was recorded by mistake; false when it was withdrawn before.
pub async fn withdraw(tx: &mut Tx, id: ChangePointId, now: Timestamp, by: &str) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE change_points SET withdrawn_at = $2, withdrawn_by = $3 WHERE id = $1 AND withdrawn_at IS NULL",
        )
        .bind(id)
        .bind(now)
        .bind(by)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// The changes that were not withdrawn, newest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<ChangePoint>> {
    let rows: Vec<ChangePointRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, day, kind, note, restart_reason, noted_at, noted_by FROM change_points
             WHERE withdrawn_at IS NULL ORDER BY day DESC, noted_at DESC",
        )
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(ChangePoint::try_from).collect()
}

/// The days after which the limits of control charts restart.
pub async fn restarts(tx: &mut Tx) -> Result<Vec<NaiveDate>> {
    let rows: Vec<(NaiveDate,)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT DISTINCT day FROM change_points WHERE withdrawn_at IS NULL AND restart_reason IS NOT NULL
             ORDER BY day",
        )
        .fetch_all(conn)
        .await?
    });
    Ok(rows.into_iter().map(|(day,)| day).collect())
}

#[derive(FromRow)]
struct ChangePointRow {
    id: ChangePointId,
    day: NaiveDate,
    kind: ChangeKind,
    note: String,
    restart_reason: Option<String>,
    noted_at: Timestamp,
    noted_by: String,
}

impl TryFrom<ChangePointRow> for ChangePoint {
    type Error = StorageError;

    fn try_from(row: ChangePointRow) -> Result<Self> {
        let kind = row.kind;
        Ok(Self {
            id: row.id,
            change: NewChangePoint { day: row.day, kind, note: row.note, restart_reason: row.restart_reason },
            noted_at: row.noted_at,
            noted_by: row.noted_by,
        })
    }
}
