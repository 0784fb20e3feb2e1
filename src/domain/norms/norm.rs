//! A norm: the value that a KPI is held to from a day on, and the rule by which it is judged.
//!
//! The rule: the ledger is append-only. A norm is proposed once and decided on at most once; whether it is superseded
//! follows from the calendar.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Complainant;
use crate::domain::complaints::segment::Dimension;
use crate::domain::ids::NormId;
use crate::domain::insight::query::{Basis, Filters};
use crate::domain::named::named_enum;
use crate::domain::norms::policy_value::PolicyValue;
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::limit::Limit;
use crate::domain::time::period::Granularity;
use crate::statistics::normal::Confidence;
use crate::statistics::tally::Counts;
use crate::statistics::verdict::{Verdict, verdict};

/// The author of proposals that come from the policy itself. In older databases decisions on them have it too.
pub const POLICY: &str = "policy";

named_enum! {
    /// How certain a verdict must be.
    pub enum Certainty {
        Ninety = "0.9",
        NinetyFive = "0.95",
    }
}

named_enum! {
    /// The length of the periods that a norm is judged over. Months would judge noise: at 30 responses each, a process
    /// exactly at its norm would be called "not met" at least once in 44 of 100 years.
    pub enum NormInterval {
        Quarter = "quarter",
        Year = "year",
    }
}

named_enum! {
    /// The decision on a proposal.
    pub enum DecisionKind {
        Adopted = "adopted",
        Rejected = "rejected",
        Withdrawn = "withdrawn",
    }
}

named_enum! {
    /// The state of a norm.
    pub enum NormState {
        Proposed = "proposed",
        Adopted = "adopted",
        /// Adopted, but another norm is in force by now.
        Superseded = "superseded",
        Rejected = "rejected",
        Withdrawn = "withdrawn",
    }
}

/// How NPS is judged, fixed before the norm takes effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub certainty: Certainty,
    /// With fewer responses there is no verdict.
    pub minimum: u64,
    pub interval: NormInterval,
    /// Complainants who count; never empty.
    pub population: BTreeSet<Complainant>,
    pub basis: Basis,
}

/// A norm as it was proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposed {
    pub kpi: Kpi,
    /// Points for NPS, otherwise a share 0..=1.
    pub value: f64,
    pub effective_from: NaiveDate,
    /// The time allowed, for a KPI whose complaints have a clock; `None` for that of the policy.
    pub limit: Option<Limit>,
    /// `None` for all KPIs but NPS: those count every case, so there is no sampling error.
    pub rule: Option<Rule>,
    pub rationale: String,
    pub proposed_by: String,
    pub proposed_at: Timestamp,
    /// Whether every readiness gate had passed.
    pub was_ready: bool,
}

impl Proposed {
    /// The time allowed: its own, or that of the policy; `None` for a KPI without a clock.
    #[must_use]
    pub fn limit(&self) -> Option<Limit> {
        self.limit.or(self.kpi.definition().limit())
    }
}

/// A decision on a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub kind: DecisionKind,
    pub rationale: String,
    pub by: String,
    pub at: Timestamp,
    /// Adopted before every readiness gate had passed.
    pub is_provisional: bool,
    /// When a provisional norm must be reviewed.
    pub review_on: Option<NaiveDate>,
}

/// An entry of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Norm {
    pub id: NormId,
    pub proposed: Proposed,
    /// SHA-256 of the dossier's canonical JSON, in hexadecimal.
    pub dossier_sha256: String,
    pub decision: Option<Decision>,
}

/// Every norm ever proposed, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Ledger(pub Vec<Norm>);

impl Certainty {
    /// As a share.
    #[must_use]
    pub fn share(self) -> f64 {
        match self {
            Self::Ninety => 0.90,
            Self::NinetyFive => 0.95,
        }
    }

    /// The confidence of the deciding interval: there is a verdict when it lies wholly on one side of the norm.
    #[must_use]
    pub fn deciding(self) -> Confidence {
        match self {
            Self::Ninety => Confidence::P80,
            Self::NinetyFive => Confidence::P90,
        }
    }
}

impl NormInterval {
    /// As the interval of a series.
    #[must_use]
    pub fn interval(self) -> Granularity {
        match self {
            Self::Quarter => Granularity::Quarter,
            Self::Year => Granularity::Year,
        }
    }

    /// Its length in months.
    #[must_use]
    pub fn months(self) -> u32 {
        match self {
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            certainty: Certainty::NinetyFive,
            minimum: 30,
            interval: NormInterval::Year,
            population: BTreeSet::from([Complainant::Customer]),
            basis: Basis::Closed,
        }
    }
}

impl Rule {
    /// The verdict of the responses on a norm in points.
    #[must_use]
    pub fn judge(&self, counts: &Counts, norm: f64) -> Verdict {
        verdict(counts, norm, self.certainty.share(), self.minimum)
    }

    /// The filter that selects this rule's population.
    #[must_use]
    pub fn filters(&self) -> Filters {
        population_filters(&self.population)
    }
}

