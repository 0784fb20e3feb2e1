//! `GET /api/v1/control-chart`: periods that stand out, and the trend.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::ObjectBuilder;
use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::Type;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::roles::Scope;
use crate::domain::input::spreadsheet::{Columns, Sheet};
use crate::domain::insight::control_chart::{BASELINE, BASELINES, ControlPoint, ControlQuery, ControlSeries};
use crate::domain::time::period::Granularity;
use crate::statistics::control_chart::Signal;
use crate::statistics::trend::Trend;
use crate::urls;
use crate::web::api::insight::{file_or_json, series};
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::parameters;
use crate::web::api::kit::schema::{of_type, one_of_or_null};
use crate::web::shell::problem::Problem;
use crate::workflow::insight::control_chart::control_chart;

pub fn operations() -> Operations {
    let operation = Operation::new(
        "Periods that stand out, and the trend",
        Scope::InsightsRead,
        "; by day or week, for ranges that are not whole months, and by more than two dimensions, also \
         responses:read. The limits rest on the baseline and begin \
         anew where a change point restarts them; `centre`, `variance`, `sigma` and `trend` are those of the newest phase. \
         The EWMA is null within the baseline. A suppressed period has no part in the limits. `Accept: text/csv` gives the \
         same as a file.",
    )
    .parameters(described())
    .answers_figures::<ControlJson>("The series.", example());
    Operations::default().routes(operation.get(urls::API_CONTROL_CHART, show))
}

fn described() -> Vec<Parameter> {
    let periods: Vec<&'static str> =
        Granularity::NAMES.iter().copied().filter(|name| *name != Granularity::Total.name()).collect();
    let baseline = of_type(Type::Integer)
        .minimum(Some(*BASELINES.start()))
        .maximum(Some(*BASELINES.end()))
        .default(Some(BASELINE.into()));
    let mut described = parameters::last_twelve_months("");
    described.extend([
        parameters::interval(&periods),
        parameters::basis(""),
        parameters::query("baseline", "This many first periods give the limits.", baseline),
        parameters::confidence(),
    ]);
    described.extend(parameters::filters(""));
    described
}

fn example() -> Value {
    json!({
        "centre": 18.4,
        "variance": 0.52,
        "sigma": 0.98,
        "points": [{
            "from": "2026-01-01",
            "to": "2026-01-31",
            "provisional": false,
            "suppressed": false,
            "responses": 48,
            "nps": 16.666_666_666_666_668,
            "centre": 18.4,
            "lower": -12.8,
            "upper": 49.6,
            "signal": "none",
            "ewma": 17.1,
            "ewma_lower": 4.9,
            "ewma_upper": 31.9,
            "ewma_signal": "none",
        }],
        "trend": {
            "slope_per_period": 0.4,
            "z": 1.1,
            "p": 0.27,
            "dispersion": 1.2,
            "z_adjusted": 1.0,
            "p_adjusted": 0.32,
        },
    })
}

fn signals() -> ObjectBuilder {
    let names: Vec<&'static str> = [Signal::None, Signal::Above, Signal::Below].map(name).into();
    one_of_or_null(&names)
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let mut question =
        ControlQuery::parse(&series::parameters(query.as_deref())?, app.today()).map_err(Problem::fields)?;
    series::guard_days(&app, &caller, &[&question.query], query.as_deref(), Action::ReadControlChartByDay)
        .await?;
    question.query = question.query.for_reader(series::reader(&caller));
    let series = control_chart(&app, &question).await?;
    Ok(file_or_json::answer(&headers, &ControlJson::from(&series), sheet))
}

#[derive(Serialize, ToSchema)]
#[schema(as = ControlChart)]
struct ControlJson {
    #[schema(required)]
    centre: Option<f64>,
    #[schema(required)]
    variance: Option<f64>,
    #[schema(required)]
    sigma: Option<f64>,
    points: Vec<PointJson>,
    #[schema(required)]
    trend: Option<TrendJson>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ControlPoint)]
struct PointJson {
    from: NaiveDate,
    to: NaiveDate,
    provisional: bool,
    suppressed: bool,
    #[schema(required)]
    responses: Option<u64>,
    #[schema(required)]
    nps: Option<f64>,
    #[schema(required)]
    centre: Option<f64>,
    #[schema(required)]
    lower: Option<f64>,
    #[schema(required)]
    upper: Option<f64>,
    #[schema(required, schema_with = signals)]
    signal: Option<&'static str>,
    #[schema(required)]
    ewma: Option<f64>,
    #[schema(required)]
    ewma_lower: Option<f64>,
    #[schema(required)]
    ewma_upper: Option<f64>,
    #[schema(required, schema_with = signals)]
    ewma_signal: Option<&'static str>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ControlTrend)]
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
            suppressed: point.counts.is_too_small(),
            responses: point.counts.or_zeros().map(|counts| counts.responses()),
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
    Columns::default()
        .column("from", |point: &&PointJson| point.from)
        .column("to", |point| point.to)
        .column("provisional", |point| point.provisional)
        .column("suppressed", |point| point.suppressed)
        .column("responses", |point| point.responses)
        .column("nps", |point| point.nps)
        .column("centre", |point| point.centre)
        .column("lower", |point| point.lower)
        .column("upper", |point| point.upper)
        .column("signal", |point| point.signal)
        .column("ewma", |point| point.ewma)
        .column("ewma_lower", |point| point.ewma_lower)
        .column("ewma_upper", |point| point.ewma_upper)
        .column("ewma_signal", |point| point.ewma_signal)
        .sheet(&answer.points)
}
