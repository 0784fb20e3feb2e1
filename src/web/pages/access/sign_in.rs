//! Signing in and out.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use chrono::TimeDelta;

use crate::app::App;
use crate::domain::access::new_password::UnacceptablePassword;
use crate::domain::access::token::Token;
use crate::urls;
use crate::views::access::sign_in::{LinkPage, Refusal, SignInPage, Typed};
use crate::web::pages::access::welcome::{add_cookie, welcome};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::rate_limit::{ClientAddress, PeerAddress};
use crate::web::shell::staff::{browser_code, session_cookie, set_session_cookie};
use crate::web::shell::{body, request, staff, time_limit, urlencoded};
use crate::workflow::StorageError;
use crate::workflow::access::forgotten::mail_leaves;
use crate::workflow::access::sign_in::{
    SignInAttempt, SignInError, owner_of_link, sign_in, sign_in_with_link, sign_out,
};

/// The size limit of a form: an address, a password, and possibly a form to be resubmitted.
pub(super) const LARGEST_FORM: usize = body::CARRYING_FORM;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::SIGN_IN, get(show).post(submit))
        .route(urls::SIGN_IN_LINK, get(show_link).post(use_link))
        .route(urls::SIGN_OUT, post(leave))
}

async fn show(
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let next = urlencoded::first(&pairs, "next").unwrap_or_default();
    Ok(page(&app, &headers, "", next, "", None))
}

async fn submit(
    State(app): State<App>,
    headers: HeaderMap,
    peer: Option<Extension<PeerAddress>>,
    body: Body,
) -> Result<Response, PageError> {
    let body = body::read(body, LARGEST_FORM).await?;
    let pairs = urlencoded::pairs(&body)?;
    let field = |name| urlencoded::first(&pairs, name).unwrap_or_default();
    let (email, next, typed) = (field("email"), field("next"), field("typed"));
    let peer = peer.map(|Extension(PeerAddress(peer))| peer);
    let knock = SignInAttempt {
        email: email.to_owned(),
        address: peer.map(|peer| ClientAddress::of(&app, peer, &headers).0),
        browser_code: browser_code(&app, &headers),
        browser: staff::browser(&app, &headers),
    };
    let signing_in = sign_in(&app, &knock, field("password").to_owned());
    let signed_in = tokio::time::timeout_at(time_limit::deadline(&app), signing_in).await;
    match signed_in.unwrap_or(Err(SignInError::Storage(StorageError::TookTooLong))) {
        Ok(opened) => Ok(welcome(&app, &headers, &opened, next, typed)),
        Err(SignInError::Refused) => Ok(page(&app, &headers, email, next, typed, Some(Refusal::Refused))),
        Err(SignInError::Wait(wait)) => {
            Ok(with_retry_after(page(&app, &headers, email, next, typed, Some(Refusal::Wait)), wait))
        }
        Err(SignInError::Storage(error)) if error.is_passing() => {
            tracing::error!(%error, "nobody can sign in for now");
            let page = page(&app, &headers, email, next, typed, Some(Refusal::NotNow));
            Ok(with_retry_after(page, TimeDelta::seconds(60)))
        }
        Err(SignInError::Storage(error)) => Err(error.into()),
        Err(error @ SignInError::Hashing) => Err(PageError::fault(&error)),
        Err(SignInError::LinkGone | SignInError::BadPassword(_)) => Err(PageError::BadRequest),
    }
}

/// Says when to try again.
pub(super) fn with_retry_after(mut response: Response, wait: TimeDelta) -> Response {
    // Rounded up: a client that retries when told to must not be refused again.
    let seconds = wait.num_milliseconds().unsigned_abs().div_ceil(1_000).max(1);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

async fn show_link(
    State(app): State<App>,
    Path(link): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let link = Token::presented(&link);
    match owner_of_link(&app, &link).await? {
        Some(email) => Ok(link_page(&app, &headers, &link, &email, None)),
        None => Ok(page(&app, &headers, "", "", "", Some(Refusal::LinkGone))),
    }
}

async fn use_link(
    State(app): State<App>,
    Path(link): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let body = body::read(body, LARGEST_FORM).await?;
    let pairs = urlencoded::pairs(&body)?;
    let password = urlencoded::first(&pairs, "password").unwrap_or_default();
    let link = Token::presented(&link);
    match sign_in_with_link(&app, &link, password, &staff::browser(&app, &headers)).await {
        Ok(opened) => Ok(welcome(&app, &headers, &opened, "", "")),
        Err(SignInError::LinkGone) => Ok(page(&app, &headers, "", "", "", Some(Refusal::LinkGone))),
        Err(SignInError::BadPassword(why)) => match owner_of_link(&app, &link).await? {
            Some(email) => Ok(link_page(&app, &headers, &link, &email, Some(why))),
            None => Ok(page(&app, &headers, "", "", "", Some(Refusal::LinkGone))),
        },
        Err(SignInError::Storage(error)) => Err(error.into()),
        Err(error @ SignInError::Hashing) => Err(PageError::fault(&error)),
        Err(SignInError::Refused | SignInError::Wait(_)) => Err(PageError::BadRequest),
    }
}

async fn leave(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    if let Some(session) = session_cookie(&app, &headers) {
        sign_out(&app, &session).await?;
    }
    let mut response = see_other(urls::SIGN_IN);
    add_cookie(&mut response, set_session_cookie(&app, None));
    Ok(response)
}

fn link_page(
    app: &App,
    headers: &HeaderMap,
    link: &Token,
    email: &str,
    refused: Option<UnacceptablePassword>,
) -> Response {
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let language = request::staff_language(headers);
    let page = LinkPage { language, organisation: &app.config.organisation.name, link, email, refused };
    (status, page.render()).into_response()
}

/// The sign-in page, with what the person wanted before.
pub(super) fn page(
    app: &App,
    headers: &HeaderMap,
    email: &str,
    next: &str,
    typed: &str,
    refusal: Option<Refusal>,
) -> Response {
    let status = match refusal {
        None => StatusCode::OK,
        Some(Refusal::Refused) => StatusCode::UNPROCESSABLE_ENTITY,
        Some(Refusal::Wait | Refusal::TooManyAtProvider) => StatusCode::TOO_MANY_REQUESTS,
        Some(Refusal::LinkGone | Refusal::Ended | Refusal::ProviderAgain) => StatusCode::GONE,
        Some(Refusal::NotNow | Refusal::ProviderDown) => StatusCode::SERVICE_UNAVAILABLE,
        Some(Refusal::RefusedByProvider) => StatusCode::FORBIDDEN,
    };
    let page = SignInPage {
        language: request::staff_language(headers),
        organisation: &app.config.organisation.name,
        email,
        waiting: Typed { next: urls::local(next), fields: typed },
        provider: request::provider(app),
        mails_links: mail_leaves(app),
        refusal,
    };
    (status, page.render()).into_response()
}
