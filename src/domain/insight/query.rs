//! The selection of figures: the parameters of `GET /api/v1/nps` and of the dashboard.

pub mod audited;
pub mod dashboard;
pub mod difference;
pub mod download;
pub mod presets;
pub mod responses;
pub mod saved_view;
pub mod themes;
pub mod verbatims;
pub mod whole;
pub mod why;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::decimal::parse_whole;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::named::named_enum;
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::normal::Confidence;

/// The most periods in one response; ten years by day are 3,653.
const MOST_PERIODS: usize = 5_000;
/// The most periods in a rolling window.
pub const MOST_ROLLING: u32 = 120;
/// The most values in one filter.
pub const MOST_FILTER_VALUES: usize = 100;
/// The most dimensions of a question that is answered without the right to read single answers.
const MOST_DIMENSIONS: usize = 2;
/// The levels of confidence that may be asked for.
pub const CONFIDENCES: &[&str] = &["0.9", "0.95", "0.99"];

named_enum! {
    /// Which day is counted: that of the complaint's closure or that of the answer.
    pub enum Basis {
        Closed = "closed",
        Answered = "answered",
    }
}

/// Accepted values by dimension; the empty text means unknown.
pub type Filters = BTreeMap<Dimension, Vec<String>>;

/// What the reader of a figure may see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reader {
    /// Single answers too, with a trace: figures are protected within one answer.
    #[default]
    Answers,
    /// Figures alone: what is hidden does not depend on the question, since two answers could be subtracted.
    Figures,
}

/// The parameters of NPS over time.
#[derive(Clone, Debug, PartialEq)]
pub struct NpsQuery {
    /// Who asks; no parameter, but the right of the key.
    pub reader: Reader,
    pub range: DateRange,
    pub interval: Granularity,
    pub basis: Basis,
    pub group_by: Option<Dimension>,
    pub filters: Filters,
    /// The number of periods in each window; 1 means no rolling.
    pub rolling: u32,
    pub confidence: Confidence,
}

impl NpsQuery {
    /// Parses query parameters; `today` is in the organisation's time zone.
    ///
    /// # Errors
    /// Every parameter that is unknown, malformed, out of range, or repeated where that is not allowed.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of_query(pairs);
        let query = Self::take(&mut fields, today);
        fields.result(Some(query))
    }

    /// Takes its parameters out of others, with stand-ins for those that are wrong.
    pub fn take(fields: &mut Fields, today: NaiveDate) -> Self {
        let query = Self {
            reader: Reader::default(),
            range: take_range(fields, today),
            interval: fields.take_name("interval").unwrap_or(Granularity::Month),
            basis: fields.take_name("basis").unwrap_or(Basis::Closed),
            group_by: fields.take_name("group_by"),
            filters: take_filters(fields),
            rolling: take_rolling(fields).unwrap_or(1),
            confidence: fields
                .take_as("confidence", "must be 0.9, 0.95 or 0.99", confidence)
                .unwrap_or_default(),
        };
        query.limit_periods(fields);
        query
    }

    fn limit_periods(&self, fields: &mut Fields) {
        let days = (self.range.to() - self.range.from()).num_days();
        let too_long = days > 200 * 366 || self.range.split(self.interval).len() > MOST_PERIODS;
        if too_long {
            fields.refuse("from", format!("asks for more than {MOST_PERIODS} periods; take a shorter range"));
        }
        if self.rolling > 1 && self.interval == Granularity::Total {
            fields.refuse("rolling", "needs an interval other than total");
        }
    }

    /// The same for another reader.
    #[must_use]
    pub fn for_reader(self, reader: Reader) -> Self {
        Self { reader, ..self }
    }

    /// Whether few answers could be computed by comparing this result with another: only whole months of at most two
    /// dimensions are in a table of what may be told.
    #[must_use]
    pub fn is_day_level(&self, today: NaiveDate) -> bool {
        matches!(self.interval, Granularity::Day | Granularity::Week)
            || !self.range.is_whole_months(today)
            || self.dimensions().len() > MOST_DIMENSIONS
    }

    /// The dimensions by which it selects or groups.
    #[must_use]
    pub fn dimensions(&self) -> BTreeSet<Dimension> {
        self.filters.keys().copied().chain(self.group_by).collect()
    }

    /// Whether it selects the whole population of the norm, so that a verdict may be shown with the figures.
    #[must_use]
    pub fn is_whole_population(&self) -> bool {
        self.group_by.is_none() && self.filters.is_empty()
    }

    /// Whether no respondent can be in both.
    #[must_use]
    pub fn is_disjoint_from(&self, other: &Self) -> bool {
        let apart_in_time = self.basis == other.basis
            && (self.range.to() < other.range.from() || other.range.to() < self.range.from());
        let apart_in_a_dimension = self.filters.iter().any(|(dimension, values)| {
            other
                .filters
                .get(dimension)
                .is_some_and(|theirs| values.iter().all(|value| !theirs.contains(value)))
        });
        apart_in_time || apart_in_a_dimension
    }

    /// The days whose counts are needed, including those before the range that rolling windows reach back to.
    #[must_use]
    pub fn days_needed(&self) -> DateRange {
        self.range.extended_back(self.interval, self.rolling - 1)
    }
}

