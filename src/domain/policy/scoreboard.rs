//! The scoreboard: where the KPIs stand in each period, from counts by day.
//!
//! The rule: pending complaints count for nothing yet, unknown ones are neither in time nor late, and a running period
//! has a value and no verdict.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::domain::ids::NormId;
use crate::domain::policy::clock::{FactState, Standing};
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::limit::Limit;
use crate::domain::policy::quality::sample::QualityFigures;
use crate::domain::time::period::DateRange;
use crate::statistics::census::{Census, share};
use crate::statistics::sampled_share::SampledShare;
use crate::statistics::verdict::Verdict;

/// What was counted on a day of receipt for a KPI with a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayStates {
    pub day: NaiveDate,
    pub kpi: Kpi,
    pub state: FactState,
    pub complaints: u64,
    /// How many of them have no time left; only of states that wait.
    pub over: u64,
}

/// Complaints by standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    pub timely: u64,
    /// Those of the timely ones that came in the last tenth of the time allowed.
    pub timely_at_last: u64,
    pub late: u64,
    pub pending: u64,
    pub unknown: u64,
    pub not_applicable: u64,
}

impl Standings {
    fn add(&mut self, standing: Standing, complaints: u64) {
        let count = match standing {
            Standing::Timely => &mut self.timely,
            Standing::Late => &mut self.late,
            Standing::Pending => &mut self.pending,
            Standing::Unknown => &mut self.unknown,
            Standing::NotApplicable => &mut self.not_applicable,
        };
        *count += complaints;
    }

    /// How many complaints stand so.
    #[must_use]
    pub fn of(&self, standing: Standing) -> u64 {
        match standing {
            Standing::Timely => self.timely,
            Standing::Late => self.late,
            Standing::Pending => self.pending,
            Standing::Unknown => self.unknown,
            Standing::NotApplicable => self.not_applicable,
        }
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> u64 {
        Standing::ALL.iter().map(|standing| self.of(*standing)).sum()
    }

    /// How the responses in time crowd before the limit; `None` for too few to say.
    #[must_use]
    pub fn bunching(&self) -> Option<Bunching> {
        let before = self.timely.saturating_sub(self.timely_at_last);
        let last = share(self.timely_at_last, self.timely)?;
        (self.timely >= FEWEST_TO_BUNCH)
            .then(|| Bunching { last, before: before as f64 / self.timely as f64 / 9.0 })
    }

    /// Those that are not pending.
    #[must_use]
    pub fn census(&self) -> Census {
        Census { timely: self.timely, late: self.late, unknown: self.unknown }
    }
}

/// Responses in time from which on it is said how they crowd.
const FEWEST_TO_BUNCH: u64 = 30;

/// Shares of the responses in time, 0..=1: many in the last tenth of the time allowed tell that people work to the limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bunching {
    /// In the last tenth.
    pub last: f64,
    /// In each of the nine before, on average.
    pub before: f64,
}

impl Bunching {
    /// Whether the last tenth has at least twice as many as each before.
    #[must_use]
    pub fn is_marked(&self) -> bool {
        self.last >= 2.0 * self.before
    }
}

/// The standings of each KPI with a clock over some days.
#[must_use]
pub fn standings(days: &[DayStates], range: DateRange) -> BTreeMap<Kpi, Standings> {
    let mut all: BTreeMap<Kpi, Standings> = BTreeMap::new();
    for counted in days.iter().filter(|counted| range.contains(counted.day)) {
        let standings = all.entry(counted.kpi).or_default();
        if counted.state == FactState::TimelyAtLast {
            standings.timely_at_last += counted.complaints;
        }
        standings.add(counted.state.standing(true), counted.over);
        standings.add(counted.state.standing(false), counted.complaints.saturating_sub(counted.over));
    }
    all
}

/// A norm as it stands beside a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NormBeside {
    pub id: NormId,
    pub value: f64,
    /// The time that it allows; `None` for a KPI without a clock.
    pub limit: Option<Limit>,
}

/// What can be said about a period and its norm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KpiVerdict {
    NoNorm,
    Judged(Verdict),
}

impl KpiVerdict {
    /// The name in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoNorm => NO_NORM,
            Self::Judged(verdict) => verdict.name(),
        }
    }
}

/// A verdict that was given once and for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Official {
    pub verdict: Verdict,
    pub judged_at: Timestamp,
}

/// The name of [`KpiVerdict::NoNorm`].
pub const NO_NORM: &str = "no_norm";

/// The figures of one KPI over one period. Shares are 0..=1, NPS is in points; `None` is unknown or does not apply.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct KpiFigures {
    pub value: Option<f64>,
    pub at_least: Option<f64>,
    pub at_most: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Negative where an NPS is.
    pub numerator: Option<i64>,
    pub denominator: Option<u64>,
    /// Only of KPIs with a clock.
    pub standings: Option<Standings>,
    /// Only of KPIs of which a sample is reviewed.
    pub sample: Option<SampleCounts>,
    /// So few answered, or complained in a part of the organisation, that a person could be identified.
    pub is_hidden: bool,
    /// The period is not over, or something in it is pending.
    pub provisional: bool,
    /// In force on the first day of the period.
    pub norm: Option<NormBeside>,
    /// `None` while provisional.
    pub verdict: Option<KpiVerdict>,
    /// Of a year that was judged: the verdict is this one, whatever is told afterwards. Not of NPS.
    pub official: Option<Official>,
}

