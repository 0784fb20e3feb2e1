//! The page after an answer: the same for every score, with where to turn, and what may still be done.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::questionnaire::Questionnaire;
use crate::domain::score::Score;
use crate::domain::token::Token;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::format::day;
use crate::views::notices::Speaker;
use crate::views::page::spoken;

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
    /// The person tried to change it too late.
    pub is_too_late: bool,
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
        html! {
            form method="post" action=(urls::survey_reason(self.token)) accept-charset="utf-8" {
                input type="hidden" name="lang" value=(self.speaker.language.name());
                div.question {
                    label for="reason" { (self.question(text)) " " span.optional { (text.survey_optional()) } }
                    p.note id="reason-hint" { (text.survey_more_hint()) }
                    textarea name="reason" id="reason" rows="4" dir="auto" autocomplete="off" aria-describedby="reason-hint" {}
                }
                button type="submit" { (text.survey_more_send()) }
            }
        }
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
