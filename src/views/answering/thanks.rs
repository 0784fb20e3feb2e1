//! The page after an answer. It is the same for every score: whom to contact, and what the respondent can still change.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::access::token::Token;
use crate::domain::answering::form_fields::{LANGUAGE, REASON};
use crate::domain::answering::news::News;
use crate::domain::answering::own_texts::OwnTexts;
use crate::domain::answering::own_texts::key::{Placeholder, TextKey};
use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::answering::response::LONGEST_COMMENT;
use crate::domain::answering::score::Score;
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::answering::news::{Choice, happened, unticked, wish_form};
use crate::views::kit::format::{day, whole};
use crate::views::kit::page::{Speaker, spoken};
use crate::views::kit::plain_text::paragraphs;

/// The answer, and what the page offers with it.
pub struct Thanks<'a> {
    pub speaker: Speaker<'a>,
    /// The organisation's own texts.
    pub texts: &'a OwnTexts,
    pub token: &'a Token,
    pub questionnaire: &'a Questionnaire,
    pub score: Score,
    /// No reason was given yet, and one can still be added.
    pub asks_reason: bool,
    /// A reason was just added.
    pub is_reason_added: bool,
    /// The date by which the organisation will contact the respondent.
    pub contact_due_on: Option<NaiveDate>,
    /// The end of the time in which the answer may be changed, formatted.
    pub may_change_until: Option<String>,
    /// A later answer through the same link was not counted: perhaps the first was not the respondent's own.
    pub had_later: bool,
    /// A change arrived too late.
    pub is_too_late: bool,
    /// The text of that late change, shown so that the respondent can copy it.
    pub unkept: Option<&'a str>,
    /// What became of the answer, and the wish for a mail about it.
    pub news: &'a News,
    /// What the respondent just did with that wish.
    pub choice: Choice,
}

/// Why the question for a reason is shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonMistake {
    TooLong,
    NotStored,
}

impl Thanks<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.speaker.language);
        let title = if self.is_too_late { text.survey_edit_late_title() } else { text.survey_thanks_title() };
        let rest = html! {
            @if !self.is_too_late { (self.other_languages()) }
            @if self.is_too_late {
                p { (text.survey_edit_late(self.speaker.contact)) }
                @if let Some(unkept) = self.unkept { p { (text.survey_edit_unkept()) } p.unkept dir="auto" { (unkept) } }
            } @else {
                (unticked(self.speaker.language, self.news.wish, self.choice))
                (paragraphs(&self.own(TextKey::Thanks).unwrap_or_else(|| text.survey_thanks())))
                @if let Some(due_on) = self.contact_due_on {
                    p { strong { (text.survey_thanks_contact(day(self.speaker.language, due_on))) } }
                }
                @if self.is_reason_added { p.done role="status" { (text.survey_more_done()) } }
                @if self.asks_reason { (self.reason(text)) }
                (happened(self.speaker.language, &self.news.events))
            }
            (paragraphs(&self.disagree(text)))
            p {
                @if self.texts.mentions_kifid { (text.survey_thanks_kifid()) " " }
                (text.survey_thanks_court())
            }
            @if let Some(until) = self.may_change_until.as_deref().filter(|_| !self.is_too_late) {
                @if self.had_later { p { (text.survey_thanks_had_later()) } }
                p {
                    (text.survey_thanks_change(until)) " "
                    a href=(self.edit_address()) { (text.survey_thanks_change_link()) }
                }
            }
            @if !self.is_too_late { (wish_form(self.speaker.language, self.token, self.news.wish, self.choice)) }
            // Deletes the draft from the browser now that the answer is stored.
            script src=(urls::DRAFT_SCRIPT) defer {}
        };
        spoken(self.speaker, &title, &rest)
    }

    /// A text of the organisation's own, filled in.
    fn own(&self, key: TextKey) -> Option<String> {
        let Speaker { language, organisation, contact } = self.speaker;
        let values = [(Placeholder::Organisation, organisation), (Placeholder::Contact, contact)];
        self.texts.filled((key, language), &values)
    }

    fn disagree(&self, text: &Texts) -> String {
        self.own(TextKey::ThanksDisagree).unwrap_or_else(|| text.survey_thanks_disagree(self.speaker.contact))
    }

    /// The same page in the other languages of the questionnaire.
    fn other_languages(&self) -> Markup {
        let language = self.speaker.language;
        html! {
            p.languages {
                @for &other in Language::ALL.iter().filter(|other| **other != language && self.questionnaire.speaks(**other)) {
                    a href={ (urls::survey(self.token)) "?" (LANGUAGE) "=" (other) } lang=(other.name()) { (texts(other).language_name()) }
                }
            }
        }
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

/// The question for a reason, with the earlier input, its error, and the id of the request where the log has a line about it.
#[must_use]
pub fn reason_again(
    speaker: Speaker<'_>,
    token: &Token,
    typed: &str,
    mistake: ReasonMistake,
    request_id: Option<&str>,
) -> Markup {
    let text = texts(speaker.language);
    let message = match mistake {
        ReasonMistake::TooLong => text.survey_error_comment(whole(speaker.language, LONGEST_COMMENT as u64)),
        ReasonMistake::NotStored => text.survey_error_not_stored(),
    };
    let rest = html! {
        div.errors role="alert" tabindex="-1" autofocus {
            p { (message) "." }
            @if let Some(id) = request_id { p { (text.error_reference(id)) } }
        }
        (reason_form(speaker, token, &text.survey_reason(), typed))
    };
    spoken(speaker, &text.survey_error_summary(), &rest)
}

/// The page of a link whose scores look machine-made: it leads the respondent to the form.
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
