//! Whether there is enough experience to set a norm on NPS, as a list of gates.
//!
//! The gates are an engineering choice: one season, an interval of 10 points, a stable process, a stable instrument,
//! and respondents whose population is known. A gate that has not passed blocks nothing, but makes the norm
//! provisional.

use chrono::{Months, NaiveDate};

use crate::domain::insight::series::Point;
use crate::domain::named::named_enum;
use crate::domain::time::calendar::first_of_month_before;
use crate::statistics::normal::Confidence;
use crate::statistics::sample_size::for_margin;
use crate::statistics::tally::Counts;
use crate::statistics::trend::trend;

/// Months of a season.
const SEASON: usize = 12;
/// Months without an unexplained signal.
const QUIET_MONTHS: u32 = 6;
/// The margin of the interval that the responses must allow, in points.
const MARGIN: f64 = 10.0;
/// The variance V to plan with while there are no responses to estimate it from: 0.8 is typical after complaints.
const USUAL_VARIANCE: f64 = 0.8;
/// The last months from which the current volume is estimated.
const RECENT: usize = 3;
/// The share of closures that must have been invited.
const COVERAGE: f64 = 0.7;
/// The furthest ahead that is planned, in months.
const FURTHEST: u32 = 1_200;

named_enum! {
    /// The conditions for a norm that is not provisional.
    pub enum GateName {
        /// Consecutive complete months with responses: one season.
        Months = "months",
        /// Enough responses for an interval of 10 points either way.
        Responses = "responses",
        /// No unexplained signal in the last six months.
        Signals = "signals",
        /// No trend over the last twelve months.
        Trend = "trend",
        /// One questionnaire and one mode in the last twelve months.
        Instrument = "instrument",
        /// The number of invitations behind the responses is known.
        ResponseRate = "response_rate",
        /// Most closures were invited.
        Coverage = "coverage",
    }
}

/// A gate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    pub name: GateName,
    pub passed: bool,
    /// `None` if it is unknown.
    pub have: Option<f64>,
    pub need: f64,
    /// The first day of the month in which it will have passed, if nothing changes; `None` if it has passed, or if that
    /// is unknown.
    pub expected_on: Option<NaiveDate>,
}

/// Closures of one channel, and how many of those were invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelCoverage {
    /// Empty when unknown.
    pub channel: String,
    pub closed: u64,
    pub invited: u64,
}

/// The input of the gates; all of the norm's population, complete months only, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Experience {
    pub months: Vec<Point>,
    /// Months with an unexplained signal.
    pub unexplained: Vec<NaiveDate>,
    /// The questionnaire and mode of the responses of each month.
    pub instruments: Vec<(NaiveDate, String)>,
    /// Of the last twelve months, by channel.
    pub channels: Vec<ChannelCoverage>,
}

/// The gates, and the coverage by channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Readiness {
    pub gates: Vec<Gate>,
    pub channels: Vec<ChannelCoverage>,
}

impl Readiness {
    /// Whether every gate has passed.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.gates.iter().all(|gate| gate.passed)
    }
}

/// Evaluates every gate.
#[must_use]
pub fn readiness(experience: Experience, today: NaiveDate) -> Readiness {
    let look = Look { experience: &experience, this_month: first_of_month_before(today, 0) };
    let gates = vec![
        look.months(),
        look.responses(),
        look.signals(),
        look.trend(),
        look.instrument(),
        look.response_rate(),
        look.coverage(),
    ];
    Readiness { gates, channels: experience.channels }
}

struct Look<'a> {
    experience: &'a Experience,
    this_month: NaiveDate,
}

