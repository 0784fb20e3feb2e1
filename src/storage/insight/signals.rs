//! Signals, the months that were assessed for them, and the causes that staff found.

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::ids::SignalId;
use crate::domain::insight::signal::{Explanation, NewSignal, RaisedSignal, SignalKind, SignalSide};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// The newest month that was assessed.
pub async fn last_assessed(tx: &mut Tx) -> Result<Option<NaiveDate>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT MAX(month) FROM assessed_months").fetch_one(conn).await?
    }))
}

/// Records that a month is being assessed; false when another process did so before.
pub async fn begin_month(tx: &mut Tx, month: NaiveDate, now: Timestamp) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO assessed_months (month, assessed_at) VALUES ($1, $2) ON CONFLICT (month) DO NOTHING",
        )
        .bind(month)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Stores a signal.
pub async fn insert(tx: &mut Tx, id: SignalId, signal: &NewSignal, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO signals (id, month, kind, side, responses, value, lower, upper, raised_at, nps, centre)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(id)
        .bind(signal.month)
        .bind(signal.kind)
        .bind(signal.side)
        .bind(i64::try_from(signal.responses).unwrap_or(i64::MAX))
        .bind(signal.value)
        .bind(signal.limits.map(|(lower, _)| lower))
        .bind(signal.limits.map(|(_, upper)| upper))
        .bind(now)
        .bind(signal.nps)
        .bind(signal.centre)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// All signals, newest month first.
pub async fn list(tx: &mut Tx) -> Result<Vec<RaisedSignal>> {
    let rows: Vec<SignalRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM signals ORDER BY month DESC, kind").fetch_all(conn).await?
    });
    rows.into_iter().map(RaisedSignal::try_from).collect()
}

/// Sets or replaces the explanation of a signal; false when there is no such signal.
pub async fn explain(tx: &mut Tx, id: SignalId, explanation: &Explanation) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query("UPDATE signals SET explanation = $2, explained_at = $3, explained_by = $4 WHERE id = $1")
            .bind(id)
            .bind(explanation.text.as_str())
            .bind(explanation.at)
            .bind(explanation.by.as_str())
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(changed == 1)
}

#[derive(FromRow)]
struct SignalRow {
    id: SignalId,
    month: NaiveDate,
    kind: SignalKind,
    side: SignalSide,
    #[sqlx(try_from = "i64")]
    responses: u64,
    value: f64,
    lower: Option<f64>,
    upper: Option<f64>,
    nps: Option<f64>,
    centre: Option<f64>,
    raised_at: Timestamp,
    explanation: Option<String>,
    explained_at: Option<Timestamp>,
    explained_by: Option<String>,
}

impl TryFrom<SignalRow> for RaisedSignal {
    type Error = StorageError;

    fn try_from(row: SignalRow) -> Result<Self> {
        let explained = row.explanation.zip(row.explained_at).zip(row.explained_by);
        Ok(Self {
            id: row.id,
            signal: NewSignal {
                month: row.month,
                kind: row.kind,
                side: row.side,
                responses: row.responses,
                value: row.value,
                limits: row.lower.zip(row.upper),
                nps: row.nps,
                centre: row.centre,
            },
            raised_at: row.raised_at,
            explanation: explained.map(|((text, at), by)| Explanation { text, at, by }),
        })
    }
}
