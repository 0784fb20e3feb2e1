//! The lists of follow-ups that a handler works from.

use crate::domain::follow_ups::follow_up::FollowUp;
use crate::domain::named::named_enum;

/// Follow-ups on a page of a list.
pub const ON_A_PAGE: u32 = 50;
/// The last page that can be asked for.
pub const LAST_PAGE: u32 = 2_000;
/// The most ended follow-ups that are shown below a list.
pub const MOST_DONE: u32 = 100;

named_enum! {
    /// A list of follow-ups that have not ended; its name stands in the page's address.
    pub enum FollowUpList {
        /// Those that the reader holds.
        Mine = "mine",
        /// Those of the reader's own team.
        Team = "team",
        /// Those whose day has passed.
        Overdue = "overdue",
        /// Those that no one holds.
        Unassigned = "unassigned",
        /// All that the reader may see.
        All = "all",
    }
}

/// How many follow-ups each list has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListCounts {
    pub mine: u64,
    pub team: u64,
    pub overdue: u64,
    pub unassigned: u64,
    pub all: u64,
}

impl ListCounts {
    /// How many a list has.
    #[must_use]
    pub fn of(&self, list: FollowUpList) -> u64 {
        match list {
            FollowUpList::Mine => self.mine,
            FollowUpList::Team => self.team,
            FollowUpList::Overdue => self.overdue,
            FollowUpList::Unassigned => self.unassigned,
            FollowUpList::All => self.all,
        }
    }

    /// The list to begin with: what the reader holds, else what the reader's team has, else all.
    #[must_use]
    pub fn usual(&self, has_team: bool) -> FollowUpList {
        match (self.mine, has_team) {
            (1.., _) => FollowUpList::Mine,
            (0, true) => FollowUpList::Team,
            (0, false) => FollowUpList::All,
        }
    }
}

/// A follow-up in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFollowUp {
    pub follow_up: FollowUp,
    /// How many items the customer rated; the ratings are part of the answer, which is read once it is taken up.
    pub rated: u64,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct FollowUpsPage {
    pub list: FollowUpList,
    /// The lists to choose from.
    pub lists: Vec<FollowUpList>,
    pub counts: ListCounts,
    /// The most urgent first.
    pub rows: Vec<ListedFollowUp>,
    /// 1 for the first page.
    pub page: u32,
    pub has_next: bool,
    /// What ended lately, the latest first.
    pub done: Vec<FollowUp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_begins_with_what_the_reader_holds() {
        let counts = |mine| ListCounts { mine, team: 3, ..ListCounts::default() };
        assert_eq!(counts(1).usual(true), FollowUpList::Mine);
        assert_eq!(counts(0).usual(true), FollowUpList::Team);
        assert_eq!(counts(0).usual(false), FollowUpList::All);
    }
}
