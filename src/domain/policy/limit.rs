//! The time that the policy allows for a first step, such as "24 hours" or "6 working days".

/// A limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// Elapsed hours.
    Hours(u32),
    WorkingDays(u32),
}

/// The longest limit, in hours and in working days.
const MOST_HOURS: u32 = 24 * 90;
const MOST_DAYS: u32 = 90;

/// The text is not a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be hours like `48 hours` or working days like `6 working days`, 90 days at most")]
pub struct InvalidLimit;

impl std::str::FromStr for Limit {
    type Err = InvalidLimit;

    fn from_str(text: &str) -> Result<Self, InvalidLimit> {
        let (number, unit) = text.split_once(' ').ok_or(InvalidLimit)?;
        let is_plain = !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
        let number: u32 = number.parse().ok().filter(|_| is_plain).ok_or(InvalidLimit)?;
        match (unit, number) {
            ("hour", 1) => Ok(Self::Hours(1)),
            ("hours", 2..=MOST_HOURS) => Ok(Self::Hours(number)),
            ("working day", 1) => Ok(Self::WorkingDays(1)),
            ("working days", 2..=MOST_DAYS) => Ok(Self::WorkingDays(number)),
            _ => Err(InvalidLimit),
        }
    }
}

impl std::fmt::Display for Limit {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Hours(1) => formatter.write_str("1 hour"),
            Self::Hours(hours) => write!(formatter, "{hours} hours"),
            Self::WorkingDays(1) => formatter.write_str("1 working day"),
            Self::WorkingDays(days) => write!(formatter, "{days} working days"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn limits_are_written_as_the_policy_says_them() {
        for text in ["24 hours", "48 hours", "6 working days", "1 hour", "1 working day"] {
            assert_eq!(text.parse::<Limit>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "24",
            "24 Hours",
            "0 hours",
            "1 hours",
            "2 hour",
            "024 hours",
            "+4 hours",
            "6 days",
            "91 working days",
            "99999999999 hours",
        ] {
            assert!(text.parse::<Limit>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_limit_written_one_way_or_refused(text in ".{0,30}") {
            if let Ok(limit) = text.parse::<Limit>() {
                prop_assert_eq!(limit.to_string(), text);
            }
        }
    }
}
