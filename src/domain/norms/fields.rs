//! Parses raw fields into a proposed norm, and into the rationale of a decision.
//!
//! The rule: a norm takes effect in the future. What has been measured cannot be held to a value chosen afterwards.

use chrono::{Datelike, NaiveDate};

use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::norms::norm::{Certainty, Rule};
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::limit::Limit;
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::DateRange;
use crate::statistics::verdict::FEWEST_RESPONSES;

/// Fields that hold nested fields.
pub const GROUPS: &[&str] = &["rule"];
/// The longest rationale, in characters.
pub const LONGEST_RATIONALE: usize = 4_000;
/// Complete months on which a proposal rests by default.
pub const MONTHS_OF_HISTORY: u32 = 24;
/// The most months on which a proposal may rest.
pub const MOST_MONTHS: u32 = 120;
/// The largest accepted minimum number of responses.
pub const MOST_MINIMUM: f64 = 1_000_000.0;

/// A parsed proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct NewNorm {
    pub kpi: Kpi,
    pub value: f64,
    pub effective_from: NaiveDate,
    pub limit: Option<Limit>,
    pub rule: Option<Rule>,
    pub rationale: String,
    pub window: Window,
}

/// The months on which a proposal rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub range: DateRange,
    /// The caller named it, so one without responses is an error.
    pub is_named: bool,
}

/// Reads the fields of `POST /api/v1/norms`, or of the form with the same names.
///
/// # Errors
/// Every field that is missing, wrong or unknown.
pub fn parse(mut fields: Fields, today: NaiveDate) -> Result<NewNorm, Vec<FieldError>> {
    let kpi = fields.take_name("kpi");
    let kpi = fields.require("kpi", kpi);
    // Adding zero turns negative zero into zero.
    let value = fields.take_number("value").map(|value| value + 0.0);
    let value = fields.require("value", value);
    if let (Some(kpi), Some(value)) = (kpi, value) {
        check_value(&mut fields, kpi, value);
    }
    let effective_from = fields.take_day("effective_from");
    if effective_from.is_some_and(|day| day <= today) {
        fields.refuse(
            "effective_from",
            "must lie in the future: a norm is never set on what is measured already",
        );
    }
    let rationale = take_rationale(&mut fields);
    let limit = take_limit(&mut fields, kpi);
    let rule = take_rule(&mut fields, kpi);
    let window = take_window(&mut fields, kpi, today);
    let norm = (|| {
        Some(NewNorm {
            kpi: kpi?,
            value: value?,
            effective_from: effective_from.unwrap_or_else(|| next_new_year(today)),
            limit,
            rule,
            rationale: rationale?,
            window: window?,
        })
    })();
    fields.result(norm)
}

/// Reads the fields of a decision: its reasons.
///
/// # Errors
/// The rationale is missing or too long, or there is an unknown field.
pub fn parse_decision(mut fields: Fields) -> Result<String, Vec<FieldError>> {
    let rationale = take_rationale(&mut fields);
    fields.result(rationale)
}

/// When a norm takes effect by default: the next 1 January.
#[must_use]
pub fn next_new_year(today: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(today.year() + 1, 1, 1).unwrap_or(today)
}

/// The last [`MONTHS_OF_HISTORY`] complete months.
#[must_use]
pub fn usual_window(today: NaiveDate) -> DateRange {
    let from = first_of_month_before(today, MONTHS_OF_HISTORY);
    let to = first_of_month_before(today, 0).pred_opt().unwrap_or(today);
    DateRange::new(from, to).unwrap_or_else(|| unreachable!("two years ago lies before this month"))
}

fn take_rationale(fields: &mut Fields) -> Option<String> {
    let rationale = fields.take_verbatim("rationale", LONGEST_RATIONALE);
    fields.require("rationale", rationale)
}

fn check_value(fields: &mut Fields, kpi: Kpi, value: f64) {
    let unit = kpi.definition().unit;
    if !unit.allows_norm(value) {
        fields.refuse("value", unit.what_is_allowed());
    }
}

fn take_limit(fields: &mut Fields, kpi: Option<Kpi>) -> Option<Limit> {
    let limit = fields.take_parsed("limit");
    let has_clock = kpi.is_none_or(|kpi| kpi.definition().limit().is_some());
    if limit.is_some() && !has_clock {
        fields.refuse("limit", "has no place here: this KPI has no clock");
    }
    limit
}

fn take_rule(fields: &mut Fields, kpi: Option<Kpi>) -> Option<Rule> {
    if kpi.is_some_and(|kpi| !kpi.definition().measurement.has_rule()) {
        return None;
    }
    let usual = Rule::default();
    let certainty = fields.take_number("rule.certainty").map(|share| {
        Certainty::ALL.iter().copied().find(|certainty| (certainty.share() - share).abs() < 1e-9)
    });
    if certainty == Some(None) {
        fields.refuse("rule.certainty", "must be 0.9 or 0.95");
    }
    let minimum = fields.take_number("rule.minimum");
    if minimum.is_some_and(|minimum| {
        minimum.fract() != 0.0 || !(FEWEST_RESPONSES as f64..=MOST_MINIMUM).contains(&minimum)
    }) {
        fields.refuse("rule.minimum", format!("must be a whole number, {FEWEST_RESPONSES} or more"));
    }
    Some(Rule {
        certainty: certainty.flatten().unwrap_or(usual.certainty),
        minimum: minimum.map_or(usual.minimum, |minimum| minimum as u64),
        interval: fields.take_name("rule.interval").unwrap_or(usual.interval),
        population: fields.take_names("rule.population").unwrap_or(usual.population),
        basis: fields.take_name("rule.basis").unwrap_or(usual.basis),
    })
}

