//! Warns when staff opt customers out of the survey too often.
//!
//! A few opt-outs are right (a bereavement, a threat). Many would make the score look better than it is, so a team
//! whose share in a quarter exceeds [`MOST`] by more than chance raises a warning.

use std::collections::BTreeMap;

use crate::app::App;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::{Basis, Filters, NpsQuery, Reader};
use crate::domain::sending::overview::OptOutWarning;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::binomial::chance_of_at_least;
use crate::statistics::normal::Confidence;
use crate::storage::asking::invitations;
use crate::storage::insight::tallies;
use crate::storage::{StorageError, Tx};

/// The share of a team's closures up to which no warning is raised.
pub const MOST: f64 = 0.02;
/// Upper bound on the probability of any false warning, over all teams and quarters that are tested.
const FALSE_ALARMS: f64 = 0.01;

/// The teams with too many opt-outs in this quarter or the one before.
pub async fn warnings(app: &App, tx: &mut Tx) -> Result<Vec<OptOutWarning>, StorageError> {
    let mut counted = Vec::new();
    let mut day = app.today();
    for _ in 0..2 {
        let (first, last) = (Granularity::Quarter.first_day(day), Granularity::Quarter.last_day(day));
        let quarter = first.zip(last).and_then(|(first, last)| DateRange::new(first, last));
        let Some(quarter) = quarter else { break };
        counted.extend(count(tx, quarter).await?);
        let Some(before) = quarter.from().pred_opt() else { break };
        day = before;
    }
    Ok(more_than_chance(counted))
}

/// Among many teams one has a high share by chance: the false-alarm rate is divided among them (Bonferroni).
fn more_than_chance(counted: Vec<OptOutWarning>) -> Vec<OptOutWarning> {
    let level = FALSE_ALARMS / counted.len().max(1) as f64;
    let stands_out = |count: &OptOutWarning| chance_of_at_least(count.opted_out, count.closed, MOST) < level;
    counted.into_iter().filter(stands_out).collect()
}

/// Every team that closed a complaint in a quarter, with its closures and opt-outs.
async fn count(tx: &mut Tx, quarter: DateRange) -> Result<Vec<OptOutWarning>, StorageError> {
    let mut opted_out: BTreeMap<_, _> =
        invitations::opt_outs_by_team(tx, quarter).await?.into_iter().collect();
    let closed = closed_by_team(tx, quarter).await?.into_iter().filter(|(_, closed)| *closed > 0);
    let count = |(team, closed)| {
        let opted_out = opted_out.remove(&team).unwrap_or_default().min(closed);
        OptOutWarning { quarter, team, opted_out, closed }
    };
    Ok(closed.map(count).collect())
}

async fn closed_by_team(tx: &mut Tx, quarter: DateRange) -> Result<BTreeMap<String, u64>, StorageError> {
    let query = NpsQuery {
        reader: Reader::default(),
        range: quarter,
        interval: Granularity::Total,
        basis: Basis::Closed,
        group_by: Some(Dimension::Team),
        filters: Filters::new(),
        rolling: 1,
        confidence: Confidence::default(),
    };
    let mut closed = BTreeMap::new();
    for day in tallies::read(tx, &query).await? {
        *closed.entry(day.group).or_default() += day.counts.closed;
    }
    Ok(closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(teams: &[(u64, u64)]) -> Vec<OptOutWarning> {
        let quarter = DateRange::new("2026-01-01".parse().unwrap(), "2026-03-31".parse().unwrap()).unwrap();
        let count =
            |&(opted_out, closed)| OptOutWarning { quarter, team: "Noord".to_owned(), opted_out, closed };
        teams.iter().map(count).collect()
    }

    /// Two of 86 may be chance.
    #[test]
    fn a_warning_needs_more_than_chance_and_more_so_among_many_teams() {
        for (teams, warnings) in [
            (vec![(2, 86)], 0),
            (vec![(1, 30)], 0),
            (vec![(1, 1)], 0),
            (vec![(6, 86)], 1),
            (vec![(6, 86), (0, 90), (1, 80)], 0),
            (vec![(8, 86), (0, 90), (1, 80)], 1),
            (vec![(40, 2_000)], 0),
            (vec![(70, 2_000)], 1),
            (vec![], 0),
        ] {
            assert_eq!(more_than_chance(counted(&teams)).len(), warnings, "{teams:?}");
        }
    }
}
