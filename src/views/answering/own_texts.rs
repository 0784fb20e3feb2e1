//! The page on which an administrator changes the organisation's own texts.
//!
//! The rule: the page holds all texts in all languages, and what was typed stands in it whatever became of it.

pub mod built_in;
mod field;
pub mod history;
pub mod preview;
mod words;

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::answering::own_texts::fault::FieldFault;
use crate::domain::answering::own_texts::form::{BASED_ON, KIFID, YES, field_name};
use crate::domain::answering::own_texts::history::SavedVersion;
use crate::domain::answering::own_texts::key::{TextKey, TextPlace};
use crate::domain::answering::own_texts::merge::Merged;
use crate::domain::answering::own_texts::{BUILT_IN_VERSION, Field, OwnTexts};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::answering::own_texts::words::{fault_words, named, place_words};
use crate::views::kit::format::moment;
use crate::views::kit::page::StaffPage;

/// The page's data and its viewer.
pub struct TextsPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    /// The version in force; `None` for the built-in texts.
    pub in_force: Option<&'a SavedVersion>,
    /// The number of the version on which what is typed is based.
    pub based_on: i64,
    /// What stands in the fields.
    pub texts: &'a OwnTexts,
    pub faults: &'a [FieldFault],
    /// What another person saved meanwhile.
    pub conflict: Option<Conflict<'a>>,
    /// The version that was put into the fields to be looked at.
    pub from: Option<i64>,
    pub is_saved: bool,
}

/// A version that another person saved, and how it was put together with what is typed.
#[derive(Clone, Copy)]
pub struct Conflict<'a> {
    pub merged: &'a Merged,
    pub theirs: &'a OwnTexts,
}

impl TextsPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        self.staff.narrow(
            &text.texts_title(),
            html! {
                h1 { (text.texts_title()) }
                @if self.is_saved { p.done role="status" { (text.texts_saved()) } }
                (self.summary(text))
                (self.outdated(text))
                (self.loaded(text))
                p { (text.texts_intro()) }
                p { (text.texts_always()) }
                p { (self.in_force(text)) " " a href=(urls::TEXTS_HISTORY) { (text.texts_history_title()) } }
                nav aria-label=(text.texts_contents()) {
                    ul { @for place in TextPlace::ALL { li { a href={ "#" (place) } { (place_words(text, *place)) } } } }
                }
                form.boxed method="post" action=(urls::TEXTS) {
                    input type="hidden" name=(BASED_ON) value=(self.based_on);
                    @for place in TextPlace::ALL { (self.place(text, *place)) }
                    // Enter presses the first button, which changes nothing.
                    button.quiet type="submit" formaction=(urls::TEXTS_PREVIEW) { (text.texts_preview_button()) } " "
                    button type="submit" { (text.texts_save_button()) }
                }
            },
        )
    }

    fn summary(&self, text: &Texts) -> Markup {
        html! {
            @if !self.faults.is_empty() {
                div.errors role="alert" tabindex="-1" autofocus {
                    h2 { (text.texts_wrong()) }
                    ul { @for FieldFault { field, fault } in self.faults {
                        li { a href={ "#" (field_name(*field)) } { (named(text, *field)) } ": " (fault_words(text, fault)) }
                    } }
                }
            }
        }
    }

    /// What another person saved meanwhile.
    fn outdated(&self, text: &Texts) -> Markup {
        let Some(Conflict { merged, .. }) = self.conflict else { return html! {} };
        html! {
            div.errors role="alert" tabindex="-1" autofocus {
                h2 { (text.texts_outdated(self.based_on.to_string())) }
                p { (text.texts_outdated_text()) }
                @if !merged.both.is_empty() { p { (text.texts_outdated_both()) } (links(text, &merged.both, false)) }
                @if merged.is_kifid_taken || !merged.taken.is_empty() {
                    p { (text.texts_outdated_taken()) }
                    (links(text, &merged.taken, merged.is_kifid_taken))
                }
            }
        }
    }

    /// That another version than the one in force stands in the fields.
    fn loaded(&self, text: &Texts) -> Markup {
        html! {
            @match self.from {
                Some(BUILT_IN_VERSION) => { p.notice role="status" { (text.texts_from_built_in()) } },
                Some(number) => { p.notice role="status" { (text.texts_from(number.to_string())) } },
                None => {},
            }
        }
    }

    fn in_force(&self, text: &Texts) -> String {
        match self.in_force {
            Some(saved) => {
                let at = moment(self.staff.language, saved.saved_at, self.zone);
                text.texts_in_force(saved.number.to_string(), at, saved.saved_by.as_str())
            }
            None => text.texts_built_in_now(),
        }
    }

    fn place(&self, text: &Texts, place: TextPlace) -> Markup {
        html! {
            section aria-labelledby=(place) {
                h2 id=(place) { (place_words(text, place)) }
                @for key in TextKey::ALL.iter().filter(|key| key.place() == place) { (self.key(text, *key)) }
                @if place == TextPlace::Answer { (self.kifid(text)) }
            }
        }
    }

    fn kifid(&self, text: &Texts) -> Markup {
        html! {
            div.question {
                p.note id="kifid-hint" { (text.texts_kifid_hint()) }
                label.tick {
                    input type="checkbox" id=(KIFID) name=(KIFID) value=(YES) checked[self.texts.mentions_kifid]
                        aria-describedby="kifid-hint";
                    span { (text.texts_kifid()) }
                }
            }
        }
    }
}

/// The way to fields, and to the tick.
fn links(text: &Texts, fields: &[Field], with_kifid: bool) -> Markup {
    html! {
        ul {
            @for field in fields { li { a href={ "#" (field_name(*field)) } { (named(text, *field)) } } }
            @if with_kifid { li { a href={ "#" (KIFID) } { (text.texts_kifid()) } } }
        }
    }
}
