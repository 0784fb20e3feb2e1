//! Unsubscribing, by button or by the mail program's one-click POST (RFC 8058), and taking that back. The link never
//! expires.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::access::token::Token;
use crate::domain::answering::form_fields::LANGUAGE;
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::answering::unsubscribe::{AGAIN, Unsubscription, unsubscribe as page};
use crate::views::kit::notices::Notice;
use crate::web::shell::error::PageError;
use crate::web::shell::{body, request, urlencoded};
use crate::workflow::answering::survey::{Survey, find_survey};
use crate::workflow::answering::unsubscribe::{has_unsubscribed, take_back_unsubscription, unsubscribe};

/// The size limit of a body in bytes; a one-click POST has only a few.
const LARGEST_BODY: usize = 16 * 1024;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::UNSUBSCRIBE, get(show).post(stop))
        .route(urls::UNSUBSCRIBE_BACK, post(take_back))
}

async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs_of_anything(query.unwrap_or_default().as_bytes());
    let token = Token::presented(&token);
    let survey = find_survey(&app, &token).await?;
    let standing = if has_unsubscribed(&app, &survey).await? {
        Unsubscription::Done { is_unticked: false }
    } else {
        Unsubscription::NotYet
    };
    Ok(answer(&app, &survey, &token, &headers, &pairs, standing))
}

async fn stop(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs_of_anything(&body::read(body, LARGEST_BODY).await?);
    let token = Token::presented(&token);
    let survey = find_survey(&app, &token).await?;
    unsubscribe(&app, &token).await?;
    Ok(answer(&app, &survey, &token, &headers, &pairs, Unsubscription::Done { is_unticked: false }))
}

async fn take_back(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_BODY).await?)?;
    let token = Token::presented(&token);
    let survey = find_survey(&app, &token).await?;
    let is_ticked = urlencoded::first(&pairs, AGAIN) == Some("on");
    if !is_ticked && !matches!(survey, Survey::Unknown) {
        let standing = Unsubscription::Done { is_unticked: true };
        let page = answer(&app, &survey, &token, &headers, &pairs, standing);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let standing = if take_back_unsubscription(&app, &token).await? {
        Unsubscription::TakenBack
    } else {
        Unsubscription::OnlyByUs
    };
    Ok(answer(&app, &survey, &token, &headers, &pairs, standing))
}

/// The page in the language that was asked for, else in that of the invitation.
fn answer(
    app: &App,
    survey: &Survey,
    token: &Token,
    headers: &HeaderMap,
    pairs: &[(String, String)],
    standing: Unsubscription,
) -> Response {
    let organisation = &app.config.organisation;
    let wanted = urlencoded::first(pairs, LANGUAGE).and_then(Language::of_tag);
    let known = wanted.or_else(|| survey.language()).or_else(|| request::accepted_language(headers));
    let language: Language = known.unwrap_or(organisation.language);
    let speaker = request::speaker(app, language);
    match survey {
        Survey::Unknown => (StatusCode::NOT_FOUND, Notice::UnknownLink.render(speaker)).into_response(),
        _ => page(speaker, token, standing).into_response(),
    }
}
