//! The share of closed complaints that was discussed within thirty days of closing.
//!
//! The rule: a complaint counts with its last closing. A discussion before that is in time, also one from before the complaint
//! was reopened: it is the same complaint, and need not be discussed once more. While there is time left and no day was told it is
//! pending and counts for nothing; when the time is over, not told is neither in time nor late, but between two bounds.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::domain::learning::discussed::Discussed;
use crate::domain::time::calendar::first_of_month_before;
use crate::statistics::census::Census;

/// How many days after closing a discussion is in time, the last included.
pub const DAYS_IN_TIME: u64 = 30;

/// The last closing of complaints that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// Empty if unknown.
    pub team: String,
    pub closed_on: NaiveDate,
    pub discussed: Discussed,
    /// How many they are.
    pub complaints: u64,
}

/// Where a discussion stands; of two, the later in this order decides where both stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Timely,
    Pending,
    Unknown,
    Late,
}

impl Standing {
    fn of(on: Option<NaiveDate>, closed_on: NaiveDate, today: NaiveDate) -> Self {
        let last = closed_on.checked_add_days(Days::new(DAYS_IN_TIME)).unwrap_or(NaiveDate::MAX);
        match on {
            Some(on) if on <= last => Self::Timely,
            Some(_) => Self::Late,
            None if today <= last => Self::Pending,
            None => Self::Unknown,
        }
    }
}

/// Complaints by where their discussion stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DiscussedShare {
    /// In time is discussed within [`DAYS_IN_TIME`] days; unknown are those whose time is over and for which no day was told.
    pub census: Census,
    pub pending: u64,
}

impl DiscussedShare {
    fn add(&mut self, standing: Standing, complaints: u64) {
        let count = match standing {
            Standing::Timely => &mut self.census.timely,
            Standing::Late => &mut self.census.late,
            Standing::Unknown => &mut self.census.unknown,
            Standing::Pending => &mut self.pending,
        };
        *count += complaints;
    }

    /// Those that are not pending: the denominator of the share.
    #[must_use]
    pub fn counted(&self) -> u64 {
        self.census.timely + self.census.late + self.census.unknown
    }
}

/// The complaints of a month or a team.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DiscussedFigures {
    pub closed: u64,
    pub employee: DiscussedShare,
    pub team: DiscussedShare,
    /// With both.
    pub both: DiscussedShare,
}

impl DiscussedFigures {
    fn add(&mut self, closing: &Closing, today: NaiveDate) {
        let standing = |on| Standing::of(on, closing.closed_on, today);
        let (employee, team) = (standing(closing.discussed.employee_on), standing(closing.discussed.team_on));
        self.closed += closing.complaints;
        self.employee.add(employee, closing.complaints);
        self.team.add(team, closing.complaints);
        self.both.add(employee.max(team), closing.complaints);
    }
}

/// The figures of some months.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiscussedTable {
    /// By the first day of the month of closing, of the team that is asked about; months without a closing are absent.
    pub months: BTreeMap<NaiveDate, DiscussedFigures>,
    /// The months together.
    pub together: DiscussedFigures,
    /// Of all months, by team, whichever is asked about.
    pub teams: BTreeMap<String, DiscussedFigures>,
}

impl DiscussedTable {
    /// Counts closings; the months are of one team, or of all.
    #[must_use]
    pub fn of(closings: &[Closing], team: Option<&str>, today: NaiveDate) -> Self {
        let mut table = Self::default();
        table.add(closings, team, today);
        table
    }

    /// Counts further closings, such as those of another month.
    pub fn add(&mut self, closings: &[Closing], team: Option<&str>, today: NaiveDate) {
        for closing in closings {
            self.teams.entry(closing.team.clone()).or_default().add(closing, today);
            if team.is_none_or(|team| team == closing.team) {
                let month = first_of_month_before(closing.closed_on, 0);
                self.months.entry(month).or_default().add(closing, today);
                self.together.add(closing, today);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn figures(employee: &str, team: &str) -> DiscussedFigures {
        let on = |text: &str| (!text.is_empty()).then(|| day(text));
        let discussed = Discussed { employee_on: on(employee), team_on: on(team) };
        let closing = Closing { team: String::new(), closed_on: day("2026-01-05"), discussed, complaints: 1 };
        let mut figures = DiscussedFigures::default();
        figures.add(&closing, day("2026-02-05"));
        figures
    }

    #[test]
    fn the_thirtieth_day_is_in_time_and_the_next_is_late() {
        // The thirtieth day after 5 January is 4 February.
        let counts = |share: DiscussedShare| (share.census.timely, share.census.late, share.census.unknown);
        let [in_time, late] = ["2026-02-04", "2026-02-05"].map(|on| figures(on, "2026-01-01"));
        assert_eq!((counts(in_time.employee), counts(in_time.both)), ((1, 0, 0), (1, 0, 0)));
        assert_eq!((counts(late.employee), counts(late.both)), ((0, 1, 0), (0, 1, 0)));
        let untold = figures("2026-01-20", "");
        assert_eq!(
            (counts(untold.team), counts(untold.both), untold.team.pending),
            ((0, 0, 1), (0, 0, 1), 0)
        );
    }

    #[test]
    fn complaints_that_are_alike_count_each_and_a_discussion_before_the_closing_is_in_time() {
        let discussed = Discussed { employee_on: Some(day("2025-11-20")), team_on: None };
        let closing =
            Closing { team: "Noord".to_owned(), closed_on: day("2026-01-05"), discussed, complaints: 3 };
        let table = DiscussedTable::of(&[closing], None, day("2026-02-05"));
        let figures = table.together;
        assert_eq!((figures.closed, figures.employee.census.timely, figures.both.census.unknown), (3, 3, 3));
        assert_eq!((table.teams.get("Noord"), table.months.len()), (Some(&figures), 1));
    }

    #[test]
    fn what_is_late_once_is_late_for_both_whatever_becomes_known() {
        assert_eq!(figures("2026-02-05", "").both.census, Census { timely: 0, late: 1, unknown: 0 });
    }
}
