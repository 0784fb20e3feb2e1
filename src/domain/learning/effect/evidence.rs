//! The evidence with which an improvement is closed, as JSON.
//!
//! The rule: it holds all that was told at that moment, so that later answers change nothing of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::insight::visible::Visible;
use crate::domain::learning::effect::windows::Windows;
use crate::domain::learning::effect::{EffectReport, Overlap, Rest};
use crate::domain::learning::improvement::EffectVerdict;
use crate::domain::time::period::DateRange;
use crate::statistics::effect::{Cell, Effect};
use crate::statistics::interval::Interval;

/// The report of the day on which an improvement was closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    pub judged_on: NaiveDate,
    pub gap: f64,
    verdict: String,
    is_judged: bool,
    effect: Seen<Numbers>,
    more_needed: Option<u64>,
    expected_on: Option<NaiveDate>,
    after: Seen<CellNumbers>,
    before: Seen<CellNumbers>,
    rest_after: Option<Seen<CellNumbers>>,
    rest_before: Option<Seen<CellNumbers>>,
    overlaps: Vec<OverlapNames>,
    overlaps_of_rest: Vec<OverlapNames>,
    days_before: Vec<Days>,
    days_after: Option<Days>,
}

/// [`Visible`] as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Seen<T> {
    Shown(T),
    TooSmall,
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Numbers {
    points: f64,
    low: f64,
    high: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct CellNumbers {
    value: f64,
    low: f64,
    high: f64,
    variance: f64,
    n: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct OverlapNames {
    id: String,
    title: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Days {
    from: NaiveDate,
    to: NaiveDate,
}

impl Evidence {
    /// A report as evidence.
    #[must_use]
    pub fn of(report: &EffectReport, gap: f64, judged_on: NaiveDate) -> Self {
        let rest = report.rest.as_ref();
        Self {
            judged_on,
            gap,
            verdict: report.verdict.name().to_owned(),
            is_judged: report.is_judged,
            effect: Seen::of(&report.effect, |effect| Numbers {
                points: effect.points,
                low: effect.interval.low,
                high: effect.interval.high,
            }),
            more_needed: report.more_needed,
            expected_on: report.expected_on,
            after: seen(&report.after),
            before: seen(&report.before),
            rest_after: rest.map(|rest| seen(&rest.after)),
            rest_before: rest.map(|rest| seen(&rest.before)),
            overlaps: report.overlaps.iter().map(OverlapNames::from).collect(),
            overlaps_of_rest: report.overlaps_of_rest.iter().map(OverlapNames::from).collect(),
            days_before: report.windows.before.iter().copied().map(Days::from).collect(),
            days_after: report.windows.after.map(Days::from),
        }
    }

    /// The report that it holds; `None` if it holds what no report does.
    #[must_use]
    pub fn report(&self) -> Option<EffectReport> {
        let rest = match (&self.rest_after, &self.rest_before) {
            (Some(after), Some(before)) => Some(Rest { after: visible(after), before: visible(before) }),
            _ => None,
        };
        let overlaps = |names: &[OverlapNames]| -> Option<Vec<Overlap>> {
            names.iter().map(OverlapNames::overlap).collect()
        };
        let before: Option<Vec<DateRange>> = self.days_before.iter().map(Days::range).collect();
        Some(EffectReport {
            effect: self.effect.visible(|found| Effect {
                points: found.points,
                interval: Interval { low: found.low, high: found.high },
            }),
            verdict: self.verdict.parse::<EffectVerdict>().ok()?,
            is_judged: self.is_judged,
            more_needed: self.more_needed,
            expected_on: self.expected_on,
            after: visible(&self.after),
            before: visible(&self.before),
            rest,
            overlaps: overlaps(&self.overlaps)?,
            overlaps_of_rest: overlaps(&self.overlaps_of_rest)?,
            windows: Windows { before: before?, after: self.days_after.as_ref().and_then(Days::range) },
        })
    }
}

impl<T> Seen<T> {
    fn of<U>(figure: &Visible<U>, write: impl FnOnce(&U) -> T) -> Self {
        match figure {
            Visible::Shown(figure) => Self::Shown(write(figure)),
            Visible::TooSmall => Self::TooSmall,
            Visible::Nothing => Self::Nothing,
        }
    }

    fn visible<U>(&self, read: impl FnOnce(&T) -> U) -> Visible<U> {
        match self {
            Self::Shown(numbers) => Visible::Shown(read(numbers)),
            Self::TooSmall => Visible::TooSmall,
            Self::Nothing => Visible::Nothing,
        }
    }
}

fn seen(cell: &Visible<Cell>) -> Seen<CellNumbers> {
    Seen::of(cell, |cell| CellNumbers {
        value: cell.value,
        low: cell.interval.low,
        high: cell.interval.high,
        variance: cell.variance,
        n: cell.n,
    })
}

fn visible(cell: &Seen<CellNumbers>) -> Visible<Cell> {
    cell.visible(|numbers| Cell {
        value: numbers.value,
        interval: Interval { low: numbers.low, high: numbers.high },
        variance: numbers.variance,
        n: numbers.n,
    })
}

impl From<&Overlap> for OverlapNames {
    fn from(overlap: &Overlap) -> Self {
        Self { id: overlap.id.to_string(), title: overlap.title.clone() }
    }
}

impl OverlapNames {
    fn overlap(&self) -> Option<Overlap> {
        Some(Overlap { id: self.id.parse().ok()?, title: self.title.clone() })
    }
}

impl From<DateRange> for Days {
    fn from(range: DateRange) -> Self {
        Self { from: range.from(), to: range.to() }
    }
}

impl Days {
    fn range(&self) -> Option<DateRange> {
        DateRange::new(self.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ImprovementId;
    use crate::statistics::proportion::Part;

    #[test]
    fn a_report_comes_back_as_it_was() {
        let (from, to) = ("2025-01-01".parse().unwrap(), "2025-01-31".parse().unwrap());
        let month = DateRange::new(from, to).unwrap();
        let cell = Visible::unless(false, Cell::of_share(Part { some: 7, all: 32 }));
        let report = EffectReport {
            effect: Visible::Shown(Effect { points: 2.5, interval: Interval { low: -1.0, high: 6.25 } }),
            verdict: EffectVerdict::CannotBeToldYet,
            is_judged: true,
            more_needed: Some(12),
            expected_on: None,
            after: cell,
            before: Visible::Nothing,
            rest: Some(Rest { after: Visible::TooSmall, before: cell }),
            overlaps: vec![Overlap { id: ImprovementId(uuid::Uuid::from_u128(7)), title: "B".to_owned() }],
            overlaps_of_rest: vec![Overlap {
                id: ImprovementId(uuid::Uuid::from_u128(8)),
                title: "C".to_owned(),
            }],
            windows: Windows { before: vec![month], after: None },
        };
        let evidence = Evidence::of(&report, 5.0, to);
        let text = serde_json::to_string(&evidence).unwrap();
        let read: Evidence = serde_json::from_str(&text).unwrap();
        assert_eq!(read.report(), Some(report));
        assert!(text.contains(r#""before":"nothing""#) && text.contains("too_small"), "{text}");
    }
}
