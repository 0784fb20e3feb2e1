//! Questions about history before a norm is set: the parameters of `GET /api/v1/norms/proposal` and `/backtest`.
//!
//! The rule: by default, the evidence covers the population of the norm: customers, over complete months.

use chrono::NaiveDate;

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::decimal::parse_decimal;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::NpsQuery;
use crate::domain::norms::backtest::Candidate;
use crate::domain::norms::dossier::POWER;
use crate::domain::norms::fields::usual_window;
use crate::domain::norms::norm::Rule;
use crate::domain::time::period::Granularity;
use crate::statistics::verdict::FEWEST_RESPONSES;

/// The most candidates in one question.
pub const MOST_CANDIDATES: usize = 100;
/// How far below the norm a process has fallen whose detection is asked for, in points, unless told otherwise.
pub const USUAL_DROP: f64 = 10.0;

/// Periods in one assessment window: at most, and unless told otherwise.
pub const MOST_WINDOW: u32 = 120;
pub const USUAL_WINDOW: u32 = 12;
/// The most responses that may be expected in one window.
pub const MOST_EXPECTED: f64 = 1e12;
/// The largest difference between two NPS, in points.
pub const MOST_POINTS: f64 = 200.0;
/// The largest minimum of responses.
pub const MOST_MINIMUM: f64 = 1e9;

/// The parameters of a proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposalQuery {
    pub history: NpsQuery,
    /// The caller named the range, so one without responses is an error.
    pub is_range_named: bool,
    /// Periods in one assessment window.
    pub periods: u32,
    /// Responses expected in one such window; `None` to use the number that history had.
    pub expected_responses: Option<f64>,
    pub certainty: f64,
    pub power: f64,
    /// In points.
    pub improvement: f64,
    pub candidates: Vec<f64>,
}

/// The parameters of a back-test.
#[derive(Clone, Debug, PartialEq)]
pub struct BacktestQuery {
    pub history: NpsQuery,
    /// The caller named the range, so one without responses is an error.
    pub is_range_named: bool,
    pub candidate: Candidate,
    /// In points.
    pub drop: f64,
}

impl ProposalQuery {
    /// Reads query parameters.
    ///
    /// # Errors
    /// Every parameter that is wrong, repeated or unknown.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let names = ["periods", "expected_responses", "certainty", "power", "improvement", "candidate"];
        let mut own = Own::take(pairs, &names);
        let query = Self {
            periods: own
                .number("periods", "must be a whole number from 1 to 120", |number| {
                    number.fract() == 0.0 && (1.0..=f64::from(MOST_WINDOW)).contains(&number)
                })
                .map_or(USUAL_WINDOW, |number| number as u32),
            expected_responses: own.number("expected_responses", "must be a number from 1 on", |number| {
                (1.0..=MOST_EXPECTED).contains(&number)
            }),
            certainty: own.certainty(),
            power: own
                .number("power", "must lie between 0.5 and 1", |number| number > 0.5 && number < 1.0)
                .unwrap_or(POWER),
            improvement: own
                .number("improvement", "must be a number of points from 0 to 200", |number| {
                    (0.0..=MOST_POINTS).contains(&number)
                })
                .unwrap_or_default(),
            candidates: own.candidates(),
            is_range_named: own.is_range_named(),
            history: own.history(today, Granularity::Month)?,
        };
        if query.history.rolling > 1 {
            own.refuse("rolling", "has no place here: periods that overlap would count answers twice");
        }
        own.finish(query)
    }
}

impl BacktestQuery {
    /// Reads query parameters.
    ///
    /// # Errors
    /// Every parameter that is wrong, repeated, missing or unknown.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut own = Own::take(pairs, &["value", "certainty", "minimum", "drop"]);
        let norm = own.number("value", "must lie between -100 and 100 points", is_norm);
        if norm.is_none() && own.errors.is_empty() {
            own.refuse("value", "is required: the norm to try, in points");
        }
        let fewest = FEWEST_RESPONSES as f64;
        let candidate = Candidate {
            norm: norm.unwrap_or_default(),
            certainty: own.certainty(),
            minimum: own
                .number("minimum", "must be a whole number, 10 or more", |number| {
                    number.fract() == 0.0 && (fewest..=MOST_MINIMUM).contains(&number)
                })
                .map_or(FEWEST_RESPONSES, |number| number as u64),
        };
        let query = Self {
            candidate,
            drop: own
                .number("drop", "must be a number of points from 1 to 200", |number| {
                    (1.0..=MOST_POINTS).contains(&number)
                })
                .unwrap_or(USUAL_DROP),
            is_range_named: own.is_range_named(),
            history: own.history(today, Granularity::Month)?,
        };
        own.finish(query)
    }
}

fn is_norm(number: f64) -> bool {
    number > -100.0 && number < 100.0
}

/// The parameters beyond those of `/nps`, and the errors found in them so far.
struct Own {
    own: Vec<(String, String)>,
    shared: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

impl Own {
    fn take(pairs: &[(String, String)], names: &[&str]) -> Self {
        let (own, shared) = pairs.iter().cloned().partition(|(name, _)| names.contains(&name.as_str()));
        Self { own, shared, errors: Vec::new() }
    }

