//! What a refusal looks like: a page in the language of its reader, and in the API a problem document.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use crate::app::App;
use crate::domain::access::token::Token;
use crate::domain::people::language::Language;
use crate::telemetry::RequestId;
use crate::views::kit::notices::{Beside, Notice};
use crate::views::kit::page::StaffPage;
use crate::web::entrances::form_page;
use crate::web::shell::problem::Problem;
use crate::web::shell::request;
use crate::web::shell::staff::{session_cookie, staff_page};
use crate::workflow::access::sign_in::{SignedIn, find_session};

/// The time in which the user must be found; a notice does not wait longer for it.
const LANGUAGE_TIME: Duration = Duration::from_secs(1);

/// Middleware that renders the [`Notice`] left in a response's extensions, in the language of the signed-in user or the
/// browser; for staff with the menu around it.
pub async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let reader = Reader::of(&app, &request);
    let is_api = reader.path.starts_with("/api/");
    let response = next.run(request).await;
    let Some(notice) = response.extensions().get::<Notice>().copied().or_else(|| notice_of(&response)) else {
        return add_problem_body(response, is_api);
    };
    if is_api {
        return Problem::of_status(response.status()).into_response();
    }
    let page = reader.page(&app, notice).await;
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    (parts, page).into_response()
}

/// The reader of a notice, and the path that was asked.
struct Reader {
    browser: Language,
    session: Option<Token>,
    path: String,
    request_id: Option<RequestId>,
}

impl Reader {
    fn of(app: &App, request: &Request) -> Self {
        Self {
            browser: request::staff_language(request.headers()),
            session: session_cookie(app, request.headers()),
            path: request.uri().path().to_owned(),
            request_id: request.extensions().get().cloned(),
        }
    }

    /// The notice as a page for this reader.
    async fn page(self, app: &App, notice: Notice) -> Markup {
        let request_id = self.request_id.as_ref().map(RequestId::as_str);
        let beside = Beside { form: form_page(&self.path), request_id };
        let user = match &self.session {
            Some(session) if may_ask_database(notice) => signed_in(app, session).await,
            _ => None,
        };
        let language = user.as_ref().and_then(|user| user.language).unwrap_or(self.browser);
        match user {
            None => notice.render_with(request::speaker(app, language), beside),
            Some(user) => {
                let staff = StaffPage { language, ..staff_page(app, &HeaderMap::new(), &user, "") };
                notice.for_staff(&staff, &app.config.organisation.contact, beside)
            }
        }
    }
}

/// The signed-in user, if the database tells in time.
async fn signed_in(app: &App, session: &Token) -> Option<SignedIn> {
    let found = tokio::time::timeout(LANGUAGE_TIME, find_session(app, session)).await;
    found.ok().and_then(Result::ok).flatten()
}

/// Whether the user is looked up for a notice: not for one that spares the database, or says that it is
/// away.
fn may_ask_database(notice: Notice) -> bool {
    match notice {
        Notice::NotFound
        | Notice::Forbidden
        | Notice::NoRole
        | Notice::TooLarge
        | Notice::ForeignPost
        | Notice::BadRequest
        | Notice::FormOnly => true,
        Notice::UnknownLink
        | Notice::ExpiredLink
        | Notice::WithdrawnLink
        | Notice::TooMany
        | Notice::Internal
        | Notice::Unavailable => false,
    }
}

/// The notice that replaces the framework's plain-text refusal of a path that it cannot decode.
fn notice_of(response: &Response) -> Option<Notice> {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok())?;
    (response.status() == StatusCode::BAD_REQUEST && kind.starts_with("text/plain"))
        .then_some(Notice::BadRequest)
}

/// Gives an API error without a body, such as a time-out from a layer, a problem document.
fn add_problem_body(response: Response, is_api: bool) -> Response {
    let is_bare = response.headers().get(header::CONTENT_TYPE).is_none();
    if is_api && is_bare && response.status().is_client_error() {
        Problem::of_status(response.status()).into_response()
    } else {
        response
    }
}
