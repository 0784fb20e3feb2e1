//! The page of the audit, and the same selection as a file.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::access::audit_query::AuditQuery;
use crate::domain::input::fields::FieldError;
use crate::domain::input::spreadsheet::Dialect;
use crate::urls;
use crate::views::access::audit::AuditView;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{AuditReader, staff_page};
use crate::web::shell::urlencoded;
use crate::workflow::access::audit::export::audit_file;
use crate::workflow::access::audit::read::read_audit;

/// How many entries a file holds at most, since it is made in memory; `naklank audit export` writes any number.
const MOST_IN_A_FILE: u64 = 100_000;

pub fn router() -> Router<App> {
    Router::new().route(urls::AUDIT, get(show)).route(urls::AUDIT_CSV, get(download))
}

async fn show(
    State(app): State<App>,
    reader: AuditReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = given(query.as_deref())?;
    page(&app, &reader, &headers, &pairs, None).await
}

async fn download(
    State(app): State<App>,
    reader: AuditReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let (own, pairs) =
        given(query.as_deref())?.into_iter().partition::<Vec<_>, _>(|(name, _)| name == "format");
    let format = urlencoded::first(&own, "format").unwrap_or(Dialect::Comma.name());
    let dialect: Dialect = format.parse().map_err(|_| PageError::BadRequest)?;
    let Ok(query) = AuditQuery::parse(&pairs) else {
        return page(&app, &reader, &headers, &pairs, None).await;
    };
    let Some(bytes) = audit_file(&app, &reader.actor(), &query, dialect, MOST_IN_A_FILE).await? else {
        return page(&app, &reader, &headers, &pairs, Some(MOST_IN_A_FILE)).await;
    };
    let kind = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
    ];
    Ok((kind, bytes).into_response())
}

/// The parameters of an address. A form submits its empty fields too.
fn given(query: Option<&str>) -> Result<Vec<(String, String)>, PageError> {
    let mut pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    pairs.retain(|(_, value)| !value.is_empty());
    Ok(pairs)
}

async fn page(
    app: &App,
    reader: &AuditReader,
    headers: &HeaderMap,
    pairs: &[(String, String)],
    too_many: Option<u64>,
) -> Result<Response, PageError> {
    let (query, mistakes): (AuditQuery, Vec<FieldError>) = match AuditQuery::parse(pairs) {
        Ok(query) => (query, Vec::new()),
        Err(mistakes) => (AuditQuery::default(), mistakes),
    };
    let read = read_audit(app, &reader.actor(), &query).await?;
    let view = AuditView {
        staff: staff_page(app, headers, &reader.user, urls::AUDIT),
        zone: app.config.organisation.zone,
        pairs,
        mistakes: &mistakes,
        too_many,
        entries: &read.entries,
        has_unreadable: read.has_unreadable,
        next: read.next.as_ref(),
        persons: &read.persons,
        keys: &read.keys,
        published: read.published.as_ref(),
    };
    let is_wrong = !mistakes.is_empty() || too_many.is_some();
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, view.render()).into_response())
}
