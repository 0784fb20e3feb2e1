//! Error responses of pages: a friendly page that says what to do next. Errors are logged once, here.

mod dress;

use std::any::Any;
use std::str::FromStr;

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::urls;
use crate::views::kit::notices::Notice;
use crate::web::shell::body::BodyError;
use crate::web::shell::urlencoded::NotUrlencoded;
use crate::workflow::access::permission::ActError;
use crate::workflow::{ExportError, StorageError};

pub use crate::web::shell::error::dress::dress;

/// Why a page cannot be shown.
#[derive(Debug)]
pub enum PageError {
    Forbidden,
    /// The user has no role.
    NoRole,
    /// The form came from another site.
    ForeignPost,
    NotFound,
    TooLarge,
    BadRequest,
    /// Something is broken that was logged where it was found, such as a panic in a task.
    Internal,
    /// The request has no session; holds the address to return to after signing in.
    SignInFirst(Option<String>),
    /// The session waits for the code of the second factor; holds the same.
    CodeFirst(Option<String>),
    /// The session waits for its user to set up a second factor; holds the same.
    EnrolFirst(Option<String>),
    /// Redirects the user to the page that is meant for their role.
    LookAt(&'static str),
    Storage(StorageError),
}

impl PageError {
    /// The answer to a fault of the program itself, which is logged here.
    pub fn fault(error: &dyn std::error::Error) -> Self {
        tracing::error!(%error, "a page failed");
        Self::Internal
    }
}

impl From<StorageError> for PageError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl From<ActError> for PageError {
    fn from(error: ActError) -> Self {
        match error {
            ActError::NotAllowed(_)
            | ActError::LacksScope(_)
            | ActError::NotForKeys
            | ActError::OnTheMachineOnly => Self::Forbidden,
            ActError::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<ExportError> for PageError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Act(error) => error.into(),
            ExportError::Storage(error) => Self::Storage(error),
            ExportError::Writing(error) => {
                tracing::error!(%error, "a file could not be written");
                Self::Internal
            }
        }
    }
}

impl From<BodyError> for PageError {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::TooLarge => Self::TooLarge,
            BodyError::Broken => Self::BadRequest,
        }
    }
}

impl From<NotUrlencoded> for PageError {
    fn from(_: NotUrlencoded) -> Self {
        Self::BadRequest
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let (status, notice) = match self {
            Self::Forbidden => (StatusCode::FORBIDDEN, Notice::Forbidden),
            Self::NoRole => (StatusCode::FORBIDDEN, Notice::NoRole),
            Self::ForeignPost => (StatusCode::FORBIDDEN, Notice::ForeignPost),
            Self::NotFound => (StatusCode::NOT_FOUND, Notice::NotFound),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, Notice::TooLarge),
            Self::BadRequest => (StatusCode::BAD_REQUEST, Notice::BadRequest),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, Notice::Internal),
            Self::SignInFirst(wanted) => return first_to(urls::SIGN_IN, wanted.as_deref()),
            Self::CodeFirst(wanted) => return first_to(urls::SIGN_IN_CODE, wanted.as_deref()),
            Self::EnrolFirst(wanted) => return first_to(urls::SECOND_FACTOR, wanted.as_deref()),
            Self::LookAt(path) => return see_other(path),
            Self::Storage(error) if error.is_passing() => {
                tracing::error!(%error, "a page could not be served for now");
                let mut response = unrendered(StatusCode::SERVICE_UNAVAILABLE, Notice::Unavailable);
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
                return response;
            }
            Self::Storage(error) => {
                tracing::error!(%error, "a page failed");
                (StatusCode::INTERNAL_SERVER_ERROR, Notice::Internal)
            }
        };
        unrendered(status, notice)
    }
}

/// A redirect to a page that leads to the wanted one.
fn first_to(page: &str, wanted: Option<&str>) -> Response {
    see_other(&urls::with_next(page, wanted))
}

/// Parses an identifier in a path; a malformed one is answered with 404.
pub fn identifier<T: FromStr>(text: &str) -> Result<T, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// A redirect with status 303 (See Other).
pub fn see_other(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => unrendered(StatusCode::INTERNAL_SERVER_ERROR, Notice::Internal),
    }
}

/// Refuses a path with a `%` that does not begin a percent-encoded byte.
pub async fn refuse_broken_paths(request: Request, next: Next) -> Response {
    let begins_byte = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if request.uri().path().split('%').skip(1).all(begins_byte) {
        next.run(request).await
    } else {
        unrendered(StatusCode::BAD_REQUEST, Notice::BadRequest)
    }
}

pub fn unrendered(status: StatusCode, notice: Notice) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(notice);
    response
}

pub async fn not_found() -> Response {
    unrendered(StatusCode::NOT_FOUND, Notice::NotFound)
}

pub async fn method_not_allowed() -> Response {
    unrendered(StatusCode::METHOD_NOT_ALLOWED, Notice::FormOnly)
}

/// The answer to a request that panicked, which [`panics`](crate::telemetry::panics) logged: its words may quote a person.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    unrendered(StatusCode::INTERNAL_SERVER_ERROR, Notice::Internal)
}
