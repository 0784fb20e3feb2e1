//! `GET /api/v1/control-chart`: periods that stand out, and the trend.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use chrono::NaiveDate;
use serde::Serialize;

use crate::app::App;
use crate::domain::access::roles::Scope;
use crate::domain::input::spreadsheet::{Cell, Sheet};
use crate::domain::insight::control_chart::{ControlPoint, ControlQuery, ControlSeries};
use crate::statistics::control_chart::Signal;
use crate::statistics::trend::Trend;
use crate::urls;
use crate::web::api::auth::Caller;
use crate::web::api::insight::{file_or_json, series};
use crate::web::shell::problem::Problem;
use crate::workflow::insight::control_chart::control_chart;

pub fn router() -> Router<App> {
    Router::new().route(urls::API_CONTROL_CHART, get(show))
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let question =
        ControlQuery::parse(&series::parameters(query.as_deref())?, app.today()).map_err(Problem::fields)?;
    series::guard_days(&app, &caller, &[&question.query], query.as_deref(), "control chart by day").await?;
    let series = control_chart(&app, &question).await?;
    Ok(file_or_json::answer(&headers, &ControlJson::from(&series), sheet))
}

#[derive(Serialize)]
struct ControlJson {
    centre: Option<f64>,
    variance: Option<f64>,
    sigma: Option<f64>,
    points: Vec<PointJson>,
    trend: Option<TrendJson>,
}

#[derive(Serialize)]
struct PointJson {
    from: NaiveDate,
    to: NaiveDate,
    provisional: bool,
    suppressed: bool,
    responses: Option<u64>,
    nps: Option<f64>,
    centre: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
    signal: Option<&'static str>,
    ewma: Option<f64>,
    ewma_lower: Option<f64>,
    ewma_upper: Option<f64>,
    ewma_signal: Option<&'static str>,
}

#[derive(Serialize)]
struct TrendJson {
    slope_per_period: f64,
    z: f64,
    p: f64,
    dispersion: f64,
    z_adjusted: f64,
    p_adjusted: f64,
}

impl From<&ControlSeries> for ControlJson {
    fn from(series: &ControlSeries) -> Self {
        Self {
            centre: series.limits.map(|limits| limits.centre),
            variance: series.limits.map(|limits| limits.variance),
            sigma: series.limits.map(|limits| limits.sigma),
            points: series.points.iter().map(PointJson::from).collect(),
            trend: series.trend.as_ref().map(TrendJson::from),
        }
    }
}

impl From<&ControlPoint> for PointJson {
    fn from(point: &ControlPoint) -> Self {
        let (chart, ewma) = (point.chart, point.chart.and_then(|chart| chart.ewma));
        Self {
            from: point.range.from(),
            to: point.range.to(),
            provisional: point.provisional,
            suppressed: point.counts.is_none(),
            responses: point.counts.map(|counts| counts.responses()),
            nps: chart.map(|chart| chart.nps),
            centre: point.centre,
            lower: chart.map(|chart| chart.lower),
            upper: chart.map(|chart| chart.upper),
            signal: chart.map(|chart| name(chart.signal)),
            ewma: ewma.map(|ewma| ewma.value),
            ewma_lower: ewma.map(|ewma| ewma.lower),
            ewma_upper: ewma.map(|ewma| ewma.upper),
            ewma_signal: ewma.map(|ewma| name(ewma.signal)),
        }
    }
}

impl From<&Trend> for TrendJson {
    fn from(trend: &Trend) -> Self {
        Self {
            slope_per_period: trend.slope_per_period,
            z: trend.z,
            p: trend.p,
            dispersion: trend.dispersion,
            z_adjusted: trend.z_adjusted,
            p_adjusted: trend.p_adjusted,
        }
    }
}

fn name(signal: Signal) -> &'static str {
    match signal {
        Signal::None => "none",
        Signal::Above => "above",
        Signal::Below => "below",
    }
}

fn sheet(answer: &ControlJson) -> Sheet {
    let mut sheet = Sheet::new([
        "from",
        "to",
        "provisional",
        "suppressed",
        "responses",
        "nps",
        "centre",
        "lower",
        "upper",
        "signal",
        "ewma",
        "ewma_lower",
        "ewma_upper",
        "ewma_signal",
    ]);
    sheet.rows.extend(answer.points.iter().map(|point| {
        vec![
            Cell::Day(point.from),
            Cell::Day(point.to),
            Cell::Flag(point.provisional),
            Cell::Flag(point.suppressed),
            Cell::count(point.responses),
            Cell::number(point.nps),
            Cell::number(point.centre),
            Cell::number(point.lower),
            Cell::number(point.upper),
            Cell::text(point.signal),
            Cell::number(point.ewma),
            Cell::number(point.ewma_lower),
            Cell::number(point.ewma_upper),
            Cell::text(point.ewma_signal),
        ]
    }));
    sheet
}
