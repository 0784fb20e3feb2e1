//! What may be told of a question, and how its figures are hidden.
//!
//! The rule: one decision for page, interface, file, mail and report; a caller asks it and decides nothing itself.

use std::collections::BTreeSet;

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::hidden_in_one_answer;
use crate::domain::insight::canonical::cross::Cross;
use crate::domain::insight::canonical::month::Month;
use crate::domain::insight::canonical::table::Table;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::series::{Group, Point};
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::DateRange;
use crate::statistics::suppression::is_too_small;

/// What may be told of answers over months, whole or by the values of one or two dimensions.
#[derive(Clone, Debug)]
pub enum Published {
    Whole(Table),
    Parts(Dimension, Table),
    Cross([Dimension; 2], Box<Cross>),
}

impl Published {
    /// Whether the figures of a question over a range of whole months may be told: of all that it selects, or of one value
    /// of the dimension by which it groups.
    #[must_use]
    pub fn tells(&self, query: &NpsQuery, group: Option<&str>, range: DateRange) -> bool {
        let (from, to) = (Month::of_day(range.from()), Month::of_day(range.to()));
        let months = |month: Month| from <= month && month <= to;
        let values = |dimension: Dimension| values(query, group, dimension);
        match self {
            Self::Whole(table) => table.tells(&[""], months),
            Self::Parts(dimension, table) => table.tells(&values(*dimension), months),
            Self::Cross([first, second], cross) => cross.tells(&values(*first), &values(*second), months),
        }
    }
}

/// The values of a dimension that a question selects, or the one group of it.
fn values<'a>(query: &'a NpsQuery, group: Option<&'a str>, dimension: Dimension) -> Vec<&'a str> {
    let wanted: BTreeSet<&str> = match group {
        Some(value) if query.group_by == Some(dimension) => BTreeSet::from([value]),
        _ => query.filters.get(&dimension).into_iter().flatten().map(String::as_str).collect(),
    };
    wanted.into_iter().collect()
}

/// How the figures of a question are protected. `minimum` is the fewest answers that may be told.
#[derive(Clone, Debug)]
pub enum Protection {
    /// By the table of what may be told: for a reader of figures alone.
    Table { published: Box<Published>, minimum: u64 },
    /// Within the answer alone: for a reader of single answers, which are audited.
    Answer { minimum: u64 },
}

/// The minimum by which nothing is hidden.
const NOTHING_HIDDEN: u64 = 1;

impl Protection {
    /// The minimum by which an answer has to hide figures itself, before [`Self::hide`].
    #[must_use]
    pub fn within_answer(&self) -> u64 {
        match self {
            Self::Table { .. } => NOTHING_HIDDEN,
            Self::Answer { minimum } => *minimum,
        }
    }

    /// Whether figures over a range stay hidden beyond what the answer hides itself.
    #[must_use]
    pub fn hides(&self, query: &NpsQuery, group: Option<&str>, range: DateRange) -> bool {
        match self {
            Self::Table { published, .. } => !published.tells(query, group, range),
            Self::Answer { .. } => false,
        }
    }

    /// Hides the points of a series that stay hidden.
    pub fn hide(&self, query: &NpsQuery, group: Option<&str>, points: &mut [Point]) {
        let Self::Table { minimum, .. } = self else { return };
        for point in points {
            let is_small = point.figures.responses().is_some_and(|n| is_too_small(n, *minimum));
            let is_empty = point.figures.is_nothing();
            if is_small || (!is_empty && self.hides(query, group, point.range)) {
                point.figures = Visible::TooSmall;
            }
        }
    }

    /// The same of groups.
    pub fn hide_groups(&self, query: &NpsQuery, groups: &mut [Group]) {
        for Group { value, points } in groups {
            self.hide(query, value.as_ref().map(|(_, value)| value.as_str()), points);
        }
    }

    /// For each part of a whole that is shown too, whether it stays hidden. `query` groups by the parts, which are values
    /// with their responses over its range.
    #[must_use]
    pub fn hidden_parts(&self, query: &NpsQuery, parts: &[(&str, u64)]) -> Vec<bool> {
        match self {
            Self::Answer { minimum } => hidden_in_one_answer(parts, *minimum),
            Self::Table { minimum, .. } => {
                let is_hidden = |(value, responses): &(&str, u64)| {
                    is_too_small(*responses, *minimum)
                        || (*responses > 0 && self.hides(query, Some(value), query.range))
                };
                parts.iter().map(is_hidden).collect()
            }
        }
    }
}
