//! How many complaints each team had.
//!
//! The rule: for each row and for all teams together, brought forward and received are closed and carried forward.

use crate::domain::reporting::document::{Label, Row, Section};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::internal::{InternalSection, TeamFlow, Teams};
use crate::storage::StorageError;
use crate::storage::reporting::team_flow::flows;
use crate::workflow::reporting::internal::table::{section, table, team_row};
use crate::workflow::reporting::year::Year;

const COLUMNS: [&str; 5] = ["team", "brought_forward", "received", "closed", "carried_forward"];

/// The teams of a year.
pub(super) async fn teams(year: &Year<'_>) -> Result<Teams, StorageError> {
    let flows = flows(&mut year.app.db.read().await?, year.bounds()).await?;
    Ok(Teams::of(flows, year.minimum()))
}

/// The section; without complaints it says so.
pub(super) fn flow(teams: &Teams) -> Section {
    let mut rows = Vec::new();
    if teams.are_several() {
        let figures = |flow: &TeamFlow| (!teams.are_hidden(&flow.team)).then(|| of_team(flow, teams));
        rows.extend(teams.flows.iter().map(|flow| team_row(&flow.team, figures(flow), COLUMNS.len() - 1)));
    }
    if !teams.flows.is_empty() {
        rows.push(Row { label: Label::Total, figures: told(&teams.together()) });
    }
    section(InternalSection::Flow, vec![table("team_flow", &COLUMNS, rows)])
}

/// The figures of one of several teams.
fn of_team(flow: &TeamFlow, teams: &Teams) -> Vec<Figure> {
    let [before, received, closed, after] = figures(flow);
    let stock = |figure| if teams.hides_stock { Figure::Hidden } else { figure };
    vec![stock(before), received, closed, stock(after)]
}

fn told(flow: &TeamFlow) -> Vec<Figure> {
    figures(flow).to_vec()
}

fn figures(flow: &TeamFlow) -> [Figure; 4] {
    [flow.brought_forward, flow.received, flow.closed, flow.carried_forward()].map(Figure::count)
}
