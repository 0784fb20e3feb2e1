//! What gave the reason for improvements: causes, themes, signals and months.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::domain::ids::ImprovementId;
use crate::domain::learning::improvement::{Plan, Reason};
use crate::storage::learning::improvements::row::{ReasonRow, reason_columns};
use crate::storage::{Result, Tx, with_conn};

/// Adds the reasons and the months of a plan.
pub(super) async fn insert(tx: &mut Tx, id: ImprovementId, plan: &Plan) -> Result<()> {
    for reason in &plan.reasons {
        let (kind, subject) = reason_columns(*reason);
        with_conn!(tx, |conn| {
            sqlx::query(
                "INSERT INTO improvement_reasons (improvement_id, kind, subject_id) VALUES ($1, $2, $3)
                 ON CONFLICT DO NOTHING",
            )
            .bind(id)
            .bind(kind)
            .bind(subject)
            .execute(conn)
            .await?
            .rows_affected()
        });
    }
    for month in &plan.reason_months {
        with_conn!(tx, |conn| {
            sqlx::query(
                "INSERT INTO improvement_reason_months (improvement_id, month) VALUES ($1, $2)
                 ON CONFLICT DO NOTHING",
            )
            .bind(id)
            .bind(*month)
            .execute(conn)
            .await?
            .rows_affected()
        });
    }
    Ok(())
}

/// Removes those of an improvement.
pub(super) async fn delete(tx: &mut Tx, id: ImprovementId) -> Result<()> {
    for table in ["improvement_reasons", "improvement_reason_months"] {
        let sql = format!("DELETE FROM {table} WHERE improvement_id = $1");
        with_conn!(tx, |conn| {
            sqlx::query(AssertSqlSafe(sql)).bind(id).execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

type ById<T> = BTreeMap<ImprovementId, Vec<T>>;

/// The reasons and the months of improvements.
pub(super) struct Reasons {
    reasons: ById<Reason>,
    months: ById<NaiveDate>,
}

impl Reasons {
    /// Takes those of one improvement out.
    pub(super) fn of(&mut self, id: ImprovementId) -> (Vec<Reason>, Vec<NaiveDate>) {
        let (reasons, months) = (self.reasons.remove(&id), self.months.remove(&id));
        (reasons.unwrap_or_default(), months.unwrap_or_default())
    }
}

/// Those of one improvement, or of all.
pub(super) async fn read(tx: &mut Tx, id: Option<ImprovementId>) -> Result<Reasons> {
    // Of all: of those that are not the one that no improvement is.
    let is = if id.is_some() { "=" } else { "<>" };
    let of = id.unwrap_or(ImprovementId(Uuid::nil()));
    let named = format!(" WHERE improvement_id {is} $1");
    let sql = format!(
        "SELECT improvement_id, kind, subject_id FROM improvement_reasons{named} ORDER BY kind, subject_id"
    );
    let rows: Vec<ReasonRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).bind(of).fetch_all(conn).await?);
    let mut reasons = ById::<Reason>::new();
    for row in rows {
        reasons.entry(row.improvement_id).or_default().push(row.reason()?);
    }
    let sql = format!("SELECT improvement_id, month FROM improvement_reason_months{named} ORDER BY month");
    let rows: Vec<(ImprovementId, NaiveDate)> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).bind(of).fetch_all(conn).await?);
    let mut months = ById::<NaiveDate>::new();
    for (id, month) in rows {
        months.entry(id).or_default().push(month);
    }
    Ok(Reasons { reasons, months })
}
