//! The standard normal distribution, and Student's t for few periods, from the crate `statrs` (quantiles accurate beyond
//! 1e-12, see the test).

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};
use statrs::function::erf::erfc;

/// The confidence of an interval: the three levels that the API offers, and the deciding one for a certainty of 0.9.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Confidence {
    P80,
    P90,
    #[default]
    P95,
    P99,
}

impl Confidence {
    /// The level as a share, such as 0.95.
    #[must_use]
    pub fn share(self) -> f64 {
        match self {
            Self::P80 => 0.80,
            Self::P90 => 0.90,
            Self::P95 => 0.95,
            Self::P99 => 0.99,
        }
    }

    /// The two-sided quantile z_c: a standard normal value lies within -z_c..z_c with this confidence.
    #[must_use]
    pub fn quantile(self) -> f64 {
        quantile(0.5 + self.share() / 2.0)
    }
}

/// The value below which a standard normal variable lies with this probability (0..1, exclusive).
#[must_use]
pub fn quantile(probability: f64) -> f64 {
    Normal::standard().inverse_cdf(probability)
}

/// The probability, 0..=1, that a standard normal variable lies at or below this value.
#[must_use]
pub fn probability_below(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// The probability, 0..=1, that a standard normal variable lies as far from zero as this value, on either side.
#[must_use]
pub fn two_sided_p(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// The value below which Student's t with this many degrees of freedom lies with this probability; `None` without
/// degrees of freedom.
#[must_use]
pub fn t_quantile(probability: f64, degrees_of_freedom: f64) -> Option<f64> {
    StudentsT::new(0.0, 1.0, degrees_of_freedom).ok().map(|student| student.inverse_cdf(probability))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_accurate_to_1e_12() {
        // Wichura (1988), AS 241, and mpmath at 40 digits.
        for (probability, expected) in [
            (0.95, 1.644_853_626_951_472_7),
            (0.975, 1.959_963_984_540_054_2),
            (0.995, 2.575_829_303_548_901),
            (0.8, 0.841_621_233_572_914_2),
            (0.001, -3.090_232_306_167_813_5),
        ] {
            assert!((quantile(probability) - expected).abs() < 1e-12, "{probability}");
        }
    }

    #[test]
    fn probabilities_and_quantiles_undo_each_other() {
        for probability in [1e-9, 0.001, 0.05, 0.5, 0.8, 0.975, 0.999_999] {
            assert!((probability_below(quantile(probability)) - probability).abs() < 1e-10, "{probability}");
        }
        assert!((two_sided_p(1.959_963_984_540_054_2) - 0.05).abs() < 1e-10);
    }

    #[test]
    fn students_t_has_its_tabled_quantiles() {
        // R: qt(0.975, c(11, 23)).
        for (degrees, expected) in [(11.0, 2.200_985_160_082_949), (23.0, 2.068_657_610_419_041_7)] {
            assert!((t_quantile(0.975, degrees).unwrap() - expected).abs() < 1e-9, "{degrees}");
        }
        assert_eq!(t_quantile(0.975, 0.0), None);
    }
}
