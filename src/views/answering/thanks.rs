//! The page after an answer: the same for every score, with where to turn, and what may still be done.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::access::token::Token;
use crate::domain::answering::form_fields::{LANGUAGE, REASON};
use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::answering::response::LONGEST_COMMENT;
use crate::domain::answering::score::Score;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{day, whole};
use crate::views::kit::page::{Speaker, spoken};

/// What is known of the answer.
pub struct Thanks<'a> {
    pub speaker: Speaker<'a>,
    pub token: &'a Token,
    pub questionnaire: &'a Questionnaire,
    pub score: Score,
    /// The person gave no reason and may still give one.
    pub asks_reason: bool,
    /// A reason was just added.
    pub is_reason_added: bool,
    /// By when somebody contacts the person.
    pub contact_due_on: Option<NaiveDate>,
    /// Until when the answer may be changed, in words.
    pub may_change_until: Option<String>,
    /// Another answer came later and was not counted: perhaps the first was not the person's.
    pub had_later: bool,
    /// The person tried to change it too late.
    pub is_too_late: bool,
    /// What the person typed too late: given back, so that it is not lost.
    pub unkept: Option<&'a str>,
}

/// Why a reason is asked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonMistake {
    TooLong,
    NotStored,
}

impl Thanks<'_> {
    /// The page.
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.speaker.language);
        let title = if self.is_too_late { text.survey_edit_late_title() } else { text.survey_thanks_title() };
        let rest = html! {
            @if self.is_too_late {
                p { (text.survey_edit_late(self.speaker.contact)) }
                @if let Some(unkept) = self.unkept { p { (text.survey_edit_unkept()) } p.unkept dir="auto" { (unkept) } }
            } @else {
                p { (text.survey_thanks()) }
                @if let Some(due_on) = self.contact_due_on {
                    p { strong { (text.survey_thanks_contact(day(self.speaker.language, due_on))) } }
                }
                @if self.is_reason_added { p.done role="status" { (text.survey_more_done()) } }
                @if self.asks_reason { (self.reason(text)) }
            }
            p { (text.survey_thanks_disagree(self.speaker.contact)) }
            p { (text.survey_thanks_elsewhere()) }
            @if let Some(until) = self.may_change_until.as_deref().filter(|_| !self.is_too_late) {
                @if self.had_later { p { (text.survey_thanks_had_later()) } }
                p {
                    (text.survey_thanks_change(until)) " "
                    a href=(self.edit_address()) { (text.survey_thanks_change_link()) }
                }
            }
            // What was kept on the person's device while it was typed goes now that it is sent.
            script src=(urls::DRAFT_SCRIPT) defer {}
        };
        spoken(self.speaker, &title, &rest)
    }

    fn edit_address(&self) -> String {
        format!("{}?edit=1&lang={}", urls::survey(self.token), self.speaker.language)
    }

    fn reason(&self, text: &Texts) -> Markup {
        reason_form(self.speaker, self.token, &self.question(text), "")
    }

    fn question(&self, text: &Texts) -> String {
        match self.questionnaire.wording(self.speaker.language) {
            Some(own) => own.more_for(self.score).replace("{org}", self.speaker.organisation),
            None if self.score.is_detractor() => text.survey_more_detractor(),
            None if self.score.is_promoter() => text.survey_more_promoter(),
            None => text.survey_more_passive(),
        }
    }
}

fn reason_form(speaker: Speaker<'_>, token: &Token, question: &str, typed: &str) -> Markup {
    let text = texts(speaker.language);
    html! {
        form method="post" action=(urls::survey_reason(token)) accept-charset="utf-8" {
            input type="hidden" name=(LANGUAGE) value=(speaker.language.name());
            div.question {
                label for=(REASON) { (question) " " span.optional { (text.survey_optional()) } }
                p.note id="reason-hint" { (text.survey_more_hint()) }
                textarea name=(REASON) id=(REASON) rows="4" dir="auto" autocomplete="off" aria-describedby="reason-hint" {
                    "\n" (typed)
                }
            }
            button type="submit" { (text.survey_more_send()) }
        }
    }
}

/// The question for a reason again, with what was typed.
#[must_use]
pub fn reason_again(speaker: Speaker<'_>, token: &Token, typed: &str, mistake: ReasonMistake) -> Markup {
    let text = texts(speaker.language);
    let message = match mistake {
        ReasonMistake::TooLong => text.survey_error_comment(whole(speaker.language, LONGEST_COMMENT as u64)),
        ReasonMistake::NotStored => text.survey_error_not_stored(),
    };
    let rest = html! {
        div.errors role="alert" tabindex="-1" autofocus { p { (message) "." } }
        (reason_form(speaker, token, &text.survey_reason(), typed))
    };
    spoken(speaker, &text.survey_error_summary(), &rest)
}

/// The page of a link through which scores came that look pressed by a machine: the way to the person's own answer.
#[must_use]
pub fn held(speaker: Speaker<'_>, token: &Token) -> Markup {
    let text = texts(speaker.language);
    let address = format!("{}?edit=1&lang={}", urls::survey(token), speaker.language);
    let rest = html! {
        p { (text.survey_held_notice()) }
        p { a.button href=(address) { (text.survey_held_link()) } }
    };
    spoken(speaker, &text.survey_held_title(), &rest)
}
