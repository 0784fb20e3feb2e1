//! A form submitted after its session had ended is handed through signing in and shown again, filled in.
//!
//! The rule: nothing is done with it until the user submits it again. It is carried in the sign-in page and stored
//! nowhere, neither in the database nor in a log.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::access::sign_in::{SendAgainPage, SignInPage, Typed, WhyAgain};
use crate::web::shell::error::PageError;
use crate::web::shell::staff::session_cookie;
use crate::web::shell::{body, request, urlencoded};
use crate::workflow::StorageError;
use crate::workflow::access::sign_in::find_session;

/// The size limit of a form on a staff page, in bytes.
const LARGEST: usize = 128 * 1024;

/// Answers a form submitted without a session with the sign-in page, which carries the form.
pub async fn resume_after_sign_in(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_form = request.method() == Method::POST && urls::local(request.uri().path()).is_some();
    if !is_form || app.config.is_demo {
        return next.run(request).await;
    }
    match is_signed_in(&app, request.headers()).await {
        Ok(true) => next.run(request).await,
        Ok(false) => ask_to_sign_in(&app, request, next).await,
        Err(error) => PageError::from(error).into_response(),
    }
}

async fn is_signed_in(app: &App, headers: &HeaderMap) -> Result<bool, StorageError> {
    match session_cookie(app, headers) {
        Some(session) => Ok(find_session(app, &session).await?.is_some()),
        None => Ok(false),
    }
}

async fn ask_to_sign_in(app: &App, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let typed = match body::read(body, LARGEST).await {
        Ok(typed) => typed,
        Err(error) => return PageError::from(error).into_response(),
    };
    let (Ok(typed), false) = (String::from_utf8(typed), parts.uri.path().is_empty()) else {
        return PageError::BadRequest.into_response();
    };
    let fields = urlencoded::shown_again(urlencoded::pairs_of_anything(typed.as_bytes()));
    if fields.is_empty() {
        // A form without fields is a mere button, and one with passwords only is not shown again: the user returns to its
        // page, which shows that nothing was done.
        let page = parts.uri.path().split('/').nth(1).map(|section| format!("/{section}"));
        let response = next.run(Request::from_parts(parts, Body::empty())).await;
        let asks = response.headers().get(header::LOCATION).is_some_and(|to| to == urls::SIGN_IN);
        return if asks { PageError::SignInFirst(page).into_response() } else { response };
    }
    let typed = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let page = SignInPage {
        language: request::staff_language(&parts.headers),
        organisation: &app.config.organisation.name,
        email: "",
        waiting: Typed { next: urls::local(parts.uri.path()), fields: &typed },
        refusal: None,
    };
    (StatusCode::UNAUTHORIZED, page.render()).into_response()
}

/// The form, filled in, to be resubmitted by the user who has just signed in.
pub fn send_again(app: &App, language: Language, next: &str, typed: &str) -> Response {
    let fields = urlencoded::shown_again(urlencoded::pairs_of_anything(typed.as_bytes()));
    let page = SendAgainPage {
        language,
        organisation: &app.config.organisation.name,
        why: WhyAgain::SignedInAgain,
        next,
        fields: &fields,
    };
    page.render().into_response()
}
