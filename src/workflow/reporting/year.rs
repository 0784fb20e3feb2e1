//! The year that a report is about.
//!
//! The rule: it is a calendar year in the organisation's zone. What is dated after the moment of the report is left out wherever
//! that moment can be asked for; figures that know no past are those of now.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::query::{Basis, Filters};
use crate::domain::policy::query::KpiQuery;
use crate::domain::policy::scoreboard::Scoreboard;
use crate::domain::reporting::hiding::minimum;
use crate::domain::time::calendar::{day_of, moment_of};
use crate::domain::time::period::{DateRange, Granularity};
use crate::storage::StorageError;
use crate::workflow::policy::scoreboard::{ClockedStandings, scoreboard, standings_by_team};

/// A report takes moments to be made; up to this much later its moment is still now.
const STILL_NOW: TimeDelta = TimeDelta::minutes(1);

/// A year, and the moment of a report about it.
pub(in crate::workflow::reporting) struct Year<'a> {
    pub app: &'a App,
    pub number: i32,
    pub range: DateRange,
    as_of: Timestamp,
}

impl<'a> Year<'a> {
    /// The year; `None` for one that no calendar has.
    pub fn of(app: &'a App, number: i32, as_of: Timestamp) -> Option<Self> {
        let range = Granularity::Year.whole(NaiveDate::from_ymd_opt(number, 1, 1)?)?;
        Some(Self { app, number, range, as_of })
    }

    /// All of it as one period.
    pub fn whole(&self) -> WholeQuery {
        WholeQuery::over(self.range, Granularity::Total)
    }

    /// The same of one team; of complaints of no team if the name is empty.
    pub fn whole_of_team(&self, team: &str) -> WholeQuery {
        self.whole().about(Basis::Closed, Filters::from([(Dimension::Team, vec![team.to_owned()])]))
    }

    /// Its first moment, and that of the next year.
    pub fn bounds(&self) -> (Timestamp, Timestamp) {
        let begins = |day| moment_of(day, NaiveTime::MIN, self.app.config.organisation.zone);
        (begins(self.range.from()), begins(self.range.to().succ_opt().unwrap_or(self.range.to())))
    }

    /// Its first moment and the first after it, as far as it is known: what is dated after the moment of the report has not
    /// happened yet.
    pub fn known(&self) -> (Timestamp, Timestamp) {
        let (begins, next) = self.bounds();
        let ends = next.min(self.as_of + TimeDelta::microseconds(1));
        (begins.min(ends), ends)
    }

    /// Whether it was over at the moment of the report.
    pub fn is_over(&self) -> bool {
        self.as_of >= self.bounds().1
    }

    /// The year before it, at the same moment.
    pub fn before(&self) -> Option<Self> {
        Self::of(self.app, self.number.checked_sub(1)?, self.as_of)
    }

    /// The moment of the report.
    pub fn as_of(&self) -> Timestamp {
        self.as_of
    }

    /// The day of the report.
    pub fn day_of_report(&self) -> NaiveDate {
        day_of(self.as_of, self.app.config.organisation.zone)
    }

    /// The least group of which figures are shown.
    pub fn minimum(&self) -> u64 {
        self.app.config.privacy.minimum_group
    }

    /// The least count that a public report prints.
    pub fn public_minimum(&self) -> u64 {
        minimum(self.minimum())
    }

    /// The KPIs of the year, of what this question is about.
    pub async fn scoreboard(&self, whole: WholeQuery) -> Result<Scoreboard, StorageError> {
        scoreboard(self.app, &self.asked(whole)).await
    }

    /// How the complaints of each of some teams stand for the KPIs with a clock.
    pub async fn standings_by_team(
        &self,
        teams: &[&str],
    ) -> Result<BTreeMap<String, ClockedStandings>, StorageError> {
        standings_by_team(self.app, &self.asked(self.whole()), teams).await
    }

    /// The question, as of the moment of the report where that is past.
    fn asked(&self, whole: WholeQuery) -> KpiQuery {
        let is_past = self.as_of + STILL_NOW < self.app.now();
        KpiQuery { year: None, whole, as_of: is_past.then_some(self.as_of) }
    }
}