impl KpiFigures {
    /// The figures of a KPI with a clock.
    #[must_use]
    pub fn of_standings(standings: Standings, norm: Option<NormBeside>, is_running: bool) -> Self {
        let census = standings.census();
        let provisional = is_running || standings.pending > 0;
        Self {
            value: census.value(),
            at_least: census.at_least(),
            at_most: census.at_most(),
            numerator: i64::try_from(census.timely).ok(),
            denominator: Some(census.timely + census.late),
            standings: Some(standings),
            provisional,
            norm,
            verdict: judged(norm, provisional, |norm| census.verdict(norm)),
            ..Self::default()
        }
    }

    /// Complaints as a share of notifications: fewer is better, and a month without a count is unknown, not zero.
    #[must_use]
    pub fn of_rate(
        complaints: u64,
        notifications: Option<u64>,
        norm: Option<NormBeside>,
        is_running: bool,
    ) -> Self {
        let value = notifications.and_then(|notifications| share(complaints, notifications));
        let verdict = |norm: f64| match value {
            None => Verdict::Insufficient,
            Some(value) if value <= norm => Verdict::Met,
            Some(_) => Verdict::NotMet,
        };
        Self {
            value,
            numerator: i64::try_from(complaints).ok(),
            denominator: notifications,
            provisional: is_running,
            norm,
            verdict: judged(norm, is_running, verdict),
            ..Self::default()
        }
    }

    /// The figures of a KPI of which a sample is reviewed: the interval decides. It waits until what was drawn is reviewed,
    /// since those that are reviewed first are no random sample, and at the latest until its deadline.
    #[must_use]
    pub fn of_sample(quality: &QualityFigures, norm: Option<NormBeside>, waits: bool) -> Self {
        let QualityFigures { together, closures, drawn, reviewed, .. } = *quality;
        let verdict = |norm: f64| together.map_or(Verdict::Insufficient, |share| share.verdict(norm));
        Self {
            value: together.map(|share| share.share),
            low: together.map(|share| share.low),
            high: together.map(|share| share.high),
            numerator: together.and_then(|share| i64::try_from(share.points).ok()),
            denominator: together.map(|share| share.maximum),
            sample: Some(SampleCounts { closures, drawn, reviewed }),
            provisional: waits,
            norm,
            verdict: judged(norm, waits, verdict),
            ..Self::default()
        }
    }
}

impl KpiFigures {
    /// The same with the verdict that was given once, if one was.
    #[must_use]
    pub fn judged_by(self, official: Option<Official>) -> Self {
        let verdict = official.map(|official| KpiVerdict::Judged(official.verdict)).or(self.verdict);
        Self { verdict, official, ..self }
    }

    /// Takes out all that tells of a person.
    pub fn hide(&mut self) {
        let Self { norm, provisional, .. } = *self;
        *self = Self { norm, provisional, is_hidden: true, ..Self::default() };
    }
}

fn judged(
    norm: Option<NormBeside>,
    provisional: bool,
    judge: impl FnOnce(f64) -> Verdict,
) -> Option<KpiVerdict> {
    match norm {
        _ if provisional => None,
        None => Some(KpiVerdict::NoNorm),
        Some(norm) => Some(KpiVerdict::Judged(judge(norm.value))),
    }
}

/// How much of a period was drawn and reviewed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SampleCounts {
    /// The closures of its months that were drawn from.
    pub closures: u64,
    pub drawn: u64,
    pub reviewed: u64,
}

/// One KPI on the scoreboard: over the whole range, and by period.
#[derive(Clone, Debug, PartialEq)]
pub struct KpiRow {
    pub kpi: Kpi,
    pub whole: KpiFigures,
    pub points: Vec<(DateRange, KpiFigures)>,
    /// Complaints that a program acknowledged, in time or late; only of KPI 1.
    pub automatic: Option<u64>,
    /// The share of each sub-topic over the whole range; only of KPIs of which a sample is reviewed.
    pub topics: BTreeMap<String, SampledShare>,
}

/// The scoreboard.
#[derive(Clone, Debug, PartialEq)]
pub struct Scoreboard {
    pub as_of: Timestamp,
    /// The range as a whole.
    pub range: DateRange,
    pub rows: Vec<KpiRow>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_pending_late_or_unknown_by_its_time() {
        let day: NaiveDate = "2026-03-02".parse().unwrap();
        let counted =
            |state, complaints, over| DayStates { day, kpi: Kpi::PhoneResponse, state, complaints, over };
        let days = [
            counted(FactState::Timely, 4, 0),
            counted(FactState::TimelyAtLast, 1, 0),
            counted(FactState::Open, 3, 2),
            counted(FactState::Closed, 4, 1),
            counted(FactState::Never, 1, 1),
            counted(FactState::NotApplicable, 2, 0),
        ];
        let found = standings(&days, DateRange::new(day, day).unwrap());
        let expected =
            Standings { timely: 5, timely_at_last: 1, late: 3, pending: 4, unknown: 1, not_applicable: 2 };
        assert_eq!(found.get(&Kpi::PhoneResponse), Some(&expected));
    }

    #[test]
    fn crowding_before_the_limit_is_told_of_enough_responses() {
        let of = |timely, timely_at_last| Standings { timely, timely_at_last, ..Standings::default() };
        assert_eq!(of(100, 28).bunching(), Some(Bunching { last: 0.28, before: 0.08 }));
        assert_eq!(of(29, 28).bunching(), None);
        assert_eq!(of(0, 0).bunching(), None);
    }
}
