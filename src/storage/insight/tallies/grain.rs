//! How finely a tally is kept: by day, and again by calendar month.
//!
//! The rule: both are written together and say the same. A month is its first day, so that the same statements serve both.

use chrono::{Datelike, NaiveDate};

/// The length of the period that a row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    Day,
    Month,
}

/// The tallies by day; [`Grain::table`] names those of a grain.
pub(super) const TABLES: [&str; 3] = ["tally_totals", "tally_marginals", "tally_cells"];

impl Grain {
    pub const ALL: [Self; 2] = [Self::Day, Self::Month];

    /// The table in which this grain of a tally is kept.
    pub fn table(self, tally: &str) -> String {
        match self {
            Self::Day => tally.to_owned(),
            Self::Month => format!("{tally}_by_month"),
        }
    }

    /// The day under which a row of this grain counts a day.
    pub fn first_day(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::Day => day,
            Self::Month => day.with_day(1).unwrap_or(day),
        }
    }
}

/// The tables of both grains.
pub(super) fn tables() -> impl Iterator<Item = String> {
    Grain::ALL.into_iter().flat_map(|grain| TABLES.map(|tally| grain.table(tally)))
}
