//! The page of themes and the forms on it.
//!
//! The rule: a form carries the view that it was opened in, and leads back to it.

mod check;
mod removal;
mod words;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::ids::ThemeId;
use crate::domain::insight::query::themes::ThemesQuery;
use crate::domain::insight::theme::{Keywords, NewTheme};
use crate::urls;
use crate::views::insight::themes::{Managing, Preview, ThemeRefusal, ThemesPage};
use crate::views::kit::form::author::AUTHOR;
use crate::web::pages::insight::asked_view::without_empty;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::insight::dashboard::MOST_OFFERED;
use crate::workflow::insight::themes::overview::themes_overview;
use crate::workflow::insight::themes::{change_keywords, make_theme, preview_keywords};
use crate::workflow::norms::on_dashboard::beside_norm;

const LARGEST_FORM: usize = 32 * 1024;
/// The field of a form that holds the query string of the view.
const VIEW: &str = "view";

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::THEMES, get(show).post(make))
        .route(urls::THEME, post(change))
        .route(urls::THEME_REMOVE, get(removal::show).post(removal::remove))
        .route(urls::THEME_CHECK, get(check::show).post(check::draw))
        .route(urls::THEME_JUDGE, post(check::judge))
        .route(urls::THEME_WORDS, get(words::show))
}

/// What was typed into the forms, and the outcome of submitting them.
#[derive(Default)]
struct Typed {
    name: String,
    keywords: String,
    is_done: bool,
    refused: Option<ThemeRefusal>,
    changed: Option<(ThemeId, String)>,
}

/// The parameters, with those of the view that a form carries along in the place of that field.
fn with_view(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    let (views, mut all): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| name == VIEW);
    // A preview sends the whole form as a query.
    all.retain(|(name, _)| name != AUTHOR);
    all.extend(views.iter().flat_map(|(_, view)| urlencoded::pairs_of_anything(view.as_bytes())));
    all
}

/// The view that a form carries along, as the address of the page.
fn view_of(pairs: &[(String, String)]) -> String {
    urlencoded::first(pairs, VIEW).unwrap_or_default().to_owned()
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    if let Some(elsewhere) = without_empty(urls::THEMES, &pairs) {
        return Ok(elsewhere);
    }
    let pairs = with_view(pairs);
    let text = |name: &str| urlencoded::first(&pairs, name).unwrap_or_default().to_owned();
    let mut typed = Typed {
        name: text("name"),
        keywords: text("keywords"),
        is_done: !text("done").is_empty(),
        ..Typed::default()
    };
    // A preview needs keywords only, no name.
    if !typed.keywords.trim().is_empty() && Keywords::parse(&typed.keywords).is_none() {
        typed.refused = Some(ThemeRefusal::Wrong);
    }
    page(&app, &reader, &headers, &pairs, &typed).await
}

async fn page(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    pairs: &[(String, String)],
    typed: &Typed,
) -> Result<Response, PageError> {
    let (mut query, mistakes) = match ThemesQuery::parse(pairs, app.today()) {
        Ok(query) => (query, Vec::new()),
        Err((mistakes, usual)) => (*usual, mistakes),
    };
    (query.view, _) = beside_norm(app, query.view).await?;
    let keywords = Keywords::parse(&typed.keywords).filter(|keywords| !keywords.is_empty());
    let preview = match keywords {
        Some(keywords) => Some(preview_keywords(app, &reader.actor(), &keywords).await?),
        None => None,
    };
    let overview = themes_overview(app, &reader.actor(), &query, &query.view.address()).await?;
    let markup = ThemesPage {
        staff: staff_page(app, headers, &reader.user, urls::THEMES),
        query: &query,
        mistakes: &mistakes,
        today: app.today(),
        overview: &overview,
        most_offered: MOST_OFFERED as usize,
        managing: Managing {
            is_done: typed.is_done,
            refused: typed.refused,
            name: &typed.name,
            keywords: &typed.keywords,
            preview: preview.as_ref().map(|preview| Preview {
                tried: preview.tried,
                found: preview.found,
                examples: &preview.examples,
            }),
            changed: typed.changed.as_ref().map(|(id, keywords)| (*id, keywords.as_str())),
        },
    }
    .render();
    let is_right = mistakes.is_empty() && typed.refused.is_none();
    let status = if is_right { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, markup).into_response())
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
        Ok(theme) if make_theme(&app, &reader.actor(), &theme).await? => return Ok(done(&pairs)),
        Ok(_) => Some(ThemeRefusal::NameTaken),
    };
    page(&app, &reader, &headers, &urlencoded::pairs_of_anything(view_of(&pairs).as_bytes()), &typed).await
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
    let written = urlencoded::first(&pairs, "keywords").unwrap_or_default();
    let Some(keywords) = Keywords::parse(written) else {
        let typed = Typed {
            refused: Some(ThemeRefusal::Wrong),
            changed: Some((id, written.to_owned())),
            ..Typed::default()
        };
        let view = urlencoded::pairs_of_anything(view_of(&pairs).as_bytes());
        return page(&app, &reader, &headers, &view, &typed).await;
    };
    let is_found = change_keywords(&app, &reader.actor(), id, &keywords).await?;
    if is_found { Ok(done(&pairs)) } else { Err(PageError::NotFound) }
}

/// Back to the view, serialised anew, so that no outside address can be redirected to.
fn done(pairs: &[(String, String)]) -> Response {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(urlencoded::pairs_of_anything(view_of(pairs).as_bytes()));
    see_other(&format!("{}?{}", urls::THEMES, query.append_pair("done", "1").finish()))
}
