//! What a request says about its sender and its wishes.

use std::str::FromStr;

use axum::http::{HeaderMap, header};

use crate::app::App;
use crate::domain::language::Language;
use crate::views::notices::Speaker;
use crate::web::error::PageError;

/// Pairs of a query string or an urlencoded body.
pub fn pairs(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

/// The first value with this name.
pub fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}

/// The organisation that speaks, in a language.
pub fn speaker(app: &App, language: Language) -> Speaker<'_> {
    let organisation = &app.config.organisation;
    Speaker { language, organisation: &organisation.name, contact: &organisation.contact }
}

/// The language that a browser asks for, else English: staff read the pages in their own.
pub fn staff_language(headers: &HeaderMap) -> Language {
    accepted_language(headers).unwrap_or(Language::English)
}

/// The language that a browser asks for, if it is one of ours.
pub fn accepted_language(headers: &HeaderMap) -> Option<Language> {
    let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    Language::of_accept_language(header)
}

/// The identifier in an address; what is none names nothing that there is.
pub fn identifier<T: FromStr>(text: &str) -> Result<T, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}
