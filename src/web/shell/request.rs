//! The language, and the names of organisation and identity provider, for a response.

pub mod entity_tag;
pub mod observe;

use axum::http::{HeaderMap, header};

use crate::app::App;
use crate::domain::people::language::Language;
use crate::views::kit::page::Speaker;

/// The organisation's name and contact, with a language.
pub fn speaker(app: &App, language: Language) -> Speaker<'_> {
    let organisation = &app.config.organisation;
    Speaker { language, organisation: &organisation.name, contact: &organisation.contact }
}

/// How people call the identity provider at which they may sign in; `None` if there is none.
pub fn provider(app: &App) -> Option<&str> {
    app.config.oidc.as_ref().map(|oidc| oidc.name.as_str())
}

/// The language that the browser accepts, else English; used for staff pages.
pub fn staff_language(headers: &HeaderMap) -> Language {
    accepted_language(headers).unwrap_or(Language::English)
}

/// The language that the browser accepts, if it is supported.
pub fn accepted_language(headers: &HeaderMap) -> Option<Language> {
    let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    Language::of_accept_language(header)
}
