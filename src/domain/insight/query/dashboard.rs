//! The state of the dashboard: it is all in the URL, so that a view can be shared.
//!
//! The rule: a form also submits its empty fields, so an empty value means "not given"; [`UNKNOWN`] means "not filled
//! in by the complaints system".

mod address;

use chrono::{Datelike, NaiveDate};

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::insight::query::dashboard::address::{Pairs, clean, usual_interval, written};
use crate::domain::insight::query::presets::Preset;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::series::Point;
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::normal::Confidence;

pub use crate::domain::insight::query::dashboard::address::{in_full, kept};

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
/// The most years in a range, counted from January to January.
pub const MOST_YEARS: i32 = 30;
/// The periods of the trend by default, and those of a range that would have one or two of them.
const USUAL_INTERVAL: Granularity = Granularity::Quarter;
const SHORT_INTERVAL: Granularity = Granularity::Month;
/// The most months of a range that is shown in [`SHORT_INTERVAL`].
const SHORT_RANGE: i32 = 6;
/// The dimension of the breakdown by default.
const USUAL_CUT: Dimension = Dimension::Team;
/// The months of a rolling window in the place of days or weeks that are mostly hidden.
const ROLLING_MONTHS: u32 = 3;

/// The parameters of the dashboard.
#[derive(Clone, Debug, PartialEq)]
pub struct DashboardQuery {
    /// The periods of the trend.
    pub trend: WholeQuery,
    /// The whole behind the headline and the details: the range asked for, by default the last twelve months that are
    /// over.
    pub whole: WholeQuery,
    /// Periods in the rolling window; 1 means no rolling.
    pub rolling: u32,
    /// The dimension of the breakdown.
    pub cut: Dimension,
    /// The name of the range; `None` if it is asked for by its days.
    pub preset: Option<Preset>,
    pub has_own_range: bool,
    /// The valid parameters, as the address has them.
    pairs: Pairs,
    /// The parameters as typed, valid or not, for the form.
    typed: Pairs,
    today: NaiveDate,
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

    /// The view with what was typed, valid or not; the default view where anything is wrong.
    #[must_use]
    pub fn as_typed(pairs: &[(String, String)], today: NaiveDate) -> Self {
        Self::parse(pairs, today).unwrap_or_else(|(_, usual)| *usual)
    }

