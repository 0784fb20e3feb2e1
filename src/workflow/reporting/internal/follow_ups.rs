//! How many follow-ups ended in time, by team.
//!
//! The rule: a follow-up counts in the year in which it was due. How many a team had tells how many of its respondents were
//! dissatisfied or wanted contact, so a team with few is hidden, and another with it if all together would tell of it.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::figures::TeamFigures;
use crate::domain::reporting::document::{Label, Row, Section};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::internal::InternalSection;
use crate::domain::time::calendar::moment_of;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::suppression::hidden_beside_a_total;
use crate::storage::StorageError;
use crate::storage::follow_ups::figures::{DueDay, of_month};
use crate::workflow::reporting::internal::table::{section, table, team_row};
use crate::workflow::reporting::year::Year;

const COLUMNS: [&str; 5] = ["team", "due", "in_time", "late", "open"];

/// The follow-ups of a team, or of all.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::workflow::reporting) struct Due {
    pub due: u64,
    pub in_time: u64,
    /// Ended, but after its day.
    late: u64,
    /// Never ended so far.
    open: u64,
}

impl Due {
    fn add(&mut self, figures: &TeamFigures) {
        self.due += figures.due;
        self.in_time += figures.in_time;
        self.late += figures.late.saturating_sub(figures.overdue);
        self.open += figures.overdue + figures.pending;
    }

    fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::count(self.due),
            Figure::exact_share(self.in_time, self.due),
            Figure::count(self.late),
            Figure::count(self.open),
        ]
    }
}

/// The follow-ups that were due in the year, by team; those of no team have an empty name.
pub(in crate::workflow::reporting) async fn due_by_team(
    year: &Year<'_>,
) -> Result<BTreeMap<String, Due>, StorageError> {
    let mut tx = year.app.db.read().await?;
    let mut teams: BTreeMap<String, Due> = BTreeMap::new();
    for month in year.range.split(Granularity::Month) {
        let days = days(year, month);
        for figures in of_month(&mut tx, &FollowUpsOf::All, year.app.today(), &days).await? {
            let team = figures.team.clone().unwrap_or_default();
            teams.entry(team).or_default().add(&figures);
        }
    }
    Ok(teams)
}

/// All teams together.
pub(in crate::workflow::reporting) fn together(teams: &BTreeMap<String, Due>) -> Due {
    teams.values().fold(Due::default(), |sum, one| Due {
        due: sum.due + one.due,
        in_time: sum.in_time + one.in_time,
        late: sum.late + one.late,
        open: sum.open + one.open,
    })
}

/// The days of a month, each with the moment at which it is over.
fn days(year: &Year<'_>, month: DateRange) -> Vec<DueDay> {
    let zone = year.app.config.organisation.zone;
    let days = month.from().iter_days().take_while(|day: &NaiveDate| *day <= month.to());
    days.filter_map(|day| Some((day, moment_of(day.succ_opt()?, NaiveTime::MIN, zone)))).collect()
}

/// The section; a year in which nothing was due says so.
pub(super) async fn follow_ups(year: &Year<'_>) -> Result<Section, StorageError> {
    let teams = due_by_team(year).await?;
    let together = together(&teams);
    let mut rows = Vec::new();
    if teams.len() > 1 {
        let sizes: Vec<u64> = teams.values().map(|team| team.due).collect();
        let hidden = hidden_beside_a_total(&sizes, 0, year.minimum());
        let row = |((team, due), hidden): ((&String, &Due), bool)| {
            team_row(team, (!hidden).then(|| due.figures()), COLUMNS.len() - 1)
        };
        rows.extend(teams.iter().zip(hidden).map(row));
    }
    if together.due > 0 {
        rows.push(Row { label: Label::Total, figures: together.figures() });
    }
    Ok(section(InternalSection::FollowUps, vec![table("team_follow_ups", &COLUMNS, rows)]))
}
