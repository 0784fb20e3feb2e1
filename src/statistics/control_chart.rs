//! A control chart for NPS with two kinds of signal.
//!
//! Points against limits that depend on the number of responses (Laney D. (2002), Quality Engineering 14:531-537), with
//! sigma_z floored at 1, and an exponentially weighted moving average (EWMA; Lucas J., Saccucci M. (1990),
//! Technometrics 32:1) whose limits allow for the baseline being an estimate. The floor and the baseline term keep the
//! false alarms of both together near 5 % a year with a baseline of 12 months; a plain XmR chart gives 2 % a month.

use crate::statistics::tally::Counts;

/// d2 of two observations: the mean moving range of a standard normal variable.
const MOVING_RANGE: f64 = 1.128;
/// The weight of the newest period in the EWMA.
const LAMBDA: f64 = 0.2;
/// Half-widths in standard deviations, of points and of the EWMA.
const POINT_WIDTH: f64 = 3.0;
const EWMA_WIDTH: f64 = 2.7;

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlChart {
    /// NPS of the baseline, in points.
    pub centre: f64,
    /// V of the baseline, in proportions.
    pub variance: f64,
    /// The ratio by which the baseline's periods vary more than by chance; 1 or more.
    pub sigma: f64,
    /// `sigma` before the floor of 1.
    pub sigma_raw: f64,
    /// One for each period; `None` for those without responses.
    pub points: Vec<Option<ChartPoint>>,
}

/// A period on the chart; all in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartPoint {
    pub nps: f64,
    pub lower: f64,
    pub upper: f64,
    pub signal: Signal,
    /// `None` within the baseline.
    pub ewma: Option<Ewma>,
}

/// The moving average after a period, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ewma {
    pub value: f64,
    pub lower: f64,
    pub upper: f64,
    pub signal: Signal,
}

/// The side of its limits on which a value is; a value on a limit is within.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signal {
    #[default]
    None,
    Above,
    Below,
}

impl Signal {
    fn of(value: f64, lower: f64, upper: f64) -> Self {
        if value > upper {
            Self::Above
        } else if value < lower {
            Self::Below
        } else {
            Self::None
        }
    }
}

/// The chart of periods in order, its limits from the first `baseline` of them; `None` if those have no responses.
#[must_use]
pub fn control_chart(periods: &[Counts], baseline: usize) -> Option<ControlChart> {
    let base = Baseline::new(periods.get(..baseline).unwrap_or(periods))?;
    let mut average = base.average();
    let points = periods.iter().enumerate().map(|(index, counts)| {
        let point = base.point(counts)?;
        let ewma = (index >= baseline).then(|| average.next(counts));
        Some(ChartPoint { ewma, ..point })
    });
    let points = points.collect();
    Some(ControlChart {
        centre: base.centre_in_points,
        variance: base.variance,
        sigma: base.sigma,
        sigma_raw: base.sigma_raw,
        points,
    })
}

/// Estimates from the baseline, in proportions.
struct Baseline {
    centre: f64,
    /// The NPS of its periods combined.
    centre_in_points: f64,
    variance: f64,
    sigma: f64,
    sigma_raw: f64,
    responses: f64,
}

impl Baseline {
    fn new(periods: &[Counts]) -> Option<Self> {
        let all: Counts = periods.iter().copied().sum();
        let variance = all.variance()?;
        let responses = all.responses() as f64;
        let centre = all.net() / responses;
        let standardised: Vec<f64> = periods
            .iter()
            .filter(|counts| counts.responses() > 0 && variance > 0.0)
            .map(|counts| {
                let n = counts.responses() as f64;
                (counts.net() / n - centre) / (variance / n).sqrt()
            })
            .collect();
        let ranges: Vec<f64> = standardised.windows(2).map(moving_range).collect();
        let sigma_raw = if ranges.is_empty() {
            0.0
        } else {
            ranges.iter().sum::<f64>() / ranges.len() as f64 / MOVING_RANGE
        };
        let centre_in_points = all.nps()?;
        Some(Self { centre, centre_in_points, variance, sigma: sigma_raw.max(1.0), sigma_raw, responses })
    }

