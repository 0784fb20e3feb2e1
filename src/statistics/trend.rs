//! The linear trend of NPS over periods.
//!
//! The linear-by-linear test (Mantel N. (1963), JASA 58:690): z = sum net_t (t - tbar) / sqrt(V sum n_t (t - tbar)^2),
//! equivalent to the correlation of score group and period over respondents. Overdispersion of the periods would
//! inflate it, so it is divided by phi = sqrt(max(1, Q_res/(k-2))).

use crate::statistics::normal::two_sided_p;
use crate::statistics::tally::Counts;

/// A straight line through the periods.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// In points per period.
    pub slope_per_period: f64,
    pub z: f64,
    /// Two-sided, 0..=1.
    pub p: f64,
    /// phi, 1 or more.
    pub dispersion: f64,
    pub z_adjusted: f64,
    pub p_adjusted: f64,
}

/// The trend over periods of equal length; empty ones keep their place. `None` if fewer than three have responses, or
/// if all answers are in one group.
#[must_use]
pub fn trend(periods: &[Counts]) -> Option<Trend> {
    let all: Counts = periods.iter().copied().sum();
    let variance = all.variance().filter(|variance| *variance > 0.0)?;
    let total = all.responses() as f64;
    let filled: Vec<(f64, &Counts)> = periods
        .iter()
        .enumerate()
        .filter(|(_, counts)| counts.responses() > 0)
        .map(|(index, counts)| (index as f64, counts))
        .collect();
    if filled.len() < 3 {
        return None;
    }
    let sum =
        |of: &dyn Fn(f64, &Counts) -> f64| -> f64 { filled.iter().map(|(t, counts)| of(*t, counts)).sum() };
    let mean_time = sum(&|t, counts| t * counts.responses() as f64) / total;
    let mean = all.net() / total;
    let moved = sum(&|t, counts| counts.net() * (t - mean_time));
    let spread = sum(&|t, counts| counts.responses() as f64 * (t - mean_time).powi(2));
    let slope = moved / spread;
    let residual = sum(&|t, counts| {
        let n = counts.responses() as f64;
        n * (counts.net() / n - mean - slope * (t - mean_time)).powi(2)
    });
    let dispersion = (residual / variance / (filled.len() - 2) as f64).max(1.0).sqrt();
    let z = moved / (variance * spread).sqrt();
    let z_adjusted = z / dispersion;
    Some(Trend {
        slope_per_period: 100.0 * slope,
        z,
        p: two_sided_p(z),
        dispersion,
        z_adjusted,
        p_adjusted: two_sided_p(z_adjusted),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_few_periods_or_answers_all_alike_have_no_trend() {
        let some = Counts { promoters: 5, passives: 1, detractors: 4 };
        let alike = Counts { promoters: 5, ..Counts::default() };
        assert_eq!(trend(&[some, some, Counts::default()]), None);
        assert_eq!(trend(&[alike; 12]), None);
        assert_eq!(trend(&[]), None);
    }

    #[test]
    fn steady_periods_have_no_slope() {
        let found = trend(&[Counts { promoters: 5, passives: 1, detractors: 4 }; 12]).unwrap();
        assert!(found.slope_per_period.abs() < 1e-12 && found.dispersion == 1.0);
    }
}
