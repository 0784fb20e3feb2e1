//! NPS over time, for those who are signed in.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::routing::get;
use maud::Markup;

use crate::app::App;
use crate::domain::period::Interval;
use crate::urls;
use crate::views::dashboard::Dashboard;
use crate::web::error::PageError;
use crate::web::request;
use crate::web::staff::{InsightReader, staff_member};
use crate::workflow::nps::dashboard_figures;
use crate::workflow::questionnaires::published_since;

pub fn router() -> Router<App> {
    Router::new().route(urls::DASHBOARD, get(show))
}

async fn show(
    State(app): State<App>,
    InsightReader(user): InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Markup, PageError> {
    let pairs = request::pairs(query.unwrap_or_default().as_bytes());
    let interval = match request::first(&pairs, "interval") {
        Some("month") => Interval::Month,
        Some("year") => Interval::Year,
        _ => Interval::Quarter,
    };
    let figures = dashboard_figures(&app, interval).await?;
    let dashboard = Dashboard {
        language: request::staff_language(&headers),
        organisation: &app.config.organisation.name,
        user: staff_member(&user, urls::DASHBOARD),
        interval,
        last_year: &figures.last_year,
        over_time: &figures.over_time,
        questionnaires: &published_since(&app).await?,
        minimum_group: app.config.privacy.minimum_group,
        confidence: &(figures.confidence.share() * 100.0).round().to_string(),
    };
    Ok(dashboard.render())
}
