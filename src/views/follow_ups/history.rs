//! The history of a follow-up: what became of it, and what staff wrote.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::follow_ups::entry::{Entry, EntryKind};
use crate::domain::follow_ups::outcome::Ending;
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::views::follow_ups::words;
use crate::views::kit::format::moment;

/// The entries as a list, oldest first.
pub(super) fn history(language: Language, zone: Tz, entries: &[Entry]) -> Markup {
    let text = texts(language);
    html! {
        @if entries.is_empty() { p { (text.follow_up_no_history()) } } @else {
            ol { @for entry in entries {
                li {
                    p.note { (text.follow_up_entry(moment(language, entry.at, zone), &entry.by)) }
                    p { (what(text, entry)) }
                    @if entry.kind == EntryKind::Note { blockquote dir="auto" { (entry.words) } }
                }
            } }
        }
    }
}

/// What an entry says happened.
fn what(text: &Texts, entry: &Entry) -> String {
    match entry.kind {
        EntryKind::Note => text.follow_up_entry_note(),
        EntryKind::TakenUp => text.follow_up_entry_taken_up(),
        EntryKind::Assigned => text.follow_up_entry_assigned(&entry.words),
        EntryKind::GivenBack => text.follow_up_entry_given_back(),
        EntryKind::HandedOver => text.follow_up_entry_handed_over(&entry.words),
        EntryKind::Done => match Ending::outcome_in(&entry.words) {
            Some((outcome, registered)) => {
                text.follow_up_entry_done_with(words::outcome_with(text, outcome, registered))
            }
            None => text.follow_up_entry_done(),
        },
        EntryKind::Dropped if entry.words.is_empty() => text.follow_up_entry_dropped(),
        EntryKind::Dropped => text.follow_up_entry_dropped_with(&entry.words),
        EntryKind::Reopened => text.follow_up_entry_reopened(),
        EntryKind::Released => text.follow_up_entry_released(&entry.words),
    }
}
