//! Quantiles of the standard normal distribution, from the crate `statrs` (accurate beyond 1e-12, see the test).

use statrs::distribution::{ContinuousCDF, Normal};

/// The confidence of an interval: the three levels that the contract offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Confidence {
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
fn quantile(probability: f64) -> f64 {
    Normal::standard().inverse_cdf(probability)
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
}
