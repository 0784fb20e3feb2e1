//! The state of the dashboard: it is all in the URL, so that a view can be shared.
//!
//! The rule: a form also submits its empty fields, so an empty value means "not given"; [`UNKNOWN`] means "not filled
//! in by the complaints system".

use chrono::NaiveDate;

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::normal::Confidence;

/// The value of a filter for responses whose dimension is unknown.
pub const UNKNOWN: &str = "(unknown)";
/// Parameters of a page with [`UNKNOWN`] in the API's notation, an empty text.
#[must_use]
pub fn with_unknown(pairs: &[(String, String)]) -> Vec<(String, String)> {
    let known = |(name, value): &(String, String)| {
        (name.clone(), if value == UNKNOWN { String::new() } else { value.clone() })
    };
    pairs.iter().map(known).collect()
}

/// Months in the trend by default.
const MONTHS_SHOWN: u32 = 36;

/// The parameters of the dashboard.
#[derive(Clone, Debug, PartialEq)]
pub struct DashboardQuery {
    /// The periods of the trend.
    pub trend: WholeQuery,
    /// The whole behind the headline and the details: the range asked for, by default the last twelve months.
    pub whole: WholeQuery,
    /// Periods in the rolling window; 1 means no rolling.
    pub rolling: u32,
    /// The dimension of the breakdown.
    pub cut: Dimension,
    pub has_own_range: bool,
    /// The valid parameters, without empty ones.
    pairs: Vec<(String, String)>,
    /// The parameters as typed, valid or not, for the form.
    typed: Vec<(String, String)>,
}

impl DashboardQuery {
    /// Parses query parameters.
    ///
    /// # Errors
    /// Every parameter that is wrong, and the default view.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, (Vec<FieldError>, Box<Self>)> {
        Self::try_parse(pairs, today).map_err(|errors| {
            let usual = Self::try_parse(&[], today).unwrap_or_else(|_| unreachable!("no parameter is wrong"));
            (errors, Box::new(Self { typed: pairs.to_vec(), ..usual }))
        })
    }

    fn try_parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let pairs: Vec<(String, String)> =
            pairs.iter().filter(|(_, value)| !value.is_empty()).cloned().collect();
        let mut fields = Fields::of_query(&with_unknown(&pairs));
        let cut = fields.take_name("cut").unwrap_or(Dimension::Team);
        let has_own_range = fields.has("from") || fields.has("to");
        let has_rolling = fields.has("rolling");
        fields.or_usual("interval", Granularity::Quarter.name());
        let asked = WholeQuery::take(&mut fields, today, "has no place here");
        let rolling = if has_rolling { asked.rolling } else { usual_rolling(asked.interval) };
        let range = if has_own_range { asked.range } else { usual_range(asked.interval, today) };
        fields.result(Some(Self {
            trend: asked.in_periods(asked.interval, 1).within(range),
            whole: asked.at_once(),
            rolling,
            cut,
            has_own_range,
            typed: pairs.clone(),
            pairs,
        }))
    }

    /// This view beside a norm: at the deciding confidence, unless the parameters name another.
    #[must_use]
    pub fn decided_by(mut self, confidence: Confidence) -> Self {
        if self.values("confidence").next().is_none() {
            self.trend = self.trend.at(confidence);
            self.whole = self.whole.at(confidence);
        }
        self
    }

    /// The trend in rolling windows; `None` if they are not asked for.
    #[must_use]
    pub fn rolling_trend(&self) -> Option<WholeQuery> {
        (self.rolling > 1).then(|| self.trend.in_periods(self.trend.interval, self.rolling))
    }

    /// Whether single days could be computed from the figures.
    #[must_use]
    pub fn is_day_level(&self, today: NaiveDate) -> bool {
        // The weeks at the ends of a range are cut off, down to a single day.
        self.trend.interval == Granularity::Week
            || self.trend.is_day_level(today)
            || self.whole.is_day_level(today)
    }

    /// The query string of this view with one parameter set, or removed if `value` is `None`.
    #[must_use]
    pub fn with(&self, name: &str, value: Option<&str>) -> String {
        let others = self.pairs.iter().filter(|(other, _)| other != name);
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(others);
        if let Some(value) = value {
            query.append_pair(name, value);
        }
        query.finish()
    }

    /// The query string of this view without one value of a filter.
    #[must_use]
    pub fn without(&self, name: &str, value: &str) -> String {
        let others = self.pairs.iter().filter(|(other, text)| other != name || text != value);
        form_urlencoded::Serializer::new(String::new()).extend_pairs(others).finish()
    }

    /// What was typed into a field, valid or not.
    #[must_use]
    pub fn typed(&self, name: &str) -> Option<&str> {
        self.typed
            .iter()
            .find(|(other, value)| other == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// The values of a parameter, as given in the URL.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// The default range: three years (one for days and weeks), from the start of a period.
fn usual_range(interval: Granularity, today: NaiveDate) -> DateRange {
    let start = first_of_month_before(today, MONTHS_SHOWN - 1);
    let start = match interval {
        Granularity::Day | Granularity::Week => first_of_month_before(today, 11),
        _ => interval.first_day(start).unwrap_or(start),
    };
    DateRange::new(start, today).unwrap_or_else(|| unreachable!("three years ago lies before today"))
}

/// The default window: twelve months for months and quarters, otherwise no rolling.
fn usual_rolling(interval: Granularity) -> u32 {
    match interval {
        Granularity::Month => 12,
        Granularity::Quarter => 4,
        Granularity::Day | Granularity::Week | Granularity::Year | Granularity::Total => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-22".parse().unwrap()
    }

    fn parse(query: &str) -> Result<DashboardQuery, Vec<String>> {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        DashboardQuery::parse(&pairs, today())
            .map_err(|(errors, _)| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn by_default_it_shows_quarters_with_rolling_twelve_months() {
        let query = parse("").unwrap();
        assert_eq!((query.trend.interval, query.rolling), (Granularity::Quarter, 4));
        assert_eq!(query.trend.range.from().to_string(), "2023-10-01");
        assert_eq!(query.whole.range.from().to_string(), "2025-12-01");
        assert!(!query.is_day_level(today()));
        assert_eq!(parse("from=&to=&team=&interval=month").unwrap().rolling, 12);
    }

    #[test]
    fn a_range_of_ones_own_holds_for_the_whole_page() {
        let query = parse("from=2025-01-01&to=2025-06-30&team=Noord&team=(unknown)").unwrap();
        assert_eq!(query.trend.range, query.whole.range);
        assert_eq!(query.trend.filters.get(&Dimension::Team).unwrap(), &["Noord", ""]);
        assert_eq!(
            query.with("interval", Some("year")),
            "from=2025-01-01&to=2025-06-30&team=Noord&team=%28unknown%29&interval=year"
        );
        assert_eq!(query.without("team", "Noord"), "from=2025-01-01&to=2025-06-30&team=%28unknown%29");
        assert!(parse("from=2025-01-02").unwrap().is_day_level(today()));
        assert!(parse("interval=day").unwrap().is_day_level(today()));
    }

    #[test]
    fn what_makes_no_sense_is_named_and_the_usual_view_stands() {
        assert_eq!(
            parse("cut=colour&from=2026-02-01&to=2026-01-01&confidence=2").unwrap_err(),
            ["cut", "from", "confidence"]
        );
        assert_eq!(parse("group_by=team").unwrap_err(), ["group_by"]);
    }
}
