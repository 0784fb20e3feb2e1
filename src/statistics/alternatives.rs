//! What other tools compute, for comparison with our figures. No page or verdict uses it.
//!
//! The adjusted Wald interval and test (Rocks B. (2016); Lewis J., Sauro J. (2021)) shrink towards zero: their interval
//! can exclude the observed NPS. The Dirichlet posterior (Jeffreys prior) is read like our certainty at a norm and
//! differs from it by .003 at 30 responses. The XmR chart (Wheeler D., Understanding Variation) ignores the number of
//! responses in a period.

use statrs::function::beta::{beta_reg, ln_beta};

use crate::statistics::control_chart::Signal;
use crate::statistics::interval::Interval;
use crate::statistics::normal::{Confidence, two_sided_p};
use crate::statistics::tally::{Counts, variance_of_shares};

/// Pseudo-responses added to promoters and to detractors; twice as many to passives.
const ADDED: f64 = 0.75;
/// Steps of the numerical integral of the posterior.
const STEPS: u32 = 4_000;

struct Adjusted {
    delta: f64,
    variance: f64,
    responses: f64,
}

fn adjusted(counts: &Counts) -> Option<Adjusted> {
    let responses = (counts.responses() > 0).then(|| counts.responses() as f64 + 4.0 * ADDED)?;
    let (promoters, detractors) =
        ((counts.promoters as f64 + ADDED) / responses, (counts.detractors as f64 + ADDED) / responses);
    let variance = variance_of_shares(promoters, detractors);
    Some(Adjusted { delta: promoters - detractors, variance, responses })
}

/// The adjusted Wald interval (3,T) in points; `None` without responses.
#[must_use]
pub fn adjusted_wald_interval(counts: &Counts, confidence: Confidence) -> Option<Interval> {
    let Adjusted { delta, variance, responses } = adjusted(counts)?;
    let half = confidence.quantile() * (variance / responses).sqrt();
    Some(Interval { low: 100.0 * (delta - half).max(-1.0), high: 100.0 * (delta + half).min(1.0) })
}

/// z and two-sided p of the adjusted Wald test of `a` against `b`; `None` if either has no responses.
#[must_use]
pub fn adjusted_wald_test(a: &Counts, b: &Counts) -> Option<(f64, f64)> {
    let (a, b) = (adjusted(a)?, adjusted(b)?);
    let z = (a.delta - b.delta) / (a.variance / a.responses + b.variance / b.responses).sqrt();
    Some((z, two_sided_p(z)))
}

/// The posterior probability, 0..=1, that the true NPS is at least the norm (points), to about 1e-7; `None` without
/// responses.
#[must_use]
pub fn posterior_at(counts: &Counts, norm: f64) -> Option<f64> {
    if counts.responses() == 0 {
        return None;
    }
    let x = norm / 100.0;
    Some(if x >= 0.0 {
        posterior_above(counts.promoters, counts.passives, counts.detractors, x)
    } else {
        1.0 - posterior_above(counts.detractors, counts.passives, counts.promoters, -x)
    })
}

/// P(p - d > x) for x >= 0, over s = p + d ~ Beta and p/s ~ Beta, which are independent.
///
/// The integral runs over t with s = sin^2(u) and u = first + t^2: the first substitution removes the peaks at the
/// ends, the second the square-root behaviour at s = x.
fn posterior_above(promoters: u64, passives: u64, detractors: u64, x: f64) -> f64 {
    let [a, b, c] = [promoters, passives, detractors].map(|count| count as f64 + 0.5);
    let (first, last) = (x.sqrt().asin(), std::f64::consts::FRAC_PI_2);
    let density = |t: f64| {
        let (sin, cos) = (first + t * t).sin_cos();
        let s = sin * sin;
        if sin <= 0.0 || cos <= 0.0 {
            return 0.0;
        }
        let log = (2.0 * (a + c) - 1.0) * sin.ln() + (2.0 * b - 1.0) * cos.ln() - ln_beta(a + c, b);
        let below = ((1.0 - x / s) / 2.0).clamp(0.0, 1.0);
        2.0 * log.exp() * beta_reg(c, a, below) * 2.0 * t
    };
    // All mass is near the mean; Simpson's steps outside of it would be wasted.
    let mean = ((a + c) / (a + b + c)).sqrt().asin();
    let reach = 12.0 / (2.0 * (a + b + c).sqrt());
    let (from, to) = (first.max(mean - reach), last.min(mean + reach));
    if from >= to {
        return 0.0;
    }
    simpson((from - first).sqrt(), (to - first).sqrt(), density).clamp(0.0, 1.0)
}

fn simpson(from: f64, to: f64, of: impl Fn(f64) -> f64) -> f64 {
    let step = (to - from) / f64::from(STEPS);
    let weight = |index: u32| match index {
        0 | STEPS => 1.0,
        odd if odd % 2 == 1 => 4.0,
        _ => 2.0,
    };
    (0..=STEPS).map(|index| weight(index) * of(from + step * f64::from(index))).sum::<f64>() * step / 3.0
}

/// An XmR chart over scores of periods, all in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Xmr {
    pub mean: f64,
    pub mean_moving_range: f64,
    /// Natural process limits.
    pub lower: f64,
    pub upper: f64,
    /// The upper limit of moving ranges.
    pub range_limit: f64,
    /// `None` for periods without responses.
    pub signals: Vec<Option<Signal>>,
}

/// The chart, its limits from the first `baseline` periods; `None` if fewer than two of them have responses.
#[must_use]
pub fn xmr(periods: &[Counts], baseline: usize) -> Option<Xmr> {
    let base: Vec<f64> = periods.iter().take(baseline).filter_map(Counts::nps).collect();
    let ranges: Vec<f64> = base.iter().zip(base.iter().skip(1)).map(|(a, b)| (b - a).abs()).collect();
    if ranges.is_empty() {
        return None;
    }
    let mean = base.iter().sum::<f64>() / base.len() as f64;
    let range = ranges.iter().sum::<f64>() / ranges.len() as f64;
    let (lower, upper) = ((mean - 2.66 * range).max(-100.0), (mean + 2.66 * range).min(100.0));
    let signals = periods.iter().map(|counts| counts.nps().map(|nps| side(nps, lower, upper))).collect();
    Some(Xmr { mean, mean_moving_range: range, lower, upper, range_limit: 3.268 * range, signals })
}

fn side(nps: f64, lower: f64, upper: f64) -> Signal {
    if nps > upper {
        Signal::Above
    } else if nps < lower {
        Signal::Below
    } else {
        Signal::None
    }
}
