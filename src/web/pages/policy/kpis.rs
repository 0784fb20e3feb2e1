//! The scoreboard, and the complaints behind its figures.

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::dashboard::with_unknown;
use crate::domain::policy::behind::{BehindQuery, written};
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::query::KpiQuery;
use crate::urls;
use crate::views::policy::behind::BehindPage;
use crate::views::policy::scoreboard::ScoreboardPage;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::urlencoded;
use crate::workflow::access::permission::act_of_reading;
use crate::workflow::policy::behind::complaints_behind;
use crate::workflow::policy::scoreboard::scoreboard;
use crate::workflow::reporting::overview::report_year;

pub fn router() -> Router<App> {
    Router::new().route(urls::KPIS, get(show)).route(urls::KPI_COMPLAINTS, get(behind))
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let text = query.unwrap_or_default();
    let mut pairs = urlencoded::pairs(text.as_bytes())?;
    // A form submits its empty fields too.
    pairs.retain(|(_, value)| !value.is_empty());
    let filters: Vec<(String, String)> =
        pairs.iter().filter(|(name, _)| Dimension::NAMES.contains(&name.as_str())).cloned().collect();
    let (question, mistakes) = match KpiQuery::parse(&with_unknown(&pairs), app.today(), app.now()) {
        Ok(question) => (question, Vec::new()),
        Err(mistakes) => match KpiQuery::parse(&[], app.today(), app.now()) {
            Ok(usual) => (usual, mistakes),
            Err(_) => return Err(PageError::BadRequest),
        },
    };
    if question.as_of.is_some() || question.whole.is_day_level(app.today()) {
        act_of_reading(&app, &reader.actor(), Action::ReadNpsByDay, &audited(&text)).await?;
    }
    let board = scoreboard(&app, &question).await?;
    let reports = match question.year.and_then(|year| i32::try_from(year).ok()) {
        Some(year) => Some(report_year(&app, year).await?),
        None => None,
    };
    let page = ScoreboardPage {
        staff: staff_page(&app, &headers, &reader.user, urls::KPIS),
        query: &question,
        filters: if mistakes.is_empty() { &filters } else { &[] },
        mistakes: &mistakes,
        board: &board,
        reports: reports.as_ref(),
        checklist: app.config.quality.checklist(),
        today: app.today(),
        zone: app.config.organisation.zone,
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page.render()).into_response())
}

async fn behind(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(kpi): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let kpi: Kpi = kpi.parse().map_err(|_| PageError::NotFound)?;
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let question =
        BehindQuery::parse(kpi, &with_unknown(&pairs), app.today()).map_err(|_| PageError::BadRequest)?;
    let found = complaints_behind(&app, &question).await?;
    let next = found.next.map(|place| {
        let others = pairs.iter().filter(|(name, _)| name != "cursor");
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(others).append_pair("cursor", &written(place)).finish()
    });
    let page = BehindPage {
        staff: staff_page(&app, &headers, &reader.user, urls::KPIS),
        zone: app.config.organisation.zone,
        query: &question,
        complaints: &found.complaints,
        next: next.as_deref(),
    };
    Ok(page.render().into_response())
}
