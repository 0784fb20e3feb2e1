//! The key performance indicators of the complaints policy, each defined in a module of its own.

mod acknowledgement;
mod complaint_rate;
mod handling_quality;
mod nps;
mod phone_response;
mod written_response;

use chrono::NaiveDate;

use crate::domain::named::named_enum;
use crate::domain::policy::clocked_fact::ClockedFact;
use crate::domain::policy::limit::Limit;

named_enum! {
    /// What the policy measures complaint handling by, in the policy's order.
    pub enum Kpi {
        /// KPI 1: the share of complaints acknowledged within 24 hours.
        Acknowledgement = "acknowledgement",
        /// KPI 2: the share with a substantive telephone response within 48 hours.
        PhoneResponse = "phone_response",
        /// KPI 3: the share with a substantive written response within 6 working days.
        WrittenResponse = "written_response",
        /// KPI 4: the quality of handling, scored on sub-topics, as a share of the maximum score.
        HandlingQuality = "handling_quality",
        /// KPI 5: the Net Promoter Score over complaint handling, in points.
        Nps = "nps",
        /// KPI 6: complaints as a share of notifications; lower is better.
        ComplaintRate = "complaint_rate",
    }
}

impl Kpi {
    /// Its number in the policy, from 1.
    #[must_use]
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|kpi| *kpi == self).unwrap_or_default() + 1
    }

    /// How it is measured and judged.
    #[must_use]
    pub fn definition(self) -> &'static Definition {
        match self {
            Self::Acknowledgement => &acknowledgement::DEFINITION,
            Self::PhoneResponse => &phone_response::DEFINITION,
            Self::WrittenResponse => &written_response::DEFINITION,
            Self::HandlingQuality => &handling_quality::DEFINITION,
            Self::Nps => &nps::DEFINITION,
            Self::ComplaintRate => &complaint_rate::DEFINITION,
        }
    }
}

/// What a KPI's values are, and how they are obtained and compared with a norm.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    pub unit: Unit,
    pub direction: Direction,
    pub measurement: Measurement,
    /// The norms that the policy itself states, oldest first.
    pub stated: &'static [StatedValue],
}

impl Definition {
    /// What starts and stops the clock; `None` for a KPI whose complaints have none.
    #[must_use]
    pub fn clocked(&self) -> Option<&ClockedFact> {
        match &self.measurement {
            Measurement::Clocked(fact) => Some(fact),
            Measurement::Rate | Measurement::Sample | Measurement::Estimate => None,
        }
    }

    /// The time that the policy allows, for a KPI whose complaints have a clock.
    #[must_use]
    pub fn limit(&self) -> Option<Limit> {
        self.clocked().map(|fact| fact.limit)
    }
}

/// A norm that the policy itself states.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StatedValue {
    /// A share, 0..=1.
    pub value: f64,
    /// The first year it is for. A value for which the policy names no year starts in its first year, 2019.
    pub from_year: i32,
    /// The policy's own wording, in Dutch.
    pub wording: &'static str,
}

impl StatedValue {
    /// The day from which it holds.
    #[must_use]
    pub fn effective_from(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.from_year, 1, 1).unwrap_or_default()
    }
}

/// The unit of a KPI's values and norms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// From -100 to 100.
    Points,
    /// From 0 to 1, shown in per cent.
    Share,
}

/// The side of a norm on which it is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    AtLeast,
    AtMost,
}

/// What a KPI's values come from.
#[derive(Clone, Copy, Debug)]
pub enum Measurement {
    /// Every complaint has a clock, which a fact stops: those in time are counted, and so are those of which it is not known.
    Clocked(ClockedFact),
    /// All complaints over all notifications: a value is what it is, and meets a norm or does not.
    Rate,
    /// A random sample is drawn from a known number, and the value has an interval.
    Sample,
    /// Those who answer stand for all customers: a value has an interval, a norm a rule by which it is judged and evidence
    /// on which it rests.
    Estimate,
}

impl Measurement {
    /// Whether a norm is set with a rule, on frozen evidence.
    #[must_use]
    pub fn has_rule(self) -> bool {
        matches!(self, Self::Estimate)
    }
}

impl Unit {
    /// Whether a norm can have this value. An NPS norm of 100 could never be shown to be met, and one of -100 never to be
    /// missed.
    #[must_use]
    pub fn allows_norm(self, value: f64) -> bool {
        match self {
            Self::Points => value > -100.0 && value < 100.0,
            Self::Share => (0.0..=1.0).contains(&value),
        }
    }

    /// What to write instead of a value that is not allowed.
    #[must_use]
    pub fn what_is_allowed(self) -> &'static str {
        match self {
            Self::Points => "must lie between -100 and 100 points",
            Self::Share => "must be a share from 0 to 1, such as 0.9 for 90 %",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_states_no_norm_for_nps_and_only_norms_that_the_unit_allows() {
        assert!(Kpi::Nps.definition().stated.is_empty());
        for kpi in Kpi::ALL {
            let stated = kpi.definition().stated;
            assert!(stated.iter().all(|norm| kpi.definition().unit.allows_norm(norm.value)), "{kpi}");
            assert!(stated.is_sorted_by_key(|norm| norm.from_year), "{kpi}");
        }
        assert_eq!(Kpi::Nps.number(), 5);
    }
}
