//! An improvement: a measure against what causes complaints, with what it should change and by how much.
//!
//! The rule: everything by which it is judged is fixed when it starts; only the public sentence may change later, which
//! judges nothing. It ends with a verdict that the program computes.

pub mod concerns;
pub mod fields;
pub mod known;

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};

use crate::domain::Timestamp;
use crate::domain::answering::questionnaire::ItemId;
use crate::domain::ids::{CauseId, ImprovementId, SignalId, ThemeId, UserId};
use crate::domain::insight::query::Filters;
use crate::domain::named::named_enum;
use crate::domain::policy::kpi::Kpi;
use crate::domain::time::calendar::first_of_month_before;

/// The longest title, and the longest text of any other field, in characters.
pub const LONGEST_TITLE: usize = 120;
pub const LONGEST_TEXT: usize = 2_000;
/// The longest settling time, in days.
pub const MOST_SETTLING_DAYS: u32 = 365;

/// Months that are looked back on.
pub const MONTHS_BEFORE: u32 = 12;

/// The first days of the twelve months before a start, in order.
pub fn months_before(starts_on: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    (1..=MONTHS_BEFORE).rev().map(move |back| first_of_month_before(starts_on, back))
}

/// What an improvement should change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The NPS, in points upwards.
    Nps,
    /// The share of respondents satisfied with an item (rated 4 or 5), in percentage points upwards.
    Item(ItemId),
    /// The share of closed complaints with a cause, in percentage points downwards.
    Cause(CauseId),
    /// The share in time of KPI 1, 2 or 3, in percentage points upwards.
    Kpi(Kpi),
}

named_enum! {
    /// The kind of a target, as it is stored and typed.
    pub enum TargetKind {
        Nps = "nps",
        Item = "item",
        Cause = "cause",
        Kpi = "kpi",
    }
}

impl Target {
    /// Its name beside its kind: the item, the KPI or, by `causes`, the cause; `None` for NPS.
    #[must_use]
    pub fn name(&self, causes: &BTreeMap<CauseId, String>) -> Option<String> {
        match self {
            Self::Nps => None,
            Self::Item(item) => Some(item.name().to_owned()),
            Self::Cause(id) => Some(causes.get(id).cloned().unwrap_or_else(|| id.to_string())),
            Self::Kpi(kpi) => Some(kpi.name().to_owned()),
        }
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> TargetKind {
        match self {
            Self::Nps => TargetKind::Nps,
            Self::Item(_) => TargetKind::Item,
            Self::Cause(_) => TargetKind::Cause,
            Self::Kpi(_) => TargetKind::Kpi,
        }
    }

    /// Whether it should become less: a cause of complaints.
    #[must_use]
    pub fn is_less_better(&self) -> bool {
        matches!(self, Self::Cause(_))
    }
}

/// What gave the reason for an improvement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    Cause(CauseId),
    Theme(ThemeId),
    Signal(SignalId),
}

named_enum! {
    /// What can be told of the effect of an improvement.
    pub enum EffectVerdict {
        Works = "works",
        Harms = "harms",
        CannotBeToldYet = "cannot_be_told_yet",
    }
}

named_enum! {
    /// How far an improvement is.
    pub enum ImprovementState {
        /// It has not started.
        Planned = "planned",
        Running = "running",
        Closed = "closed",
        Withdrawn = "withdrawn",
    }
}

/// What is decided about an improvement before it starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub title: String,
    /// Why, in words.
    pub reason: String,
    pub reasons: Vec<Reason>,
    /// The first days of the months that were the reason: they are no part of "before".
    pub reason_months: Vec<NaiveDate>,
    pub immediate_measure: Option<String>,
    pub structural_measure: Option<String>,
    /// Which other processes the cause touches; `None` if it touches none.
    pub other_processes: Option<String>,
    pub owner: UserId,
    pub starts_on: NaiveDate,
    pub settling_days: u32,
    /// Whom it concerns; empty is everyone.
    pub concerns: Filters,
    pub target: Target,
    /// By how much the target should change for the better, in points or percentage points; more than 0.
    pub gap: f64,
    pub public: PublicSentence,
}

/// What respondents may read of an improvement; one language stands in for the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicSentence {
    pub dutch: Option<String>,
    pub english: Option<String>,
}

/// An improvement as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Improvement {
    pub id: ImprovementId,
    pub plan: Plan,
    /// The owner's address.
    pub owner_email: String,
    pub registered_at: Timestamp,
    pub registered_by: String,
    pub changed_at: Timestamp,
    pub end: Option<End>,
}

/// How an improvement ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// It was not carried out: said before it started.
    Withdrawn { at: Timestamp, by: String },
    /// It was closed with the verdict of that moment; the evidence is JSON.
    Closed { at: Timestamp, by: String, verdict: EffectVerdict, evidence: String },
}

