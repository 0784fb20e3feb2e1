//! `GET /api/v1/difference`: two selections beside each other.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::ObjectBuilder;
use utoipa::openapi::path::Parameter;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::roles::Scope;
use crate::domain::input::spreadsheet::{Columns, Sheet};
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::query::difference::DifferenceQuery;
use crate::domain::insight::series::Figures;
use crate::domain::insight::visible::Visible;
use crate::statistics::difference::{Conclusion, Difference};
use crate::urls;
use crate::web::api::insight::{file_or_json, series};
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::parameters;
use crate::web::api::kit::schema::one_of;
use crate::web::shell::problem::Problem;
use crate::workflow::insight::difference::{Compared, compare};

pub fn operations() -> Operations {
    let operation = Operation::new(
        "Two selections beside each other",
        Scope::InsightsRead,
        "; by day or week, for ranges that are not whole months, and by more than two dimensions, also \
         responses:read. a less b, by MOVER on the two score \
         intervals. The sides must be disjoint: ranges that follow each other, or other values of one dimension. \
         `insufficient` where a side is suppressed or empty. `Accept: text/csv` gives the same as a file.",
    )
    .parameters(["a.", "b."].into_iter().flat_map(side).chain([parameters::confidence()]))
    .answers_figures::<DifferenceJson>("The two sides, and what lies between them.", example());
    Operations::default().routes(operation.get(urls::API_DIFFERENCE, show))
}

fn side(prefix: &'static str) -> Vec<Parameter> {
    let mut side = parameters::last_twelve_months(prefix);
    side.push(parameters::basis(prefix));
    side.extend(parameters::filters(prefix));
    side
}

fn example() -> Value {
    let side = |nps: f64| json!({"suppressed": false, "responses": 48, "nps": nps, "low": nps - 23.0, "high": nps + 22.0});
    json!({
        "a": side(25.0),
        "b": side(6.25),
        "confidence": 0.95,
        "method": "mover",
        "difference": 18.75,
        "low": -13.4,
        "high": 50.4,
        "p": 0.25,
        "conclusion": NO_DIFFERENCE_SHOWN,
    })
}

fn conclusions() -> ObjectBuilder {
    one_of(&[HIGHER, LOWER, NO_DIFFERENCE_SHOWN, INSUFFICIENT])
}

const HIGHER: &str = "higher";
const LOWER: &str = "lower";
const NO_DIFFERENCE_SHOWN: &str = "no_difference_shown";
const INSUFFICIENT: &str = "insufficient";

async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let parameters = series::parameters(query.as_deref())?;
    let mut question = DifferenceQuery::parse(&parameters, app.today()).map_err(Problem::fields)?;
    let sides: [&NpsQuery; 2] = [&question.a, &question.b];
    series::guard_days(&app, &caller, &sides, query.as_deref(), Action::ReadDifferenceByDay).await?;
    for side in [&mut question.a, &mut question.b] {
        *side = side.for_reader(series::reader(&caller));
    }
    let compared = compare(&app, &question).await?;
    Ok(file_or_json::answer(&headers, &DifferenceJson::new(&question, &compared), sheet))
}

#[derive(Serialize, ToSchema)]
#[schema(as = Difference)]
struct DifferenceJson {
    a: SideJson,
    b: SideJson,
    confidence: f64,
    method: &'static str,
    #[schema(required)]
    difference: Option<f64>,
    #[schema(required)]
    low: Option<f64>,
    #[schema(required)]
    high: Option<f64>,
    #[schema(required)]
    p: Option<f64>,
    #[schema(schema_with = conclusions)]
    conclusion: &'static str,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DifferenceSide)]
struct SideJson {
    suppressed: bool,
    #[schema(required)]
    responses: Option<u64>,
    #[schema(required)]
    nps: Option<f64>,
    #[schema(required)]
    low: Option<f64>,
    #[schema(required)]
    high: Option<f64>,
}

impl DifferenceJson {
    fn new(question: &DifferenceQuery, compared: &Compared) -> Self {
        let difference = compared.difference.as_ref();
        let conclusion = match difference.map(Difference::conclusion) {
            Some(Conclusion::Higher) => HIGHER,
            Some(Conclusion::Lower) => LOWER,
            Some(Conclusion::NoDifferenceShown) => NO_DIFFERENCE_SHOWN,
            None => INSUFFICIENT,
        };
        Self {
            a: SideJson::from(&compared.a),
            b: SideJson::from(&compared.b),
            confidence: question.confidence.share(),
            method: "mover",
            difference: difference.map(|difference| difference.points),
            low: difference.map(|difference| difference.interval.low),
            high: difference.map(|difference| difference.interval.high),
            p: difference.map(|difference| difference.p),
            conclusion,
        }
    }
}

impl From<&Visible<Figures>> for SideJson {
    fn from(figures: &Visible<Figures>) -> Self {
        let estimate = figures.estimate();
        Self {
            suppressed: figures.is_too_small(),
            responses: figures.responses(),
            nps: estimate.map(|estimate| estimate.nps),
            low: estimate.map(|estimate| estimate.interval.low),
            high: estimate.map(|estimate| estimate.interval.high),
        }
    }
}

/// A row of the file: a side, or their difference.
#[derive(Default)]
struct DifferenceRow {
    side: &'static str,
    responses: Option<u64>,
    nps: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    p: Option<f64>,
    conclusion: Option<&'static str>,
}

fn sheet(answer: &DifferenceJson) -> Sheet {
    let of_side = |side: &'static str, SideJson { responses, nps, low, high, .. }: &SideJson| DifferenceRow {
        side,
        responses: *responses,
        nps: *nps,
        low: *low,
        high: *high,
        ..DifferenceRow::default()
    };
    let difference = DifferenceRow {
        side: "a - b",
        responses: None,
        nps: answer.difference,
        low: answer.low,
        high: answer.high,
        p: answer.p,
        conclusion: Some(answer.conclusion),
    };
    Columns::default()
        .column("side", |row: &DifferenceRow| row.side)
        .column("responses", |row| row.responses)
        .column("nps", |row| row.nps)
        .column("low", |row| row.low)
        .column("high", |row| row.high)
        .column("p", |row| row.p)
        .column("conclusion", |row| row.conclusion)
        .sheet([of_side("a", &answer.a), of_side("b", &answer.b), difference])
}
