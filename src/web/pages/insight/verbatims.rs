//! Verbatim comments and themes.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::ids::{ResponseId, ThemeId};
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::verbatims::VerbatimQuery;
use crate::domain::insight::theme::{Keywords, NewTheme, ThemeOrigin};
use crate::urls;
use crate::views::insight::themes::{Preview, ThemeRefusal, ThemesPage};
use crate::views::insight::verbatims::{Verbatims, VerbatimsPage};
use crate::views::kit::format::per_cent;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::insight::dashboard::MOST_OFFERED;
use crate::workflow::insight::themes::{
    change_keywords, list_themes, make_theme, preview_keywords, remove_theme, set_theme,
};
use crate::workflow::insight::verbatims::read_verbatims;

const LARGEST_FORM: usize = 32 * 1024;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::VERBATIMS, get(show))
        .route(urls::RESPONSE_THEMES, post(set))
        .route(urls::THEMES, get(show_themes).post(make))
        .route(urls::THEME, post(change))
        .route(urls::THEME_REMOVE, post(remove))
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let text = query.unwrap_or_default();
    let mut pairs = urlencoded::pairs(text.as_bytes())?;
    pairs.retain(|(_, value)| !value.is_empty());
    let (question, mistakes) = match VerbatimQuery::parse(&pairs, app.today()) {
        Ok(question) => (question, Vec::new()),
        Err(mistakes) => match VerbatimQuery::parse(&[], app.today()) {
            Ok(usual) => (usual, mistakes),
            Err(_) => return Err(PageError::BadRequest),
        },
    };
    // A query with mistakes is not what is read then.
    let asked = if mistakes.is_empty() { audited(&text) } else { String::new() };
    let page = read_verbatims(&app, &reader.actor(), &question, &asked).await?;
    let keeps = question.view.address();
    let markup = VerbatimsPage {
        staff: staff_page(&app, &headers, &reader.user, urls::VERBATIMS).keeping(&keeps),
        pairs: &pairs,
        mistakes: &mistakes,
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

/// The form for a new theme, and the outcome of submitting it.
#[derive(Default)]
struct Typed {
    name: String,
    keywords: String,
    is_done: bool,
    refused: Option<ThemeRefusal>,
}

async fn show_themes(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let text = |name: &str| urlencoded::first(&pairs, name).unwrap_or_default().to_owned();
    let mut typed = Typed {
        name: text("name"),
        keywords: text("keywords"),
        is_done: !text("done").is_empty(),
        refused: None,
    };
    // A preview needs keywords only, no name.
    if !typed.keywords.trim().is_empty() && Keywords::parse(&typed.keywords).is_none() {
        typed.refused = Some(ThemeRefusal::Wrong);
    }
    themes_page(&app, &reader, &headers, &typed).await
}

async fn themes_page(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    typed: &Typed,
) -> Result<Response, PageError> {
    let keywords = Keywords::parse(&typed.keywords).filter(|keywords| !keywords.is_empty());
    let preview = match keywords {
        Some(keywords) => Some(preview_keywords(app, &reader.actor(), &keywords).await?),
        None => None,
    };
    let page = ThemesPage {
        staff: staff_page(app, headers, &reader.user, urls::VERBATIMS),
        themes: &list_themes(app).await?,
        is_done: typed.is_done,
        refused: typed.refused,
        name: &typed.name,
        keywords: &typed.keywords,
        preview: preview.as_ref().map(|preview| Preview {
            tried: preview.tried,
            found: preview.found,
            examples: &preview.examples,
        }),
    };
    let status = if typed.refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, page.render()).into_response())
}

async fn make(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let text = |name: &str| urlencoded::first(&pairs, name).unwrap_or_default().to_owned();
    let mut typed = Typed { name: text("name"), keywords: text("keywords"), ..Typed::default() };
    typed.refused = match NewTheme::parse(&typed.name, &typed.keywords) {
        Err(_) => Some(ThemeRefusal::Wrong),
        Ok(theme) if make_theme(&app, &reader.actor(), &theme).await? => return Ok(done()),
        Ok(_) => Some(ThemeRefusal::NameTaken),
    };
    themes_page(&app, &reader, &headers, &typed).await
}

async fn change(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let id: ThemeId = error::identifier(&id)?;
    let Some(keywords) = Keywords::parse(urlencoded::first(&pairs, "keywords").unwrap_or_default()) else {
        let typed = Typed { refused: Some(ThemeRefusal::Wrong), ..Typed::default() };
        return themes_page(&app, &reader, &headers, &typed).await;
    };
    let is_found = change_keywords(&app, &reader.actor(), id, &keywords).await?;
    if is_found { Ok(done()) } else { Err(PageError::NotFound) }
}

async fn remove(
    State(app): State<App>,
    reader: InsightReader,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: ThemeId = error::identifier(&id)?;
    let is_found = remove_theme(&app, &reader.actor(), id).await?;
    if is_found { Ok(done()) } else { Err(PageError::NotFound) }
}

fn done() -> Response {
    see_other(&format!("{}?done=1", urls::THEMES))
}