/// The filter that selects a population. An unknown complainant counts as a customer: a complaint that names none does
/// too, and results from before Naklank seldom say.
#[must_use]
pub fn population_filters(population: &BTreeSet<Complainant>) -> Filters {
    let mut names: Vec<String> = population.iter().map(|one| one.name().to_owned()).collect();
    if population.contains(&Complainant::Customer) {
        names.push(String::new());
    }
    Filters::from([(Dimension::Complainant, names)])
}

impl Norm {
    /// Whether it was adopted, even if it was superseded later.
    #[must_use]
    pub fn is_adopted(&self) -> bool {
        self.decision.as_ref().is_some_and(|decision| decision.kind == DecisionKind::Adopted)
    }

    /// Adopted before all gates had passed; for a proposal, whether it would be, by what was known when it was
    /// proposed.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.decision.as_ref().map_or(!self.proposed.was_ready, |decision| decision.is_provisional)
    }
}

impl Ledger {
    /// The norms of one KPI, oldest first.
    pub fn of(&self, kpi: Kpi) -> impl DoubleEndedIterator<Item = &Norm> {
        self.0.iter().filter(move |norm| norm.proposed.kpi == kpi)
    }

    /// The norm in force on a day: the adopted one that took effect last.
    #[must_use]
    pub fn in_force(&self, kpi: Kpi, day: NaiveDate) -> Option<&Norm> {
        let begun = |norm: &&Norm| norm.is_adopted() && norm.proposed.effective_from <= day;
        self.of(kpi).filter(begun).max_by_key(|norm| norm.proposed.effective_from)
    }

    /// The state of a norm today.
    #[must_use]
    pub fn state(&self, norm: &Norm, today: NaiveDate) -> NormState {
        match norm.decision.as_ref().map(|decision| decision.kind) {
            None => NormState::Proposed,
            Some(DecisionKind::Rejected) => NormState::Rejected,
            Some(DecisionKind::Withdrawn) => NormState::Withdrawn,
            Some(DecisionKind::Adopted) => {
                let from = norm.proposed.effective_from;
                let is_past = self
                    .in_force(norm.proposed.kpi, today)
                    .is_some_and(|current| current.proposed.effective_from > from);
                if is_past { NormState::Superseded } else { NormState::Adopted }
            }
        }
    }

    /// The norms that were adopted, by the day on which they take effect.
    #[must_use]
    pub fn adopted(&self, kpi: Kpi) -> Vec<&Norm> {
        let mut adopted: Vec<&Norm> = self.of(kpi).filter(|norm| norm.is_adopted()).collect();
        adopted.sort_by_key(|norm| norm.proposed.effective_from);
        adopted
    }

    /// The norms that the policy states and that are missing here.
    #[must_use]
    pub fn missing_stated(&self) -> Vec<PolicyValue> {
        self.missing_of(PolicyValue::stated())
    }

    /// Of these values those that are missing here: no adopted norm of their KPI takes effect on their day, and one without a
    /// time of its own allows no other time than the one by which complaints of the past are counted.
    #[must_use]
    pub fn missing_of(&self, mut values: Vec<PolicyValue>) -> Vec<PolicyValue> {
        values.retain(|value| {
            let day = value.effective_from;
            let is_timed_otherwise = value.limit.is_none()
                && self
                    .in_force(value.kpi, day)
                    .is_some_and(|norm| norm.proposed.limit() != value.kpi.definition().limit());
            !self.has_adopted(value.kpi, day) && !is_timed_otherwise
        });
        values
    }

    /// Whether an adopted norm of a KPI takes effect on a day.
    #[must_use]
    pub fn has_adopted(&self, kpi: Kpi, day: NaiveDate) -> bool {
        self.of(kpi).any(|norm| norm.is_adopted() && norm.proposed.effective_from == day)
    }

    /// The open proposals that cannot be adopted beside a norm: of its KPI, from its day.
    #[must_use]
    pub fn competing(&self, norm: &Norm) -> Vec<&Norm> {
        let is_same_day = |other: &&Norm| other.proposed.effective_from == norm.proposed.effective_from;
        let is_open = |other: &&Norm| other.decision.is_none() && other.id != norm.id;
        self.of(norm.proposed.kpi).filter(is_same_day).filter(is_open).collect()
    }

