//! Security headers on every response, error pages included.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// Adds the headers that are missing: a page may set a policy of its own.
///
/// No `Referer` is sent, since the address of a survey is a secret.
pub async fn add(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let status = response.status();
    let headers = response.headers_mut();
    let mut fixed: Vec<(HeaderName, &'static str)> = vec![
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    if app.config.http.public_url.starts_with("https:") {
        fixed.push((header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains"));
    }
    // A browser takes the headers of a 304 over into its copy, whose own policy would be lost.
    let keeps_policy = status == StatusCode::NOT_MODIFIED;
    for (name, value) in fixed {
        if keeps_policy && name == header::CONTENT_SECURITY_POLICY {
            continue;
        }
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Lets staff pages tell their origin: with `no-referrer` browsers hide where a form comes from, and a form of this site could
/// not be told from one of another site. The path stays out of `Referer`, since it may hold a one-time link.
pub async fn allow_origin_as_referrer(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    response
}
