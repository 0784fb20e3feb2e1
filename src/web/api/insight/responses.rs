//! `GET /api/v1/responses`: single responses, page by page, for holders of the right; every reading is audited.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, routing::get};
use serde_json::{Value, json};

use crate::app::App;
use crate::domain::access::roles::Scope;
use crate::domain::insight::query::responses::{Cursor, ResponseQuery, ResponseRow, sheet};
use crate::urls;
use crate::web::api::accept::wants_csv;
use crate::web::api::auth::Caller;
use crate::web::api::insight::{file_or_json, series};
use crate::web::shell::problem::Problem;
use crate::web::shell::urlencoded;
use crate::workflow::access::audit::record_reading;
use crate::workflow::insight::responses::list_responses;

pub fn router() -> Router<App> {
    Router::new().route(urls::API_RESPONSES, get(show))
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    caller.needs(Scope::ResponsesRead)?;
    let parameters = series::parameters(query.as_deref())?;
    let question = ResponseQuery::parse(&parameters, app.today()).map_err(Problem::fields)?;
    record_reading(
        &app,
        &caller.actor,
        "responses",
        &urlencoded::audited(query.as_deref().unwrap_or_default()),
    )
    .await?;
    let page = list_responses(&app, &question).await?;
    let next = page.next.as_ref().map(Cursor::written);
    let mut response = if wants_csv(&headers) {
        file_or_json::csv(&sheet(&page.rows, &page.items))
    } else {
        let rows: Vec<Value> = page.rows.iter().map(ResponseRow::to_json).collect();
        Json(json!({"responses": rows, "next_cursor": next})).into_response()
    };
    // A file has no room for the cursor; the link serves both (RFC 8288).
    if let Some(link) = next.and_then(|next| link_to(&parameters, &next)) {
        response.headers_mut().insert(header::LINK, link);
    }
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

fn link_to(parameters: &[(String, String)], next: &str) -> Option<HeaderValue> {
    let others = parameters.iter().filter(|(name, _)| name != "cursor");
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(others)
        .append_pair("cursor", next)
        .finish();
    HeaderValue::from_str(&format!("<{}?{query}>; rel=\"next\"", urls::API_RESPONSES)).ok()
}