impl Plan {
    /// The first day that counts as "after": the first of a month, when it has started and the settling time is over.
    #[must_use]
    pub fn counts_from(&self) -> NaiveDate {
        let settled = self.starts_on.checked_add_days(Days::new(u64::from(self.settling_days)));
        let settled = settled.unwrap_or(self.starts_on);
        let first = first_of_month_before(settled, 0);
        if first == settled { first } else { first.checked_add_months(Months::new(1)).unwrap_or(settled) }
    }

    /// The months that were the reason and would have counted as "before", in order.
    pub fn months_left_out(&self) -> impl Iterator<Item = NaiveDate> {
        months_before(self.starts_on).filter(|month| self.reason_months.contains(month))
    }

    /// The first month of its reason that is not over when it starts; `None` if all are.
    #[must_use]
    pub fn month_not_over(&self) -> Option<NaiveDate> {
        month_not_over(&self.reason_months, self.starts_on)
    }
}

/// The first of some months that is not over on a day; `None` if all are.
fn month_not_over(months: &[NaiveDate], day: NaiveDate) -> Option<NaiveDate> {
    let running = first_of_month_before(day, 0);
    months.iter().copied().filter(|month| *month >= running).min()
}

impl Improvement {
    /// How far it is on a day.
    #[must_use]
    pub fn state(&self, today: NaiveDate) -> ImprovementState {
        match &self.end {
            Some(End::Withdrawn { .. }) => ImprovementState::Withdrawn,
            Some(End::Closed { .. }) => ImprovementState::Closed,
            None if self.is_fixed(today) => ImprovementState::Running,
            None => ImprovementState::Planned,
        }
    }

    /// Whether it has started, so that nothing by which it is judged can change.
    #[must_use]
    pub fn is_fixed(&self, today: NaiveDate) -> bool {
        self.end.is_some() || self.plan.starts_on <= today
    }
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use super::*;

    /// A plan for everyone's NPS.
    pub(in crate::domain) fn plan(starts_on: NaiveDate, settling_days: u32) -> Plan {
        Plan {
            title: "Call back within a day".to_owned(),
            reason: "Customers wait.".to_owned(),
            reasons: Vec::new(),
            reason_months: Vec::new(),
            immediate_measure: Some("Call those who wait.".to_owned()),
            structural_measure: None,
            other_processes: None,
            owner: UserId(uuid::Uuid::nil()),
            starts_on,
            settling_days,
            concerns: Filters::new(),
            target: Target::Nps,
            gap: 5.0,
            public: PublicSentence::default(),
        }
    }

    #[test]
    fn it_is_fixed_from_the_day_on_which_it_starts() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let improvement = Improvement {
            id: ImprovementId(uuid::Uuid::nil()),
            plan: plan(day("2026-04-01"), 30),
            owner_email: "a@example.org".to_owned(),
            registered_at: Timestamp::default(),
            registered_by: "a@example.org".to_owned(),
            changed_at: Timestamp::default(),
            end: None,
        };
        assert!(!improvement.is_fixed(day("2026-03-31")) && improvement.is_fixed(day("2026-04-01")));
        assert_eq!(improvement.plan.counts_from(), day("2026-05-01"));
    }

    #[test]
    fn it_counts_from_the_first_of_a_month() {
        let from = |starts: &str, settling| plan(starts.parse().unwrap(), settling).counts_from().to_string();
        assert_eq!(from("2026-04-01", 0), "2026-04-01");
        assert_eq!(from("2026-04-02", 0), "2026-05-01");
        assert_eq!(from("2026-04-02", 29), "2026-05-01");
        assert_eq!(from("2026-12-31", 30), "2027-02-01");
    }

    #[test]
    fn only_months_that_would_have_counted_are_left_out() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let reason_months = vec![day("2025-03-01"), day("2025-04-01"), day("2026-03-01")];
        let plan = Plan { reason_months, ..plan(day("2026-04-15"), 0) };
        assert_eq!(plan.months_left_out().collect::<Vec<_>>(), [day("2025-04-01"), day("2026-03-01")]);
    }

    #[test]
    fn a_month_that_is_not_over_at_the_start_is_no_reason() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let with = |months: &[&str]| Plan {
            reason_months: months.iter().map(|month| day(month)).collect(),
            ..plan(day("2026-04-01"), 0)
        };
        assert_eq!(with(&["2026-03-01"]).month_not_over(), None);
        assert_eq!(
            with(&["2026-03-01", "2026-05-01", "2026-04-01"]).month_not_over(),
            Some(day("2026-04-01"))
        );
    }
}
