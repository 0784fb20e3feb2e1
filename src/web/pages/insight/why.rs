//! Why NPS changed between two periods.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::why::WhyQuery;
use crate::urls;
use crate::views::insight::why::WhyPage;
use crate::web::pages::insight::asked_view::without_empty;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::urlencoded;
use crate::workflow::access::permission::act_of_reading;
use crate::workflow::insight::dashboard::{MOST_OFFERED, offered_values};
use crate::workflow::insight::themes::growth::theme_growth;
use crate::workflow::insight::why::why;
use crate::workflow::norms::on_dashboard::beside_norm;

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
    let pairs = urlencoded::pairs(text.as_bytes())?;
    if let Some(elsewhere) = without_empty(urls::WHY, &pairs) {
        return Ok(elsewhere);
    }
    let (query, mistakes) = match WhyQuery::parse(&pairs, app.today()) {
        Ok(query) => (query, Vec::new()),
        Err((mistakes, usual)) => (*usual, mistakes),
    };
    record_days(&app, &reader, &query, &text).await?;
    let page = showing(&app, &reader, &headers, &query, &mistakes, |page| page.render()).await?;
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page).into_response())
}

/// Records comparisons of days in the audit, because small periods could be told apart in them.
pub(super) async fn record_days(
    app: &App,
    reader: &InsightReader,
    query: &WhyQuery,
    text: &str,
) -> Result<(), PageError> {
    if query.is_day_level(app.today()) {
        act_of_reading(app, &reader.actor(), Action::ReadDashboardByDay, &audited(text)).await?;
    }
    Ok(())
}

/// Gives the page to `show`, which renders it or takes a part of it into a file.
pub(super) async fn showing<T>(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    query: &WhyQuery,
    mistakes: &[FieldError],
    show: impl FnOnce(&WhyPage<'_>) -> T,
) -> Result<T, PageError> {
    let (view, _) = beside_norm(app, query.view.clone()).await?;
    let query = &query.decided_in(view);
    let why = why(app, query).await?;
    let themes = match why.difference {
        Some(_) => theme_growth(app, &query.now, &query.before).await?,
        None => Vec::new(),
    };
    let keeps = query.view_of_now(&[]);
    let page = WhyPage {
        staff: staff_page(app, headers, &reader.user, urls::WHY).keeping(&keeps),
        query,
        mistakes,
        why: &why,
        themes: &themes,
        offered: &offered_values(app).await?,
        most_offered: MOST_OFFERED as usize,
        today: app.today(),
        minimum_group: app.config.privacy.minimum_group,
    };
    Ok(show(&page))
}
