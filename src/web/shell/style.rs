//! The style sheets with the organisation's colour, its logo, and the one script.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::web::shell::error;
use crate::{urls, views};

/// How long browsers may cache them.
const KEPT: &str = "public, max-age=300";
/// The content security policy of the logo: an SVG may contain its own styles, and nothing else.
const DRAWING_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox";

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::STYLE, get(style))
        .route(urls::STAFF_STYLE, get(staff_style))
        .route(urls::LOGO, get(logo))
        .route(urls::FAVICON, get(favicon))
        .route(urls::DRAFT_SCRIPT, get(draft_script))
}

async fn style(State(app): State<App>) -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, KEPT)];
    let organisation = &app.config.organisation;
    let accent = organisation.accent.map(|accent| (accent.light.to_string(), accent.dark.to_string()));
    let accent = accent.as_ref().map(|(light, dark)| (light.as_str(), dark.as_str()));
    (headers, views::branded_style(accent, organisation.logo.is_some()))
}

async fn staff_style() -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, KEPT)];
    (headers, views::STAFF_STYLE)
}

async fn logo(State(app): State<App>) -> Response {
    let Some(logo) = &app.config.organisation.logo else { return error::not_found().await };
    let headers = [
        (header::CONTENT_TYPE, logo.content_type),
        (header::CACHE_CONTROL, KEPT),
        (header::CONTENT_SECURITY_POLICY, DRAWING_POLICY),
    ];
    (headers, logo.bytes.clone()).into_response()
}

/// No icon, said in a way that browsers remember instead of asking again.
async fn favicon() -> impl IntoResponse {
    (StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, KEPT)])
}

async fn draft_script() -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, KEPT)];
    (headers, views::DRAFT_SCRIPT)
}
