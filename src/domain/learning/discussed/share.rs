//! The share of closed complaints that was discussed within thirty days of closing.
//!
//! The rule: a complaint counts with its last closing. A discussion before that is in time, also one from before the complaint
//! was reopened: it is the same complaint, and need not be discussed once more. While there is time left and no day was told it is
//! pending and counts for nothing; when the time is over, not told is neither in time nor late, but between two bounds.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::named::named_enum;
use crate::statistics::census::Census;

/// How many days after closing a discussion is in time, the last included.
pub const DAYS_IN_TIME: u64 = 30;

named_enum! {
    /// Where a discussion stands; of two, the later in this order decides where both stand together.
    pub enum Standing {
        Timely = "timely",
        Pending = "pending",
        Unknown = "unknown",
        Late = "late",
    }
}

/// The last closings of complaints of a team and a month whose discussions stand alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closings {
    /// Empty if unknown.
    pub team: String,
    /// The first day of the month of closing.
    pub month: NaiveDate,
    pub with_employee: Standing,
    pub with_team: Standing,
    pub complaints: u64,
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
    fn add(&mut self, closings: &Closings) {
        let Closings { with_employee, with_team, complaints, .. } = *closings;
        self.closed += complaints;
        self.employee.add(with_employee, complaints);
        self.team.add(with_team, complaints);
        self.both.add(with_employee.max(with_team), complaints);
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
    pub fn of(closings: &[Closings], team: Option<&str>) -> Self {
        let mut table = Self::default();
        for alike in closings {
            table.teams.entry(alike.team.clone()).or_default().add(alike);
            if team.is_none_or(|team| team == alike.team) {
                table.months.entry(alike.month).or_default().add(alike);
                table.together.add(alike);
            }
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closings(with_employee: Standing, with_team: Standing) -> Closings {
        let month = "2026-01-01".parse().unwrap();
        Closings { team: "Noord".to_owned(), month, with_employee, with_team, complaints: 3 }
    }

    #[test]
    fn complaints_that_are_alike_count_each() {
        let table = DiscussedTable::of(&[closings(Standing::Timely, Standing::Unknown)], None);
        let figures = table.together;
        assert_eq!((figures.closed, figures.employee.census.timely, figures.both.census.unknown), (3, 3, 3));
        assert_eq!((table.teams.get("Noord"), table.months.len()), (Some(&figures), 1));
        let other = DiscussedTable::of(&[closings(Standing::Timely, Standing::Unknown)], Some("Zuid"));
        assert_eq!(
            (other.months.len(), other.teams.len()),
            (0, 1),
            "the months are of the team that is asked about"
        );
    }

    #[test]
    fn what_is_late_once_is_late_for_both_whatever_becomes_known() {
        let both = |employee, team| DiscussedTable::of(&[closings(employee, team)], None).together.both;
        assert_eq!(both(Standing::Late, Standing::Unknown).census, Census { timely: 0, late: 3, unknown: 0 });
        assert_eq!(both(Standing::Timely, Standing::Pending).pending, 3);
    }
}
