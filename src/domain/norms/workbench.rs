//! The state of the workbench: it is all in the URL, so that a view can be shared.
//!
//! A form also submits its empty fields, so an empty value means the default.

use chrono::NaiveDate;

use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::norms::fields::{usual_window, window};
use crate::domain::norms::norm::{Certainty, Rule};
use crate::domain::time::calendar::parse_day;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::verdict::FEWEST_RESPONSES;

/// What the analyst wants to try.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkbenchQuery {
    /// Complete months.
    pub window: DateRange,
    pub is_window_named: bool,
    pub rule: Rule,
    /// In points; `None` for the value that history suggests.
    pub candidate: Option<f64>,
    /// The wanted improvement, in points.
    pub improvement: f64,
    /// The difference between process and norm that should be detected, in points.
    pub gap: f64,
    /// The parameters as given, without empty ones.
    pairs: Vec<(String, String)>,
}

impl WorkbenchQuery {
    /// Reads query parameters.
    ///
    /// # Errors
    /// Every parameter that is wrong, and the default view.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, (Vec<FieldError>, Box<Self>)> {
        let pairs: Vec<(String, String)> =
            pairs.iter().filter(|(_, value)| !value.is_empty()).cloned().collect();
        let mut fields = Fields::of_query(&pairs);
        let query = Self::take(&mut fields, today);
        fields
            .result(Some(Self { pairs, ..query }))
            .map_err(|errors| (errors, Box::new(Self::take(&mut Fields::of_query(&[]), today))))
    }

    /// The query string of this view with one parameter set.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> String {
        let others = self.pairs.iter().filter(|(other, _)| other != name);
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(others).append_pair(name, value);
        query.finish()
    }

    fn take(fields: &mut Fields, today: NaiveDate) -> Self {
        let from = fields.take_as("from", "must be a month like 2025-01", |text| month(text)?.first());
        let to = fields.take_as("to", "must be a month like 2025-12", |text| month(text)?.last());
        let window = window(from, to, today).unwrap_or_else(|error| {
            fields.refuse(&error.field, error.message);
            usual_window(today)
        });
        let usual = Rule::default();
        let certainty =
            fields.take_as("certainty", "must be 0.9 or 0.95", |text| text.parse::<Certainty>().ok());
        let interval = fields.take_as("assessment", "must be quarter or year", |text| text.parse().ok());
        let minimum = fields.take_as("minimum", "must be a whole number, 10 or more", |text| {
            text.parse().ok().filter(|minimum| (FEWEST_RESPONSES..=1_000_000).contains(minimum))
        });
        let is_norm = |number: &f64| number.abs() < 100.0;
        Self {
            window,
            is_window_named: from.is_some() || to.is_some(),
            rule: Rule {
                certainty: certainty.unwrap_or(usual.certainty),
                interval: interval.unwrap_or(usual.interval),
                minimum: minimum.unwrap_or(usual.minimum),
                ..usual
            },
            candidate: fields.take_as("candidate", "must lie between -100 and 100 points", |text| {
                number(text).filter(is_norm)
            }),
            improvement: fields
                .take_as("improvement", "must be points from 0 to 100", |text| {
                    number(text).filter(|number| (0.0..=100.0).contains(number))
                })
                .unwrap_or(5.0),
            gap: fields
                .take_as("gap", "must be points from 1 to 100", |text| {
                    number(text).filter(|number| (1.0..=100.0).contains(number))
                })
                .unwrap_or(10.0),
            pairs: Vec::new(),
        }
    }
}

/// A number with a decimal point or a decimal comma (as in Dutch); a Unicode minus sign is accepted.
fn number(text: &str) -> Option<f64> {
    text.trim()
        .replace(',', ".")
        .replace('\u{2212}', "-")
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

struct Month(NaiveDate);

impl Month {
    fn first(&self) -> Option<NaiveDate> {
        Some(self.0)
    }

    fn last(&self) -> Option<NaiveDate> {
        Granularity::Month.last_day(self.0)
    }
}

fn month(text: &str) -> Option<Month> {
    parse_day(&format!("{}-01", text.trim())).map(Month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &str) -> Result<WorkbenchQuery, Vec<String>> {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        WorkbenchQuery::parse(&pairs, "2026-11-24".parse().unwrap())
            .map_err(|(errors, _)| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn numbers_may_be_written_the_dutch_way_and_mistakes_are_named() {
        assert_eq!(parse("candidate=%E2%88%9212%2C5&gap=").unwrap().candidate, Some(-12.5));
        assert_eq!(
            parse("candidate=250&gap=0&certainty=0.5&assessment=month&minimum=5&from=2026-13").unwrap_err(),
            ["from", "certainty", "assessment", "minimum", "candidate", "gap"]
        );
        assert_eq!(parse("to=2026-11").unwrap_err(), ["to"], "this month is not over");
        assert_eq!(parse("gap=5&gap=6&colour=red&candidate=").unwrap_err(), ["gap", "colour"]);
        assert_eq!(
            parse("candidate=5&from=2025-01").unwrap().with("candidate", "10"),
            "from=2025-01&candidate=10"
        );
    }
}
