//! How the complaints of each team stand for the KPIs with a clock.
//!
//! The rule: the figures are those of the team's own scoreboard, and hidden where they are hidden there. Of a moment of the past the
//! complaints are read once, for all teams.

use std::collections::BTreeMap;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::complaints::segment::{Dimension, Segment};
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::query::{Basis, Filters};
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::query::KpiQuery;
use crate::domain::policy::scoreboard::{DayStates, Standings, standings};
use crate::statistics::suppression::is_too_small;
use crate::storage::{StorageError, Tx};
use crate::workflow::policy::scoreboard::as_of::known_by;
use crate::workflow::policy::scoreboard::counted::day_states;

/// By KPI; a KPI that is hidden is not there.
pub(in crate::workflow) type ClockedStandings = BTreeMap<Kpi, Standings>;

/// The standings of teams by their name, now or as they were at the moment that is asked about; the query has no filter.
#[tracing::instrument(skip_all)]
pub(in crate::workflow) async fn standings_by_team(
    app: &App,
    query: &KpiQuery,
    teams: &[&str],
) -> Result<BTreeMap<String, ClockedStandings>, StorageError> {
    if teams.is_empty() {
        return Ok(BTreeMap::new());
    }
    let whole = &query.whole;
    let mut tx = app.db.read().await?;
    let days = match query.as_of {
        Some(as_of) => days_at(app, &mut tx, whole, as_of).await?,
        None => days_now(app, &mut tx, whole, teams).await?,
    };
    let minimum = app.config.privacy.minimum_group;
    let of_team = |team: &str| {
        let days = days.get(team).map_or(&[][..], Vec::as_slice);
        (team.to_owned(), shown(days, whole, minimum))
    };
    Ok(teams.iter().map(|team| of_team(team)).collect())
}

/// Those that are not too small; a KPI of which a team has no complaint stands at zero.
fn shown(days: &[DayStates], whole: &WholeQuery, minimum: u64) -> ClockedStandings {
    let found = standings(days, whole.range);
    let clocked = Kpi::ALL.iter().filter(|kpi| kpi.definition().clocked().is_some());
    clocked
        .map(|kpi| (*kpi, found.get(kpi).copied().unwrap_or_default()))
        .filter(|(_, standings)| !is_too_small(standings.all(), minimum))
        .collect()
}

async fn days_at(
    app: &App,
    tx: &mut Tx,
    whole: &WholeQuery,
    as_of: Timestamp,
) -> Result<BTreeMap<String, Vec<DayStates>>, StorageError> {
    let known = known_by(app, tx, whole.range, as_of, |segment| Some(team_of(segment))).await?;
    Ok(known.into_iter().map(|(team, known)| (team, known.days)).collect())
}

fn team_of(segment: &Segment) -> String {
    segment.value(Dimension::Team).to_owned()
}

/// By counts, which are read for one team after the other: they cost the same however many complaints there are.
async fn days_now(
    app: &App,
    tx: &mut Tx,
    whole: &WholeQuery,
    teams: &[&str],
) -> Result<BTreeMap<String, Vec<DayStates>>, StorageError> {
    let mut days = BTreeMap::new();
    for team in teams {
        let filters = Filters::from([(Dimension::Team, vec![(*team).to_owned()])]);
        let of_team = day_states(app, tx, &whole.about(Basis::Closed, filters)).await?;
        days.insert((*team).to_owned(), of_team);
    }
    Ok(days)
}
