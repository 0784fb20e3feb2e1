//! `GET /api/v1/difference`: two selections beside each other.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use crate::app::App;
use crate::domain::access::roles::Scope;
use crate::domain::input::spreadsheet::{Cell, Sheet};
use crate::domain::insight::query::difference::DifferenceQuery;
use crate::domain::insight::series::Figures;
use crate::statistics::difference::{Conclusion, Difference};
use crate::urls;
use crate::web::api::auth::Caller;
use crate::web::api::insight::{file_or_json, series};
use crate::web::shell::problem::Problem;
use crate::workflow::insight::difference::{Compared, compare};

pub fn router() -> Router<App> {
    Router::new().route(urls::API_DIFFERENCE, get(show))
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let parameters = series::parameters(query.as_deref())?;
    let question = DifferenceQuery::parse(&parameters, app.today()).map_err(Problem::fields)?;
    let sides = [&question.a, &question.b];
    series::guard_days(&app, &caller, &sides, query.as_deref(), "difference by day").await?;
    let compared = compare(&app, &question).await?;
    Ok(file_or_json::answer(&headers, &DifferenceJson::new(&question, &compared), sheet))
}

#[derive(Serialize)]
struct DifferenceJson {
    a: SideJson,
    b: SideJson,
    confidence: f64,
    method: &'static str,
    difference: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    p: Option<f64>,
    conclusion: &'static str,
}

#[derive(Serialize)]
struct SideJson {
    suppressed: bool,
    responses: Option<u64>,
    nps: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

impl DifferenceJson {
    fn new(question: &DifferenceQuery, compared: &Compared) -> Self {
        let difference = compared.difference.as_ref();
        let conclusion = match difference.map(Difference::conclusion) {
            Some(Conclusion::Higher) => "higher",
            Some(Conclusion::Lower) => "lower",
            Some(Conclusion::NoDifferenceShown) => "no_difference_shown",
            None => "insufficient",
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

impl From<&Figures> for SideJson {
    fn from(figures: &Figures) -> Self {
        match figures {
            Figures::Suppressed => {
                Self { suppressed: true, responses: None, nps: None, low: None, high: None }
            }
            Figures::Shown(shown) => Self {
                suppressed: false,
                responses: Some(shown.tally.responses()),
                nps: shown.nps.map(|(nps, _)| nps),
                low: shown.nps.map(|(_, limits)| limits.low),
                high: shown.nps.map(|(_, limits)| limits.high),
            },
        }
    }
}

fn sheet(answer: &DifferenceJson) -> Sheet {
    let mut sheet = Sheet::new(["side", "responses", "nps", "low", "high", "p", "conclusion"]);
    for (name, side) in [("a", &answer.a), ("b", &answer.b)] {
        sheet.rows.push(vec![
            Cell::text(Some(name)),
            Cell::count(side.responses),
            Cell::number(side.nps),
            Cell::number(side.low),
            Cell::number(side.high),
            Cell::Nothing,
            Cell::Nothing,
        ]);
    }
    sheet.rows.push(vec![
        Cell::text(Some("a - b")),
        Cell::Nothing,
        Cell::number(answer.difference),
        Cell::number(answer.low),
        Cell::number(answer.high),
        Cell::number(answer.p),
        Cell::text(Some(answer.conclusion)),
    ]);
    sheet
}
