//! Signals: what stands out in a month whose answers are complete.
//!
//! The rule: a signal is computed once, when no more answers to the month can arrive, and never changes. It needs at
//! least ten responses. Only months after the baseline give signals: within it, the limits are computed from the months
//! they would judge. The trend is tested once a year over twelve months that no other year shares, so that its level of
//! 5 % a year holds.

pub mod change_point;
pub mod event;

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::domain::ids::SignalId;
use crate::domain::insight::control_chart::{BASELINE, ControlPoint, ControlSeries};
use crate::domain::named::named_enum;
use crate::statistics::control_chart::Signal as Side;
use crate::statistics::tally::Counts;
use crate::statistics::trend::trend;

/// With fewer responses there is no signal.
const FEWEST_RESPONSES: u64 = 10;
/// Months in a year, over which a trend is tested.
const YEAR: usize = 12;
/// A trend is a signal if its adjusted p-value is below this.
const TREND_LEVEL: f64 = 0.05;
/// The longest explanation, in characters.
pub const LONGEST_EXPLANATION: usize = 500;

named_enum! {
    /// What stood out.
    pub enum SignalKind {
        /// The month is outside its limits.
        Point = "point",
        /// The moving average is outside its limits, but the month is not: a lasting shift.
        Ewma = "ewma",
        /// There is a trend over the twelve months up to this one.
        Trend = "trend",
    }
}

named_enum! {
    /// The side of the limits, or the direction of a trend.
    pub enum SignalSide {
        Above = "above",
        Below = "below",
    }
}

/// A signal as computed. Values are in points; those of a trend are in points per month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NewSignal {
    /// The first day of the month.
    pub month: NaiveDate,
    pub kind: SignalKind,
    pub side: SignalSide,
    /// Of the month; for a trend, of the twelve months.
    pub responses: u64,
    pub value: f64,
    /// `None` for a trend.
    pub limits: Option<(f64, f64)>,
    /// NPS of the month, and the centre line that it is judged by; `None` for a trend.
    pub nps: Option<f64>,
    pub centre: Option<f64>,
}

/// A stored signal.
#[derive(Clone, Debug, PartialEq)]
pub struct RaisedSignal {
    pub id: SignalId,
    pub signal: NewSignal,
    pub raised_at: Timestamp,
    /// The cause, once an analyst has explained it.
    pub explanation: Option<Explanation>,
}

/// The cause of a signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub text: String,
    pub at: Timestamp,
    pub by: String,
}

/// The signals of the month at this index of a monthly chart.
#[must_use]
pub fn signals_of(series: &ControlSeries, index: usize) -> Vec<NewSignal> {
    let Some(point) = series.points.get(index) else { return Vec::new() };
    let month = point.range.from();
    let responses = point.counts.or_zeros().unwrap_or_default().responses();
    let mut signals = Vec::new();
    if let Some(chart) = point.chart.filter(|_| point.place >= BASELINE && responses >= FEWEST_RESPONSES) {
        let found = side(chart.signal).map(|side| NewSignal {
            month,
            kind: SignalKind::Point,
            side,
            responses,
            value: chart.nps,
            limits: Some((chart.lower, chart.upper)),
            nps: Some(chart.nps),
            centre: point.centre,
        });
        signals.extend(found);
        // If the month itself is out on the same side, the moving average adds nothing.
        let of_month = side(chart.signal);
        let found = chart.ewma.and_then(|ewma| Some((ewma, side(ewma.signal)?)));
        let found = found.filter(|(_, side)| of_month != Some(*side));
        signals.extend(found.map(|(ewma, side)| NewSignal {
            month,
            kind: SignalKind::Ewma,
            side,
            responses,
            value: ewma.value,
            limits: Some((ewma.lower, ewma.upper)),
            nps: Some(chart.nps),
            centre: point.centre,
        }));
    }
    signals.extend(yearly_trend(series, index, point));
    signals
}

