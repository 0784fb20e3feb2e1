//! An improvement as a row.

use chrono::NaiveDate;
use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::ids::{CauseId, ImprovementId, SignalId, ThemeId, UserId};
use crate::domain::insight::query::Filters;
use crate::domain::learning::improvement::{
    EffectVerdict, End, Improvement, Plan, PublicSentence, Reason, Target, TargetKind, concerns,
};
use crate::storage::engine::columns::parsed;
use crate::storage::{Result, StorageError};

#[derive(FromRow)]
pub(super) struct ImprovementRow {
    pub(super) id: ImprovementId,
    title: String,
    reason: String,
    immediate_measure: Option<String>,
    structural_measure: Option<String>,
    other_processes: Option<String>,
    owner_id: UserId,
    owner_email: String,
    starts_on: NaiveDate,
    #[sqlx(try_from = "i64")]
    settling_days: u32,
    concerns: String,
    target: TargetKind,
    target_name: Option<String>,
    gap: f64,
    public_nl: Option<String>,
    public_en: Option<String>,
    registered_at: Timestamp,
    registered_by: String,
    changed_at: Timestamp,
    withdrawn_at: Option<Timestamp>,
    withdrawn_by: Option<String>,
    closed_at: Option<Timestamp>,
    closed_by: Option<String>,
    verdict: Option<EffectVerdict>,
    evidence: Option<String>,
}

impl ImprovementRow {
    pub(super) fn improvement(
        self,
        reasons: Vec<Reason>,
        reason_months: Vec<NaiveDate>,
    ) -> Result<Improvement> {
        let (concerns, target, end) = (self.concerns()?, self.target()?, self.end());
        let plan = Plan {
            title: self.title,
            reason: self.reason,
            reasons,
            reason_months,
            immediate_measure: self.immediate_measure,
            structural_measure: self.structural_measure,
            other_processes: self.other_processes,
            owner: self.owner_id,
            starts_on: self.starts_on,
            settling_days: self.settling_days,
            concerns,
            target,
            gap: self.gap,
            public: PublicSentence { dutch: self.public_nl, english: self.public_en },
        };
        Ok(Improvement {
            id: self.id,
            plan,
            owner_email: self.owner_email,
            registered_at: self.registered_at,
            registered_by: self.registered_by,
            changed_at: self.changed_at,
            end,
        })
    }

    fn concerns(&self) -> Result<Filters> {
        concerns::read(&self.concerns).ok_or_else(|| StorageError::Inconsistent {
            column: "improvements.concerns",
            value: self.concerns.clone(),
        })
    }

    fn target(&self) -> Result<Target> {
        let name = self.target_name.as_deref().unwrap_or_default();
        let column = "improvements.target_name";
        Ok(match self.target {
            TargetKind::Nps => Target::Nps,
            TargetKind::Item => Target::Item(parsed(column, name)?),
            TargetKind::Cause => Target::Cause(parsed(column, name)?),
            TargetKind::Kpi => Target::Kpi(parsed(column, name)?),
        })
    }

    fn end(&self) -> Option<End> {
        let withdrawn =
            self.withdrawn_at.map(|at| End::Withdrawn { at, by: name(self.withdrawn_by.as_deref()) });
        withdrawn.or_else(|| {
            Some(End::Closed {
                at: self.closed_at?,
                by: name(self.closed_by.as_deref()),
                verdict: self.verdict.unwrap_or(EffectVerdict::CannotBeToldYet),
                evidence: self.evidence.clone().unwrap_or_default(),
            })
        })
    }
}

fn name(by: Option<&str>) -> String {
    by.unwrap_or_default().to_owned()
}

/// The column that names the target beside its kind.
pub(super) fn target_name(target: &Target) -> Option<String> {
    match target {
        Target::Nps => None,
        Target::Item(item) => Some(item.name().to_owned()),
        Target::Cause(id) => Some(id.to_string()),
        Target::Kpi(kpi) => Some(kpi.name().to_owned()),
    }
}

#[derive(FromRow)]
pub(super) struct ReasonRow {
    pub(super) improvement_id: ImprovementId,
    kind: String,
    subject_id: Uuid,
}

impl ReasonRow {
    pub(super) fn reason(self) -> Result<Reason> {
        match self.kind.as_str() {
            CAUSE => Ok(Reason::Cause(CauseId(self.subject_id))),
            THEME => Ok(Reason::Theme(ThemeId(self.subject_id))),
            SIGNAL => Ok(Reason::Signal(SignalId(self.subject_id))),
            _ => Err(StorageError::Inconsistent { column: "improvement_reasons.kind", value: self.kind }),
        }
    }
}

const CAUSE: &str = "cause";
const THEME: &str = "theme";
const SIGNAL: &str = "signal";

/// The columns of a reason.
pub(super) fn reason_columns(reason: Reason) -> (&'static str, Uuid) {
    match reason {
        Reason::Cause(id) => (CAUSE, id.0),
        Reason::Theme(id) => (THEME, id.0),
        Reason::Signal(id) => (SIGNAL, id.0),
    }
}