impl Look<'_> {
    fn months(&self) -> Gate {
        let has = |point: &&Point| !point.figures.is_nothing();
        let have = self.experience.months.iter().rev().take_while(has).count();
        let missing = SEASON.saturating_sub(have);
        let expected_on = self.is_busy().then(|| self.in_months(missing as u32)).flatten();
        self.gate(GateName::Months, have >= SEASON, Some(have as f64), SEASON as f64, expected_on)
    }

    fn responses(&self) -> Gate {
        let counts = counts(&self.experience.months);
        let all: Counts = counts.iter().copied().sum();
        let variance = all.variance().filter(|variance| *variance > 0.0).unwrap_or(USUAL_VARIANCE);
        let need = for_margin(variance, MARGIN, Confidence::P95).unwrap_or_default();
        let have = all.responses();
        let recent: u64 = counts.iter().rev().take(RECENT).map(Counts::responses).sum();
        let monthly = recent as f64 / RECENT as f64;
        let months = (need.saturating_sub(have) as f64 / monthly).ceil();
        let expected_on =
            (monthly > 0.0 && months <= f64::from(FURTHEST)).then(|| self.in_months(months as u32)).flatten();
        self.gate(GateName::Responses, have >= need, Some(have as f64), need as f64, expected_on)
    }

    fn signals(&self) -> Gate {
        let begin = first_of_month_before(self.this_month, QUIET_MONTHS);
        let recent = self.experience.unexplained.iter().filter(|month| **month >= begin);
        let months = counts(&self.experience.months);
        // Without responses there can be no signal, so the gate must not pass.
        let is_heard = months.iter().rev().take(QUIET_MONTHS as usize).any(|month| month.responses() > 0);
        let have = is_heard.then(|| recent.clone().count());
        let expected_on =
            recent.max().and_then(|month| month.checked_add_months(Months::new(QUIET_MONTHS + 1)));
        self.gate(GateName::Signals, have == Some(0), have.map(|have| have as f64), 0.0, expected_on)
    }

    fn trend(&self) -> Gate {
        let found = trend(&counts(self.last_year())).map(|trend| trend.z_adjusted.abs());
        let need = Confidence::P95.quantile();
        self.gate(GateName::Trend, found.is_some_and(|z| z < need), found, need, None)
    }

    fn instrument(&self) -> Gate {
        let begin = first_of_month_before(self.this_month, SEASON as u32);
        let recent = || self.experience.instruments.iter().filter(|(month, _)| *month >= begin);
        let different: std::collections::BTreeSet<&str> = recent().map(|(_, name)| name.as_str()).collect();
        let newest = recent().max_by_key(|(month, _)| *month).map(|(_, name)| name);
        let last_other = recent().filter(|(_, name)| Some(name) != newest).map(|(month, _)| *month).max();
        let expected_on =
            last_other.and_then(|month| month.checked_add_months(Months::new(SEASON as u32 + 1)));
        let have = different.len();
        self.gate(GateName::Instrument, have == 1, Some(have as f64), 1.0, expected_on)
    }

    fn response_rate(&self) -> Gate {
        let is_known =
            |point: &&Point| point.invited > 0 && (point.knows_invitations || point.figures.is_too_small());
        let year = self.last_year();
        let have = year.iter().filter(is_known).count();
        let last_unknown = year.iter().rev().find(|point| !is_known(point)).map(|point| point.range.from());
        let expected_on = match last_unknown {
            Some(month) => month.checked_add_months(Months::new(SEASON as u32 + 1)),
            None => self.in_months(SEASON.saturating_sub(have) as u32),
        };
        let expected_on = expected_on.filter(|_| self.is_busy());
        self.gate(GateName::ResponseRate, have >= SEASON, Some(have as f64), SEASON as f64, expected_on)
    }

    fn coverage(&self) -> Gate {
        let year = self.last_year();
        let sum = |of: fn(&Point) -> u64| year.iter().map(of).sum::<u64>() as f64;
        let (closed, invited) = (sum(|month| month.closed), sum(|month| month.invited));
        let have = (closed > 0.0).then(|| invited / closed);
        self.gate(GateName::Coverage, have.is_some_and(|have| have >= COVERAGE), have, COVERAGE, None)
    }

    fn last_year(&self) -> &[Point] {
        let months = &self.experience.months;
        months.get(months.len().saturating_sub(SEASON)..).unwrap_or_default()
    }

    /// Whether responses come in at present.
    fn is_busy(&self) -> bool {
        counts(&self.experience.months).iter().rev().take(RECENT).any(|counts| counts.responses() > 0)
    }

    /// The month that begins once `months` more months are complete.
    fn in_months(&self, months: u32) -> Option<NaiveDate> {
        self.this_month.checked_add_months(Months::new(months))
    }

    fn gate(
        &self,
        name: GateName,
        passed: bool,
        have: Option<f64>,
        need: f64,
        expected_on: Option<NaiveDate>,
    ) -> Gate {
        // An expectation in the past has failed for another reason than time.
        let expected_on = expected_on.filter(|day| !passed && *day > self.this_month);
        Gate { name, passed, have, need, expected_on }
    }
}

