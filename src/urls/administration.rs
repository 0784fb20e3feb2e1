//! The addresses of administrators' pages that have a parameter.

use crate::domain::ids::{ImportId, UserId};
use crate::domain::people::language::Language;
use crate::domain::sending::suppression::ListPlace;
use crate::urls::{IMPORTS, QUESTIONNAIRES, SUPPRESSIONS, USERS};

/// The page of the list of addresses that are never mailed which begins behind a place.
#[must_use]
pub fn suppressions_before(place: &ListPlace) -> String {
    // A plus sign would be read as a space; what the place holds has none.
    format!("{SUPPRESSIONS}?before={}", place.written())
}

/// A version of the questionnaire; its name needs no encoding.
#[must_use]
pub fn questionnaire(name: &str) -> String {
    format!("{QUESTIONNAIRES}/{name}")
}

/// A version as respondents see it.
#[must_use]
pub fn questionnaire_preview(name: &str, language: Language) -> String {
    format!("{QUESTIONNAIRES}/{name}/preview?lang={language}")
}

/// One user.
#[must_use]
pub fn user(id: UserId) -> String {
    format!("{USERS}/{id}")
}

/// Where a user's roles are changed.
#[must_use]
pub fn user_roles(id: UserId) -> String {
    format!("{USERS}/{id}/roles")
}

/// Where a user's team is changed.
#[must_use]
pub fn user_team(id: UserId) -> String {
    format!("{USERS}/{id}/team")
}

/// Where a user gets a new one-time link.
#[must_use]
pub fn user_link(id: UserId) -> String {
    format!("{USERS}/{id}/link")
}

/// Where a user is disabled.
#[must_use]
pub fn user_disable(id: UserId) -> String {
    format!("{USERS}/{id}/disable")
}

/// Where a disabled user is enabled.
#[must_use]
pub fn user_enable(id: UserId) -> String {
    format!("{USERS}/{id}/enable")
}

/// Where the second factor of a user who lost it is removed.
#[must_use]
pub fn user_second_factor(id: UserId) -> String {
    format!("{USERS}/{id}/second-factor")
}

/// Where a user is unlinked from the person at the identity provider.
#[must_use]
pub fn user_unlink(id: UserId) -> String {
    format!("{USERS}/{id}/unlink")
}

/// Where an import is undone.
#[must_use]
pub fn import_undo(id: ImportId) -> String {
    format!("{IMPORTS}/{id}/undo")
}
