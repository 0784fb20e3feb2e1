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
#[derive(Clone, Debug, Serialize, ToSchema)]
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
    /// The id of the request, as in the header `x-request-id` and in the program's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    request_id: Option<String>,
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
            request_id: None,
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

    /// The document, with the id of the request that it answers.
    pub fn document(self, request_id: Option<&str>) -> Vec<u8> {
        let with_id = Self { request_id: request_id.map(str::to_owned), ..self };
        serde_json::to_vec(&with_id).unwrap_or_default()
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
    /// The problem travels with the response, since what knows the id of the request is around all of the program.
    fn into_response(self) -> Response {
        let status = self.status_code;
        let body = self.clone().document(None);
        let mut response =
            (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        response.extensions_mut().insert(self);
        let headers = response.headers_mut();
        match status {
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