fn counts(points: &[Point]) -> Vec<Counts> {
    points.iter().map(|point| point.figures.counts().unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::insight::series::tests;
    use crate::domain::time::period::{DateRange, Granularity};
    use crate::statistics::tally::Tally;

    fn today() -> NaiveDate {
        "2026-11-24".parse().unwrap()
    }

    /// `count` complete months up to October 2026, each with these promoters and detractors.
    fn months(count: u32, of: impl Fn(u32) -> (u64, u64)) -> Vec<Point> {
        let from = first_of_month_before(today(), count);
        let range = DateRange::new(from, "2026-10-31".parse().unwrap()).unwrap();
        let point = |(index, range): (usize, DateRange)| {
            let mut tally = Tally::default();
            (tally.0[10], tally.0[0]) = of(index as u32);
            Point { closed: 60, invited: 50, ..tests::point(range, tally) }
        };
        range.split(Granularity::Month).into_iter().enumerate().map(point).collect()
    }

    fn experienced(count: u32) -> Experience {
        let months = months(count, |_| (15, 15));
        let web = ChannelCoverage { channel: "web".to_owned(), closed: 700, invited: 600 };
        let instruments = months.iter().map(|point| (point.range.from(), "1 email".to_owned())).collect();
        Experience { months, unexplained: Vec::new(), instruments, channels: vec![web] }
    }

    fn failing(experience: Experience) -> Vec<(&'static str, Option<f64>, Option<String>)> {
        let found = readiness(experience, today());
        let failed = found.gates.iter().filter(|gate| !gate.passed);
        failed
            .map(|gate| (gate.name.name(), gate.have, gate.expected_on.map(|day| day.to_string())))
            .collect()
    }

    #[test]
    fn two_steady_years_are_ready() {
        assert_eq!(failing(experienced(24)), []);
        assert!(readiness(experienced(24), today()).is_ready());
    }

    #[test]
    fn a_young_survey_is_told_when_it_will_be_ready() {
        // V is 1 with equal promoters and detractors: 385 responses are needed, 240 are there, 30 come each month.
        assert_eq!(
            failing(experienced(8)),
            [
                ("months", Some(8.0), Some("2027-03-01".to_owned())),
                ("responses", Some(240.0), Some("2027-04-01".to_owned())),
                ("response_rate", Some(8.0), Some("2027-03-01".to_owned())),
            ]
        );
    }

    #[test]
    fn nothing_at_all_promises_nothing() {
        let found = readiness(Experience::default(), today());
        assert!(found.gates.iter().all(|gate| !gate.passed));
        assert!(found.gates.iter().all(|gate| gate.expected_on.is_none()));
    }

    #[test]
    fn what_moves_is_not_ready() {
        let mut moving = experienced(24);
        moving.months = months(24, |index| (5 + u64::from(index), 30 - u64::from(index)));
        moving.unexplained = vec!["2026-08-01".parse().unwrap(), "2026-04-01".parse().unwrap()];
        moving.instruments[20].1 = "2 email".to_owned();
        for month in &mut moving.months {
            month.invited = 40;
        }
        let found = failing(moving);
        let names: Vec<&str> = found.iter().map(|(name, ..)| *name).collect();
        assert_eq!(names, ["signals", "trend", "instrument", "coverage"]);
        assert_eq!(found[0].2.as_deref(), Some("2027-03-01"));
        assert_eq!(found[2].2.as_deref(), Some("2027-08-01"), "July 2026 leaves the last twelve months");
    }
}