    fn point(&self, counts: &Counts) -> Option<ChartPoint> {
        let nps = counts.nps()?;
        let half = POINT_WIDTH * self.sigma * (self.variance / counts.responses() as f64).sqrt();
        let (lower, upper) = (points(self.centre - half).max(-100.0), points(self.centre + half).min(100.0));
        Some(ChartPoint { nps, lower, upper, signal: Signal::of(nps, lower, upper), ewma: None })
    }

    fn average(&self) -> MovingAverage<'_> {
        MovingAverage { base: self, value: self.centre, variance: 0.0, faded: 1.0 }
    }
}

fn moving_range(pair: &[f64]) -> f64 {
    match pair {
        [a, b] => (b - a).abs(),
        _ => 0.0,
    }
}

struct MovingAverage<'a> {
    base: &'a Baseline,
    value: f64,
    variance: f64,
    /// The weight that the baseline's centre still has in the average.
    faded: f64,
}

impl MovingAverage<'_> {
    fn next(&mut self, counts: &Counts) -> Ewma {
        let n = counts.responses() as f64;
        let of_one = self.base.variance * self.base.sigma.powi(2);
        self.value = LAMBDA * counts.net() / n + (1.0 - LAMBDA) * self.value;
        self.variance = LAMBDA.powi(2) * of_one / n + (1.0 - LAMBDA).powi(2) * self.variance;
        self.faded *= 1.0 - LAMBDA;
        let of_baseline = (1.0 - self.faded).powi(2) * of_one / self.base.responses;
        let half = EWMA_WIDTH * (self.variance + of_baseline).sqrt();
        let (value, lower, upper) =
            (points(self.value), points(self.base.centre - half), points(self.base.centre + half));
        Ewma { value, lower, upper, signal: Signal::of(value, lower, upper) }
    }
}

fn points(proportion: f64) -> f64 {
    100.0 * proportion
}

#[cfg(test)]
mod tests {
    use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};

    use super::*;

    #[test]
    fn nothing_makes_no_chart() {
        assert_eq!(control_chart(&[], 12), None);
        assert_eq!(control_chart(&[Counts::default(); 20], 12), None);
    }

    #[test]
    fn answers_all_alike_signal_the_first_other_one() {
        let alike = Counts { promoters: 20, ..Counts::default() };
        let other = Counts { promoters: 19, detractors: 1, passives: 0 };
        let mut periods = vec![alike; 13];
        periods.push(other);
        let chart = control_chart(&periods, 12).unwrap();
        assert_eq!(chart.points[12].unwrap().signal, Signal::None);
        assert_eq!(chart.points[13].unwrap().signal, Signal::Below);
    }

    /// Responses drawn from 35 % promoters, 20 % passives and 45 % detractors, shifted by `worse`.
    fn drawn(chance: &mut StdRng, responses: u32, worse: f64) -> Counts {
        let mut counts = Counts::default();
        for _ in 0..responses {
            let share: f64 = chance.random();
            if share < 0.35 - worse {
                counts.promoters += 1;
            } else if share < 0.55 - worse {
                counts.passives += 1;
            } else {
                counts.detractors += 1;
            }
        }
        counts
    }

    fn share_of_years_with_a_signal(worse: f64) -> f64 {
        let mut chance = StdRng::seed_from_u64(11);
        let years = 2_000;
        let signalled = (0..years).filter(|_| {
            let month = |index| drawn(&mut chance, 30, if index < 12 { 0.0 } else { worse });
            let periods: Vec<Counts> = (0..24).map(month).collect();
            let chart = control_chart(&periods, 12).unwrap();
            chart.points.iter().skip(12).flatten().any(|point| {
                point.signal != Signal::None || point.ewma.is_some_and(|ewma| ewma.signal != Signal::None)
            })
        });
        signalled.count() as f64 / f64::from(years)
    }

    #[test]
    fn a_steady_process_is_disturbed_in_about_one_year_in_twenty() {
        let alarms = share_of_years_with_a_signal(0.0);
        assert!((0.035..=0.07).contains(&alarms), "a larger simulation found .052: {alarms}");
    }

    #[test]
    fn a_drop_of_thirty_points_is_nearly_always_seen_within_a_year() {
        let seen = share_of_years_with_a_signal(0.15);
        assert!(seen > 0.88, "a larger simulation found .94: {seen}");
    }
}
