//! Sample sizes: how many responses are needed.
//!
//! Normal approximation with V, the variance of one answer that counts -1, 0 or +1 (proportions; 0.8 is typical after
//! complaints, 1 the worst case): Lewis J., Sauro J., MeasuringU (2021), "Sample Size Estimation for NPS Confidence
//! Intervals" and "Sample Sizes for Comparing NPS". Gaps and margins are in points, certainties and power are 0..1,
//! one-sided. Results are whole responses, rounded up; `None` if no number is enough.

use crate::statistics::normal::{Confidence, quantile};

/// Responses for an interval of NPS +- `margin`.
#[must_use]
pub fn for_margin(variance: f64, margin: f64, confidence: Confidence) -> Option<u64> {
    whole(for_margin_exactly(variance, margin, confidence))
}

/// As [`for_margin`] for the adjusted Wald interval, whose three pseudo-responses need not be collected.
#[must_use]
pub fn for_margin_adjusted_wald(variance: f64, margin: f64, confidence: Confidence) -> Option<u64> {
    whole(for_margin_exactly(variance, margin, confidence) - 3.0)
}

/// Responses for NPS +- `margin` over the complaints of a closed period, of which there are `population`.
#[must_use]
pub fn for_margin_of_population(
    variance: f64,
    margin: f64,
    confidence: Confidence,
    population: u64,
) -> Option<u64> {
    let unlimited = for_margin_exactly(variance, margin, confidence);
    whole(unlimited / (1.0 + (unlimited - 1.0) / population as f64))
}

/// Responses for a verdict at `certainty` to detect a true gap between NPS and norm, with this power.
#[must_use]
pub fn for_verdict(variance: f64, gap: f64, certainty: f64, power: f64) -> Option<u64> {
    let z = quantile(certainty) + quantile(power);
    whole(variance * (z / (gap / 100.0)).powi(2))
}

/// Responses in each of two groups for a true difference to be shown at two-sided level `alpha`, with this power.
#[must_use]
pub fn for_difference(variances: (f64, f64), difference: f64, alpha: f64, power: f64) -> Option<u64> {
    let z = quantile(1.0 - alpha / 2.0) + quantile(power);
    whole((variances.0 + variances.1) * (z / (difference / 100.0)).powi(2))
}

fn for_margin_exactly(variance: f64, margin: f64, confidence: Confidence) -> f64 {
    confidence.quantile().powi(2) * variance / (margin / 100.0).powi(2)
}

fn whole(responses: f64) -> Option<u64> {
    (responses.is_finite() && responses < 1e15).then(|| responses.ceil().max(0.0) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_papers_figures_come_out() {
        assert_eq!(for_margin(0.8, 10.0, Confidence::P95), Some(308));
        assert_eq!(for_margin(0.8, 20.0, Confidence::P95), Some(77));
        assert_eq!(for_verdict(0.8, 10.0, 0.95, 0.8), Some(495));
        assert_eq!(for_verdict(0.8, 20.0, 0.95, 0.8), Some(124));
        assert_eq!(for_difference((0.8, 0.8), 15.0, 0.05, 0.8), Some(559));
    }

    #[test]
    fn nothing_shows_a_gap_of_zero() {
        assert_eq!(for_verdict(0.8, 0.0, 0.95, 0.8), None);
    }
}
