//! Why NPS changed between two periods.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::why::WhyQuery;
use crate::urls;
use crate::views::insight::why::WhyPage;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::urlencoded;
use crate::workflow::access::permission::act_of_reading;
use crate::workflow::insight::dashboard::{MOST_OFFERED, offered_values};
use crate::workflow::insight::theme_growth::theme_growth;
use crate::workflow::insight::why::why;

pub fn router() -> Router<App> {
    Router::new().route(urls::WHY, get(show))
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let text = query.unwrap_or_default();
    let today = app.today();
    let (query, mistakes) = match WhyQuery::parse(&urlencoded::pairs(text.as_bytes())?, today) {
        Ok(query) => (query, Vec::new()),
        Err((mistakes, usual)) => (*usual, mistakes),
    };
    if query.is_day_level(today) {
        act_of_reading(&app, &reader.actor(), Action::ReadDashboardByDay, &audited(&text)).await?;
    }
    let why = why(&app, &query).await?;
    let themes = match why.difference {
        Some(_) => theme_growth(&app, &query.now, &query.before).await?,
        None => Vec::new(),
    };
    let keeps = query.view_of_now(&[]);
    let page = WhyPage {
        staff: staff_page(&app, &headers, &reader.user, urls::WHY).keeping(&keeps),
        query: &query,
        mistakes: &mistakes,
        why: &why,
        themes: &themes,
        offered: &offered_values(&app).await?,
        most_offered: MOST_OFFERED as usize,
        today,
        minimum_group: app.config.privacy.minimum_group,
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page.render()).into_response())
}
