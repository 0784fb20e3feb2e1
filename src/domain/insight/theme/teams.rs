//! A theme by team: which share of each team's detractors name it.
//!
//! The rule: the totals stand on the same page, so a hidden team is never the only one, and the hidden ones together tell of no
//! small number.

use crate::domain::insight::theme::named::{NamedBy, named_by};
use crate::domain::insight::visible::Visible;
use crate::statistics::normal::Confidence;
use crate::statistics::proportion::Part;
use crate::statistics::suppression::hidden_rows_beside_totals;

/// A team's detractors who name a theme.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamShare {
    /// The team; empty if unknown.
    pub team: String,
    pub named: Visible<NamedBy>,
}

/// The teams of a theme, the largest share first and the hidden ones last.
#[must_use]
pub fn team_shares(teams: Vec<(String, Part)>, confidence: Confidence, minimum_group: u64) -> Vec<TeamShare> {
    let rows: Vec<[u64; 2]> =
        teams.iter().map(|(_, part)| [part.some, part.all.saturating_sub(part.some)]).collect();
    let hidden = hidden_rows_beside_totals(&rows, minimum_group);
    let mut shares: Vec<TeamShare> = teams
        .into_iter()
        .zip(hidden)
        .map(|((team, part), is_hidden)| {
            let named = named_by(part, confidence, minimum_group);
            TeamShare { team, named: if is_hidden { Visible::TooSmall } else { named } }
        })
        .collect();
    let share = |team: &TeamShare| team.named.shown().map_or(-1.0, |named| named.share.share);
    shares.sort_by(|a, b| share(b).total_cmp(&share(a)));
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_team_takes_the_next_smallest_with_it() {
        let team = |name: &str, some, all| (name.to_owned(), Part { some, all });
        let shares = team_shares(
            vec![team("Noord", 20, 60), team("Oost", 3, 30), team("West", 8, 20), team("Zuid", 30, 50)],
            Confidence::P95,
            5,
        );
        let told: Vec<(&str, Option<u64>)> = shares
            .iter()
            .map(|team| (team.team.as_str(), team.named.shown().map(|named| named.detractors)))
            .collect();
        assert_eq!(told, [("Zuid", Some(30)), ("Noord", Some(20)), ("Oost", None), ("West", None)]);
    }
}
