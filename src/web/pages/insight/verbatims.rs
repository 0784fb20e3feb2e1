//! Verbatim comments, and the themes that a person gives them.

use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::ids::{ResponseId, ThemeId};
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::verbatims::VerbatimQuery;
use crate::domain::insight::theme::ThemeOrigin;
use crate::urls;
use crate::views::insight::verbatims::{Verbatims, VerbatimsPage};
use crate::views::kit::format::per_cent;
use crate::web::pages::insight::asked_view::without_empty;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::{body, urlencoded};
use crate::workflow::insight::dashboard::MOST_OFFERED;
use crate::workflow::insight::themes::set_theme;
use crate::workflow::insight::verbatims::read_verbatims;
use crate::workflow::norms::on_dashboard::beside_norm;

const LARGEST_FORM: usize = 32 * 1024;

pub fn router() -> Router<App> {
    Router::new().route(urls::VERBATIMS, get(show)).route(urls::RESPONSE_THEMES, post(set))
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let text = query.unwrap_or_default();
    let pairs = urlencoded::pairs(text.as_bytes())?;
    if let Some(elsewhere) = without_empty(urls::VERBATIMS, &pairs) {
        return Ok(elsewhere);
    }
    let (mut question, mistakes) = match VerbatimQuery::parse(&pairs, app.today()) {
        Ok(question) => (question, Vec::new()),
        Err(mistakes) => match VerbatimQuery::parse(&[], app.today()) {
            Ok(usual) => (VerbatimQuery { view: usual.view.clone().with_typed(&pairs), ..usual }, mistakes),
            Err(_) => return Err(PageError::BadRequest),
        },
    };
    (question.view, _) = beside_norm(&app, question.view).await?;
    // A query with mistakes is not what is read then.
    let asked = if mistakes.is_empty() { audited(&text) } else { String::new() };
    let page = read_verbatims(&app, &reader.actor(), &question, &asked).await?;
    let keeps = question.view.address();
    let markup = VerbatimsPage {
        staff: staff_page(&app, &headers, &reader.user, urls::VERBATIMS).keeping(&keeps),
        pairs: &pairs,
        mistakes: &mistakes,
        view: &question.view,
        today: app.today(),
        selected: page.selected.as_ref().map(|selected| Verbatims {
            responses: selected.responses,
            verbatims: selected.verbatims,
            themes: &selected.themes,
            rows: &selected.rows,
            next: selected.next.as_ref(),
        }),
        themes: &page.themes,
        offered: &page.offered,
        most_offered: MOST_OFFERED as usize,
        confidence: &per_cent(question.selection().confidence.share()),
    }
    .render();
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, markup).into_response())
}

/// Sets or removes a theme of a response, then redirects to the page it was done on.
async fn set(State(app): State<App>, reader: InsightReader, body: Body) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let id = |name: &str| urlencoded::first(&pairs, name).and_then(|text| text.parse().ok());
    let origin = urlencoded::first(&pairs, "origin").and_then(|text| text.parse::<ThemeOrigin>().ok());
    let (Some(response), Some(theme), Some(origin)) = (id("response"), id("theme"), origin) else {
        return Err(PageError::BadRequest);
    };
    if origin == ThemeOrigin::Rule {
        return Err(PageError::BadRequest);
    }
    if !set_theme(&app, &reader.actor(), ResponseId(response), ThemeId(theme), origin).await? {
        return Err(PageError::NotFound);
    }
    // Only a query string of this page, serialised anew, so that no outside address can be redirected to.
    let back = urlencoded::pairs(urlencoded::first(&pairs, "back").unwrap_or_default().as_bytes())?;
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(back).finish();
    Ok(see_other(&format!("{}?{query}", urls::VERBATIMS)))
}
