//! Asking for one mail about what comes of an answer, and taking that back.
//!
//! The rule: a request without the tick of the form changes nothing, since mail scanners press buttons.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::post;

use crate::app::App;
use crate::domain::access::token::Token;
use crate::domain::answering::form_fields::LANGUAGE;
use crate::domain::answering::news::Wish;
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::answering::news::{Choice, TICKED, UNWANTED, WANTED, WISH_ID};
use crate::web::pages::answering::survey::{Asked, Visit};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::{body, time_limit, urlencoded};
use crate::workflow::answering::news::choose_news;
use crate::workflow::answering::survey::{Survey, find_survey};

/// The size limit of a body in bytes: a tick and a language.
const LARGEST_BODY: usize = 16 * 1024;

pub fn router() -> Router<App> {
    Router::new().route(urls::SURVEY_NEWS, post(choose))
}

async fn choose(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs_of_anything(&body::read(body, LARGEST_BODY).await?);
    let token = Token::presented(&token);
    let wanted = urlencoded::first(&pairs, LANGUAGE);
    let is_ticked = |field| urlencoded::first(&pairs, field) == Some(TICKED);
    let is_wanted = is_ticked(WANTED);
    if !is_wanted && !is_ticked(UNWANTED) {
        let survey = find_survey(&app, &token).await?;
        let visit = Visit::new(&app, &token, &survey, wanted, &headers).await?;
        let asked = Asked { choice: Choice::Unticked, ..Asked::default() };
        let page = visit.after(&survey, &asked);
        return Ok(if visit.news.wish == Wish::NotOffered { page } else { unprocessable(page) });
    }
    let chosen = choose_news(&app, &token, is_wanted);
    let survey = time_limit::before(time_limit::deadline(&app), chosen).await?;
    if !matches!(survey, Survey::Answered(_)) {
        let visit = Visit::new(&app, &token, &survey, wanted, &headers).await?;
        return Ok(visit.after(&survey, &Asked::default()));
    }
    let language = wanted.and_then(Language::of_tag).or_else(|| survey.language());
    let language = language.unwrap_or(app.config.organisation.language);
    Ok(see_other(&format!("{}?chosen=1&lang={language}#{WISH_ID}", urls::survey(&token))))
}

fn unprocessable(mut page: Response) -> Response {
    *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    page
}
