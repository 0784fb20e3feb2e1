//! How many follow-ups ended in time, per team and month.
//!
//! The rule: a follow-up counts in the month in which it was due, for the team that has it, by when it ended for the first
//! time. Late is what [`FollowUp::in_time`](crate::domain::follow_ups::follow_up::FollowUp::in_time) says was not in time: its day has
//! passed and it had not ended by then, also if it is still open, as the lists say. These are counts of what staff did and say
//! nothing of a customer, so small numbers are not hidden.

use chrono::NaiveDate;

/// Months that are shown, the running one included; the next one only if something is due in it.
pub const MONTHS: u32 = 12;

/// The follow-ups that were due in a month, of one team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamFigures {
    /// `None` where the team is not known.
    pub team: Option<String>,
    pub due: u64,
    pub in_time: u64,
    /// Ended after its day, or not at all so far.
    pub late: u64,
    /// Those of the late ones that never ended, which the list of late ones holds.
    pub overdue: u64,
    /// Never ended, and its day has not passed.
    pub pending: u64,
}

/// The follow-ups that were due in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthFigures {
    /// Its first day.
    pub month: NaiveDate,
    /// By name; only teams that had any.
    pub teams: Vec<TeamFigures>,
}

impl MonthFigures {
    /// All teams together.
    #[must_use]
    pub fn together(&self) -> TeamFigures {
        let sum = |of: fn(&TeamFigures) -> u64| self.teams.iter().map(of).sum();
        TeamFigures {
            team: None,
            due: sum(|team| team.due),
            in_time: sum(|team| team.in_time),
            late: sum(|team| team.late),
            overdue: sum(|team| team.overdue),
            pending: sum(|team| team.pending),
        }
    }
}

impl TeamFigures {
    /// The share that ended in time, of a month that is over; `None` if nothing was due.
    #[must_use]
    pub fn share_in_time(&self) -> Option<f64> {
        (self.due > 0).then(|| self.in_time as f64 / self.due as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_still_open_after_its_month_was_not_in_time() {
        let team = |name: &str, in_time, late, overdue| TeamFigures {
            team: Some(name.to_owned()),
            due: in_time + late,
            in_time,
            late,
            overdue,
            pending: 0,
        };
        let teams = vec![team("Noord", 3, 1, 1), team("Zuid", 0, 2, 0)];
        let together = MonthFigures { month: NaiveDate::MIN, teams }.together();
        assert_eq!((together.due, together.in_time, together.late, together.overdue), (6, 3, 3, 1));
        assert_eq!(together.share_in_time(), Some(0.5));
        assert_eq!(
            MonthFigures { month: NaiveDate::MIN, teams: Vec::new() }.together().share_in_time(),
            None
        );
    }
}
