//! KPI 1 to 3 by team.
//!
//! The rule: a team whose complaints are hidden has no figures here either. All teams together are those of the scoreboard.

use std::collections::BTreeMap;

use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::scoreboard::{Scoreboard, Standings};
use crate::domain::reporting::document::{Label, Part, Row, Section};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::internal::{InternalSection, Teams};
use crate::storage::StorageError;
use crate::workflow::policy::scoreboard::ClockedStandings;
use crate::workflow::reporting::internal::table::{section, table, team_row};
use crate::workflow::reporting::year::Year;

const COLUMNS: [&str; 8] =
    ["team", "share_in_time", "timely", "known", "unknown", "pending", "at_least", "at_most"];

/// The section, with a table for each KPI that has a clock.
pub(super) async fn kpis(
    year: &Year<'_>,
    teams: &Teams,
    board: &Scoreboard,
) -> Result<Section, StorageError> {
    let names: Vec<&str> = if teams.are_several() {
        teams.flows.iter().map(|flow| flow.team.as_str()).collect()
    } else {
        Vec::new()
    };
    let shown: Vec<&str> = names.iter().copied().filter(|team| !teams.are_hidden(team)).collect();
    let known = year.standings_by_team(&shown).await?;
    let clocked = Kpi::ALL.iter().filter(|kpi| kpi.definition().clocked().is_some());
    let tables = clocked.map(|kpi| kpi_table(*kpi, board, &names, &known));
    Ok(section(InternalSection::Kpis, tables.collect()))
}

fn kpi_table(
    kpi: Kpi,
    board: &Scoreboard,
    teams: &[&str],
    known: &BTreeMap<String, ClockedStandings>,
) -> Part {
    let row = |team: &&str| {
        let standings = known.get(*team).and_then(|of_team| of_team.get(&kpi));
        team_row(team, standings.copied().map(figures), COLUMNS.len() - 1)
    };
    let mut rows: Vec<Row> = teams.iter().map(row).collect();
    let together = standings(board, kpi).filter(|standings| standings.all() > 0);
    rows.extend(together.map(|standings| Row { label: Label::Total, figures: figures(standings) }));
    table(&format!("team_{kpi}"), &COLUMNS, rows)
}

/// How the complaints of a scoreboard stand for a KPI; `None` if they are hidden.
fn standings(board: &Scoreboard, kpi: Kpi) -> Option<Standings> {
    board.rows.iter().find(|row| row.kpi == kpi)?.whole.standings
}

fn figures(standings: Standings) -> Vec<Figure> {
    let Standings { timely, late, pending, unknown, .. } = standings;
    let (known, all) = (timely + late, timely + late + unknown);
    let nothing_known = if unknown > 0 { Figure::Unknown } else { Figure::Nothing };
    vec![
        if known > 0 { Figure::exact_share(timely, known) } else { nothing_known },
        Figure::count(timely),
        Figure::count(known),
        Figure::count(unknown),
        Figure::count(pending),
        Figure::exact_share(timely, all),
        Figure::exact_share(timely + unknown, all),
    ]
}
