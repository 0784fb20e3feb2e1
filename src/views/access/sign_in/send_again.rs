//! A form that is shown filled in again, since it was not done: to be sent again, or to be copied.
//!
//! The rule: fields have the names that people read on the page of the form, and there is always a way back to it.

use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::texts::texts;
use crate::urls;
use crate::views::kit::form::author::AUTHOR;
use crate::views::kit::form::field_names::{field_name, value_name};
use crate::views::kit::page::{Page, StaffMember};

/// A form that is shown filled in again, to be resubmitted or copied by its author.
pub struct SendAgainPage<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub why: WhyAgain<'a>,
    /// Where the form is sent.
    pub next: &'a str,
    /// The page on which the form stands; `None` if there is none.
    pub back: Option<&'a str>,
    /// For whom the menu is; `None` where it is not known who is signed in.
    pub user: Option<StaffMember<'a>>,
    pub fields: &'a [(String, String)],
    /// The id of the request, where the log has a line about why.
    pub request_id: Option<&'a str>,
}

/// Why a form is shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyAgain<'a> {
    SignedInAgain,
    /// The database did not answer, or not in time.
    NotStored,
    /// It was opened as one user, and another has signed in since; both by address.
    OtherPerson {
        author: &'a str,
        user: &'a str,
    },
    /// The user has no right to it, perhaps since a moment ago: it can only be copied.
    NotAllowed,
}

impl SendAgainPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.language);
        let title = match self.why {
            WhyAgain::NotAllowed => text.staff_not_allowed_title(),
            WhyAgain::SignedInAgain | WhyAgain::NotStored | WhyAgain::OtherPerson { .. } => {
                text.staff_send_again_title()
            }
        };
        Page {
            language: self.language,
            title: &format!("{title} – {}", self.organisation),
            organisation: self.organisation,
            is_wide: false,
            user: self.user,
            body: html! {
                h1 { (title) }
                p { (self.reason()) }
                @if let Some(id) = self.request_id { p { (text.error_reference(id)) } }
                @if self.why == WhyAgain::NotAllowed {
                    (self.typed())
                    p { a href=(urls::DASHBOARD) { (text.error_start()) } }
                } @else {
                    form method="post" action=(self.next) {
                        (self.typed())
                        p.buttons {
                            button type="submit" { (text.staff_send_again_button()) }
                            a href=(self.back.unwrap_or(urls::DASHBOARD)) { (text.staff_send_again_cancel()) }
                        }
                    }
                }
            },
        }
        .render()
    }

    fn reason(&self) -> Markup {
        let text = texts(self.language);
        let look = html! {
            @if let Some(page) = self.back { " " a href=(page) { (text.staff_send_again_look()) } }
        };
        html! {
            @match self.why {
                WhyAgain::SignedInAgain => (text.staff_send_again_text()),
                WhyAgain::NotStored => { (text.staff_send_again_not_stored()) (look) },
                WhyAgain::OtherPerson { author, user } => { (text.staff_other_person(author, user)) (look) },
                WhyAgain::NotAllowed => (text.staff_not_allowed_text()),
            }
        }
    }

    fn typed(&self) -> Markup {
        let text = texts(self.language);
        let is_to_copy = self.why == WhyAgain::NotAllowed;
        // Row identifiers and what the page showed mean nothing to the reader, and the author is named above.
        let is_shown = |name: &str, value: &str| {
            ![AUTHOR, "seen", "version"].contains(&name)
                && !value.is_empty()
                && value.parse::<uuid::Uuid>().is_err()
        };
        let is_long = |value: &str| value.contains('\n') || value.chars().count() > 60;
        html! {
            @for (place, (name, value)) in self.fields.iter().enumerate() {
                @if is_shown(name, value) {
                    @let id = format!("field-{place}");
                    @if let Some(words) = value_name(text, name, value) {
                        p { strong { (field_name(text, name)) } ": " (words) }
                        @if !is_to_copy { input type="hidden" name=(name) value=(value); }
                    } @else { div.question {
                        label for=(id) { (field_name(text, name)) }
                        @if is_long(value) {
                            textarea id=(id) name=(name) rows="3" readonly[is_to_copy] { (value) }
                        } @else {
                            input type="text" id=(id) name=(name) value=(value) readonly[is_to_copy];
                        }
                    } }
                } @else if !is_to_copy {
                    input type="hidden" name=(name) value=(value);
                }
            }
        }
    }
}
