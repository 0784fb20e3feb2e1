//! Which closed complaints were discussed in time, by team.
//!
//! The rule: the share is of all complaints whose time is over; one of which no day was told counts as not discussed. A team
//! whose complaints are hidden has no figures here either.

use crate::domain::learning::discussed::days::ClosingDays;
use crate::domain::learning::discussed::share::{DiscussedFigures, DiscussedShare, DiscussedTable};
use crate::domain::reporting::document::{Label, Row, Section};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::internal::{InternalSection, Teams};
use crate::storage::StorageError;
use crate::storage::learning::discussed::closings;
use crate::workflow::reporting::internal::table::{section, table, team_row};
use crate::workflow::reporting::year::Year;

const COLUMNS: [&str; 5] = ["team", "closed", "with_employee", "with_team", "with_both"];

/// What was discussed of the complaints that were closed in the year.
pub(in crate::workflow::reporting) async fn discussed_table(
    year: &Year<'_>,
) -> Result<DiscussedTable, StorageError> {
    let days = ClosingDays::of(year.range, year.app.config.organisation.zone);
    let mut tx = year.app.db.read().await?;
    // As it stood on the day of the report.
    let closings = closings(&mut tx, &days, year.day_of_report(), None).await?;
    Ok(DiscussedTable::of(&closings, None))
}

/// The section; a year in which nothing was closed says so.
pub(super) fn discussed(teams: &Teams, found: &DiscussedTable) -> Section {
    let mut rows = Vec::new();
    if teams.are_several() {
        let row = |(team, of): (&String, &DiscussedFigures)| {
            team_row(team, (!teams.are_hidden(team)).then(|| figures(of)), COLUMNS.len() - 1)
        };
        rows.extend(found.teams.iter().map(row));
    }
    if found.together.closed > 0 {
        rows.push(Row { label: Label::Total, figures: figures(&found.together) });
    }
    section(InternalSection::Discussed, vec![table("team_discussed", &COLUMNS, rows)])
}

fn figures(of: &DiscussedFigures) -> Vec<Figure> {
    let share = |share: DiscussedShare| Figure::exact_share(share.census.timely, share.counted());
    vec![Figure::count(of.closed), share(of.employee), share(of.team), share(of.both)]
}
