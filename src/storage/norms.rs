//! The ledger of norms: proposals with their dossier, and at most one decision on each.

mod evaluations;
mod verdicts;
mod year_verdicts;

pub use evaluations::{evaluate, evaluations};
pub use verdicts::{insert_verdict, verdicts};
pub use year_verdicts::{insert_year_verdict, year_verdicts};

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::ids::NormId;
use crate::domain::insight::query::Basis;
use crate::domain::norms::norm::{
    Certainty, Decision, DecisionKind, Ledger, Norm, NormInterval, Proposed, Rule,
};
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::limit::Limit;
use crate::domain::policy::limits::{AdoptedLimit, Limits};
use crate::storage::engine::columns::{count, named};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Adds a proposal and its dossier, in canonical JSON.
pub async fn insert(tx: &mut Tx, norm: &Norm, dossier: &str) -> Result<()> {
    let Proposed { kpi, value, effective_from, limit, rule, rationale, proposed_by, proposed_at, was_ready } =
        &norm.proposed;
    let rule = rule.as_ref();
    let population = rule.map(|rule| {
        let names: Vec<&str> = rule.population.iter().map(|one| one.name()).collect();
        names.join(",")
    });
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO norms (id, kpi, value, effective_from, rule_certainty, rule_minimum, rule_interval,
                rule_population, rule_basis, rationale, proposed_by, proposed_at, was_ready, dossier, dossier_sha256,
                time_limit)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        )
        .bind(norm.id)
        .bind(kpi)
        .bind(*value)
        .bind(*effective_from)
        .bind(rule.map(|rule| rule.certainty.name()))
        .bind(rule.map(|rule| i64::try_from(rule.minimum).unwrap_or(i64::MAX)))
        .bind(rule.map(|rule| rule.interval.name()))
        .bind(population.as_deref())
        .bind(rule.map(|rule| rule.basis.name()))
        .bind(rationale.as_str())
        .bind(proposed_by.as_str())
        .bind(*proposed_at)
        .bind(*was_ready)
        .bind(dossier)
        .bind(norm.dossier_sha256.as_str())
        .bind(*limit)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Adds the decision on a norm. False when there is one already, or when another adopted norm of its KPI takes effect
/// on the same day: of two concurrent decisions only one is stored.
pub async fn decide(tx: &mut Tx, norm: &Norm, decision: &Decision) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO norm_decisions (norm_id, kpi, effective_from, kind, rationale, decided_by, decided_at,
                is_provisional, review_on, dossier_sha256)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
        )
        .bind(norm.id)
        .bind(norm.proposed.kpi)
        .bind(norm.proposed.effective_from)
        .bind(decision.kind)
        .bind(decision.rationale.as_str())
        .bind(decision.by.as_str())
        .bind(decision.at)
        .bind(decision.is_provisional)
        .bind(decision.review_on)
        .bind(norm.dossier_sha256.as_str())
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Every norm, oldest first.
pub async fn ledger(tx: &mut Tx) -> Result<Ledger> {
    let rows: Vec<NormRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT norms.id, norms.kpi, value, norms.effective_from, time_limit, rule_certainty, rule_minimum, rule_interval,
                rule_population, rule_basis, norms.rationale, proposed_by, proposed_at, was_ready,
                norms.dossier_sha256, kind, norm_decisions.rationale AS decision_rationale, decided_by, decided_at,
                is_provisional, review_on
             FROM norms LEFT JOIN norm_decisions ON norm_decisions.norm_id = norms.id
             ORDER BY proposed_at, norms.effective_from, norms.id",
        )
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Norm::try_from).collect::<Result<_>>().map(Ledger)
}

/// The adopted norms of KPIs with a clock, with the time that each allows.
pub async fn limits(tx: &mut Tx) -> Result<Limits> {
    let rows: Vec<(NormId, Kpi, NaiveDate, Option<Limit>)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT norms.id, norms.kpi, norms.effective_from, time_limit FROM norms
             JOIN norm_decisions ON norm_decisions.norm_id = norms.id WHERE kind = 'adopted'",
        )
        .fetch_all(conn)
        .await?
    });
    let adopted = |(norm, kpi, effective_from, limit)| AdoptedLimit { norm, kpi, effective_from, limit };
    Ok(Limits(rows.into_iter().map(adopted).collect()))
}

/// The dossier of a norm as it was stored, and the SHA-256 of it that the decision on the norm copied, if there is one.
pub async fn dossier(tx: &mut Tx, id: NormId) -> Result<Option<(String, Option<String>)>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT dossier, norm_decisions.dossier_sha256 FROM norms
             LEFT JOIN norm_decisions ON norm_decisions.norm_id = norms.id WHERE norms.id = $1",
        )
        .bind(id)
        .fetch_optional(conn)
        .await?
    }))
}

#[derive(FromRow)]
struct NormRow {
    id: NormId,
    kpi: Kpi,
    value: f64,
    effective_from: NaiveDate,
    time_limit: Option<Limit>,
    rule_certainty: Option<Certainty>,
    rule_minimum: Option<i64>,
    rule_interval: Option<NormInterval>,
    rule_population: Option<String>,
    rule_basis: Option<Basis>,
    rationale: String,
    proposed_by: String,
    proposed_at: Timestamp,
    was_ready: bool,
    dossier_sha256: String,
    kind: Option<DecisionKind>,
    decision_rationale: Option<String>,
    decided_by: Option<String>,
    decided_at: Option<Timestamp>,
    is_provisional: Option<bool>,
    review_on: Option<NaiveDate>,
}

impl NormRow {
    fn rule(&self) -> Result<Option<Rule>> {
        let parts = (
            self.rule_certainty,
            self.rule_minimum,
            self.rule_interval,
            &self.rule_population,
            self.rule_basis,
        );
        let (Some(certainty), Some(minimum), Some(interval), Some(population), Some(basis)) = parts else {
            return Ok(None);
        };
        let population = population.split(',').map(|name| named("norms.rule_population", name));
        Ok(Some(Rule {
            certainty,
            minimum: count("norms.rule_minimum", minimum)?,
            interval,
            population: population.collect::<Result<_>>()?,
            basis,
        }))
    }

    fn decision(&self) -> Result<Option<Decision>> {
        let (Some(kind), Some(rationale), Some(by), Some(at)) =
            (self.kind, &self.decision_rationale, &self.decided_by, self.decided_at)
        else {
            return Ok(None);
        };
        Ok(Some(Decision {
            kind,
            rationale: rationale.clone(),
            by: by.clone(),
            at,
            is_provisional: self.is_provisional.unwrap_or_default(),
            review_on: self.review_on,
        }))
    }
}

impl TryFrom<NormRow> for Norm {
    type Error = StorageError;

    fn try_from(row: NormRow) -> Result<Self> {
        Ok(Self {
            id: row.id,
            decision: row.decision()?,
            proposed: Proposed {
                kpi: row.kpi,
                value: row.value,
                effective_from: row.effective_from,
                limit: row.time_limit,
                rule: row.rule()?,
                rationale: row.rationale,
                proposed_by: row.proposed_by,
                proposed_at: row.proposed_at,
                was_ready: row.was_ready,
            },
            dossier_sha256: row.dossier_sha256,
        })
    }
}
