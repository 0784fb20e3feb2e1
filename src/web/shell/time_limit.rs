//! The time limit of a request, and returning a form that was not processed in time.
//!
//! The rule: a client that waits too long for the database is told so while it still waits, in words that say what to
//! do, and gets a submitted form back as it was. A body has a time limit of its own: a slow client is not the
//! database's fault.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::{Frame, SizeHint};
use tokio::time::Instant;

use crate::app::App;
use crate::telemetry::RequestId;
use crate::urls;
use crate::views::access::sign_in::send_again::{SendAgainPage, WhyAgain};
use crate::views::kit::notices::Notice;
use crate::views::kit::page::StaffMember;
use crate::web::entrances::{form_page, is_for_staff};
use crate::web::shell::error::{PageError, unrendered};
use crate::web::shell::staff::session_cookie;
use crate::web::shell::{body, request, urlencoded};
use crate::workflow::StorageError;
use crate::workflow::access::sign_in::{SignedIn, find_session};

/// The time-out for receiving a body.
const BODY_TIME: Duration = Duration::from_secs(30);
/// The time in which the user of a form that comes back must be found.
const USER_TIME: Duration = Duration::from_millis(500);
/// How often it is checked whether the client or the database is being waited for.
const LOOK: Duration = Duration::from_millis(100);

/// The deadline for database work of a request that starts now, leaving time to render the answer.
pub fn deadline(app: &App) -> Instant {
    Instant::now() + app.config.request_time.mul_f32(0.85)
}

/// Runs database work until a deadline.
///
/// # Errors
/// Those of the work; [`StorageError::TookTooLong`].
pub async fn before<T>(
    deadline: Instant,
    work: impl Future<Output = Result<T, StorageError>>,
) -> Result<T, StorageError> {
    tokio::time::timeout_at(deadline, work).await.unwrap_or(Err(StorageError::TookTooLong))
}

/// Responds for a request that takes too long, and returns a form that could not be processed.
pub async fn limit(State(app): State<App>, request: Request, next: Next) -> Response {
    let (request, form) = match keep_form(request).await {
        Ok(kept) => kept,
        Err(refusal) => return refusal,
    };
    let waits_for_client = Arc::new(AtomicBool::new(false));
    let request =
        request.map(|inner| Body::new(Watched { inner, waits_for_client: Arc::clone(&waits_for_client) }));
    let response = tokio::select! {
        response = next.run(request) => response,
        response = time_out(&waits_for_client, app.config.request_time) => response,
    };
    match form {
        Some(form) if is_unavailable(&response) => form.again(&app).await,
        _ => response,
    }
}

async fn time_out(waits_for_client: &AtomicBool, request_time: Duration) -> Response {
    let (mut with_client, mut with_us) = (Duration::ZERO, Duration::ZERO);
    loop {
        tokio::time::sleep(LOOK).await;
        if waits_for_client.load(Ordering::Relaxed) {
            with_client += LOOK;
        } else {
            with_us += LOOK;
        }
        if with_us >= request_time {
            return PageError::from(StorageError::TookTooLong).into_response();
        }
        if with_client >= BODY_TIME {
            return body_never_came();
        }
    }
}

fn body_never_came() -> Response {
    let mut response = unrendered(StatusCode::REQUEST_TIMEOUT, Notice::BadRequest);
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

fn is_unavailable(response: &Response) -> bool {
    response.status() == StatusCode::SERVICE_UNAVAILABLE
        && response.extensions().get::<Notice>() == Some(&Notice::Unavailable)
}

/// A form that is being processed.
struct KeptForm {
    path: String,
    fields: Bytes,
    headers: HeaderMap,
    request_id: Option<RequestId>,
}

impl KeptForm {
    async fn again(&self, app: &App) -> Response {
        let user = self.user(app).await;
        let language = user.as_ref().and_then(|user| user.language);
        let page = SendAgainPage {
            language: language.unwrap_or_else(|| request::staff_language(&self.headers)),
            organisation: &app.config.organisation.name,
            why: WhyAgain::NotStored,
            next: &self.path,
            back: form_page(&self.path),
            user: user.as_ref().map(|user| StaffMember {
                email: &user.email,
                roles: &user.roles,
                here: "",
                keeps: "",
            }),
            fields: &urlencoded::shown_again(urlencoded::pairs_of_anything(&self.fields)),
            request_id: self.request_id.as_ref().map(RequestId::as_str),
        };
        let mut response = (StatusCode::SERVICE_UNAVAILABLE, page.render()).into_response();
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        response
    }

    /// For whom the menu is, if the form is one of staff and the database, which may only take no writes, still tells.
    async fn user(&self, app: &App) -> Option<SignedIn> {
        let session = session_cookie(app, &self.headers).filter(|_| is_for_staff(&self.path))?;
        let found = tokio::time::timeout(USER_TIME, find_session(app, &session)).await;
        found.ok().and_then(Result::ok).flatten()
    }
}

/// Buffers a page's form, so that it can be returned. The sign-in form is not buffered: a password is never returned.
async fn keep_form(request: Request) -> Result<(Request, Option<KeptForm>), Response> {
    let path = request.uri().path();
    let kind = request.headers().get(header::CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    let is_form = request.method() == Method::POST
        && kind.to_ascii_lowercase().starts_with(b"application/x-www-form-urlencoded")
        && path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/api/")
        && !path.starts_with(urls::SIGN_IN);
    if !is_form {
        return Ok((request, None));
    }
    let largest = body::largest_form(path);
    let (parts, body) = request.into_parts();
    let fields = match tokio::time::timeout(BODY_TIME, body::read(body, largest)).await {
        Ok(Ok(fields)) => Bytes::from(fields),
        Ok(Err(error)) => return Err(PageError::from(error).into_response()),
        Err(_) => return Err(body_never_came()),
    };
    let form = KeptForm {
        path: parts.uri.path().to_owned(),
        fields: fields.clone(),
        headers: parts.headers.clone(),
        request_id: parts.extensions.get().cloned(),
    };
    Ok((Request::from_parts(parts, Body::from(fields)), Some(form)))
}

/// A body that records whether its next frame is being waited for.
struct Watched {
    inner: Body,
    waits_for_client: Arc<AtomicBool>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.inner).poll_frame(context);
        self.waits_for_client.store(polled.is_pending(), Ordering::Relaxed);
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.waits_for_client.store(false, Ordering::Relaxed);
    }
}
