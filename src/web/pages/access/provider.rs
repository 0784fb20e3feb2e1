//! Signing in at the organisation's identity provider: going there, coming back, and its word that a session ended.
//!
//! The rule: a form of ours begins, since a GET must change nothing. The one GET that does is the callback, because the
//! provider sends the browser back by a redirect (OpenID Connect Core 1.0, 3.1.2.5); it counts once and only in the browser
//! that began. What a person had typed before is on every page on the way.

mod cookie;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use chrono::TimeDelta;

use crate::app::App;
use crate::domain::access::token::Token;
use crate::urls;
use crate::views::access::sign_in::Refusal;
use crate::views::access::to_provider::{HeldForm, ToProviderPage};
use crate::web::pages::access::sign_in::{LARGEST_FORM, page, with_retry_after};
use crate::web::pages::access::welcome::{add_cookie, welcome};
use crate::web::shell::error::PageError;
use crate::web::shell::rate_limit::{ClientAddress, PeerAddress};
use crate::web::shell::{body, request, staff, time_limit, urlencoded};
use crate::workflow::StorageError;
use crate::workflow::access::provider::ProviderSignInError;
use crate::workflow::access::provider::begin::{AtProvider, begin_at_provider};
use crate::workflow::access::provider::finish::{Said, finish_at_provider, take_attempt};
use crate::workflow::access::provider::logout::{LogoutError, end_by_provider};
use crate::workflow::access::provider::waiting::Waiting;

/// The largest form with a logout token, in bytes.
const LARGEST_LOGOUT: usize = 64 * 1024;

pub fn router() -> Router<App> {
    Router::new().route(urls::SIGN_IN_PROVIDER, post(go)).route(urls::PROVIDER_CALLBACK, get(come_back))
}

/// The route that the provider itself calls: from a server, without a session and without an origin.
pub fn back_channel() -> Router<App> {
    Router::new().route(urls::PROVIDER_LOGOUT, post(end_sessions))
}

async fn go(
    State(app): State<App>,
    headers: HeaderMap,
    peer: Option<Extension<PeerAddress>>,
    body: Body,
) -> Result<Response, PageError> {
    if app.provider.is_none() {
        return Err(PageError::NotFound);
    }
    let body = body::read(body, LARGEST_FORM).await?;
    let pairs = urlencoded::pairs(&body)?;
    let field = |name| urlencoded::first(&pairs, name).unwrap_or_default();
    let next = urls::local(field("next")).unwrap_or_default().to_owned();
    let waiting = Waiting { next, typed: field("typed").to_owned() };
    let client = peer.map(|Extension(PeerAddress(peer))| ClientAddress::of(&app, peer, &headers).0);
    let beginning = begin_at_provider(&app, &waiting, cookie::presented(&app, &headers), client);
    let begun = tokio::time::timeout_at(time_limit::deadline(&app), beginning).await;
    match begun.unwrap_or(Err(ProviderSignInError::TookTooLong)) {
        Ok(begun) => Ok(to_provider(&app, &headers, &waiting, &begun)),
        Err(error) => refused(&app, &headers, &waiting, error),
    }
}

/// The page that goes on by itself, unless it has a form to hold.
fn to_provider(app: &App, headers: &HeaderMap, waiting: &Waiting, begun: &AtProvider) -> Response {
    let fields = urlencoded::shown_again(urlencoded::pairs_of_anything(waiting.typed.as_bytes()));
    let next = urls::local(&waiting.next).unwrap_or(urls::DASHBOARD);
    let page = ToProviderPage {
        language: request::staff_language(headers),
        organisation: &app.config.organisation.name,
        provider: request::provider(app).unwrap_or_default(),
        url: &begun.url,
        held: (!begun.keeps_form).then_some(HeldForm { next, fields: &fields }),
    };
    let mut response = page.render().into_response();
    if begun.keeps_form
        && let Ok(at_once) = HeaderValue::from_str(&format!("0; url={}", begun.url))
    {
        response.headers_mut().insert(header::REFRESH, at_once);
    }
    add_cookie(&mut response, cookie::set(app, &begun.browser));
    response
}

async fn come_back(
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    if app.provider.is_none() {
        return Err(PageError::NotFound);
    }
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let field = |name| urlencoded::first(&pairs, name);
    let attempt = match (field("state"), cookie::presented(&app, &headers)) {
        (Some(state), Some(browser)) => take_attempt(&app, &Token::presented(state), &browser).await?,
        _ => None,
    };
    let Some(attempt) = attempt else {
        return Ok(page(&app, &headers, "", "", "", Some(Refusal::ProviderAgain)));
    };
    let said = Said { code: field("code"), issuer: field("iss"), error: field("error") };
    let browser = staff::browser(&app, &headers);
    let finishing = finish_at_provider(&app, &attempt, said, &browser);
    let finished = tokio::time::timeout_at(time_limit::deadline(&app), finishing).await;
    match finished.unwrap_or(Err(ProviderSignInError::TookTooLong)) {
        Ok(opened) => {
            let Waiting { next, typed } = &attempt.waiting;
            // The cookie stays, or a second sign-in in this browser could not be finished.
            Ok(welcome(&app, &headers, &opened, next, typed))
        }
        Err(error) => refused(&app, &headers, &attempt.waiting, error),
    }
}

/// The sign-in page, which says what the person can do and still has what was typed.
fn refused(
    app: &App,
    headers: &HeaderMap,
    waiting: &Waiting,
    error: ProviderSignInError,
) -> Result<Response, PageError> {
    let page = |refusal| page(app, headers, "", &waiting.next, &waiting.typed, Some(refusal));
    match error {
        ProviderSignInError::Storage(error) if error.is_passing() => {
            tracing::error!(%error, "a sign-in at the identity provider could not be stored for now");
            Ok(with_retry_after(page(Refusal::NotNow), TimeDelta::seconds(60)))
        }
        ProviderSignInError::Storage(error) => Err(error.into()),
        error => {
            tracing::warn!(%error, "a sign-in at the identity provider failed");
            let later = |refusal| Ok(with_retry_after(page(refusal), TimeDelta::seconds(60)));
            match error {
                ProviderSignInError::TooManyAtOnce => later(Refusal::TooManyAtProvider),
                error if error.is_outage() => later(Refusal::ProviderDown),
                _ => Ok(page(Refusal::RefusedByProvider)),
            }
        }
    }
}

/// Answers as the provider expects it (OpenID Connect Back-Channel Logout 1.0, 2.8).
async fn end_sessions(State(app): State<App>, body: Body) -> Result<Response, PageError> {
    if app.provider.is_none() {
        return Err(PageError::NotFound);
    }
    let body = body::read(body, LARGEST_LOGOUT).await.unwrap_or_default();
    let pairs = urlencoded::pairs_of_anything(&body);
    let token = urlencoded::first(&pairs, "logout_token").unwrap_or_default();
    let ending = end_by_provider(&app, token);
    let ended = tokio::time::timeout_at(time_limit::deadline(&app), ending).await;
    match ended.unwrap_or(Err(LogoutError::Storage(StorageError::TookTooLong))) {
        Ok(sessions) => {
            tracing::info!(sessions, "the identity provider ended sessions");
            Ok(StatusCode::OK.into_response())
        }
        Err(LogoutError::Storage(error)) => Err(error.into()),
        Err(error) => {
            tracing::warn!(%error, "a logout token ended nothing");
            let words = r#"{"error":"invalid_request"}"#;
            Ok((StatusCode::BAD_REQUEST, [(header::CONTENT_TYPE, "application/json")], words).into_response())
        }
    }
}
