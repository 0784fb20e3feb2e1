//! The parameters of the questions to history, described, and examples of what is answered.

use serde_json::{Value, json};
use utoipa::openapi::ObjectBuilder;
use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::Type;

use crate::domain::complaints::segment::Dimension;
use crate::domain::norms::dossier::POWER;
use crate::domain::norms::evidence::{
    MOST_CANDIDATES, MOST_EXPECTED, MOST_MINIMUM, MOST_POINTS, MOST_WINDOW, USUAL_DROP, USUAL_WINDOW,
};
use crate::domain::time::period::Granularity;
use crate::statistics::verdict::FEWEST_RESPONSES;
use crate::web::api::kit::parameters;
use crate::web::api::kit::schema::of_type;

/// What both questions to history understand.
fn history(periods: &[&'static str]) -> Vec<Parameter> {
    let mut history =
        parameters::days("", "First day; by default the last 24 complete months.", "Last day, included.");
    history.extend([parameters::basis(""), parameters::interval(periods), certainty()]);
    history.extend(parameters::filters_by_default(
        "",
        &[(Dimension::Complainant, "customers and those not known")],
    ));
    history
}

fn certainty() -> Parameter {
    parameters::query("certainty", "Of the verdict, one-sided.", between(0.5, 1.0).default(Some(0.95.into())))
}

fn between(above: f64, below: f64) -> ObjectBuilder {
    of_type(Type::Number).exclusive_minimum(Some(above)).exclusive_maximum(Some(below))
}

fn number(least: f64, most: f64) -> ObjectBuilder {
    of_type(Type::Number).minimum(Some(least)).maximum(Some(most))
}

pub fn proposal_parameters() -> Vec<Parameter> {
    let parts: Vec<&'static str> =
        Granularity::NAMES.iter().copied().filter(|name| *name != Granularity::Total.name()).collect();
    let power = "Wanted probability that a process which stays as it is meets the provable norm.";
    let mut described = history(&parts);
    described.extend([
        parameters::query(
            "periods",
            "Periods in one assessment window.",
            parameters::whole(1, MOST_WINDOW).default(Some(USUAL_WINDOW.into())),
        ),
        parameters::query(
            "expected_responses",
            "Responses expected in one window; by default as history had.",
            number(1.0, MOST_EXPECTED),
        ),
        parameters::query("power", power, between(0.5, 1.0).default(Some(POWER.into()))),
        parameters::query(
            "improvement",
            "Wanted improvement in points.",
            number(0.0, MOST_POINTS).default(Some(0.into())),
        ),
        parameters::repeated(
            "candidate",
            "A norm to give the chances of; may be repeated.",
            MOST_CANDIDATES,
            between(-100.0, 100.0),
        ),
    ]);
    described
}

pub fn backtest_parameters() -> Vec<Parameter> {
    let drop = "How far below the norm a fall lies whose detection is asked for, in points.";
    let minimum = of_type(Type::Integer)
        .minimum(Some(FEWEST_RESPONSES as f64))
        .maximum(Some(MOST_MINIMUM))
        .default(Some(FEWEST_RESPONSES.into()));
    let mut described = history(Granularity::NAMES);
    described.extend([
        parameters::required_query("value", "The norm to try, in points.", between(-100.0, 100.0)),
        parameters::rolling(),
        parameters::query("minimum", "With fewer responses there is no verdict.", minimum),
        parameters::query("drop", drop, number(1.0, MOST_POINTS).default(Some(USUAL_DROP.into()))),
    ]);
    described
}

pub fn readiness_example() -> Value {
    json!({
        "ready": false,
        "gates": [
            {"gate": "months", "passed": true, "have": 14.0, "need": 12.0, "expected_on": null},
            {
                "gate": "coverage",
                "passed": true,
                "have": 0.97,
                "need": 0.9,
                "expected_on": null,
                "channels": [{"channel": "web", "closed": 310, "invited": 288}],
            },
        ],
    })
}

pub fn proposal_example() -> Value {
    json!({
        "centre": 16.2,
        "variance": 0.55,
        "periods": 24,
        "responses": 1100,
        "tau2": 0.002,
        "se_baseline": 2.4,
        "s_pred": 4.1,
        "prediction": {"low": 8.1, "high": 24.3},
        "hold": 16.2,
        "provable": 10.4,
        "stretch": 21.2,
        "mdd": 9.3,
        "candidates": [{"value": 10.0, "met": 0.82, "undecided": 0.17, "not_met": 0.01}],
    })
}

pub fn backtest_example() -> Value {
    json!({
        "value": 10.0,
        "met": 3,
        "undecided": 5,
        "not_met": 0,
        "insufficient": 0,
        "point_at_or_above": 7,
        "false_alarm": 0.05,
        "missed_detection": 0.41,
        "drop": 10.0,
        "periods": [{
            "from": "2026-01-01",
            "to": "2026-03-31",
            "provisional": false,
            "suppressed": false,
            "responses": 140,
            "nps": 22.1,
            "low": 11.0,
            "high": 32.6,
            "p_norm": 0.03,
            "verdict": "met",
        }],
    })
}
