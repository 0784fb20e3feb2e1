//! Words that set detractors apart.
//!
//! The rule: a word is a link to what people wrote with it, since a word alone says little.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::dashboard::{DashboardQuery, in_full};
use crate::domain::insight::query::verbatims::ScoreGroup;
use crate::domain::insight::theme::apart::{WordApart, WordsApart};
use crate::domain::insight::visible::Visible;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::insight::mistakes::Mistakes;
use crate::views::insight::themes::with_query;
use crate::views::kit::format::{day, decimal, whole};
use crate::views::kit::page::StaffPage;

/// The page's data and its viewer.
pub struct WordsApartPage<'a> {
    pub staff: StaffPage<'a>,
    pub view: &'a DashboardQuery,
    pub mistakes: &'a [FieldError],
    pub today: NaiveDate,
    pub words: &'a Visible<WordsApart>,
    /// The fewest respondents by whom a word is shown.
    pub fewest: u64,
}

impl WordsApartPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let language = self.staff.language;
        let range = self.view.whole.range;
        let refused = Mistakes {
            refused: self.mistakes,
            view: self.view,
            today: self.today,
            has_field: |_| false,
            own_advice: |_, _, _| None,
        };
        self.staff.wide(
            &text.themes_words_title(),
            html! {
                p { a href=(with_query(urls::THEMES, &self.view.address())) { (text.themes_title()) } }
                h1 { (text.themes_words_title()) }
                (refused.summary(text))
                p { (text.themes_words_intro(self.fewest.to_string())) }
                p.note { (text.themes_range(day(language, range.from()), day(language, range.to()))) " " (text.verbatims_intro()) }
                @match self.words {
                    Visible::TooSmall => p { strong { (text.verbatims_hidden()) } },
                    Visible::Nothing => p { (text.themes_words_nothing()) },
                    Visible::Shown(found) => (self.found(found, text)),
                }
            },
        )
    }

    fn found(&self, found: &WordsApart, text: &Texts) -> Markup {
        let read = whole(self.staff.language, found.read);
        html! {
            p.note { @if found.is_cut { (text.themes_words_cut(read)) } @else { (text.themes_words_read(read)) } }
            @if found.words.is_empty() { p { (text.themes_words_none()) } } @else {
                div.scroll tabindex="0" role="group" aria-label=(text.themes_words_title()) {
                    table.narrow.stacked {
                        thead { tr {
                            th scope="col" { (text.themes_words_word()) }
                            th.number scope="col" { (text.themes_words_respondents()) }
                            th.number scope="col" { (text.themes_words_z()) }
                        } }
                        tbody { @for word in &found.words { (self.word(word)) } }
                    }
                }
                p.note { (text.themes_words_note()) }
            }
        }
    }

    fn word(&self, word: &WordApart) -> Markup {
        let mut query = form_urlencoded::Serializer::new(in_full(&self.view.address()));
        query.append_pair("q", &word.word).append_pair("scores", ScoreGroup::Detractors.name());
        html! {
            tr {
                th scope="row" { a href=(with_query(urls::VERBATIMS, &query.finish())) { (word.word) } }
                td.number { (whole(self.staff.language, word.respondents)) }
                td.number { (decimal(self.staff.language, word.z)) }
            }
        }
    }
}
