//! The six key performance indicators of the complaints policy.

use chrono::NaiveDate;

use crate::domain::named::named_enum;

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
    pub fn definition(self) -> Definition {
        match self {
            Self::Acknowledgement | Self::PhoneResponse | Self::WrittenResponse => Definition {
                unit: Unit::Share,
                direction: Direction::AtLeast,
                measurement: Measurement::Census,
            },
            Self::HandlingQuality => Definition {
                unit: Unit::Share,
                direction: Direction::AtLeast,
                measurement: Measurement::Sample,
            },
            Self::Nps => Definition {
                unit: Unit::Points,
                direction: Direction::AtLeast,
                measurement: Measurement::Estimate,
            },
            Self::ComplaintRate => Definition {
                unit: Unit::Share,
                direction: Direction::AtMost,
                measurement: Measurement::Census,
            },
        }
    }
}

/// What a KPI's values are, and how they are obtained and compared with a norm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    pub unit: Unit,
    pub direction: Direction,
    pub measurement: Measurement,
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

/// How much of what a KPI is about is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measurement {
    /// Everything is counted: a value is what it is, and meets a norm or does not.
    Census,
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
        self == Self::Estimate
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

/// A value that the policy itself states.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PolicyValue {
    pub kpi: Kpi,
    /// A share, 0..=1.
    pub value: f64,
    pub effective_from: NaiveDate,
    /// The policy's own wording, in Dutch.
    pub rationale: &'static str,
}

/// The values in the published complaints policy: KPI 1 to 4 without an end date, KPI 6 by year, and none yet for KPI
/// 5. A value for which it names no year starts in the policy's first year, 2019.
#[must_use]
pub fn policy_values() -> Vec<PolicyValue> {
    let stated = [
        (
            Kpi::Acknowledgement,
            0.90,
            2019,
            "Klachtenbeleid, KPI 1: ontvangstbevestiging binnen 24 uur na ontvangst, ten minste 90 %.",
        ),
        (
            Kpi::PhoneResponse,
            0.95,
            2019,
            "Klachtenbeleid, KPI 2: eerste inhoudelijke reactie per telefoon binnen 48 uur na ontvangst, ten minste 95 % (vanaf 2019).",
        ),
        (
            Kpi::WrittenResponse,
            0.90,
            2019,
            "Klachtenbeleid, KPI 3: eerste inhoudelijke schriftelijke reactie binnen 6 werkdagen na ontvangst, ten minste 90 %.",
        ),
        (
            Kpi::HandlingQuality,
            0.90,
            2019,
            "Klachtenbeleid, KPI 4: kwaliteit van de behandeling, beoordeeld op deelonderwerpen, samen ten minste 90 %.",
        ),
        (
            Kpi::ComplaintRate,
            0.015,
            2019,
            "Klachtenbeleid, KPI 6: klachten als deel van de meldingen, ten hoogste 1,5 % in 2019.",
        ),
        (
            Kpi::ComplaintRate,
            0.013,
            2020,
            "Klachtenbeleid, KPI 6: klachten als deel van de meldingen, ten hoogste 1,3 % in 2020.",
        ),
        (
            Kpi::ComplaintRate,
            0.010,
            2021,
            "Klachtenbeleid, KPI 6: klachten als deel van de meldingen, ten hoogste 1 % in 2021.",
        ),
    ];
    let begins = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    stated
        .into_iter()
        .map(|(kpi, value, year, rationale)| PolicyValue {
            kpi,
            value,
            effective_from: begins(year),
            rationale,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_has_norms_for_all_but_the_fifth() {
        let values = policy_values();
        assert_eq!(values.len(), 7);
        assert!(values.iter().all(|value| value.kpi != Kpi::Nps && (0.0..=1.0).contains(&value.value)));
        assert_eq!(Kpi::Nps.number(), 5);
    }
}
