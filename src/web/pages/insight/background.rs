//! The background of the dashboard's number, with the same query.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use axum::routing::get;

use crate::app::App;
use crate::urls;
use crate::views::insight::background::{Background, Details};
use crate::views::insight::view::View;
use crate::web::pages::insight::asked_view::{self, Asked};
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::workflow::answering::questionnaires::{current_questionnaire, find_questionnaire};
use crate::workflow::insight::background::background_figures;
use crate::workflow::insight::dashboard::{MOST_OFFERED, offered_values};
use crate::workflow::norms::on_dashboard::beside_norm;

pub fn router() -> Router<App> {
    Router::new().route(urls::BACKGROUND, get(show))
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let asked = match asked_view::read(&app, &reader, urls::BACKGROUND, &method, query).await? {
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
    show: impl FnOnce(&Background<'_>) -> T,
) -> Result<T, PageError> {
    let (query, norm) = beside_norm(app, asked.query.clone()).await?;
    let figures = background_figures(app, &query, norm.target.unwrap_or_default()).await?;
    let questionnaire = find_questionnaire(app, &current_questionnaire(app).await?).await?;
    let keeps = query.address();
    let page = Background {
        view: View {
            staff: staff_page(app, headers, &reader.user, urls::BACKGROUND).keeping(&keeps),
            query: &query,
            mistakes: &asked.mistakes,
            offered: &offered_values(app).await?,
            most_offered: MOST_OFFERED as usize,
            whole: &figures.whole,
            over_time: &figures.over_time,
            norm: asked_view::beside(&norm, app.today()),
            minimum_group: app.config.privacy.minimum_group,
        },
        details: figures.details.as_ref().map(|details| Details {
            covered: &details.covered,
            representation: details.representation.as_ref(),
            drivers: &details.drivers,
            timing: &details.timing,
        }),
        funnel: &figures.funnel,
        questionnaire: &questionnaire,
    };
    Ok(show(&page))
}
