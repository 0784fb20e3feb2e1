//! A report as it is served: to the letter as it was frozen, in the language of its reader.
//!
//! The rule: nothing is put around it and nothing in it is changed; its own style is allowed by its hash and by nothing else.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::answering::form_fields::LANGUAGE;
use crate::domain::people::language::Language;
use crate::domain::reporting::edition::Edition;
use crate::views::reporting::page::policy;
use crate::views::reporting::withdrawn::WithdrawnPage;
use crate::web::shell::error::PageError;
use crate::web::shell::request::{accepted_language, entity_tag, speaker};
use crate::web::shell::urlencoded;
use crate::workflow::reporting::publish::page_of;

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

/// A published page for everyone; 304 for a reader who has it already, without reading it.
pub(super) async fn published(
    app: &App,
    headers: &HeaderMap,
    language: Language,
    edition: &Edition,
) -> Result<Response, PageError> {
    // The pages of both languages are of one document, so its hash alone would not tell them apart.
    let tag = format!("\"{}-{language}\"", edition.fingerprint());
    let mut response = if entity_tag::is_known(headers, &tag) {
        unchanged(language)
    } else {
        page(language, page_of(app, edition, language).await?)?
    };
    let tag = HeaderValue::from_str(&tag).map_err(|error| PageError::fault(&error))?;
    response.headers_mut().insert(header::ETAG, tag);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVERYONE));
    Ok(response)
}

/// That the copy of the reader is the page, whose policy holds on: this answer brings none that a browser would put in its place.
fn unchanged(language: Language) -> Response {
    let headers = [
        (header::CONTENT_LANGUAGE, HeaderValue::from_static(language.name())),
        (header::VARY, HeaderValue::from_static("accept-language")),
    ];
    (StatusCode::NOT_MODIFIED, headers).into_response()
}

/// The page of an edition that was taken back: 410, kept by no one, since a next edition may come.
pub(super) fn withdrawn(
    app: &App,
    language: Language,
    edition: &Edition,
    next: Option<u32>,
) -> Result<Response, PageError> {
    let Some(withdrawal) = &edition.withdrawn else { return Err(PageError::NotFound) };
    let page = WithdrawnPage {
        speaker: speaker(app, language),
        zone: app.config.organisation.zone,
        edition,
        withdrawal,
        next,
    };
    let headers = [
        (header::CONTENT_LANGUAGE, HeaderValue::from_static(language.name())),
        (header::VARY, HeaderValue::from_static("accept-language")),
    ];
    Ok((StatusCode::GONE, headers, page.render()).into_response())
}
