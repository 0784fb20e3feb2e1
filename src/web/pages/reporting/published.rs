//! The published complaint reports, for everyone: the latest edition of a year, and each edition by its number.
//!
//! The rule: what is not published is not found, by any reader; what was withdrawn is gone, and says why.

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;

use crate::app::App;
use crate::domain::reporting::document::DocumentKind;
use crate::urls;
use crate::web::pages::reporting::reports::year_of;
use crate::web::pages::reporting::served;
use crate::web::shell::error::{PageError, identifier};
use crate::workflow::reporting::publish::{self, Found};

pub fn router() -> Router<App> {
    Router::new().route(urls::REPORT, get(latest)).route(urls::REPORT_EDITION, get(edition))
}

async fn latest(
    State(app): State<App>,
    headers: HeaderMap,
    Path(year): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    serve(&app, &headers, query.as_deref(), year_of(&year)?, None).await
}

async fn edition(
    State(app): State<App>,
    headers: HeaderMap,
    Path((year, number)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    serve(&app, &headers, query.as_deref(), year_of(&year)?, Some(identifier(&number)?)).await
}

async fn serve(
    app: &App,
    headers: &HeaderMap,
    query: Option<&str>,
    year: i32,
    number: Option<u32>,
) -> Result<Response, PageError> {
    let found = publish::find_published(app, year, DocumentKind::Public, number).await?;
    let language = served::language(app, headers, query, None);
    match found.ok_or(PageError::NotFound)? {
        Found::Published(edition) => served::published(app, headers, language, &edition).await,
        Found::Withdrawn { edition, next } => served::withdrawn(app, language, &edition, next),
    }
}
