//! The NPS dashboard.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use axum::routing::get;

use crate::app::App;
use crate::urls;
use crate::views::insight::dashboard::{Dashboard, Details};
use crate::views::insight::view::View;
use crate::views::upkeep::first_steps::first_steps_panel;
use crate::web::pages::insight::asked_view::{self, Asked};
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::workflow::answering::questionnaires::published_since;
use crate::workflow::insight::dashboard::{MOST_OFFERED, dashboard_figures};
use crate::workflow::learning::improvements::marks::marks;
use crate::workflow::norms::on_dashboard::beside_norm;
use crate::workflow::upkeep::first_steps::first_steps;

pub fn router() -> Router<App> {
    Router::new().route(urls::DASHBOARD, get(show))
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let asked = match asked_view::read(&app, &reader, urls::DASHBOARD, &method, query).await? {
        Ok(asked) => asked,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let page = showing(&app, &reader, &headers, &asked, |page| page.render()).await?;
    Ok(asked.answer(page))
}

/// Gives the page to `show`, which renders it or takes a part of it into a file.
pub(super) async fn showing<T>(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    asked: &Asked,
    show: impl FnOnce(&Dashboard<'_>) -> T,
) -> Result<T, PageError> {
    let (mut query, norm) = beside_norm(app, asked.query.clone()).await?;
    let mut figures = dashboard_figures(app, &query).await?;
    let by_month = query.by_month_where_hidden(&figures.over_time);
    let is_by_month_instead = by_month.is_some();
    if let Some(by_month) = by_month {
        figures = dashboard_figures(app, &by_month).await?;
        query = by_month;
    }
    let keeps = query.address();
    let staff = staff_page(app, headers, &reader.user, urls::DASHBOARD).keeping(&keeps);
    let next = first_steps(app).await?.map(|steps| first_steps_panel(&staff, steps));
    let dashboard = Dashboard {
        first_steps: next.as_ref(),
        view: View {
            staff,
            query: &query,
            mistakes: &asked.mistakes,
            offered: &figures.offered,
            most_offered: MOST_OFFERED as usize,
            whole: &figures.whole,
            over_time: &figures.over_time,
            norm: asked_view::beside(&norm, app.today()),
            minimum_group: app.config.privacy.minimum_group,
        },
        before: figures.before.as_ref(),
        change: figures.change.as_ref(),
        so_far: figures.so_far.as_ref(),
        rolling: &figures.rolling,
        is_by_month_instead,
        control: figures.control.as_ref(),
        change_points: &figures.change_points,
        events: &figures.events,
        improvements: &marks(app, &query.trend).await?,
        questionnaires: &published_since(app).await?,
        details: figures
            .parts
            .as_deref()
            .map(|parts| Details { parts, at_equal_outcomes: &figures.at_equal_outcomes }),
    };
    Ok(show(&dashboard))
}