fn take_range(fields: &mut Fields, today: NaiveDate) -> DateRange {
    let (from, to) = (fields.take_day("from"), fields.take_day("to"));
    let to = to.unwrap_or_else(|| from.map_or(today, |from| from.max(today)));
    let from = from.unwrap_or_else(|| first_of_month_before(to, 11));
    DateRange::new(from, to).unwrap_or_else(|| {
        fields.refuse("from", "must not lie after to");
        DateRange::new(to, to).unwrap_or_else(|| unreachable!("a day is not after itself"))
    })
}

/// Takes the filters out of other parameters.
pub(in crate::domain) fn take_filters(fields: &mut Fields) -> Filters {
    let mut filters = Filters::new();
    for &dimension in Dimension::ALL {
        let values = fields.take_all(dimension.name(), MOST_FILTER_VALUES);
        if values.iter().any(|value| value.chars().any(char::is_control)) {
            fields.refuse(dimension.name(), "must hold no control characters");
        } else if !values.is_empty() {
            filters.insert(dimension, values);
        }
    }
    filters
}

fn take_rolling(fields: &mut Fields) -> Option<u32> {
    let message = format!("must be a whole number from 1 to {MOST_ROLLING}");
    fields.take_as("rolling", &message, |text| {
        parse_whole(text).filter(|number| (1..=MOST_ROLLING).contains(number))
    })
}

fn confidence(text: &str) -> Option<Confidence> {
    match text {
        "0.9" | "0.90" => Some(Confidence::P90),
        "0.95" => Some(Confidence::P95),
        "0.99" => Some(Confidence::P99),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &str) -> Result<NpsQuery, Vec<String>> {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        NpsQuery::parse(&pairs, "2026-11-22".parse().unwrap())
            .map_err(|errors| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn by_default_it_is_the_last_twelve_months_by_month() {
        let query = parse("").unwrap();
        assert_eq!(query.range.from().to_string(), "2025-12-01");
        assert_eq!(query.range.to().to_string(), "2026-11-22");
        assert_eq!((query.interval, query.basis, query.rolling), (Granularity::Month, Basis::Closed, 1));
        assert!(!query.is_day_level("2026-11-22".parse().unwrap()));
    }

    #[test]
    fn filters_may_be_repeated() {
        let query = parse("team=Noord&team=Zuid&channel=web").unwrap();
        assert_eq!(query.filters.get(&Dimension::Team).unwrap(), &["Noord", "Zuid"]);
        assert!(!query.is_whole_population());
    }

    #[test]
    fn mistakes_are_named_all_at_once() {
        assert_eq!(
            parse(
                "from=2026-02-30&interval=hour&confidence=2&rolling=0&colour=red&basis=closed&basis=closed"
            ),
            Err(["from", "interval", "basis", "rolling", "confidence", "colour"].map(str::to_owned).to_vec())
        );
        assert_eq!(parse("from=2026-03-01&to=2026-02-01"), Err(vec!["from".to_owned()]));
        assert_eq!(parse("from=1900-01-01&to=2299-12-31"), Err(vec!["from".to_owned()]));
        assert_eq!(parse("interval=total&rolling=2"), Err(vec!["rolling".to_owned()]));
    }

    #[test]
    fn ten_years_by_day_are_allowed() {
        assert_eq!(
            parse("from=2016-01-01&to=2025-12-31&interval=day").map(|q| q.interval),
            Ok(Granularity::Day)
        );
    }

    #[test]
    fn days_weeks_parts_of_months_and_three_dimensions_are_day_level() {
        let today = "2026-11-22".parse().unwrap();
        assert!(parse("interval=week&from=2026-01-01&to=2026-01-31").unwrap().is_day_level(today));
        assert!(parse("team=Noord&channel=web&group_by=product").unwrap().is_day_level(today));
        assert!(!parse("team=Noord&channel=web&group_by=team").unwrap().is_day_level(today));
        assert!(parse("interval=day&from=2026-01-01&to=2026-01-31").unwrap().is_day_level(today));
        assert!(parse("from=2026-01-02&to=2026-01-31").unwrap().is_day_level(today));
        assert!(!parse("from=2026-01-01&to=2026-03-31").unwrap().is_day_level(today));
    }
}
