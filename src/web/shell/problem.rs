//! Errors of the API: `application/problem+json` (RFC 9457).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::input::fields::FieldError;
use crate::web::shell::body::BodyError;
use crate::web::shell::urlencoded::NotUrlencoded;
use crate::workflow::StorageError;
use crate::workflow::access::permission::ActError;

/// A problem document, for client programs and their logs.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    #[serde(skip)]
    status_code: StatusCode,
    r#type: &'static str,
    title: String,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
}

impl Problem {
    /// A problem whose status says everything.
    pub fn of_status(status: StatusCode) -> Self {
        Self {
            status_code: status,
            r#type: "about:blank",
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            detail: None,
            errors: Vec::new(),
        }
    }

    /// A problem with a sentence that says what to do.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..Self::of_status(status) }
    }

    /// Invalid fields (422).
    pub fn fields(errors: Vec<FieldError>) -> Self {
        let detail = "One or more fields are wrong; nothing was stored.";
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail) }
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        tracing::error!(%error, "an API request failed");
        if error.is_passing() {
            Self::new(StatusCode::SERVICE_UNAVAILABLE, "Nothing was stored; try again in a minute.")
        } else {
            Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Nothing was stored; the error has been logged.")
        }
    }
}

impl From<ActError> for Problem {
    fn from(error: ActError) -> Self {
        match error {
            ActError::NotAllowed(_) => {
                Self::new(StatusCode::FORBIDDEN, "The role of this key's owner does not allow this.")
            }
            error @ ActError::LacksScope(_) => Self::new(StatusCode::FORBIDDEN, error.to_string()),
            ActError::NotForKeys | ActError::OnTheMachineOnly => {
                Self::new(StatusCode::FORBIDDEN, "No API key may do this.")
            }
            ActError::Storage(error) => error.into(),
        }
    }
}

impl From<NotUrlencoded> for Problem {
    fn from(error: NotUrlencoded) -> Self {
        Self::new(StatusCode::BAD_REQUEST, format!("The query is not well-formed: {error}."))
    }
}

impl From<BodyError> for Problem {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::TooLarge => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "The body is too large."),
            BodyError::Broken => Self::new(StatusCode::BAD_REQUEST, "The body broke off."),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response =
            (self.status_code, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        let headers = response.headers_mut();
        match self.status_code {
            StatusCode::UNAUTHORIZED => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
            }
            _ => {}
        }
        response
    }
}
