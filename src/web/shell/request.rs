//! In which language a request is answered, and in whose name.

use axum::http::{HeaderMap, header};

use crate::app::App;
use crate::domain::people::language::Language;
use crate::views::kit::page::Speaker;

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
