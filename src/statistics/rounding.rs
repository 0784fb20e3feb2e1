//! Numbers without floating-point noise, and rounding for display.
//!
//! The rule: a computed number is compared with one that a person typed, or cut to decimals, only after the last binary
//! digits are removed; and a half rounds away from zero, on every page and in every file. `100 * 0.2875` is slightly
//! less than 28.75 in binary, and must not print as 28.7 while 28.75 prints as 28.8.

/// The number of decimals that are kept: computed numbers here are below a million and accurate to twelve digits.
const NOISE: i32 = 9;

/// The number without floating-point noise.
#[must_use]
pub fn without_noise(value: f64) -> f64 {
    let scale = 10_f64.powi(NOISE);
    let rounded = (value * scale).round() / scale;
    if rounded.is_finite() { rounded + 0.0 } else { value }
}

/// The number rounded to `decimals` decimals, a half away from zero; never negative zero.
#[must_use]
pub fn rounded(value: f64, decimals: u8) -> f64 {
    let scale = 10_f64.powi(decimals.into());
    let rounded = without_noise(value * scale).round() / scale;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Whether the rounded number is negative, and its digits without the sign.
#[must_use]
pub fn digits(value: f64, decimals: u8) -> (bool, String) {
    let rounded = rounded(value, decimals);
    (rounded < 0.0, format!("{:.*}", usize::from(decimals), rounded.abs()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_half_rounds_away_from_zero_however_it_was_computed() {
        for (value, decimals, expected) in [
            (28.75, 1, "28.8"),
            (100.0 * 0.2875, 1, "28.8"),
            (-28.75, 1, "28.8"),
            (0.0625, 3, "0.063"),
            (0.125, 2, "0.13"),
            (0.15, 1, "0.2"),
            (1.005 * 100.0, 0, "101"),
            (2.5, 0, "3"),
            (0.04, 1, "0.0"),
            (49.999_999_999_999_99, 1, "50.0"),
        ] {
            assert_eq!(digits(value, decimals).1, expected, "{value}");
        }
        assert!(digits(-0.05, 1).0 && !digits(-0.04, 1).0, "no minus before a zero");
    }

    #[test]
    fn noise_is_taken_off_and_nothing_else() {
        assert_eq!(without_noise(100.0 * (7.0 / 50.0) + 1.0), 15.0);
        assert_eq!(without_noise(0.56 - 5.0), -4.44);
        assert_eq!(without_noise(33.3), 33.3);
        assert!(without_noise(f64::INFINITY).is_infinite() && without_noise(f64::NAN).is_nan());
    }

    proptest! {
        /// Every share of whole numbers prints as whole-number arithmetic would round it.
        #[test]
        fn shares_round_as_whole_numbers_do(n in 1_u64..400, part in 0_u64..400) {
            let part = part.min(n);
            let tenths = (2 * 1000 * part + n) / (2 * n);
            let expected = format!("{}.{}", tenths / 10, tenths % 10);
            prop_assert_eq!(digits(100.0 * (part as f64 / n as f64), 1).1, expected);
        }
    }
}
