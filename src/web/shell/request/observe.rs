//! What is told of every request: an id in its log lines and its answer, a span, a count and a time.
//!
//! The rule: nothing about a person. The span and the count have the route as it is declared, never the path, and a method
//! that HTTP does not know, or that the route does not take, has no name in the count. An id of others counts only if a trusted
//! proxy sends it, and sends one. A request is counted once, also if its client leaves before the answer.

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;
use tracing::field::Empty;
use tracing::{Instrument as _, Level};

use crate::app::App;
use crate::telemetry::{Answered, NO_ROUTE, RequestId};
use crate::web::shell::problem::Problem;
use crate::web::shell::rate_limit::PeerAddress;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The word for methods that the program answers nowhere, or not on this route.
const OTHER: &str = "other";
/// What is counted as the status of a request whose client left before it was answered, as nginx does.
const CLIENT_LEFT: u16 = 499;

/// Middleware around everything else, so that refusals and time-outs are told too.
pub async fn observe(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = given_id(&app, &request).unwrap_or_else(|| app.telemetry.new_request_id());
    let method = method_name(request.method());
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let route = matched.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    let span = tracing::info_span!(
        target: "naklank::request",
        "request",
        request_id = id.as_str(),
        method,
        route,
        status = Empty
    );
    request.extensions_mut().insert(id.clone());
    let count = Count { app: &app, method, route, status: CLIENT_LEFT, began };
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    count.end(status);
    // The log writes the fields of a span anew for each that is added, and shows this one only with the end of the span.
    if tracing::enabled!(target: "naklank::request", Level::DEBUG) {
        span.record("status", status);
    }
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        *response.body_mut() = Body::from(problem.document(Some(id.as_str())));
    }
    tell(&mut response, &id);
    response
}

/// Tells the id of a request in its answer.
pub fn tell(response: &mut Response, id: &RequestId) {
    if let Ok(id) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
}

/// The count of a request, which is made when this is dropped: with the answer, or when the client leaves, which drops all that is
/// done for it.
struct Count<'a> {
    app: &'a App,
    method: &'static str,
    route: &'a str,
    status: u16,
    began: Instant,
}

impl Count<'_> {
    fn end(mut self, status: u16) {
        self.status = status;
        // Visitors could make as many samples of a route as there are methods.
        if status == StatusCode::METHOD_NOT_ALLOWED.as_u16() {
            self.method = OTHER;
        }
    }
}

impl Drop for Count<'_> {
    fn drop(&mut self) {
        let Self { app, method, route, status, began } = *self;
        app.telemetry.answered(Answered { method, route, status, took: began.elapsed() });
    }
}

/// The id that a trusted proxy gave; of two, one could be the visitor's.
fn given_id(app: &App, request: &Request) -> Option<RequestId> {
    let PeerAddress(peer) = request.extensions().get::<PeerAddress>()?;
    let peer = peer.to_canonical();
    let is_of_proxy = app.config.http.trusted_proxies.iter().any(|proxies| proxies.contains(&peer));
    let mut given = request.headers().get_all(REQUEST_ID).iter().filter(|_| is_of_proxy);
    let (Some(given), None) = (given.next(), given.next()) else { return None };
    RequestId::given(given.to_str().ok()?)
}

/// The name of a method; of one that this program answers nowhere, a word for all of them.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::PATCH => "PATCH",
        Method::OPTIONS => "OPTIONS",
        _ => OTHER,
    }
}