    /// The norm whose adoption closed a proposal: adopted for the same KPI and day, by the same person at the same moment as
    /// the proposal was rejected. `None` for any other decision.
    #[must_use]
    pub fn closed_by(&self, norm: &Norm) -> Option<&Norm> {
        let closed = norm.decision.as_ref().filter(|decision| decision.kind == DecisionKind::Rejected)?;
        let is_one_act = |decision: &Decision| decision.at == closed.at && decision.by == closed.by;
        self.of(norm.proposed.kpi).find(|other| {
            other.is_adopted()
                && other.proposed.effective_from == norm.proposed.effective_from
                && other.decision.as_ref().is_some_and(is_one_act)
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A norm of 10 points from a day on, decided on or not.
    pub fn norm(number: u128, from: &str, kind: Option<DecisionKind>) -> Norm {
        let at = "2026-01-05T10:00:00Z".parse().unwrap();
        let decide = |kind| Decision {
            kind,
            rationale: "so be it".to_owned(),
            by: "owner@example.org".to_owned(),
            at,
            is_provisional: false,
            review_on: None,
        };
        Norm {
            id: NormId(uuid::Uuid::from_u128(number)),
            proposed: Proposed {
                kpi: Kpi::Nps,
                value: 10.0,
                effective_from: from.parse().unwrap(),
                limit: None,
                rule: Some(Rule::default()),
                rationale: "enough experience".to_owned(),
                proposed_by: "analyst@example.org".to_owned(),
                proposed_at: at,
                was_ready: true,
            },
            dossier_sha256: String::new(),
            decision: kind.map(decide),
        }
    }

    #[test]
    fn the_adopted_norm_that_took_effect_last_is_in_force() {
        let ledger = Ledger(vec![
            norm(1, "2027-01-01", Some(DecisionKind::Adopted)),
            norm(2, "2028-01-01", Some(DecisionKind::Adopted)),
            norm(3, "2029-01-01", Some(DecisionKind::Rejected)),
            norm(4, "2029-01-01", None),
        ]);
        let number =
            |day: &str| ledger.in_force(Kpi::Nps, day.parse().unwrap()).map(|norm| norm.id.0.as_u128());
        assert_eq!(
            ["2026-12-31", "2027-01-01", "2027-12-31", "2028-01-01", "2031-06-01"].map(number),
            [None, Some(1), Some(1), Some(2), Some(2)]
        );
        assert_eq!(ledger.in_force(Kpi::ComplaintRate, "2030-01-01".parse().unwrap()), None);
        let states = |day: &str| {
            ledger.0.iter().map(|norm| ledger.state(norm, day.parse().unwrap()).name()).collect::<Vec<_>>()
        };
        assert_eq!(states("2027-06-01"), ["adopted", "adopted", "rejected", "proposed"]);
        assert_eq!(states("2028-01-01"), ["superseded", "adopted", "rejected", "proposed"]);
    }

    #[test]
    fn what_the_policy_states_is_missing_until_a_norm_is_adopted_from_its_day() {
        let stated: usize = Kpi::ALL.iter().map(|kpi| kpi.definition().stated.len()).sum();
        assert_eq!(Ledger::default().missing_stated().len(), stated);
        let of_rate = |from: &str, kind| {
            let mut norm = norm(1, from, kind);
            norm.proposed.kpi = Kpi::ComplaintRate;
            norm.proposed.rule = None;
            norm
        };
        let missing = |ledger: &[Norm]| Ledger(ledger.to_vec()).missing_stated().len();
        assert_eq!(missing(&[of_rate("2019-01-01", Some(DecisionKind::Adopted))]), stated - 1);
        assert_eq!(missing(&[of_rate("2019-01-02", Some(DecisionKind::Adopted))]), stated);
        assert_eq!(missing(&[of_rate("2019-01-01", Some(DecisionKind::Rejected))]), stated);
        assert_eq!(missing(&[of_rate("2019-01-01", None)]), stated);
        let called_within = |limit: &str| {
            let mut norm = of_rate("2018-01-01", Some(DecisionKind::Adopted));
            norm.proposed.kpi = Kpi::PhoneResponse;
            norm.proposed.limit = Some(limit.parse().unwrap());
            norm
        };
        assert_eq!(missing(&[called_within("48 hours")]), stated);
        assert_eq!(
            missing(&[called_within("72 hours")]),
            stated - 1,
            "complaints since are counted by 72 hours"
        );
    }

    #[test]
    fn a_proposal_is_closed_by_the_one_that_was_adopted_in_the_same_act() {
        let later = |mut norm: Norm| {
            norm.decision.as_mut().unwrap().at = "2026-01-06T10:00:00Z".parse().unwrap();
            norm
        };
        let ledger = Ledger(vec![
            norm(1, "2027-01-01", Some(DecisionKind::Adopted)),
            norm(2, "2027-01-01", Some(DecisionKind::Rejected)),
            later(norm(3, "2027-01-01", Some(DecisionKind::Rejected))),
            norm(4, "2028-01-01", Some(DecisionKind::Rejected)),
            norm(5, "2027-01-01", None),
            norm(6, "2027-01-02", None),
        ]);
        let closed = |index: usize| ledger.closed_by(&ledger.0[index]).map(|norm| norm.id.0.as_u128());
        assert_eq!([0, 1, 2, 3, 4].map(closed), [None, Some(1), None, None, None]);
        let competing: Vec<u128> =
            ledger.competing(&ledger.0[0]).iter().map(|norm| norm.id.0.as_u128()).collect();
        assert_eq!(competing, [5]);
    }

    #[test]
    fn who_is_not_known_counts_as_a_customer() {
        assert_eq!(Rule::default().filters().get(&Dimension::Complainant).unwrap(), &["customer", ""]);
        let lawyers = population_filters(&BTreeSet::from([Complainant::Lawyer]));
        assert_eq!(lawyers.get(&Dimension::Complainant).unwrap(), &["lawyer"]);
    }
}
