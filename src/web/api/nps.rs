//! `GET /api/v1/nps`.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use chrono::NaiveDate;
use serde::Serialize;

use crate::app::App;
use crate::domain::nps_query::NpsQuery;
use crate::domain::nps_series::{Figures, Group, Point, Shown};
use crate::domain::period::Interval;
use crate::statistics::tally::SCORES;
use crate::urls;
use crate::web::api::auth::Caller;
use crate::web::api::groups::{self, GroupName};
use crate::web::api::problem::Problem;
use crate::workflow::nps::nps_over_time;

mod csv;

pub fn router() -> Router<App> {
    Router::new().route(urls::API_NPS, get(show))
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = groups::question(&app, &caller, query, "nps by day").await?;
    let groups = nps_over_time(&app, &query).await?;
    let answer = NpsJson::new(&app, &query, &groups);
    let wants_csv = headers
        .get(header::ACCEPT)
        .is_some_and(|accept| accept.to_str().is_ok_and(|a| a.starts_with("text/csv")));
    if wants_csv { Ok(csv::answer(&answer)) } else { Ok(Json(answer).into_response()) }
}

#[derive(Serialize)]
struct NpsJson {
    interval: &'static str,
    basis: &'static str,
    time_zone: &'static str,
    confidence: f64,
    method: &'static str,
    groups: Vec<GroupJson>,
}

#[derive(Serialize)]
struct GroupJson {
    group: GroupName,
    points: Vec<PointJson>,
}

#[derive(Serialize)]
struct PointJson {
    from: NaiveDate,
    to: NaiveDate,
    closed: u64,
    invited: u64,
    provisional: bool,
    suppressed: bool,
    #[serde(flatten)]
    figures: Option<FiguresJson>,
}

/// What a point shows unless it is suppressed.
#[derive(Serialize)]
struct FiguresJson {
    responses: u64,
    promoters: u64,
    passives: u64,
    detractors: u64,
    scores: [u64; SCORES],
    nps: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    response_rate: Option<f64>,
    norm: Option<()>,
    verdict: Option<&'static str>,
}

impl NpsJson {
    fn new(app: &App, query: &NpsQuery, groups: &[Group]) -> Self {
        Self {
            interval: query.interval.name(),
            basis: query.basis.name(),
            time_zone: app.config.organisation.zone.name(),
            confidence: query.confidence.share(),
            method: "score",
            groups: groups.iter().map(|group| GroupJson::new(query, group)).collect(),
        }
    }
}

impl GroupJson {
    fn new(query: &NpsQuery, group: &Group) -> Self {
        let name = groups::name(group.value.as_ref());
        Self { group: name, points: group.points.iter().map(|point| PointJson::new(query, point)).collect() }
    }
}

impl PointJson {
    fn new(query: &NpsQuery, point: &Point) -> Self {
        let figures = match &point.figures {
            Figures::Suppressed => None,
            Figures::Shown(shown) => Some(FiguresJson::new(query, shown)),
        };
        Self {
            from: point.range.from(),
            to: point.range.to(),
            closed: point.closed,
            invited: point.invited,
            provisional: point.provisional,
            suppressed: figures.is_none(),
            figures,
        }
    }
}

impl FiguresJson {
    fn new(query: &NpsQuery, shown: &Shown) -> Self {
        let counts = shown.tally.counts();
        Self {
            responses: counts.responses(),
            promoters: counts.promoters,
            passives: counts.passives,
            detractors: counts.detractors,
            scores: shown.tally.0,
            nps: shown.nps.map(|(nps, _)| nps),
            low: shown.nps.map(|(_, limits)| limits.low),
            high: shown.nps.map(|(_, limits)| limits.high),
            response_rate: shown.response_rate,
            norm: None,
            verdict: verdict(query),
        }
    }
}

/// While no norm exists the long periods say so, for the whole population; all others say nothing.
fn verdict(query: &NpsQuery) -> Option<&'static str> {
    let is_long = match query.interval {
        Interval::Quarter | Interval::Year | Interval::Total => true,
        Interval::Month => query.rolling == 12,
        Interval::Day | Interval::Week => false,
    };
    (is_long && query.is_whole_population()).then_some("no_norm")
}
