//! Checking how precise the keywords of a theme are.
//!
//! The rule: a judgement that is left open is no mistake: what is judged is saved, and the rest waits.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::ids::{ThemeCheckId, ThemeId};
use crate::domain::insight::theme::check::{DrawRefusal, Judgement};
use crate::urls;
use crate::views::insight::themes::check::ThemeCheckPage;
use crate::web::pages::insight::themes::LARGEST_FORM;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::insight::themes::check::{draw_check, judge_hits, read_check};

pub(super) async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let is_saved = urlencoded::first(&pairs, "saved").is_some();
    page(&app, &reader, &headers, error::identifier(&id)?, None, is_saved).await
}

async fn page(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    id: ThemeId,
    refused: Option<DrawRefusal>,
    is_saved: bool,
) -> Result<Response, PageError> {
    let checked = read_check(app, &reader.actor(), id).await?.ok_or(PageError::NotFound)?;
    let markup = ThemeCheckPage {
        staff: staff_page(app, headers, &reader.user, urls::THEMES),
        checked: &checked,
        refused,
        is_saved,
        zone: app.config.organisation.zone,
    }
    .render();
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, markup).into_response())
}

pub(super) async fn draw(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: ThemeId = error::identifier(&id)?;
    match draw_check(&app, &reader.actor(), id).await?.ok_or(PageError::NotFound)? {
        Ok(()) => Ok(see_other(&urls::theme_check(id))),
        Err(refusal) => page(&app, &reader, &headers, id, Some(refusal), false).await,
    }
}

pub(super) async fn judge(
    State(app): State<App>,
    reader: InsightReader,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let id: ThemeId = error::identifier(&id)?;
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let check = urlencoded::first(&pairs, "check").and_then(|text| text.parse().ok());
    let check: ThemeCheckId = check.ok_or(PageError::BadRequest)?;
    let judgements = pairs.iter().filter_map(|(name, value)| {
        let place: u32 = name.strip_prefix("hit-")?.parse().ok()?;
        Some(value.parse::<Judgement>().map(|judgement| (place, judgement)))
    });
    let judgements: Vec<(u32, Judgement)> =
        judgements.collect::<Result<_, _>>().map_err(|_| PageError::BadRequest)?;
    judge_hits(&app, &reader.actor(), check, &judgements).await?;
    Ok(see_other(&format!("{}?saved=1", urls::theme_check(id))))
}
