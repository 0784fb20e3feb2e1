//! The notifications of a year beside its complaints: month by month, and what the KPI over them rewards.
//!
//! The rule: a month without a count is unknown, not zero.

use crate::domain::insight::visible::Visible;
use crate::domain::policy::notifications::Month;
use crate::domain::policy::rewards::{Cut, FollowedUpFigures};
use crate::statistics::census::share;

/// What is known of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct NotifiedYear {
    /// The months that have begun: of all together first, then of each product that was told.
    pub rows: Vec<MonthRow>,
    pub known: KnownMonths,
    /// The complaints of the known months by team and by channel.
    pub cuts: Vec<Cut>,
    /// The answers of 0 to 6 of the year, of the organisation as a whole.
    pub followed_up: Visible<FollowedUpFigures>,
}

/// The months that are over and whose notifications are known, together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KnownMonths {
    pub months: u64,
    pub notifications: u64,
    pub complaints: u64,
}

/// The notifications of a month and the complaints received in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthRow {
    pub month: Month,
    /// Empty for all together.
    pub product: String,
    /// `None` if not known.
    pub notifications: Option<u64>,
    /// `None` where a product had so few that a person could be identified, or that they could be computed.
    pub complaints: Option<u64>,
}

impl MonthRow {
    /// Complaints as a share of notifications; `None` where these are not known or none.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        share(self.complaints?, self.notifications?)
    }

    /// Whether there are fewer notifications than complaints, which is possible and hardly ever meant.
    #[must_use]
    pub fn is_fewer(&self) -> bool {
        self.notifications
            .zip(self.complaints)
            .is_some_and(|(notifications, complaints)| notifications < complaints)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_without_a_count_has_no_share() {
        let row = |notifications| MonthRow {
            month: "2026-03".parse().unwrap(),
            product: String::new(),
            notifications,
            complaints: Some(3),
        };
        assert_eq!((row(None).share(), row(None).is_fewer()), (None, false));
        assert_eq!((row(Some(0)).share(), row(Some(0)).is_fewer()), (None, true));
        assert_eq!((row(Some(300)).share(), row(Some(3)).is_fewer()), (Some(0.01), false));
    }
}
