//! The yearly evaluation of a norm, as the policy requires: keep it, or propose another one.
//!
//! A norm is due a year after it took effect, and each year from then on; a provisional one on its review day.

use chrono::{Months, NaiveDate};

use crate::domain::Timestamp;
use crate::domain::ids::NormId;
use crate::domain::norms::norm::{Ledger, Norm, NormState};
use crate::statistics::estimate::Estimate;

/// Months between two evaluations.
const MONTHS: u32 = 12;
/// Upper bound on how long a norm is kept, in years.
const MOST_YEARS: u32 = 200;

/// A recorded decision to keep a norm, and the reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    pub norm: NormId,
    /// The day on which the evaluation was due.
    pub due_on: NaiveDate,
    pub rationale: String,
    pub by: String,
    pub at: Timestamp,
}

/// What happened from the day a norm took effect until the next one did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Since {
    /// `None` if too few answered to show anything.
    pub level: Option<Estimate>,
    pub signals: usize,
    /// Signals without an explanation.
    pub unexplained: usize,
    pub changes: usize,
}

/// The review day of a provisional norm: a year after it takes effect. After 29 February that is 28 February.
#[must_use]
pub fn review_day(effective_from: NaiveDate) -> NaiveDate {
    effective_from.checked_add_months(Months::new(MONTHS)).unwrap_or(effective_from)
}

/// The last due day of the norm in force for NPS that has not been evaluated since; `None` if none is open.
#[must_use]
pub fn due(ledger: &Ledger, norm: &Norm, evaluations: &[Evaluation], today: NaiveDate) -> Option<NaiveDate> {
    // An evaluation looks back at the evidence, which only a norm with a rule has.
    let is_evaluated = norm.proposed.kpi.definition().measurement.has_rule();
    let is_in_force = ledger.in_force(norm.proposed.kpi, today).is_some_and(|current| current.id == norm.id);
    let last_due = last_due(norm.proposed.effective_from, today)?;
    let is_done = evaluations.iter().any(|one| one.norm == norm.id && one.due_on >= last_due);
    (is_evaluated && is_in_force && !is_done).then_some(last_due)
}

/// The review day of a provisional norm that is in force, or will be; `None` once it has been evaluated.
#[must_use]
pub fn open_review(
    ledger: &Ledger,
    norm: &Norm,
    evaluations: &[Evaluation],
    today: NaiveDate,
) -> Option<NaiveDate> {
    let review_on = norm.decision.as_ref()?.review_on?;
    let is_current = ledger.state(norm, today) == NormState::Adopted;
    let is_done = evaluations.iter().any(|one| one.norm == norm.id && one.due_on >= review_on);
    (is_current && !is_done).then_some(review_on)
}

fn last_due(effective_from: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let years = 1..=MOST_YEARS;
    let days = years.map_while(|year| effective_from.checked_add_months(Months::new(MONTHS * year)));
    days.take_while(|day| *day <= today).last()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::norms::norm::DecisionKind;
    use crate::domain::norms::norm::tests::norm;
    use crate::domain::policy::kpi::Kpi;

    #[test]
    fn a_norm_in_force_is_due_once_a_year_until_somebody_looked() {
        let adopted = Some(DecisionKind::Adopted);
        let ledger = Ledger(vec![norm(1, "2028-02-29", adopted), norm(2, "2032-01-01", adopted)]);
        let looked = |due_on: &str| Evaluation {
            norm: ledger.0[0].id,
            due_on: due_on.parse().unwrap(),
            rationale: "it holds".to_owned(),
            by: "owner@example.org".to_owned(),
            at: "2029-03-01T10:00:00Z".parse().unwrap(),
        };
        let due_on = |today: &str, looks: &[Evaluation]| {
            due(&ledger, &ledger.0[0], looks, today.parse().unwrap()).map(|day| day.to_string())
        };
        assert_eq!(due_on("2029-02-27", &[]), None);
        assert_eq!(due_on("2029-02-28", &[]).as_deref(), Some("2029-02-28"));
        assert_eq!(due_on("2030-01-15", &[looked("2029-02-28")]), None);
        assert_eq!(due_on("2030-03-15", &[looked("2029-02-28")]).as_deref(), Some("2030-02-28"));
        assert_eq!(due_on("2032-06-01", &[]), None, "another norm is in force");
        let mut share = Ledger(vec![ledger.0[0].clone()]);
        share.0[0].proposed.kpi = Kpi::Acknowledgement;
        assert_eq!(due(&share, &share.0[0], &[], "2030-03-15".parse().unwrap()), None);
        let mut provisional = ledger.clone();
        let decision = provisional.0[0].decision.as_mut().unwrap();
        (decision.is_provisional, decision.review_on) = (true, Some("2029-02-28".parse().unwrap()));
        let open = |today: &str, looks: &[Evaluation]| {
            open_review(&provisional, &provisional.0[0], looks, today.parse().unwrap())
                .map(|day| day.to_string())
        };
        assert_eq!(open("2028-03-01", &[]).as_deref(), Some("2029-02-28"));
        assert_eq!(open("2029-06-01", &[looked("2029-02-28")]), None);
        assert_eq!(open("2032-06-01", &[]), None);
        assert_eq!(review_day("2028-02-29".parse().unwrap()).to_string(), "2029-02-28");
    }
}
