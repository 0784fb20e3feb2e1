//! Causes of complaints: the names that they have and had, and for which cause a name counts now.
//!
//! The rule: a complaint keeps the names that it was told with. An act on a cause changes what a name counts for, never what
//! was told, so no complaint is lost or counted twice by it. A name that no act was about is a cause of its own. A name counts
//! for one cause at a time; that it was given up and came back is remembered.

mod acts;
mod earlier;
pub mod months;
pub mod names_csv;
pub mod overview;
pub mod pareto;
pub mod query;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Timestamp;
use crate::domain::ids::CauseId;
use crate::domain::input::fields::LONGEST_TEXT;

/// The longest name of a cause, in characters.
pub const LONGEST_NAME: usize = LONGEST_TEXT;
/// What complaints write between causes in a file, so that no name that is typed may have it.
const BETWEEN_CAUSES: char = '|';

/// A cause that an act was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    pub id: CauseId,
    /// Its present name; of a merged one, its name when it was merged.
    pub name: String,
    /// Since when it is not offered any more; it still counts.
    pub retired_at: Option<Timestamp>,
    /// The cause for which it counts since it was merged.
    pub merged_into: Option<CauseId>,
    /// When it was merged.
    pub merged_at: Option<Timestamp>,
    pub made_at: Timestamp,
    pub made_by: String,
}

/// A period in which a cause had a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CauseName {
    pub name: String,
    /// The cause that got the name. Where that one was merged, the name counts for the cause behind it.
    pub cause: CauseId,
    pub since: Timestamp,
    /// When another name took its place; `None` for the present one.
    pub until: Option<Timestamp>,
}

/// Why an act on a cause was not performed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CauseRefusal {
    #[error("no complaint and no cause has this name; `naklank causes list` prints the names")]
    Unknown,
    #[error("a name must have 1 to 200 characters, without a line break and without |")]
    Name,
    #[error("another cause has this name; merge the two instead")]
    Taken,
    #[error("a cause cannot be merged into itself; choose another one")]
    Itself,
    #[error("the cause was renamed or merged meanwhile; look at it again")]
    Changed,
}

/// A name as it was typed, without blanks around it.
///
/// # Errors
/// [`CauseRefusal::Name`].
pub fn parse_name(text: &str) -> Result<String, CauseRefusal> {
    let name = text.trim();
    let is_sound = (1..=LONGEST_NAME).contains(&name.chars().count())
        && !name.chars().any(|character| character.is_control() || character == BETWEEN_CAUSES);
    if is_sound { Ok(name.to_owned()) } else { Err(CauseRefusal::Name) }
}

/// All causes that acts were about, with their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CauseBook {
    causes: BTreeMap<CauseId, Cause>,
    /// The periods of each name, the oldest first; the last one says for which cause it counts.
    names: BTreeMap<String, Vec<CauseName>>,
}

impl CauseBook {
    #[must_use]
    pub fn new(causes: Vec<Cause>, names: Vec<CauseName>) -> Self {
        let mut by_name = BTreeMap::<_, Vec<CauseName>>::new();
        for name in names {
            by_name.entry(name.name.clone()).or_default().push(name);
        }
        for periods in by_name.values_mut() {
            periods.sort_by_key(|period| period.since);
        }
        Self { causes: causes.into_iter().map(|cause| (cause.id, cause)).collect(), names: by_name }
    }

    /// The cause for which a name counts; `None` if no act was about it.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Cause> {
        self.by_id(self.names.get(name)?.last()?.cause)
    }

    /// The cause with an identifier, or the one for which it counts since it was merged.
    #[must_use]
    pub fn by_id(&self, id: CauseId) -> Option<&Cause> {
        let mut cause = self.causes.get(&id)?;
        // No merge leads in a circle; the bound holds if a row says otherwise.
        for _ in 0..self.causes.len() {
            match cause.merged_into.and_then(|into| self.causes.get(&into)) {
                Some(into) => cause = into,
                None => break,
            }
        }
        Some(cause)
    }

    /// The present name of the cause for which a name counts.
    #[must_use]
    pub fn canonical<'a>(&'a self, name: &'a str) -> &'a str {
        self.find(name).map_or(name, |cause| cause.name.as_str())
    }

    /// The present names of the causes of a complaint, each once, in the order in which they were told.
    #[must_use]
    pub fn canonical_of<'a>(&'a self, told: &'a [String]) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for name in told.iter().map(|name| self.canonical(name)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Whether a name counts for a cause that is not offered any more.
    #[must_use]
    pub fn is_retired(&self, name: &str) -> bool {
        self.find(name).is_some_and(|cause| cause.retired_at.is_some())
    }

    /// The causes that count for themselves, in no particular order.
    pub fn present(&self) -> impl Iterator<Item = &Cause> {
        self.causes.values().filter(|cause| cause.merged_into.is_none())
    }

    /// The names for lists to choose from: neither retired nor merged, sorted.
    #[must_use]
    pub fn offered(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.not_retired().collect();
        names.sort_unstable();
        names
    }

    fn not_retired(&self) -> impl Iterator<Item = &str> {
        self.present().filter(|cause| cause.retired_at.is_none()).map(|cause| cause.name.as_str())
    }

    /// The same with names that complaints told.
    #[must_use]
    pub fn offered_with<'a>(&'a self, told: &'a BTreeSet<String>) -> BTreeSet<&'a str> {
        let told = told.iter().map(String::as_str).filter(|name| !self.is_retired(name));
        self.not_retired().chain(told.map(|name| self.canonical(name))).collect()
    }

    /// The periods of the names that a cause has or had, and of those of the causes that were merged into it, oldest first.
    #[must_use]
    pub fn history(&self, id: CauseId) -> Vec<&CauseName> {
        let counts_for = |name: &&CauseName| self.by_id(name.cause).is_some_and(|cause| cause.id == id);
        let mut names: Vec<&CauseName> = self.names.values().flatten().filter(counts_for).collect();
        names.sort_by_key(|name| (name.since, name.until.is_none(), name.until));
        names
    }

    /// The causes that were merged into one, also by way of others.
    #[must_use]
    pub fn merged(&self, id: CauseId) -> Vec<&Cause> {
        let counts_for = |cause: &&Cause| {
            cause.merged_into.is_some() && self.by_id(cause.id).is_some_and(|present| present.id == id)
        };
        self.causes.values().filter(counts_for).collect()
    }
}
