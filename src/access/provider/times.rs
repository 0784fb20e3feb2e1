//! When a token counts.
//!
//! The rule: two machines' clocks may differ by a minute, either way.

use chrono::TimeDelta;

use crate::domain::Timestamp;

/// How far the provider's clock may be from ours.
pub const LEEWAY: TimeDelta = TimeDelta::seconds(60);
/// How old a token may be: it comes straight from the provider.
pub const LONGEST_AGE: TimeDelta = TimeDelta::minutes(10);

/// Whether a token was issued (`iat`, in seconds since 1970) lately and not in the future.
#[must_use]
pub fn is_recent(issued: f64, now: Timestamp) -> bool {
    let (leeway, longest) = (LEEWAY.as_seconds_f64(), LONGEST_AGE.as_seconds_f64());
    (-leeway..=longest + leeway).contains(&(seconds(now) - issued))
}

/// Whether a token has not expired yet (`exp`).
#[must_use]
pub fn is_alive(expires: f64, now: Timestamp) -> bool {
    seconds(now) < expires + LEEWAY.as_seconds_f64()
}

/// Whether a token counts already (`nbf`).
#[must_use]
pub fn has_begun(begins: f64, now: Timestamp) -> bool {
    begins <= seconds(now) + LEEWAY.as_seconds_f64()
}

fn seconds(moment: Timestamp) -> f64 {
    moment.timestamp_micros() as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: f64 = 1_774_000_000.0;

    fn now() -> Timestamp {
        Timestamp::from_timestamp(1_774_000_000, 0).unwrap()
    }

    #[test]
    fn clocks_may_differ_by_a_minute_either_way() {
        for (by, counts) in [(-61.0, false), (-59.0, true), (0.0, true), (59.0, true), (3_600.0, true)] {
            assert_eq!(is_alive(NOW + by, now()), counts, "exp {by}");
        }
        for (by, counts) in [(-3_600.0, true), (-59.0, true), (59.0, true), (61.0, false)] {
            assert_eq!(has_begun(NOW + by, now()), counts, "nbf {by}");
        }
        for (by, counts) in
            [(-661.0, false), (-659.0, true), (-61.0, true), (-59.0, true), (59.0, true), (61.0, false)]
        {
            assert_eq!(is_recent(NOW + by, now()), counts, "iat {by}");
        }
    }

    #[test]
    fn what_is_no_time_counts_for_nothing() {
        assert!(!is_recent(f64::INFINITY, now()) && !is_recent(f64::NEG_INFINITY, now()));
        assert!(!is_alive(f64::NEG_INFINITY, now()) && !has_begun(f64::INFINITY, now()));
        assert!(!is_recent(f64::NAN, now()) && !is_alive(f64::NAN, now()) && !has_begun(f64::NAN, now()));
    }
}
