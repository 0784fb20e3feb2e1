//! The sections of the internal evaluation, and which teams stand in it with figures.
//!
//! The rule: what stands in it together tells of no small group. One set of hidden teams holds for all tables of complaints, so
//! that no table tells what another hides.

use std::collections::BTreeSet;

use crate::domain::named::named_enum;
use crate::statistics::suppression::hidden_rows_beside_totals;

named_enum! {
    /// A section, by the key that it has in the document.
    pub enum InternalSection {
        Conclusion = "conclusion",
        Assessment = "assessment",
        Flow = "team_flow",
        Kpis = "team_kpis",
        Nps = "team_nps",
        Quality = "quality",
        Themes = "themes",
        Signals = "signals",
        Causes = "pareto",
        FollowUps = "follow_ups",
        Discussed = "discussed",
        Improvements = "improvements_followed",
        Changed = "changed",
    }
}

/// The complaints of a team in a year: brought forward and received are closed or carried forward.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamFlow {
    /// Empty for complaints of no team.
    pub team: String,
    /// Received before the year, and open when it began.
    pub brought_forward: u64,
    /// Received in the year.
    pub received: u64,
    /// Of these two, those that were closed by its end.
    pub closed: u64,
}

impl TeamFlow {
    /// Open when the year ended.
    #[must_use]
    pub fn carried_forward(&self) -> u64 {
        (self.brought_forward + self.received).saturating_sub(self.closed)
    }
}

/// The teams of a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Teams {
    /// By name; those of no team first.
    pub flows: Vec<TeamFlow>,
    /// Those whose figures on complaints stay hidden.
    hidden: BTreeSet<String>,
    /// Whether what is brought and carried forward is told of all teams together alone: few complaints are open at the turn
    /// of a year, and what one team has follows from the others.
    pub hides_stock: bool,
}

impl Teams {
    /// The teams, of which nothing is told that is about 1 up to `minimum` less one complaints.
    #[must_use]
    pub fn of(flows: Vec<TeamFlow>, minimum: u64) -> Self {
        let moved: Vec<[u64; 2]> = flows.iter().map(|flow| [flow.received, flow.closed]).collect();
        let stock: Vec<[u64; 2]> =
            flows.iter().map(|flow| [flow.brought_forward, flow.carried_forward()]).collect();
        let hidden = flows.iter().zip(hidden_rows_beside_totals(&moved, minimum));
        Self {
            hidden: hidden.filter(|(_, hidden)| *hidden).map(|(flow, _)| flow.team.clone()).collect(),
            hides_stock: hidden_rows_beside_totals(&stock, minimum).contains(&true),
            flows,
        }
    }

    /// Whether there is more than one team to tell apart.
    #[must_use]
    pub fn are_several(&self) -> bool {
        self.flows.len() > 1
    }

    /// Whether the figures on the complaints of a team stay hidden; also of one that had none.
    #[must_use]
    pub fn are_hidden(&self, team: &str) -> bool {
        self.hidden.contains(team) || !self.flows.iter().any(|flow| flow.team == team)
    }

    /// All teams together.
    #[must_use]
    pub fn together(&self) -> TeamFlow {
        let sum = |of: fn(&TeamFlow) -> u64| self.flows.iter().map(of).sum();
        TeamFlow {
            team: String::new(),
            brought_forward: sum(|flow| flow.brought_forward),
            received: sum(|flow| flow.received),
            closed: sum(|flow| flow.closed),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn flow(team: &str, brought_forward: u64, received: u64, closed: u64) -> TeamFlow {
        TeamFlow { team: team.to_owned(), brought_forward, received, closed }
    }

    #[test]
    fn what_is_brought_forward_and_received_is_closed_or_carried_forward() {
        let teams = Teams::of(vec![flow("Noord", 10, 40, 38), flow("Zuid", 8, 30, 25)], 5);
        assert_eq!(teams.flows[0].carried_forward(), 12);
        let together = teams.together();
        assert_eq!((together.brought_forward, together.received, together.closed), (18, 70, 63));
        assert_eq!(together.carried_forward(), 25);
        assert!(!teams.are_hidden("Noord") && !teams.hides_stock && teams.are_several());
        assert!(teams.are_hidden("Oost"), "nothing is known of it");
    }

    #[test]
    fn a_small_team_takes_another_with_it_and_few_open_complaints_are_told_together() {
        let teams =
            Teams::of(vec![flow("Noord", 0, 40, 38), flow("Oost", 0, 9, 9), flow("Zuid", 0, 3, 3)], 5);
        let hidden = ["Noord", "Oost", "Zuid"].map(|team| teams.are_hidden(team));
        assert_eq!((hidden, teams.hides_stock), ([false, true, true], true));
    }

    proptest! {
        #[test]
        fn no_hidden_team_can_be_computed(counts in prop::collection::vec((0..9u64, 0..20u64, 0..20u64), 1..8), minimum in 1..8u64) {
            let flows: Vec<TeamFlow> = counts
                .iter()
                .enumerate()
                .map(|(place, (before, received, closed))| flow(&place.to_string(), *before, *received, (*closed).min(before + received)))
                .collect();
            let teams = Teams::of(flows, minimum);
            let hidden: Vec<&TeamFlow> = teams.flows.iter().filter(|flow| teams.are_hidden(&flow.team)).collect();
            let together = teams.together();
            let received: u64 = hidden.iter().map(|flow| flow.received).sum();
            let closed: u64 = hidden.iter().map(|flow| flow.closed).sum();
            for (of_hidden, total) in [(received, together.received), (closed, together.closed)] {
                prop_assert!(of_hidden == 0 || of_hidden >= minimum || total < minimum);
            }
        }
    }
}
