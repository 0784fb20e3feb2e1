//! What people will see of texts that are not saved yet: the mails here, each page by itself.
//!
//! The rule: a preview is made by the same functions as the mail and the pages, with made-up details, and saves nothing.

use chrono::{Days, NaiveDate};
use maud::{Markup, html};

use crate::domain::access::token::Token;
use crate::domain::answering::own_texts::OwnTexts;
use crate::domain::answering::own_texts::form::{BASED_ON, EDIT, KIFID, SHOW, YES, field_name};
use crate::domain::named::named_enum;
use crate::domain::people::language::Language;
use crate::domain::sending::message::Asking;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::asking::invitation_mail::InvitationMail;
use crate::views::kit::page::StaffPage;

named_enum! {
    /// A page that can be looked at.
    pub enum PreviewedPage {
        Form = "form",
        Thanks = "thanks",
        Privacy = "privacy",
    }
}

/// The name of the person in an example.
const NAME: &str = "S. de Vries";
/// The reference of the complaint in an example.
const REFERENCE: &str = "2026-0042";
/// How long before today the complaint of an example was closed, and how long its link still works.
const CLOSED_BEFORE: Days = Days::new(3);
const EXPIRES_AFTER: Days = Days::new(29);

/// The token of an example, which no mail carries.
#[must_use]
pub fn example_token() -> Token {
    Token::presented("preview")
}

/// The page's data and its viewer.
pub struct TextsPreviewPage<'a> {
    pub staff: StaffPage<'a>,
    /// How to reach the organisation.
    pub contact: &'a str,
    /// What links begin with.
    pub public_url: &'a str,
    /// Whether mails show the reference of the complaint.
    pub shows_reference: bool,
    pub today: NaiveDate,
    /// What was typed.
    pub texts: &'a OwnTexts,
    pub based_on: i64,
}

impl TextsPreviewPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        self.staff.narrow(
            &text.texts_preview_title(),
            html! {
                h1 { (text.texts_preview_title()) }
                p { (text.texts_preview_intro()) }
                form.boxed method="post" action=(urls::TEXTS) {
                    (self.typed())
                    button.quiet type="submit" name=(EDIT) value=(YES) { (text.texts_preview_edit()) } " "
                    button type="submit" { (text.texts_save_button()) }
                    h2 { (text.texts_preview_pages()) }
                    p.note { (text.texts_preview_new_tab()) }
                    @for &page in PreviewedPage::ALL { p {
                        @for &language in Language::ALL { (open(text, page, language)) " " }
                    } }
                }
                @for &language in Language::ALL {
                    (self.mail(text, language, Asking::Invitation))
                    (self.mail(text, language, Asking::Reminder))
                }
            },
        )
    }

    /// What was typed, to be sent on.
    fn typed(&self) -> Markup {
        html! {
            input type="hidden" name=(BASED_ON) value=(self.based_on);
            @if self.texts.mentions_kifid { input type="hidden" name=(KIFID) value=(YES); }
            @for (field, typed) in self.texts.iter() { input type="hidden" name=(field_name(field)) value=(typed); }
        }
    }

    fn mail(&self, text: &Texts, language: Language, kind: Asking) -> Markup {
        let link = |path: String| format!("{}{path}", self.public_url);
        let name = texts(language).language_name();
        let (heading, person) = match kind {
            Asking::Invitation => (text.texts_preview_mail(name), Some(NAME)),
            Asking::Reminder => (text.texts_preview_reminder(name), None),
        };
        let mail = InvitationMail {
            kind,
            language,
            organisation: self.staff.organisation,
            contact: self.contact,
            texts: self.texts,
            name: person,
            reference: self.shows_reference.then_some(REFERENCE),
            // A page allows no style but its sheet, which draws the mail in the built-in colour.
            accent: None,
            closed_on: self.today.checked_sub_days(CLOSED_BEFORE).unwrap_or(self.today),
            expires_on: self.today.checked_add_days(EXPIRES_AFTER).unwrap_or(self.today),
            survey_url: &link(urls::survey(&example_token())),
            unsubscribe_url: &link(urls::unsubscribe(&example_token())),
            privacy_url: &link(urls::privacy(language)),
        };
        let words = mail.words();
        html! {
            section {
                h2 { (heading) }
                p { (text.texts_preview_subject()) ": " strong lang=(language.name()) { (words.subject) } }
                article.mail lang=(language.name()) { (words.body()) }
                details {
                    summary { (text.texts_preview_text()) }
                    p.plain lang=(language.name()) { (words.text()) }
                }
            }
        }
    }
}

/// The button that opens a page in a tab of its own.
fn open(text: &Texts, page: PreviewedPage, language: Language) -> Markup {
    let name = texts(language).language_name();
    let label = match page {
        PreviewedPage::Form => text.texts_preview_form(name),
        PreviewedPage::Thanks => text.texts_preview_thanks(name),
        PreviewedPage::Privacy => text.texts_preview_privacy(name),
    };
    html! {
        button.quiet type="submit" formaction=(urls::TEXTS_PREVIEW) formtarget="_blank" name=(SHOW) value={ (page) "." (language) } {
            (label)
        }
    }
}
