//! A form that its author may not submit, such as after a role was taken away, is shown again to be copied.
//!
//! The rule: nothing is done with it and nothing of it is kept; a password is not shown.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::telemetry::RequestId;
use crate::urls;
use crate::views::access::sign_in::send_again::{SendAgainPage, WhyAgain};
use crate::views::kit::notices::Notice;
use crate::views::kit::page::StaffMember;
use crate::web::shell::body::multipart;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::session_cookie;
use crate::web::shell::{body, request, urlencoded};
use crate::workflow::access::sign_in::{SignedIn, find_session};

/// Answers a form that is refused for want of a right with what was typed in it.
pub async fn show_again(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || urls::local(request.uri().path()).is_none() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let typed = match body::read(body, body::largest_sent(parts.uri.path(), &parts.headers)).await {
        Ok(typed) => Bytes::from(typed),
        Err(error) => return PageError::from(error).into_response(),
    };
    let (headers, path) = (parts.headers.clone(), parts.uri.path().to_owned());
    let request_id = parts.extensions.get::<RequestId>().cloned();
    let response = next.run(Request::from_parts(parts, Body::from(typed.clone()))).await;
    let notice = response.extensions().get::<Notice>();
    let is_refused = matches!(notice, Some(Notice::Forbidden | Notice::NoRole));
    let request_id = request_id.filter(|_| notice == Some(&Notice::Forbidden));
    if !is_refused || typed.is_empty() || multipart::is_sent(&headers) {
        return response;
    }
    let user = signed_in(&app, &headers).await;
    let language = user.as_ref().and_then(|user| user.language);
    let page = SendAgainPage {
        language: language.unwrap_or_else(|| request::staff_language(&headers)),
        organisation: &app.config.organisation.name,
        why: WhyAgain::NotAllowed,
        next: &path,
        back: None,
        user: user.as_ref().map(|user| StaffMember {
            email: &user.email,
            roles: &user.roles,
            here: "",
            keeps: "",
        }),
        fields: &urlencoded::shown_again(urlencoded::pairs_of_anything(&typed)),
        request_id: request_id.as_ref().map(RequestId::as_str),
    };
    (StatusCode::FORBIDDEN, page.render()).into_response()
}

async fn signed_in(app: &App, headers: &HeaderMap) -> Option<SignedIn> {
    let session = session_cookie(app, headers)?;
    find_session(app, &session).await.ok().flatten()
}