fn yearly_trend(series: &ControlSeries, index: usize, point: &ControlPoint) -> Option<NewSignal> {
    if !(point.place + 1).is_multiple_of(YEAR) {
        return None;
    }
    let year = series.points.get((index + 1).checked_sub(YEAR)?..=index)?;
    let counts: Vec<Counts> = year.iter().map(|point| point.counts.or_zeros().unwrap_or_default()).collect();
    let found = trend(&counts).filter(|trend| trend.p_adjusted < TREND_LEVEL)?;
    let side = if found.slope_per_period > 0.0 { SignalSide::Above } else { SignalSide::Below };
    let responses = counts.iter().map(Counts::responses).sum();
    let month = point.range.from();
    Some(NewSignal {
        month,
        kind: SignalKind::Trend,
        side,
        responses,
        value: found.slope_per_period,
        limits: None,
        nps: None,
        centre: None,
    })
}

fn side(side: Side) -> Option<SignalSide> {
    match side {
        Side::None => None,
        Side::Above => Some(SignalSide::Above),
        Side::Below => Some(SignalSide::Below),
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};

    use super::*;
    use crate::domain::insight::control_chart::control_series;
    use crate::domain::insight::series::{Point, tests};
    use crate::domain::time::period::{DateRange, Granularity};
    use crate::statistics::tally::Tally;

    fn months(tallies: impl Iterator<Item = Tally>) -> Vec<Point> {
        let first: NaiveDate = "2020-01-01".parse().unwrap();
        let range = DateRange::new(first, first + chrono::Months::new(120)).unwrap();
        let months = range.split(Granularity::Month).into_iter().zip(tallies);
        months.map(|(range, tally)| tests::point(range, tally)).collect()
    }

    fn all_signals(points: &[Point]) -> Vec<NewSignal> {
        let series = control_series(points, &[], BASELINE);
        (0..points.len()).flat_map(|index| signals_of(&series, index)).collect()
    }

    fn mix(promoters: u64, detractors: u64) -> Tally {
        let mut tally = Tally::default();
        (tally.0[10], tally.0[0]) = (promoters, detractors);
        tally
    }

    #[test]
    fn a_month_after_the_baseline_that_stands_out_is_a_signal() {
        let steady = std::iter::repeat_n(mix(15, 15), 13);
        let found = all_signals(&months(steady.chain([mix(29, 1)])));
        assert_eq!(found.len(), 1, "the point, and not the moving average with it: {found:?}");
        assert_eq!((found[0].kind, found[0].side), (SignalKind::Point, SignalSide::Above));
        assert_eq!((found[0].month.to_string(), found[0].responses), ("2021-02-01".to_owned(), 30));
    }

    #[test]
    fn few_responses_are_no_signal() {
        let steady = std::iter::repeat_n(mix(15, 15), 13);
        assert!(all_signals(&months(steady.chain([mix(0, 9)]))).is_empty());
    }

    #[test]
    fn a_year_that_drifts_is_a_signal_once() {
        let drifting = (0..12).map(|month| mix(20 - month, 10 + month));
        let found = all_signals(&months(drifting));
        assert_eq!(
            found.iter().map(|signal| (signal.kind, signal.side)).collect::<Vec<_>>(),
            [(SignalKind::Trend, SignalSide::Below)]
        );
        assert!(found[0].value < -5.0 && found[0].responses == 360);
    }

    #[test]
    fn a_flat_random_history_raises_signals_as_rarely_as_the_study_says() {
        let mut chance = StdRng::seed_from_u64(3);
        let histories = 600;
        let (mut of_chart, mut of_trend) = (0, 0);
        for _ in 0..histories {
            let drawn = (0..24).map(|_| {
                let promoters = (0..30).filter(|_| chance.random::<f64>() < 0.45).count() as u64;
                mix(promoters, 30 - promoters)
            });
            let found = all_signals(&months(drawn));
            of_chart += u32::from(found.iter().any(|signal| signal.kind != SignalKind::Trend));
            of_trend += found.iter().filter(|signal| signal.kind == SignalKind::Trend).count();
        }
        let (chart, trend) =
            (f64::from(of_chart) / f64::from(histories), of_trend as f64 / (2.0 * f64::from(histories)));
        assert!((0.025..0.085).contains(&chart), "5.2 % of the years that follow a baseline: {chart}");
        assert!((0.025..0.075).contains(&trend), "5 % of the years: {trend}");
    }
}