    fn try_parse(given: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let pairs = clean(given, today);
        let mut fields = Fields::of_query(&with_unknown(&pairs));
        let cut = fields.take_name("cut").unwrap_or(USUAL_CUT);
        let named = fields.take_name("range").unwrap_or(Preset::USUAL);
        let has_days = fields.has("from") || fields.has("to");
        let preset = (!has_days).then_some(named);
        let has_rolling = fields.has("rolling");
        fields.or_usual("interval", usual_interval(&pairs, today).name());
        if let Some(preset) = preset {
            let range = preset.range(today);
            fields.or_usual("from", range.from().to_string());
            fields.or_usual("to", range.to().to_string());
        }
        let asked = WholeQuery::take(&mut fields, today, "has no place here");
        limit(&mut fields, asked.range, today);
        let has_own_range = preset != Some(Preset::USUAL);
        let rolling = if has_rolling { asked.rolling } else { usual_rolling(asked.interval) };
        let range = if has_own_range { asked.range } else { usual_range(asked.interval, today) };
        fields.result(Some(Self {
            trend: asked.in_periods(asked.interval, 1).within(range),
            whole: asked.at_once(),
            rolling,
            cut,
            preset,
            has_own_range,
            pairs,
            typed: given.to_vec(),
            today,
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

    /// The same view by month, in rolling windows, if its days or weeks are mostly too small to show.
    #[must_use]
    pub fn by_month_where_hidden(&self, over_time: &[Point]) -> Option<Self> {
        let hidden = over_time.iter().filter(|point| point.figures.is_too_small()).count();
        let shown = over_time.iter().filter(|point| point.figures.shown().is_some()).count();
        (is_short(self.trend.interval) && hidden > shown).then(|| Self {
            trend: self.trend.in_periods(Granularity::Month, 1),
            rolling: ROLLING_MONTHS,
            ..self.clone()
        })
    }

    /// The same view until today, unless it has a range of its own: for pages on which the newest answers count.
    #[must_use]
    pub fn until_today(self) -> Self {
        let range = DateRange::new(self.whole.range.from(), self.today).filter(|_| !self.has_own_range);
        match range {
            Some(range) => Self { whole: self.whole.within(range), ..self },
            None => self,
        }
    }

    /// The trend in rolling windows; `None` if they are not asked for.
    #[must_use]
    pub fn rolling_trend(&self) -> Option<WholeQuery> {
        (self.rolling > 1).then(|| self.trend.in_periods(self.trend.interval, self.rolling))
    }

    /// Whether few answers could be computed from the figures, which are cut by further dimensions.
    #[must_use]
    pub fn is_day_level(&self, today: NaiveDate) -> bool {
        self.whole.filters.len() > 1
            || self.trend.is_day_level(today)
            || self.whole.by(self.cut).is_day_level(today)
    }

    /// The query string of this view; empty for the default view.
    #[must_use]
    pub fn address(&self) -> String {
        written(&self.pairs)
    }

    /// Whether the parameters are given as the address has them, in whatever order.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let sorted = |pairs: &Pairs| {
            let mut pairs = pairs.clone();
            pairs.sort();
            pairs
        };
        sorted(&self.typed) == sorted(&self.pairs)
    }

    /// The query string of this view with one parameter set, or removed if `value` is `None`.
    #[must_use]
    pub fn with(&self, name: &str, value: Option<&str>) -> String {
        let set = value.map(|value| (name.to_owned(), value.to_owned()));
        self.address_with(set, |other, _| other == name)
    }

    /// The query string of this view without one value of a filter.
    #[must_use]
    pub fn without(&self, name: &str, value: &str) -> String {
        self.address_with(None, |other, text| other == name && text == value)
    }

    /// The query string of this view over a range that has a name.
    #[must_use]
    pub fn over(&self, preset: Preset) -> String {
        self.address_with([("range".to_owned(), preset.name().to_owned())], |name, _| is_of_range(name))
    }

    /// The query string of this view over these days.
    #[must_use]
    pub fn within(&self, range: DateRange) -> String {
        let days = [("from", range.from()), ("to", range.to())];
        let days = days.map(|(name, day)| (name.to_owned(), day.to_string()));
        self.address_with(days, |name, _| is_of_range(name))
    }

    fn address_with(
        &self,
        set: impl IntoIterator<Item = (String, String)>,
        is_dropped: impl Fn(&str, &str) -> bool,
    ) -> String {
        let others = self.pairs.iter().filter(|(name, value)| !is_dropped(name, value)).cloned();
        let pairs: Pairs = others.chain(set).collect();
        written(&clean(&pairs, self.today))
    }

    /// The same view with other parameters in its form, valid or not.
    #[must_use]
    pub fn with_typed(self, typed: &[(String, String)]) -> Self {
        Self { typed: typed.to_vec(), ..self }
    }

    /// What was typed into a field, valid or not.
    #[must_use]
    pub fn typed(&self, name: &str) -> Option<&str> {
        self.typed
            .iter()
            .find(|(other, value)| other == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// Everything that was typed into a field, valid or not, each once.
    #[must_use]
    pub fn all_typed(&self, name: &str) -> Vec<&str> {
        let mut values: Vec<&str> = Vec::new();
        for (_, value) in self.typed.iter().filter(|(other, value)| other == name && !value.is_empty()) {
            if !values.contains(&value.as_str()) {
                values.push(value);
            }
        }
        values
    }

    /// The interval that was asked for, which [`Self::by_month_where_hidden`] leaves.
    #[must_use]
    pub fn asked_interval(&self) -> Granularity {
        let asked = self.values("interval").next().and_then(|name| name.parse().ok());
        asked.unwrap_or_else(|| usual_interval(&self.pairs, self.today))
    }

    /// The values of a parameter, as given in the URL.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// Whether a parameter says which days a view is about.
#[must_use]
pub fn is_of_range(name: &str) -> bool {
    matches!(name, "range" | "from" | "to")
}

/// Whether an interval is shorter than a month, so that its periods are often too small to show.
fn is_short(interval: Granularity) -> bool {
    matches!(interval, Granularity::Day | Granularity::Week)
}

/// Refuses a range that has nothing to show, or too much.
fn limit(fields: &mut Fields, range: DateRange, today: NaiveDate) {
    if range.from() > today {
        fields.refuse("from", "must not lie ahead of today");
    } else if range.to().year() - range.from().year() >= MOST_YEARS {
        fields.refuse("from", format!("asks for more than {MOST_YEARS} years; take a shorter range"));
    }
}

/// The default range: three years (one for days and weeks), from the start of a period until today.
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
        assert_eq!(query.trend.range.to(), today());
        let whole = query.whole.range;
        assert_eq!(
            (whole.from().to_string(), whole.to().to_string()),
            ("2025-11-01".into(), "2026-10-31".into())
        );
        assert!(!query.has_own_range);
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
            "from=2025-01-01&to=2025-06-30&interval=year&team=Noord&team=%28unknown%29"
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

    fn address(query: &str) -> String {
        parse(query).unwrap().address()
    }

    #[test]
    fn a_view_has_one_address() {
        for (given, clean) in [
            ("", ""),
            ("from=&to=&team=&interval=quarter&basis=closed&rolling=4&cut=team&range=12-months", ""),
            ("from=2025-11-01&to=2026-10-31&interval=quarter", ""),
            ("team=Noord&team=Noord&team=&interval=month&rolling=12", "interval=month&team=Noord"),
            (
                "channel=web&team=Zuid&to=2026-01-31&from=2026-01-01",
                "from=2026-01-01&to=2026-01-31&team=Zuid&channel=web",
            ),
            ("range=last-month&from=2026-10-01&to=2026-10-31", "range=last-month"),
            ("range=last-month&from=2026-09-01&to=2026-10-31", "from=2026-09-01&to=2026-10-31"),
            ("range=last-month&from=&to=", "range=last-month"),
            ("rolling=4&interval=month", "interval=month&rolling=4"),
            ("range=last-quarter&interval=month&rolling=12", "range=last-quarter"),
            ("range=last-quarter&interval=quarter&rolling=4", "range=last-quarter&interval=quarter"),
            ("from=2026-01-01&to=2026-06-30&interval=month", "from=2026-01-01&to=2026-06-30"),
            ("from=2026-01-01&to=2026-07-01&interval=quarter", "from=2026-01-01&to=2026-07-01"),
            ("confidence=0.95", "confidence=0.95"),
        ] {
            assert_eq!(address(given), clean, "{given}");
            assert_eq!(address(clean), clean);
            assert!(parse(clean).unwrap().is_clean());
        }
        assert!(!parse("team=").unwrap().is_clean());
        assert!(parse("channel=web&team=Zuid").unwrap().is_clean(), "the order alone leads nowhere else");
    }

    #[test]
    fn a_short_range_is_shown_by_month() {
        let interval = |query: &str| {
            let query = parse(query).unwrap();
            assert_eq!(query.trend.interval, query.asked_interval());
            query.trend.interval
        };
        for short in
            ["range=last-quarter", "range=last-month", "from=2026-01-15&to=2026-06-10", "from=2026-06-01"]
        {
            assert_eq!(interval(short), Granularity::Month, "{short}");
        }
        for long in ["", "range=all", "range=this-year", "to=2026-06-10", "from=2025-01-01&to=2025-12-31"] {
            assert_eq!(interval(long), Granularity::Quarter, "{long}");
        }
        assert_eq!(interval("range=last-quarter&interval=year"), Granularity::Year);
    }

    #[test]
    fn a_range_by_name_keeps_the_filters_and_is_one_of_ones_own() {
        let query = parse("from=2025-01-01&to=2025-06-30&team=Noord").unwrap();
        assert_eq!(query.over(Preset::LastQuarter), "range=last-quarter&team=Noord");
        assert_eq!(query.over(Preset::USUAL), "team=Noord");
        let named = parse("range=last-quarter&team=Noord").unwrap();
        assert!(named.has_own_range && named.preset == Some(Preset::LastQuarter));
        assert_eq!(named.trend.range, Preset::LastQuarter.range(today()));
        assert_eq!(named.within(query.whole.range), "from=2025-01-01&to=2025-06-30&team=Noord");
        assert_eq!(kept(&[("q".into(), "x".into()), ("team".into(), "Noord".into())]), "team=Noord");
        assert_eq!(
            (in_full(""), in_full("team=Noord")),
            ("range=12-months".into(), "range=12-months&team=Noord".into())
        );
        assert_eq!(in_full("from=2025-01-01&team=Noord"), "from=2025-01-01&team=Noord");
    }

    #[test]
    fn a_range_ahead_or_of_a_century_and_too_many_values_are_refused() {
        assert_eq!(parse("from=2026-11-23").unwrap_err(), ["from"]);
        assert_eq!(parse("from=1920-01-01&to=2026-01-01").unwrap_err(), ["from"]);
        assert_eq!(parse("range=yesterday").unwrap_err(), ["range"]);
        let thousand: Vec<String> = (0..1_000).map(|number| format!("team=T{number}")).collect();
        assert_eq!(parse(&thousand.join("&")).unwrap_err(), ["team"]);
        assert!(parse("from=2026-11-22&to=2026-12-31").is_ok(), "it has begun");
    }

    #[test]
    fn days_that_are_mostly_hidden_become_rolling_months() {
        use crate::domain::insight::series::tests::point;
        use crate::domain::insight::visible::Visible;
        use crate::statistics::tally::Tally;
        let query = parse("interval=day&from=2026-03-01&to=2026-05-31").unwrap();
        let day = |hidden: bool| {
            let mut day = point(query.whole.range, Tally([3; 11]));
            if hidden {
                day.figures = Visible::TooSmall;
            }
            day
        };
        assert_eq!(query.by_month_where_hidden(&[day(true), day(false)]), None, "not more hidden than shown");
        let coarser = query.by_month_where_hidden(&[day(true), day(false), day(true)]).unwrap();
        assert_eq!((coarser.trend.interval, coarser.rolling), (Granularity::Month, 3));
        assert_eq!((coarser.trend.range, coarser.address()), (query.trend.range, query.address()));
        assert_eq!(coarser.asked_interval(), Granularity::Day);
        let months = parse("interval=month").unwrap();
        assert_eq!(months.by_month_where_hidden(&[day(true)]), None, "no shorter than a month");
    }
}
