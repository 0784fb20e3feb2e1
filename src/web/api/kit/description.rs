//! The API's own description: OpenAPI 3.1 for programs, a page made from it for people.

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use maud::Markup;
use serde_json::Value;
use utoipa::PartialSchema as _;
use utoipa::ToSchema;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, Info, OpenApi, OpenApiBuilder, Paths};

use crate::app::App;
use crate::urls;
use crate::views::api::docs::api_docs;
use crate::web::shell::problem::Problem;

const KEY: &str = "key";

/// A description without operations.
pub fn empty() -> OpenApi {
    let key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("An API key, made by `naklank keys add NAME --scope SCOPE`."))
        .build();
    let mut schemas = vec![(Problem::name().into_owned(), Problem::schema())];
    Problem::schemas(&mut schemas);
    let components =
        ComponentsBuilder::new().schemas_from_iter(schemas).security_scheme(KEY, SecurityScheme::Http(key));
    let mut info = Info::new("Naklank", "1");
    info.description = Some(
        "Complaints in, Net Promoter Scores out. Instants are RFC 3339 in UTC, days are YYYY-MM-DD, NPS is in points \
         (-100 to 100) and unrounded, shares are 0 to 1. Days and instants lie in the years 1900 to 2999. Numbers in a \
         query are written in full, without an exponent. A parameter is given once unless it says otherwise; where an \
         operation has parameters in its query, one that is not described is refused. An answer may gain fields."
            .to_owned(),
    );
    OpenApiBuilder::new()
        .info(info)
        .paths(Paths::new())
        .components(Some(components.build()))
        .security(Some([SecurityRequirement::new(KEY, Vec::<String>::new())]))
        .build()
}

/// The routes of the description.
pub fn router(described: &OpenApi) -> Router<App> {
    let value: Arc<Value> = Arc::new(serde_json::to_value(described).unwrap_or_default());
    let text: Arc<str> = Arc::from(value.to_string());
    Router::new()
        .route(urls::API_DESCRIPTION, get(move || description(text)))
        .route(urls::API_DOCS, get(move || page(value)))
}

async fn description(text: Arc<str>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], text.to_string())
}

async fn page(described: Arc<Value>) -> Markup {
    api_docs(&described)
}
