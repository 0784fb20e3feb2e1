//! The versions of the organisation's texts: who changed what, and the way back.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::answering::own_texts::history::SavedVersion;
use crate::domain::answering::own_texts::merge::differences;
use crate::domain::answering::own_texts::{BUILT_IN_VERSION, Field, OwnTexts};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::answering::own_texts::words::named;
use crate::views::kit::format::moment;
use crate::views::kit::page::StaffPage;
use crate::views::kit::plain_text::paragraphs;

/// The page's data and its viewer.
pub struct TextsHistoryPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    /// Newest first.
    pub versions: &'a [SavedVersion],
    /// The number up to which older versions are listed on the next page.
    pub older: Option<i64>,
}

impl TextsHistoryPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        self.staff.narrow(
            &text.texts_history_title(),
            html! {
                h1 { (text.texts_history_title()) }
                p { a href=(urls::TEXTS) { (text.texts_history_back()) } }
                @if self.versions.is_empty() { p { (text.texts_history_none()) } } @else {
                    p { (text.texts_history_intro()) }
                    @for version in self.versions { (self.version(version, text)) }
                    @match self.older {
                        Some(older) => { p { a href={ (urls::TEXTS_HISTORY) "?up_to=" (older) } { (text.texts_history_older()) } } },
                        None => { p { a href=(from(BUILT_IN_VERSION)) { (text.texts_history_restore_built_in()) } } },
                    }
                }
            },
        )
    }

    fn version(&self, version: &SavedVersion, text: &Texts) -> Markup {
        let SavedVersion { number, saved_at, saved_by, texts, before } = version;
        let at = moment(self.staff.language, *saved_at, self.zone);
        html! {
            section aria-labelledby={ "version-" (number) } {
                h2 id={ "version-" (number) } { (text.texts_history_version(number.to_string())) }
                p { (text.texts_history_saved(at, saved_by.as_str())) }
                @if texts.mentions_kifid != before.mentions_kifid {
                    p { @if texts.mentions_kifid { (text.texts_history_kifid_on()) } @else { (text.texts_history_kifid_off()) } }
                }
                (changes(text, *number, before, texts))
                p { a href=(from(*number)) { (text.texts_history_restore(number.to_string())) } }
            }
        }
    }
}

/// The address of the form with a version in its fields.
fn from(number: i64) -> String {
    format!("{}?from={number}", urls::TEXTS)
}

fn changes(text: &Texts, number: i64, before: &OwnTexts, after: &OwnTexts) -> Markup {
    let changed = differences(before, after);
    html! {
        @if !changed.is_empty() {
            div.scroll tabindex="0" role="group" aria-labelledby={ "version-" (number) } {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.texts_history_text()) }
                        th scope="col" { (text.texts_history_was()) }
                        th scope="col" { (text.texts_history_became()) }
                    } }
                    tbody { @for field in changed { tr {
                        th scope="row" { (named(text, field)) }
                        (cell(text, field, before))
                        (cell(text, field, after))
                    } } }
                }
            }
        }
    }
}

fn cell(text: &Texts, field: Field, side: &OwnTexts) -> Markup {
    html! {
        @match side.get(field) {
            Some(words) => { td lang=(field.1.name()) { (paragraphs(words)) } },
            None => { td { (text.texts_history_standard()) } },
        }
    }
}
