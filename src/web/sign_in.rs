//! Signing in and out.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::token::Token;
use crate::urls;
use crate::views::sign_in::{Refusal, sign_in as form, sign_in_link as link_page};
use crate::web::error::{PageError, see_other};
use crate::web::staff::{session_cookie, set_session_cookie};
use crate::web::{body, request};
use crate::workflow::sign_in::{SignInError, sign_in, sign_in_link_is_good, sign_in_with_link, sign_out};

/// An address and a password are short.
const LARGEST_FORM: usize = 16 * 1024;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::SIGN_IN, get(show).post(submit))
        .route(urls::SIGN_IN_LINK, get(show_link).post(use_link))
        .route(urls::SIGN_OUT, post(leave))
}

async fn show(State(app): State<App>, headers: HeaderMap) -> Response {
    page(&app, &headers, "", None)
}

async fn submit(State(app): State<App>, headers: HeaderMap, body: Body) -> Result<Response, PageError> {
    let body = body::read(body, LARGEST_FORM).await?;
    let pairs = request::pairs(&body)?;
    let email = request::first(&pairs, "email").unwrap_or_default();
    let password = request::first(&pairs, "password").unwrap_or_default().to_owned();
    let outcome = sign_in(&app, email, password).await;
    welcome(&app, &headers, email, outcome)
}

async fn show_link(
    State(app): State<App>,
    Path(link): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let link = Token::presented(&link);
    if !sign_in_link_is_good(&app, &link).await? {
        return Ok(page(&app, &headers, "", Some(Refusal::LinkGone)));
    }
    let language = request::staff_language(&headers);
    Ok(link_page(language, &app.config.organisation.name, &link).into_response())
}

async fn use_link(
    State(app): State<App>,
    Path(link): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let outcome = sign_in_with_link(&app, &Token::presented(&link)).await;
    welcome(&app, &headers, "", outcome)
}

async fn leave(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    if let Some(session) = session_cookie(&app, &headers) {
        sign_out(&app, &session).await?;
    }
    Ok(with_cookie(&app, None, urls::SIGN_IN))
}

fn welcome(
    app: &App,
    headers: &HeaderMap,
    email: &str,
    outcome: Result<Token, SignInError>,
) -> Result<Response, PageError> {
    match outcome {
        Ok(session) => Ok(with_cookie(app, Some(&session), urls::DASHBOARD)),
        Err(SignInError::Refused) => Ok(page(app, headers, email, Some(Refusal::Refused))),
        Err(SignInError::Locked) => Ok(page(app, headers, email, Some(Refusal::Locked))),
        Err(SignInError::LinkGone) => Ok(page(app, headers, email, Some(Refusal::LinkGone))),
        Err(SignInError::Storage(error)) => Err(error.into()),
    }
}

fn with_cookie(app: &App, session: Option<&Token>, address: &str) -> Response {
    let mut response = see_other(address);
    if let Some(cookie) = set_session_cookie(app, session) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

fn page(app: &App, headers: &HeaderMap, email: &str, refusal: Option<Refusal>) -> Response {
    let status = match refusal {
        None => StatusCode::OK,
        Some(Refusal::Refused) => StatusCode::UNPROCESSABLE_ENTITY,
        Some(Refusal::Locked) => StatusCode::TOO_MANY_REQUESTS,
        Some(Refusal::LinkGone) => StatusCode::GONE,
    };
    let language = request::staff_language(headers);
    (status, form(language, &app.config.organisation.name, email, refusal)).into_response()
}
