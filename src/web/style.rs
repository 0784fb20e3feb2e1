//! The style sheet and the one script.

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::app::App;
use crate::urls;
use crate::views;

pub fn router() -> Router<App> {
    Router::new().route(urls::STYLE, get(style)).route(urls::DRAFT_SCRIPT, get(draft_script))
}

async fn draft_script() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=300"),
    ];
    (headers, views::DRAFT_SCRIPT)
}

async fn style() -> impl IntoResponse {
    let headers =
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=300")];
    (headers, views::STYLE)
}
