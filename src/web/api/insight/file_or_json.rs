//! An answer with figures: JSON or a file for a spreadsheet, with an entity tag by which a client asks only for news.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Json, body};
use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::domain::input::spreadsheet::{Dialect, Sheet};
use crate::web::api::kit::accept::wants_csv;
use crate::web::shell::problem::Problem;
use crate::web::shell::request::entity_tag;

/// The answer in the form that the request asks for.
pub fn answer<T: Serialize>(headers: &HeaderMap, json: &T, sheet: impl FnOnce(&T) -> Sheet) -> Response {
    let mut response = if wants_csv(headers) { csv(&sheet(json)) } else { Json(json).into_response() };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
    response
}

/// A sheet as a file.
pub fn csv(sheet: &Sheet) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/csv; charset=utf-8")];
    (kind, sheet.to_csv(Dialect::Comma)).into_response()
}

/// Gives each good answer a strong entity tag (RFC 9110, 8.8.3), and answers 304 where the client has it already.
pub async fn tag(request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // Our own handlers made the body, in memory already.
    let Ok(bytes) = body::to_bytes(body, usize::MAX).await else {
        return Problem::of_status(StatusCode::INTERNAL_SERVER_ERROR).into_response();
    };
    let tag = format!("\"{}\"", BASE64URL_NOPAD.encode(&Sha256::digest(&bytes)));
    let is_known = entity_tag::is_known(&asked, &tag);
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    // What people answered lies in no cache; a program that keeps the tag asks for news all the same.
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if is_known {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, body::Body::empty());
    }
    Response::from_parts(parts, body::Body::from(bytes))
}
