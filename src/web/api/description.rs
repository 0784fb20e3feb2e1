//! The API's own description: OpenAPI 3.1 for programs, a page made from it for people.

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use maud::Markup;

use crate::app::App;
use crate::urls;
use crate::views::api::docs::api_docs;

/// Kept by hand beside the handlers; a test calls every operation of it and checks the answers against its schemas.
const DESCRIPTION: &str = include_str!("openapi.json");

pub fn router() -> Router<App> {
    Router::new().route(urls::API_DESCRIPTION, get(description)).route(urls::API_DOCS, get(page))
}

async fn description() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION)
}

async fn page() -> Markup {
    api_docs(&serde_json::from_str(DESCRIPTION).unwrap_or_default())
}
