//! The second step of signing in.

use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::TimeDelta;

use crate::app::App;
use crate::domain::access::session::SessionStage;
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::access::second_factor::code_field::CodeRefusal;
use crate::views::access::second_factor::code_page::CodePage;
use crate::views::access::sign_in::{Refusal, Typed};
use crate::web::pages::access::sign_in::{self, LARGEST_FORM, with_retry_after};
use crate::web::pages::access::welcome::welcome;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{browser_code, session_cookie};
use crate::web::shell::{body, request, staff, time_limit, urlencoded};
use crate::workflow::StorageError;
use crate::workflow::access::second_factor::sign_in::{CodeAttempt, CodeSignInError, sign_in_with_code};
use crate::workflow::access::second_factor::waiting::find_at_any_stage;

pub fn router() -> Router<App> {
    Router::new().route(urls::SIGN_IN_CODE, get(show).post(submit))
}

async fn show(
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let next = urlencoded::first(&pairs, "next").and_then(urls::local);
    let found = match session_cookie(&app, &headers) {
        Some(session) => find_at_any_stage(&app, &session).await?,
        None => None,
    };
    Ok(match found {
        Some((user, SessionStage::AwaitsCode)) => {
            let language = user.language.unwrap_or_else(|| request::staff_language(&headers));
            page(&app, language, Typed { next, fields: "" }, false, None)
        }
        Some((_, SessionStage::Open | SessionStage::MustEnrol)) => see_other(next.unwrap_or(urls::DASHBOARD)),
        None => see_other(&urls::with_next(urls::SIGN_IN, next)),
    })
}

async fn submit(State(app): State<App>, headers: HeaderMap, body: Body) -> Result<Response, PageError> {
    let body = body::read(body, LARGEST_FORM).await?;
    let pairs = urlencoded::pairs(&body)?;
    let field = |name| urlencoded::first(&pairs, name).unwrap_or_default();
    let (next, typed, recovery) = (field("next"), field("typed"), field("recovery"));
    let is_recovery = !recovery.trim().is_empty();
    let attempt = CodeAttempt {
        code: if is_recovery { recovery } else { field("code") }.to_owned(),
        browser_code: browser_code(&app, &headers),
        browser: staff::browser(&app, &headers),
    };
    let signing_in = sign_in_with_code(&app, &attempt);
    let signed_in = tokio::time::timeout_at(time_limit::deadline(&app), signing_in).await;
    let error = match signed_in.unwrap_or(Err(CodeSignInError::Storage(StorageError::TookTooLong))) {
        Ok(opened) => return Ok(welcome(&app, &headers, &opened, next, typed)),
        Err(error) => error,
    };
    let waiting = Typed { next: urls::local(next), fields: typed };
    let refused = |language, refusal| page(&app, language, waiting, is_recovery, Some(refusal));
    match error {
        CodeSignInError::Wrong => Ok(refused(language(&app, &headers).await?, CodeRefusal::Wrong)),
        CodeSignInError::Wait(wait) => {
            let page = refused(language(&app, &headers).await?, CodeRefusal::Wait);
            Ok(with_retry_after(page, wait))
        }
        CodeSignInError::Ended => Ok(sign_in::page(&app, &headers, "", next, typed, Some(Refusal::Ended))),
        CodeSignInError::Storage(error) if error.is_passing() => {
            tracing::error!(%error, "no code can be checked for now");
            // The database is not asked for the user's language.
            let page = refused(request::staff_language(&headers), CodeRefusal::NotNow);
            Ok(with_retry_after(page, TimeDelta::seconds(60)))
        }
        CodeSignInError::Storage(error) => Err(error.into()),
    }
}

/// The language of the user whose session waits, or of the browser.
async fn language(app: &App, headers: &HeaderMap) -> Result<Language, PageError> {
    let found = match session_cookie(app, headers) {
        Some(session) => find_at_any_stage(app, &session).await?,
        None => None,
    };
    Ok(found.and_then(|(user, _)| user.language).unwrap_or_else(|| request::staff_language(headers)))
}

fn page(
    app: &App,
    language: Language,
    waiting: Typed<'_>,
    is_recovery: bool,
    refusal: Option<CodeRefusal>,
) -> Response {
    let organisation = &app.config.organisation.name;
    let page = CodePage { language, organisation, waiting, refusal, is_recovery };
    (status_of(refusal), page.render()).into_response()
}

/// The status of a page that says why a code was refused.
fn status_of(refusal: Option<CodeRefusal>) -> StatusCode {
    match refusal {
        None => StatusCode::OK,
        Some(CodeRefusal::Wrong) => StatusCode::UNPROCESSABLE_ENTITY,
        Some(CodeRefusal::Wait) => StatusCode::TOO_MANY_REQUESTS,
        Some(CodeRefusal::NotNow) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
