//! Whether closed complaints were discussed with the employee who handled them, and in the team.
//!
//! The rule: the day of a discussion is a fact of the complaint and is kept nowhere else; a share follows from these days.

pub mod days;
pub mod marking;
pub mod overview;
pub mod query;
pub mod share;

use chrono::NaiveDate;

use crate::domain::complaints::facts::Facts;
use crate::domain::named::named_enum;

named_enum! {
    /// With whom a complaint is discussed.
    pub enum DiscussedWith {
        Employee = "employee",
        Team = "team",
    }
}

impl DiscussedWith {
    /// The day on which a complaint was discussed so, as far as that was told.
    #[must_use]
    pub fn day(self, facts: &Facts) -> Option<NaiveDate> {
        match self {
            Self::Employee => facts.employee_discussed_on,
            Self::Team => facts.team_discussed_on,
        }
    }

    /// The same facts with this day in place of another.
    #[must_use]
    pub fn told(self, facts: &Facts, on: NaiveDate) -> Facts {
        let mut facts = facts.clone();
        match self {
            Self::Employee => facts.employee_discussed_on = Some(on),
            Self::Team => facts.team_discussed_on = Some(on),
        }
        facts
    }
}

/// The days on which a complaint was discussed; `None` is not told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Discussed {
    pub employee_on: Option<NaiveDate>,
    pub team_on: Option<NaiveDate>,
}
