//! Removing a theme, after a page that says what hangs on it.
//!
//! The rule: opening the page removes nothing.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::domain::ids::ThemeId;
use crate::urls;
use crate::views::insight::themes::removal::ThemeRemovalPage;
use crate::web::pages::insight::themes::{LARGEST_FORM, done, view_of};
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::insight::themes::{read_theme_use, remove_theme};

pub(super) async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let id: ThemeId = error::identifier(&id)?;
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let found = read_theme_use(&app, id).await?.ok_or(PageError::NotFound)?;
    let markup = ThemeRemovalPage {
        staff: staff_page(&app, &headers, &reader.user, urls::THEMES),
        found: &found,
        view: &view_of(&pairs),
        minimum_group: app.config.privacy.minimum_group,
    }
    .render();
    Ok(markup.into_response())
}

pub(super) async fn remove(
    State(app): State<App>,
    reader: InsightReader,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let id: ThemeId = error::identifier(&id)?;
    let is_found = remove_theme(&app, &reader.actor(), id).await?;
    if is_found { Ok(done(&pairs)) } else { Err(PageError::NotFound) }
}
