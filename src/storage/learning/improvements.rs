//! Improvements, what gave the reason for them, and how they ended.
//!
//! The rule: an improvement that ended is not changed, but for its public sentence.

pub mod cause_share;
pub mod causes;
mod reasons;
mod row;

use sqlx::AssertSqlSafe;

use crate::domain::Timestamp;
use crate::domain::ids::ImprovementId;
use crate::domain::learning::improvement::{EffectVerdict, Improvement, Plan, PublicSentence, concerns};
use crate::storage::learning::improvements::row::{ImprovementRow, target_name};
use crate::storage::{Result, Tx, with_conn};

/// Everything of an improvement but its reasons.
const SELECT: &str = "SELECT improvements.*, users.email AS owner_email FROM improvements
     JOIN users ON users.id = improvements.owner_id";

/// Binds the identifier of an improvement as `$1` and its plan as `$2` to `$15`, in the order of the columns from `title` to
/// `public_en`.
macro_rules! bind_plan {
    ($statement:expr, $id:expr, $plan:expr) => {
        $statement
            .bind($id)
            .bind($plan.title.as_str())
            .bind($plan.reason.as_str())
            .bind($plan.immediate_measure.as_deref())
            .bind($plan.structural_measure.as_deref())
            .bind($plan.other_processes.as_deref())
            .bind($plan.owner)
            .bind($plan.starts_on)
            .bind(i64::from($plan.settling_days))
            .bind(concerns::written(&$plan.concerns))
            .bind($plan.target.kind())
            .bind(target_name(&$plan.target))
            .bind($plan.gap)
            .bind($plan.public.dutch.as_deref())
            .bind($plan.public.english.as_deref())
    };
}

/// Runs a statement whose values are bound, and returns how many rows it changed.
macro_rules! changed {
    ($tx:expr, $sql:expr, $($value:expr),+) => {
        with_conn!($tx, |conn| { sqlx::query($sql)$(.bind($value))+.execute(conn).await?.rows_affected() })
    };
}

/// Adds an improvement.
pub async fn insert(
    tx: &mut Tx,
    id: ImprovementId,
    plan: &Plan,
    by: &str,
    registered_at: Timestamp,
) -> Result<()> {
    with_conn!(tx, |conn| {
        let statement = sqlx::query(
            "INSERT INTO improvements (id, title, reason, immediate_measure, structural_measure, other_processes, owner_id,
                starts_on, settling_days, concerns, target, target_name, gap, public_nl, public_en, registered_at,
                registered_by, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $16)",
        );
        bind_plan!(statement, id, plan).bind(registered_at).bind(by).execute(conn).await?.rows_affected()
    });
    reasons::insert(tx, id, plan).await
}

/// Replaces the plan of an improvement.
pub async fn update(tx: &mut Tx, id: ImprovementId, plan: &Plan, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        let statement = sqlx::query(
            "UPDATE improvements SET title = $2, reason = $3, immediate_measure = $4, structural_measure = $5,
                other_processes = $6, owner_id = $7, starts_on = $8, settling_days = $9, concerns = $10, target = $11,
                target_name = $12, gap = $13, public_nl = $14, public_en = $15, changed_at = $16
             WHERE id = $1",
        );
        bind_plan!(statement, id, plan).bind(now).execute(conn).await?.rows_affected()
    });
    reasons::delete(tx, id).await?;
    reasons::insert(tx, id, plan).await
}

/// Locks an improvement until the transaction ends, so that two changes of it follow each other; false if there is none.
pub async fn lock(tx: &mut Tx, id: ImprovementId) -> Result<bool> {
    // An update to the same value takes the row lock on PostgreSQL; SQLite has its one writer anyway.
    let locked = changed!(tx, "UPDATE improvements SET changed_at = changed_at WHERE id = $1", id);
    Ok(locked == 1)
}

/// Sets what respondents may read.
pub async fn set_public(
    tx: &mut Tx,
    id: ImprovementId,
    sentence: &PublicSentence,
    now: Timestamp,
) -> Result<()> {
    changed!(
        tx,
        "UPDATE improvements SET public_nl = $2, public_en = $3, changed_at = $4 WHERE id = $1",
        id,
        sentence.dutch.as_deref(),
        sentence.english.as_deref(),
        now
    );
    Ok(())
}

/// Records that an improvement was not carried out.
pub async fn withdraw(tx: &mut Tx, id: ImprovementId, by: &str, now: Timestamp) -> Result<()> {
    changed!(
        tx,
        "UPDATE improvements SET withdrawn_at = $2, withdrawn_by = $3, changed_at = $2 WHERE id = $1",
        id,
        now,
        by
    );
    Ok(())
}

/// Closes an improvement with a verdict and its evidence, as JSON.
pub async fn close(
    tx: &mut Tx,
    id: ImprovementId,
    (verdict, evidence): (EffectVerdict, &str),
    by: &str,
    now: Timestamp,
) -> Result<()> {
    changed!(
        tx,
        "UPDATE improvements SET closed_at = $2, closed_by = $3, verdict = $4, evidence = $5, changed_at = $2 WHERE id = $1",
        id,
        now,
        by,
        verdict,
        evidence
    );
    Ok(())
}

/// An improvement; `None` if it is unknown.
pub async fn find(tx: &mut Tx, id: ImprovementId) -> Result<Option<Improvement>> {
    let sql = format!("{SELECT} WHERE improvements.id = $1");
    let row: Option<ImprovementRow> =
        with_conn!(tx, |conn| { sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await? });
    let Some(row) = row else { return Ok(None) };
    let mut all = reasons::read(tx, Some(id)).await?;
    let (reasons, months) = all.of(id);
    row.improvement(reasons, months).map(Some)
}

/// All improvements, those that start last first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Improvement>> {
    let sql = format!("{SELECT} ORDER BY improvements.starts_on DESC, improvements.id DESC");
    let rows: Vec<ImprovementRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(sql)).fetch_all(conn).await?);
    let mut all = reasons::read(tx, None).await?;
    let whole = |row: ImprovementRow| {
        let (reasons, months) = all.of(row.id);
        row.improvement(reasons, months)
    };
    rows.into_iter().map(whole).collect()
}
