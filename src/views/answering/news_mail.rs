//! The one mail about an improvement on the same subject as an answer, for a respondent who asked for it: subject, text and HTML.
//!
//! The rule: it tells what began, not that the answer led to it, and asks for nothing. Subject and preheader, which others see in a shared mailbox, never reveal
//! the topic.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::answering::news::Sentence;
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::views::asking::mail_frame::{MailFoot, MailFrame, link_colours};
use crate::views::kit::format::day;

/// The data of the mail.
pub struct NewsMail<'a> {
    pub language: Language,
    pub organisation: &'a str,
    /// How to reach the organisation.
    pub contact: &'a str,
    pub name: Option<&'a str>,
    /// The organisation's colour on a light and on a dark background; `None` for the built-in one.
    pub accent: Option<(&'a str, &'a str)>,
    pub answered_on: NaiveDate,
    /// What the organisation says of the improvement.
    pub sentence: &'a Sentence,
    /// The absolute URL of the page after the answer.
    pub page_url: &'a str,
    /// An absolute URL.
    pub unsubscribe_url: &'a str,
    /// The absolute URL of the privacy notice.
    pub privacy_url: &'a str,
}

impl NewsMail<'_> {
    #[must_use]
    pub fn subject(&self) -> String {
        self.texts().news_mail_subject()
    }

    #[must_use]
    pub fn text(&self) -> String {
        let Self { organisation, page_url, unsubscribe_url, privacy_url, .. } = self;
        let text = self.texts();
        let (greeting, opening, sentence) = (self.greeting(), self.opening(), &self.sentence.words);
        let (page, once, regards) = (text.news_mail_page(), text.news_mail_once(), text.mail_regards());
        let (contact, privacy) = (text.contact_line(self.contact), text.survey_privacy_link());
        let (unsubscribe, unsubscribe_link) = (text.mail_unsubscribe(), text.mail_unsubscribe_link());
        format!(
            "{greeting}\n\n{opening}\n\n{sentence}\n\n{page}:\n{page_url}\n\n{once}\n\n{regards}\n{organisation}\n\n\
             {contact}\n\n{privacy}:\n{privacy_url}\n\n{unsubscribe} {unsubscribe_link}:\n{unsubscribe_url}\n"
        )
    }

    #[must_use]
    pub fn html(&self) -> Markup {
        let text = self.texts();
        let foot = MailFoot {
            contact: &text.contact_line(self.contact),
            privacy: (&text.survey_privacy_link(), self.privacy_url),
            unsubscribe: &text.mail_unsubscribe(),
            unsubscribe_link: (&text.mail_unsubscribe_link(), self.unsubscribe_url),
        }
        .render();
        MailFrame {
            language: self.language,
            organisation: self.organisation,
            accent: self.accent,
            subject: &self.subject(),
            preheader: &text.news_mail_preheader(),
            letter: self.letter(),
            foot,
        }
        .document()
    }

    fn letter(&self) -> Markup {
        let text = self.texts();
        let (colour, _) = link_colours(self.accent);
        html! {
            p { (self.greeting()) }
            p { (self.opening()) }
            p lang=(self.sentence.language.name()) dir="auto" style="font-weight:bold" { (self.sentence.words) }
            p { a class="link" href=(self.page_url) style={ "color:" (colour) } { (text.news_mail_page()) } }
            p { (text.news_mail_once()) }
            p { (text.mail_regards()) br; (self.organisation) }
        }
    }

    fn greeting(&self) -> String {
        match self.name {
            Some(name) => self.texts().mail_dear(name),
            None => self.texts().mail_dear_unnamed(),
        }
    }

    fn opening(&self) -> String {
        self.texts().news_mail_opening(day(self.language, self.answered_on))
    }

    fn texts(&self) -> &'static Texts {
        texts(self.language)
    }
}
