//! Short pages with one message: a link that no longer works, an error.
//!
//! The rule: what is at an address of staff has their menu, whatever went wrong there; what a link in a customer's mail leads to
//! is the customer's page and has none, also when a colleague opens it to see what the customer sees. What the log has a line
//! about has the id of the request, so that a person who reports it can tell which it was.

use maud::{Markup, html};

use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::page::{Speaker, StaffPage, spoken, spoken_to_staff};

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
    /// The address takes a form, and shows nothing.
    FormOnly,
    Internal,
    Unavailable,
}

/// What a page can tell beside its message.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// The page whose form was meant.
    pub form: Option<&'a str>,
    /// The id of the request.
    pub request_id: Option<&'a str>,
}

impl Notice {
    /// The page, for a reader who is not signed in as staff.
    #[must_use]
    pub fn render(self, speaker: Speaker<'_>) -> Markup {
        self.render_with(speaker, Beside::default())
    }

    /// The same with a link to the page whose form was meant, and the id of the request.
    #[must_use]
    pub fn render_with(self, speaker: Speaker<'_>, beside: Beside<'_>) -> Markup {
        let text = texts(speaker.language);
        let (title, paragraphs) = self.words(speaker);
        let way_on = self.way_on(text, beside.form);
        let is_for_staff = way_on.is_some();
        let rest = rest(&paragraphs, self.reference(text, beside), way_on);
        if is_for_staff { spoken_to_staff(speaker, &title, &rest) } else { spoken(speaker, &title, &rest) }
    }

    /// The page for staff, with the menu and always a way on.
    #[must_use]
    pub fn for_staff(self, staff: &StaffPage<'_>, contact: &str, beside: Beside<'_>) -> Markup {
        let text = texts(staff.language);
        let organisation = staff.organisation;
        let (title, paragraphs) = self.words(Speaker { language: staff.language, organisation, contact });
        let start = || Some((urls::DASHBOARD, text.error_start()));
        let way_on = self.way_on(text, beside.form).or_else(start);
        let rest = rest(&paragraphs, self.reference(text, beside), way_on);
        staff.narrow(&title, html! { h1 { (title) } (rest) })
    }

    /// A page that the reader can go to, and the words of the link; `form` is the page whose form was meant.
    fn way_on<'f>(self, text: &Texts, form: Option<&'f str>) -> Option<(&'f str, String)> {
        match self {
            Self::Forbidden | Self::ForeignPost => Some((urls::DASHBOARD, text.error_start())),
            Self::NoRole => Some((urls::ACCOUNT, text.error_no_role_account())),
            Self::FormOnly => form.map(|form| (form, text.error_form_only_page())),
            _ => None,
        }
    }

    /// The line with the id of the request, where the log has a line with it too.
    fn reference(self, text: &Texts, beside: Beside<'_>) -> Option<String> {
        let is_logged = matches!(self, Self::Internal | Self::Unavailable | Self::Forbidden);
        beside.request_id.filter(|_| is_logged).map(|id| text.error_reference(id))
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
            Self::FormOnly => (text.error_form_only_title(), vec![text.error_form_only()]),
            Self::Internal => (text.error_internal_title(), vec![text.error_internal()]),
            Self::Unavailable => (text.error_unavailable_title(), vec![text.error_unavailable()]),
        }
    }
}

fn rest(paragraphs: &[String], reference: Option<String>, way_on: Option<(&str, String)>) -> Markup {
    html! {
        @for paragraph in paragraphs { p { (paragraph) } }
        @if let Some(reference) = reference { p { (reference) } }
        @if let Some((path, words)) = way_on { p { a href=(path) { (words) } } }
    }
}