fn take_window(fields: &mut Fields, kpi: Option<Kpi>, today: NaiveDate) -> Option<Window> {
    let usual = usual_window(today);
    if kpi.is_some_and(|kpi| !kpi.definition().measurement.has_rule()) {
        return Some(Window { range: usual, is_named: false });
    }
    let (from, to) = (fields.take_day("from"), fields.take_day("to"));
    let is_named = from.is_some() || to.is_some();
    match window(from, to, today) {
        Ok(range) => Some(Window { range, is_named }),
        Err(error) => {
            fields.refuse(&error.field, error.message);
            None
        }
    }
}

/// The months from `from` to `to`, with defaults for what is not given.
///
/// # Errors
/// The range does not consist of whole past months, or is too long.
pub fn window(
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<DateRange, FieldError> {
    let wrong =
        |field: &str, message: &str| FieldError { field: field.to_owned(), message: message.to_owned() };
    let usual = usual_window(today);
    let to = to.unwrap_or(usual.to());
    let from = from.unwrap_or_else(|| first_of_month_before(to, MONTHS_OF_HISTORY - 1));
    let Some(range) = DateRange::new(from, to) else { return Err(wrong("from", "must not lie after to")) };
    if to >= today || !range.is_whole_months(today) {
        let field = if from.day() == 1 { "to" } else { "from" };
        return Err(wrong(field, "must begin and end whole months that are over"));
    }
    if from < first_of_month_before(to, MOST_MONTHS - 1) {
        return Err(wrong("from", "must name ten years at most"));
    }
    Ok(range)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::complaints::complaint::Complainant;
    use crate::domain::norms::norm::NormInterval;

    fn parse_json(value: &Value) -> Result<NewNorm, Vec<String>> {
        parse(Fields::of_json(value, GROUPS).unwrap(), "2026-11-24".parse().unwrap())
            .map_err(|errors| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn a_norm_needs_a_value_and_reasons_and_begins_with_the_next_year() {
        let norm =
            parse_json(&json!({"kpi": "nps", "value": -5, "rationale": "Two years of experience."})).unwrap();
        assert_eq!(norm.effective_from.to_string(), "2027-01-01");
        assert_eq!(norm.rule, Some(Rule::default()));
        let window = norm.window.range;
        assert_eq!(
            (window.from().to_string(), window.to().to_string()),
            ("2024-11-01".into(), "2026-10-31".into())
        );
        assert!(!norm.window.is_named);
    }

    #[test]
    fn the_rule_may_be_another_one_in_part() {
        let rule = json!({"interval": "quarter", "certainty": 0.9, "population": ["lawyer", "customer"]});
        let asked =
            json!({"kpi": "nps", "value": 5, "rationale": "x", "rule": rule, "effective_from": "2028-02-29"});
        let norm = parse_json(&asked).unwrap();
        let rule = norm.rule.unwrap();
        assert_eq!(
            (rule.interval, rule.certainty, rule.minimum),
            (NormInterval::Quarter, Certainty::Ninety, 30)
        );
        assert_eq!(rule.population, [Complainant::Customer, Complainant::Lawyer].into());
        assert_eq!(norm.effective_from.to_string(), "2028-02-29");
    }

    #[test]
    fn every_mistake_is_named() {
        let refused = |fields: Value| {
            let mut all = json!({"kpi": "nps", "value": 5, "rationale": "x"});
            all.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
            parse_json(&all).unwrap_err()
        };
        for value in
            [json!(250), json!(100), json!(-100), json!("NaN"), json!("inf"), json!([1]), json!(null)]
        {
            assert_eq!(refused(json!({ "value": value })), ["value"], "{value}");
        }
        assert_eq!(refused(json!({"kpi": "phone_response", "value": 95})), ["value"]);
        for day in ["2026-11-24", "2020-01-01", "2027-02-29", "soon"] {
            assert_eq!(refused(json!({"effective_from": day})), ["effective_from"], "{day}");
        }
        assert_eq!(refused(json!({"rationale": " "})), ["rationale"]);
        let rule = json!({"rule": {"certainty": 0.99, "minimum": 9, "interval": "month", "population": []}});
        assert_eq!(refused(rule), ["rule.certainty", "rule.minimum", "rule.interval", "rule.population"]);
        assert_eq!(refused(json!({"rule": {"colour": "red"}})), ["rule.colour"]);
        assert_eq!(refused(json!({"from": "2025-01-15", "to": "2025-06-30"})), ["from"]);
        assert_eq!(refused(json!({"to": "2026-11-30"})), ["to"]);
        assert_eq!(refused(json!({"from": "2001-01-01"})), ["from"]);
        assert_eq!(refused(json!({"kpi": "acknowledgement", "value": 0.9, "from": "2025-01-01"})), ["from"]);
        assert_eq!(refused(json!({"kpi": "acknowledgement", "value": 0.9, "limit": "a day"})), ["limit"]);
        assert_eq!(refused(json!({"limit": "24 hours"})), ["limit"], "the score has no clock");
    }
}
