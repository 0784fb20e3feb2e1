//! The history of a follow-up: notes of staff, and what became of it.
//!
//! The rule: entries are only ever added. The first taking up and the present end are facts of the follow-up itself; they
//! get an entry when others follow them.

use crate::domain::Timestamp;
use crate::domain::follow_ups::follow_up::FollowUp;
use crate::domain::follow_ups::outcome::Ending;
use crate::domain::named::named_enum;

/// Who an entry is by that the program itself wrote.
pub const BY_PROGRAM: &str = "naklank";

named_enum! {
    /// What an entry is about; it says what the entry's words are.
    pub enum EntryKind {
        /// What a person wrote.
        Note = "note",
        TakenUp = "taken_up",
        /// The address of the colleague.
        Assigned = "assigned",
        GivenBack = "given_back",
        /// The team.
        HandedOver = "handed_over",
        /// The outcome, as [`Ending::words`] writes it.
        Done = "done",
        /// The reason.
        Dropped = "dropped",
        Reopened = "reopened",
        /// The address of who held it and may not handle it any more.
        Released = "released",
    }
}

/// An entry in the history of a follow-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub at: Timestamp,
    pub by: String,
    pub kind: EntryKind,
    pub words: String,
}

impl Entry {
    /// The end of a follow-up as an entry; `None` while it has not ended.
    #[must_use]
    pub fn of_end(follow_up: &FollowUp) -> Option<Self> {
        let done = follow_up.done.as_ref()?;
        let kind = match done.ending {
            Ending::Done { .. } => EntryKind::Done,
            Ending::Dropped { .. } => EntryKind::Dropped,
        };
        Some(Self { at: done.at, by: done.by.clone(), kind, words: done.ending.words() })
    }
}

/// All that happened with a follow-up, oldest first: its entries, the first taking up and the present end.
#[must_use]
pub fn history(follow_up: &FollowUp, entries: &[Entry]) -> Vec<Entry> {
    let taken_up = follow_up.taken_up_at.zip(follow_up.taken_up_by.clone());
    let taken_up = taken_up.map(|(at, by)| Entry { at, by, kind: EntryKind::TakenUp, words: String::new() });
    let mut all: Vec<Entry> =
        taken_up.into_iter().chain(entries.iter().cloned()).chain(Entry::of_end(follow_up)).collect();
    all.sort_by_key(|entry| entry.at);
    all
}