    fn refuse(&mut self, field: &str, message: &str) {
        self.errors.push(FieldError { field: field.to_owned(), message: message.to_owned() });
    }

    fn number(&mut self, field: &str, message: &str, is_sound: impl Fn(f64) -> bool) -> Option<f64> {
        let values: Vec<&str> =
            self.own.iter().filter(|(name, _)| name == field).map(|(_, value)| value.as_str()).collect();
        match values.as_slice() {
            [] => None,
            [value] => {
                let number = parse_decimal(value).filter(|number| is_sound(*number));
                if number.is_none() {
                    self.refuse(field, message);
                }
                number
            }
            _ => {
                self.refuse(field, "must be given once");
                None
            }
        }
    }

    fn certainty(&mut self) -> f64 {
        let is_sound = |number| number > 0.5 && number < 1.0;
        self.number("certainty", "must lie between 0.5 and 1", is_sound).unwrap_or(0.95)
    }

    fn candidates(&mut self) -> Vec<f64> {
        let given =
            self.own.iter().filter(|(name, _)| name == "candidate").map(|(_, value)| parse_decimal(value));
        let given: Vec<Option<f64>> = given.map(|value| value.filter(|number| is_norm(*number))).collect();
        if given.iter().any(Option::is_none) {
            self.refuse("candidate", "must lie between -100 and 100 points");
        }
        if given.len() > MOST_CANDIDATES {
            self.refuse("candidate", "must be given at most 100 times");
        }
        given.into_iter().flatten().collect()
    }

    fn has(&self, field: &str) -> bool {
        self.shared.iter().any(|(name, _)| name == field)
    }

    fn is_range_named(&self) -> bool {
        self.has("from") || self.has("to")
    }

    /// Parses the shared parameters into the history that is asked for.
    fn history(&mut self, today: NaiveDate, usual: Granularity) -> Result<NpsQuery, Vec<FieldError>> {
        let mut pairs = self.shared.clone();
        let mut add = |name: &str, value: String| pairs.push((name.to_owned(), value));
        if !self.has("interval") {
            add("interval", usual.name().to_owned());
        }
        let range = usual_window(today);
        if !self.is_range_named() {
            add("from", range.from().to_string());
        }
        if !self.has("to") {
            add("to", range.to().to_string());
        }
        let query = NpsQuery::parse(&pairs, today);
        if self.has("group_by") {
            self.refuse("group_by", "has no place here: a norm is for one group; name it by a filter");
        }
        match query {
            Ok(mut query) => {
                query.filters.entry(Dimension::Complainant).or_insert_with(|| {
                    Rule::default().filters().remove(&Dimension::Complainant).unwrap_or_default()
                });
                Ok(query)
            }
            Err(errors) => Err(std::mem::take(&mut self.errors).into_iter().chain(errors).collect()),
        }
    }

    fn finish<T>(self, query: T) -> Result<T, Vec<FieldError>> {
        if self.errors.is_empty() { Ok(query) } else { Err(self.errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-24".parse().unwrap()
    }

    fn pairs(query: &str) -> Vec<(String, String)> {
        form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }

    fn fields<T>(parsed: Result<T, Vec<FieldError>>) -> Vec<String> {
        parsed.err().unwrap().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn by_default_it_is_two_years_of_customers_judged_by_the_year() {
        let query = ProposalQuery::parse(&[], today()).unwrap();
        assert_eq!(query.history.range, usual_window(today()));
        assert_eq!(query.history.filters, Rule::default().filters());
        assert_eq!((query.periods, query.certainty, query.power, query.improvement), (12, 0.95, 0.8, 0.0));
        let other =
            ProposalQuery::parse(&pairs("complainant=lawyer&candidate=5&candidate=-5"), today()).unwrap();
        assert_eq!(other.history.filters.get(&Dimension::Complainant).unwrap(), &["lawyer"]);
        assert_eq!(other.candidates, [5.0, -5.0]);
        let since = ProposalQuery::parse(&pairs("from=2026-01-01"), today()).unwrap();
        assert_eq!(since.history.range.to().to_string(), "2026-10-31", "the running month takes no part");
    }

    #[test]
    fn every_mistake_is_named() {
        let asked = "periods=0&expected_responses=0&certainty=1&power=x&improvement=-1&candidate=100&from=2026-13-01&colour=1";
        assert_eq!(
            fields(ProposalQuery::parse(&pairs(asked), today())),
            [
                "periods",
                "expected_responses",
                "certainty",
                "power",
                "improvement",
                "candidate",
                "from",
                "colour"
            ]
        );
        for value in ["250", "NaN", "inf", "x", "", "100"] {
            let asked = pairs(&format!("value={value}"));
            assert_eq!(fields(BacktestQuery::parse(&asked, today())), ["value"], "{value}");
        }
        assert_eq!(fields(BacktestQuery::parse(&[], today())), ["value"]);
        let asked = pairs("value=1&value=2&minimum=9&group_by=team&drop=0");
        assert_eq!(fields(BacktestQuery::parse(&asked, today())), ["value", "minimum", "drop", "group_by"]);
    }
}
