//! Questions about history before a norm is set: the parameters of `GET /api/v1/norms/proposal` and `/backtest`.
//!
//! The rule: by default, the evidence covers the population of the norm: customers, over complete months.

use chrono::NaiveDate;

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::decimal::parse_decimal;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::insight::query::whole::WholeQuery;
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
    pub history: WholeQuery,
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
    pub history: WholeQuery,
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
        let mut fields = Fields::of_query(pairs);
        let periods = take_number(&mut fields, "periods", "must be a whole number from 1 to 120", |number| {
            number.fract() == 0.0 && (1.0..=f64::from(MOST_WINDOW)).contains(&number)
        });
        let expected_responses =
            take_number(&mut fields, "expected_responses", "must be a number from 1 on", |number| {
                (1.0..=MOST_EXPECTED).contains(&number)
            });
        let certainty = take_certainty(&mut fields);
        let power = take_number(&mut fields, "power", "must lie between 0.5 and 1", |number| {
            number > 0.5 && number < 1.0
        });
        let improvement =
            take_number(&mut fields, "improvement", "must be a number of points from 0 to 200", |number| {
                (0.0..=MOST_POINTS).contains(&number)
            });
        let candidates = take_candidates(&mut fields);
        let is_range_named = fields.has("from") || fields.has("to");
        let history = take_history(&mut fields, today, Granularity::Month);
        if history.rolling > 1 {
            fields.refuse("rolling", "has no place here: periods that overlap would count answers twice");
        }
        fields.result(Some(Self {
            history,
            is_range_named,
            periods: periods.map_or(USUAL_WINDOW, |number| number as u32),
            expected_responses,
            certainty,
            power: power.unwrap_or(POWER),
            improvement: improvement.unwrap_or_default(),
            candidates,
        }))
    }
}

impl BacktestQuery {
    /// Reads query parameters.
    ///
    /// # Errors
    /// Every parameter that is wrong, repeated, missing or unknown.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of_query(pairs);
        if !fields.has("value") {
            fields.refuse("value", "is required: the norm to try, in points");
        }
        let norm = take_number(&mut fields, "value", "must lie between -100 and 100 points", is_norm);
        let certainty = take_certainty(&mut fields);
        let fewest = FEWEST_RESPONSES as f64;
        let minimum = take_number(&mut fields, "minimum", "must be a whole number, 10 or more", |number| {
            number.fract() == 0.0 && (fewest..=MOST_MINIMUM).contains(&number)
        });
        let drop = take_number(&mut fields, "drop", "must be a number of points from 1 to 200", |number| {
            (1.0..=MOST_POINTS).contains(&number)
        });
        let is_range_named = fields.has("from") || fields.has("to");
        let history = take_history(&mut fields, today, Granularity::Month);
        fields.result(norm.map(|norm| Self {
            history,
            is_range_named,
            candidate: Candidate {
                norm,
                certainty,
                minimum: minimum.map_or(FEWEST_RESPONSES, |number| number as u64),
            },
            drop: drop.unwrap_or(USUAL_DROP),
        }))
    }
}

fn is_norm(number: f64) -> bool {
    number > -100.0 && number < 100.0
}

fn take_number(
    fields: &mut Fields,
    field: &str,
    message: &str,
    is_sound: impl Fn(f64) -> bool,
) -> Option<f64> {
    fields.take_as(field, message, |text| parse_decimal(text).filter(|number| is_sound(*number)))
}

fn take_certainty(fields: &mut Fields) -> f64 {
    let is_sound = |number| number > 0.5 && number < 1.0;
    take_number(fields, "certainty", "must lie between 0.5 and 1", is_sound).unwrap_or(0.95)
}

fn take_candidates(fields: &mut Fields) -> Vec<f64> {
    let given = fields.take_all("candidate", MOST_CANDIDATES);
    let norms: Option<Vec<f64>> =
        given.iter().map(|text| parse_decimal(text).filter(|number| is_norm(*number))).collect();
    if norms.is_none() {
        fields.refuse("candidate", "must lie between -100 and 100 points");
    }
    norms.unwrap_or_default()
}

/// The history that is asked for: by default that of the norm's population, over complete months.
fn take_history(fields: &mut Fields, today: NaiveDate, usual: Granularity) -> WholeQuery {
    let range = usual_window(today);
    fields.or_usual("interval", usual.name());
    if !fields.has("to") {
        fields.or_usual("from", range.from().to_string());
    }
    fields.or_usual("to", range.to().to_string());
    let why = "has no place here: a norm is for one group; name it by a filter";
    let query = WholeQuery::take(fields, today, why);
    let mut filters = query.filters.clone();
    filters
        .entry(Dimension::Complainant)
        .or_insert_with(|| Rule::default().filters().remove(&Dimension::Complainant).unwrap_or_default());
    query.about(query.basis, filters)
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
