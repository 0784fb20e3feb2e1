//! The form that the customer answers: one question first, the rest optional, one button.
//!
//! It works without a script. A small one keeps the draft in the respondent's own browser until it is sent.

mod questions;

use maud::{Markup, html};

use crate::domain::access::token::Token;
use crate::domain::answering::form_fields::{CONFIRMED, LANGUAGE, REVISES, SWITCH, TRAP};
use crate::domain::answering::own_texts::OwnTexts;
use crate::domain::answering::questionnaire::{ItemId, Questionnaire};
use crate::domain::answering::response::{FormMistake, LONGEST_COMMENT, TypedForm};
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::answering::survey::questions::Questions;
use crate::views::kit::format::whole;
use crate::views::kit::page::Page;

pub use questions::{item_text, rating_text};

/// Why the form is shown; a code names the response that this form replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose<'a> {
    /// The first answer.
    Answer,
    /// Changing an answer.
    Change(&'a str),
    /// The earlier scores look machine-made: asks the person for their own answer.
    Confirm(&'a str),
    /// The answer was changed since this form was opened: the person decides which version to keep.
    Outdated(&'a str),
    /// Resending an answer that could not be stored.
    Resend(&'a str),
}

/// The form, empty or filled in.
pub struct SurveyForm<'a> {
    pub language: Language,
    pub organisation: &'a str,
    /// How to reach the organisation.
    pub contact: &'a str,
    /// The organisation's own texts.
    pub texts: &'a OwnTexts,
    pub token: &'a Token,
    pub questionnaire: &'a Questionnaire,
    pub purpose: Purpose<'a>,
    pub typed: &'a TypedForm,
    pub mistakes: &'a [FormMistake],
    /// Rendered in place of the honeypot field after a program filled that in; sending it submits the answer anyway.
    pub confirmation: Option<&'a str>,
    /// The id of the request, where the log has a line about its failure.
    pub request_id: Option<&'a str>,
}

impl SurveyForm<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.language);
        let title = text.survey_title(self.organisation);
        let title =
            if self.mistakes.is_empty() { title } else { format!("{} {title}", text.survey_error_prefix()) };
        Page {
            language: self.language,
            title: &title,
            organisation: self.organisation,
            is_wide: false,
            user: None,
            body: html! {
                (self.error_summary(text))
                (self.occasion(text))
                form #survey method="post" action=(urls::survey(self.token)) novalidate accept-charset="utf-8"
                    data-draft=[self.keeps_draft().then_some("on")] {
                    // Enter presses the first submit button of a form, so the first one has to be "send".
                    button.unseen type="submit" tabindex="-1" aria-hidden="true" { (text.survey_send()) }
                    input type="hidden" name=(LANGUAGE) value=(self.language.name());
                    @if let Some(code) = self.revises() {
                        input type="hidden" name=(REVISES) value=(code);
                    }
                    (self.language_switch())
                    p.note.draft hidden role="status" { (text.survey_draft_kept()) }
                    (self.questions().scores())
                    (self.questions().reason())
                    (self.questions().items())
                    (self.questions().contact())
                    (self.trap(text))
                    p.note { (text.survey_privacy()) " " a href=(urls::privacy(self.language)) { (text.survey_privacy_link()) } }
                    button type="submit" id="send" { (self.send(text)) }
                }
                @if self.keeps_draft() { script src=(urls::DRAFT_SCRIPT) defer {} }
            },
        }
        .render_with_foot(self.contact)
    }

    fn questions(&self) -> Questions<'_> {
        Questions {
            language: self.language,
            organisation: self.organisation,
            texts: self.texts,
            questionnaire: self.questionnaire,
            typed: self.typed,
            mistakes: self.mistakes,
        }
    }

    fn revises(&self) -> Option<&str> {
        match self.purpose {
            Purpose::Answer => None,
            Purpose::Change(code)
            | Purpose::Confirm(code)
            | Purpose::Outdated(code)
            | Purpose::Resend(code) => Some(code),
        }
    }

    /// A change starts from the stored answer, not from a draft.
    fn keeps_draft(&self) -> bool {
        matches!(self.purpose, Purpose::Answer | Purpose::Confirm(_))
    }

    fn send(&self, text: &Texts) -> String {
        match self.purpose {
            Purpose::Change(_) | Purpose::Outdated(_) => text.survey_edit_send(),
            Purpose::Answer | Purpose::Confirm(_) | Purpose::Resend(_) => text.survey_send(),
        }
    }

    fn occasion(&self, text: &Texts) -> Markup {
        let (title, words) = match self.purpose {
            Purpose::Answer | Purpose::Resend(_) => return html! {},
            Purpose::Change(_) => (text.survey_edit_title(), text.survey_edit_intro()),
            Purpose::Outdated(_) => (text.survey_edit_title(), text.survey_edit_outdated()),
            Purpose::Confirm(_) => (text.survey_held_title(), text.survey_held_intro()),
        };
        html! { div.notice { h2 { (title) } p { (words) } } }
    }

    /// Submit buttons, so that switching the language keeps what was typed.
    fn language_switch(&self) -> Markup {
        html! {
            p.languages {
                @for &other in Language::ALL.iter().filter(|other| **other != self.language && self.questionnaire.speaks(**other)) {
                    button.link type="submit" name=(SWITCH) value=(other) lang=(other.name()) {
                        (texts(other).language_name())
                    }
                }
            }
        }
    }

    /// A honeypot: hidden from people and from screen readers, but filled in by bots. Attributes ask form fillers and
    /// password managers to skip it.
    fn trap(&self, text: &Texts) -> Markup {
        html! {
            @if let Some(code) = self.confirmation {
                input type="hidden" name=(CONFIRMED) value=(code);
            } @else {
                div.unseen aria-hidden="true" {
                    label for=(TRAP) { (text.survey_trap()) }
                    input type="text" id=(TRAP) name=(TRAP) tabindex="-1" autocomplete="off"
                        data-1p-ignore data-lpignore="true" data-bwignore;
                }
            }
        }
    }

    fn error_summary(&self, text: &Texts) -> Markup {
        html! {
            @if !self.mistakes.is_empty() {
                div.errors role="alert" tabindex="-1" autofocus {
                    h2 { (text.survey_error_summary()) }
                    ul {
                        @for mistake in self.mistakes {
                            li { a href=(field_of(mistake)) { (self.questions().message(mistake)) } }
                        }
                    }
                    @if let Some(id) = self.request_id { p { (text.error_reference(id)) } }
                }
            }
        }
    }
}

/// The link target of a mistake in the error summary: the first radio button, the text or the select.
fn field_of(mistake: &FormMistake) -> String {
    match mistake {
        FormMistake::Score => "#score-0".to_owned(),
        FormMistake::CommentTooLong => "#comment".to_owned(),
        FormMistake::Rating(item) => format!("#item-{item}"),
        FormMistake::Trap | FormMistake::NotStored => "#send".to_owned(),
    }
}
