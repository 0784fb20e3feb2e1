//! Unsubscribing, by button or by the mail program's one-click POST (RFC 8058). The link never expires.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::access::token::Token;
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::answering::unsubscribe::unsubscribe as page;
use crate::views::kit::notices::Notice;
use crate::web::shell::error::PageError;
use crate::web::shell::{body, request};
use crate::workflow::answering::survey::{Survey, find_survey};
use crate::workflow::answering::unsubscribe::{has_unsubscribed, unsubscribe};

/// The size limit of a body in bytes; a one-click POST has only a few.
const LARGEST_BODY: usize = 16 * 1024;

pub fn router() -> Router<App> {
    Router::new().route(urls::UNSUBSCRIBE, get(show).post(stop))
}

async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let token = Token::presented(&token);
    let survey = find_survey(&app, &token).await?;
    let is_done = has_unsubscribed(&app, &survey).await?;
    Ok(answer(&app, &survey, &token, &headers, is_done))
}

async fn stop(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    body::read(body, LARGEST_BODY).await?;
    let token = Token::presented(&token);
    let survey = find_survey(&app, &token).await?;
    unsubscribe(&app, &token).await?;
    Ok(answer(&app, &survey, &token, &headers, true))
}

fn answer(app: &App, survey: &Survey, token: &Token, headers: &HeaderMap, is_done: bool) -> Response {
    let organisation = &app.config.organisation;
    let language: Language =
        survey.language().or_else(|| request::accepted_language(headers)).unwrap_or(organisation.language);
    let speaker = request::speaker(app, language);
    match survey {
        Survey::Unknown => (StatusCode::NOT_FOUND, Notice::UnknownLink.render(speaker)).into_response(),
        _ => page(speaker, token, is_done).into_response(),
    }
}
