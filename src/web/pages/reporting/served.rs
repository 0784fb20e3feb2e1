//! A report as it is served: to the letter as it was frozen, in the language of its reader.
//!
//! The rule: nothing is put around it and nothing in it is changed; its own style is allowed by its hash and by nothing else.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::answering::form_fields::LANGUAGE;
use crate::domain::people::language::Language;
use crate::domain::reporting::edition::{Edition, Frozen};
use crate::views::reporting::page::policy;
use crate::web::shell::error::PageError;
use crate::web::shell::request::{accepted_language, entity_tag};
use crate::web::shell::urlencoded;

/// Who may keep a copy: everyone, who asks each time whether it is still the one.
const FOR_EVERYONE: &str = "public, no-cache";

/// The language that the address asks for, else the one that the user chose, that of the browser, or that of the organisation.
pub(super) fn language(
    app: &App,
    headers: &HeaderMap,
    query: Option<&str>,
    chosen: Option<Language>,
) -> Language {
    let pairs = urlencoded::pairs_of_anything(query.unwrap_or_default().as_bytes());
    let wanted = urlencoded::first(&pairs, LANGUAGE).and_then(Language::of_tag);
    let own = wanted.or(chosen).or_else(|| accepted_language(headers));
    own.unwrap_or(app.config.organisation.language)
}

/// A page in a language, with the policy that lets its own style act.
pub(super) fn page(language: Language, page: String) -> Result<Response, PageError> {
    let policy = HeaderValue::from_str(&policy(&page)).map_err(|error| PageError::fault(&error))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_LANGUAGE, HeaderValue::from_static(language.name())),
        (header::VARY, HeaderValue::from_static("accept-language")),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    Ok((headers, page).into_response())
}

/// A published page for everyone; 304 for a reader who has it already.
pub(super) fn published(
    headers: &HeaderMap,
    language: Language,
    edition: &Edition,
    frozen: &Frozen,
) -> Result<Response, PageError> {
    // The pages of both languages are of one document, so its hash alone would not tell them apart.
    let tag = format!("\"{}-{language}\"", edition.fingerprint());
    let mut response = page(language, frozen.page(language).to_owned())?;
    if entity_tag::is_known(headers, &tag) {
        let mut unchanged = StatusCode::NOT_MODIFIED.into_response();
        std::mem::swap(unchanged.headers_mut(), response.headers_mut());
        unchanged.headers_mut().remove(header::CONTENT_TYPE);
        unchanged.headers_mut().remove(header::CONTENT_LENGTH);
        response = unchanged;
    }
    let tag = HeaderValue::from_str(&tag).map_err(|error| PageError::fault(&error))?;
    response.headers_mut().insert(header::ETAG, tag);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVERYONE));
    Ok(response)
}
