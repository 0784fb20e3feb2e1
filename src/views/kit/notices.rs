//! Short pages with one message: a link that no longer works, an error.

use maud::{Markup, html};

use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::page::{Speaker, spoken, spoken_to_staff};

/// The message of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    UnknownLink,
    ExpiredLink,
    WithdrawnLink,
    NotFound,
    Forbidden,
    /// The user has no role, and so may see no page but the own account.
    NoRole,
    TooLarge,
    TooMany,
    ForeignPost,
    BadRequest,
    Internal,
    Unavailable,
}

impl Notice {
    #[must_use]
    pub fn render(self, speaker: Speaker<'_>) -> Markup {
        let (title, paragraphs) = self.words(speaker);
        let way_on = self.way_on(texts(speaker.language));
        let rest = html! {
            @for paragraph in paragraphs { p { (paragraph) } }
            @if let Some((path, words)) = &way_on { p { a href=(path) { (words) } } }
        };
        if way_on.is_some() {
            spoken_to_staff(speaker, &title, &rest)
        } else {
            spoken(speaker, &title, &rest)
        }
    }

    /// A page that a reader of the staff can go to, and the words of the link.
    fn way_on(self, text: &Texts) -> Option<(&'static str, String)> {
        match self {
            Self::Forbidden | Self::ForeignPost => Some((urls::DASHBOARD, text.error_start())),
            Self::NoRole => Some((urls::ACCOUNT, text.error_no_role_account())),
            _ => None,
        }
    }

    fn words(self, speaker: Speaker<'_>) -> (String, Vec<String>) {
        let text = texts(speaker.language);
        let contact = speaker.contact;
        match self {
            Self::UnknownLink => (text.survey_unknown_title(), vec![text.survey_unknown(contact)]),
            Self::ExpiredLink => (text.survey_expired_title(), vec![text.survey_expired(contact)]),
            Self::WithdrawnLink => (text.survey_withdrawn_title(), vec![text.survey_withdrawn(contact)]),
            Self::NotFound => (text.error_not_found_title(), vec![text.error_not_found()]),
            Self::Forbidden => (text.error_forbidden_title(), vec![text.error_forbidden()]),
            Self::NoRole => (text.error_no_role_title(), vec![text.error_no_role(speaker.organisation)]),
            Self::TooLarge => (text.error_too_large_title(), vec![text.error_too_large()]),
            Self::TooMany => (text.error_too_many_title(), vec![text.error_too_many()]),
            Self::ForeignPost => (text.error_foreign_post_title(), vec![text.error_foreign_post()]),
            Self::BadRequest => (text.error_bad_request_title(), vec![text.error_bad_request()]),
            Self::Internal => (text.error_internal_title(), vec![text.error_internal()]),
            Self::Unavailable => (text.error_unavailable_title(), vec![text.error_unavailable()]),
        }
    }
}
