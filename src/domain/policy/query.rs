//! The questions to the scoreboard: the parameters of `GET /api/v1/kpis` and of its page.

use chrono::{Datelike, NaiveDate};

use crate::domain::Timestamp;
use crate::domain::complaints::segment::Dimension;
use crate::domain::input::decimal::parse_whole;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::time::period::{DateRange, Granularity};

/// The years of which can be asked.
pub const YEARS: std::ops::RangeInclusive<u32> = 1900..=2999;

/// A year of which can be asked, as an address names it: in four digits, so that each year has one address.
#[must_use]
pub fn parse_year(text: &str) -> Option<i32> {
    let year: u32 = parse_whole(text).filter(|year| YEARS.contains(year))?;
    i32::try_from(year).ok().filter(|_| text.len() == 4)
}

/// Why parameters of surveys are refused.
const OF_SURVEYS: &str = "has no place here: a complaint has none";

/// A year or a range, in periods.
#[derive(Clone, Debug, PartialEq)]
pub struct KpiQuery {
    /// The year, if one was asked for.
    pub year: Option<u32>,
    /// The range, the periods and the filters.
    pub whole: WholeQuery,
    /// The moment of the past as of which it is asked; `None` for now.
    pub as_of: Option<Timestamp>,
}

impl KpiQuery {
    /// A calendar year by month; `None` for one of which cannot be asked.
    #[must_use]
    pub fn of_year(year: i32) -> Option<Self> {
        let number = u32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
        let whole = WholeQuery::over(whole_year(number)?, Granularity::Month);
        Some(Self { year: Some(number), whole, as_of: None })
    }

    /// Parses query parameters: by default this year, by month.
    ///
    /// # Errors
    /// Every parameter that is wrong or has no place here.
    pub fn parse(
        pairs: &[(String, String)],
        today: NaiveDate,
        now: Timestamp,
    ) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of_query(pairs);
        refuse_what_is_of_surveys(&mut fields);
        let message = format!("must be a year from {} to {}", YEARS.start(), YEARS.end());
        let has_range = fields.has("from") || fields.has("to");
        let year =
            fields.take_as("year", &message, |text| parse_whole(text).filter(|year| YEARS.contains(year)));
        if year.is_some() && has_range {
            fields.refuse("year", "has no place beside from and to");
        }
        let usual = u32::try_from(today.year()).unwrap_or_default();
        let year = if has_range { None } else { Some(year.unwrap_or(usual)) };
        let of_year = year.and_then(whole_year);
        if let Some(range) = of_year {
            fields.or_usual("from", range.from().to_string());
            fields.or_usual("to", range.to().to_string());
        }
        let whole = WholeQuery::take(&mut fields, today, "has no place here: use a filter");
        if matches!(whole.interval, Granularity::Day | Granularity::Week) {
            fields.refuse("interval", "must be month, quarter, year or total");
        }
        let as_of = fields.take_moment("as_of");
        if as_of.is_some_and(|as_of| as_of > now) {
            fields.refuse("as_of", "must not lie in the future");
        }
        fields.result(Some(Self { year, whole, as_of }))
    }
}

/// Refuses parameters of the figures of surveys, which complaints do not have.
pub(super) fn refuse_what_is_of_surveys(fields: &mut Fields) {
    for (name, why) in [
        ("group_by", "has no place here: use a filter"),
        ("rolling", "has no place here"),
        ("basis", "has no place here: each KPI has its own day"),
        ("confidence", "has no place here"),
        (Dimension::Mode.name(), OF_SURVEYS),
        (Dimension::Questionnaire.name(), OF_SURVEYS),
    ] {
        fields.refuse_here(name, why);
    }
}

fn whole_year(year: u32) -> Option<DateRange> {
    let year = i32::try_from(year).ok()?;
    DateRange::new(NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &str) -> Result<KpiQuery, Vec<String>> {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        KpiQuery::parse(&pairs, "2026-11-26".parse().unwrap(), "2026-11-26T12:00:00Z".parse().unwrap())
            .map_err(|errors| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn by_default_it_is_this_year_by_month() {
        let query = parse("").unwrap();
        assert_eq!(query.year, Some(2026));
        assert_eq!(query.whole.range.to().to_string(), "2026-12-31");
        assert_eq!(parse("year=2024&team=Noord").unwrap().whole.range.from().to_string(), "2024-01-01");
        assert_eq!(parse("from=2026-01-01&to=2026-03-31&interval=quarter").unwrap().year, None);
    }

    #[test]
    fn what_has_no_place_is_named() {
        assert_eq!(parse("year=26").unwrap_err(), ["year"]);
        assert_eq!(parse("as_of=2026-11-27T00:00:00Z").unwrap_err(), ["as_of"]);
        assert_eq!(parse("as_of=yesterday").unwrap_err(), ["as_of"]);
        assert!(parse("as_of=2026-03-01T00:00:00Z").unwrap().as_of.is_some());
        assert_eq!(parse("year=2026&from=2026-01-01").unwrap_err(), ["year"]);
        assert_eq!(
            parse("group_by=team&rolling=2&mode=email&interval=week&colour=red").unwrap_err(),
            ["group_by", "rolling", "mode", "interval", "colour"]
        );
    }
}
