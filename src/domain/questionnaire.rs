//! The instrument: which questions the form asks.
//!
//! The rule: a version is never changed once it was used. A change of questions is a new version, and figures
//! can be split by it.

use crate::domain::named::named_enum;

named_enum! {
    /// A satisfaction item, answered on a scale of 1 (very dissatisfied) to 5 (very satisfied).
    ///
    /// They are the sub-topics of KPI 4 (quality of handling) seen from the customer's side.
    pub enum Item {
        Empathy = "empathy",
        Language = "language",
        Speed = "speed",
        Solution = "solution",
    }
}

/// An answer to an [`Item`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rating(u8);

/// The text is no rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a whole number from 1 to 5")]
pub struct NotARating;

impl Rating {
    /// 1 to 5.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=5).map(Self)
    }

    /// The number itself.
    #[must_use]
    pub fn value(self) -> u8 {
        self.0
    }
}

impl std::str::FromStr for Rating {
    type Err = NotARating;

    fn from_str(text: &str) -> Result<Self, NotARating> {
        match text {
            "1" => Ok(Self(1)),
            "2" => Ok(Self(2)),
            "3" => Ok(Self(3)),
            "4" => Ok(Self(4)),
            "5" => Ok(Self(5)),
            _ => Err(NotARating),
        }
    }
}

/// The questionnaire that new invitations ask.
pub const CURRENT: &str = "complaint-handling-1";

/// How the answer is asked for.
pub const MODE_EMAIL: &str = "email";
