//! The checklist of a review: sub-topics, each with points up to the same maximum.
//!
//! The rule: a version is used for what was reviewed with it and never changes; a changed checklist is another version.

use std::collections::BTreeMap;

use crate::domain::people::language::Language;

/// A version of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    /// The name of the version: small letters, digits and hyphens.
    pub version: String,
    /// The most points for each sub-topic.
    pub maximum: u32,
    pub topics: Vec<Topic>,
}

/// A sub-topic, such as empathy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// As in the API: small letters, digits and underscores.
    pub id: String,
    /// What the reviewer reads, by language.
    pub wordings: BTreeMap<Language, Wording>,
}

/// A sub-topic in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    pub name: String,
    /// What to look at; may be empty.
    pub hint: String,
}

impl Checklist {
    /// The sub-topic with this identifier.
    #[must_use]
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }

    /// The name of a sub-topic; its identifier where a later version no longer has it.
    #[must_use]
    pub fn name_of<'a>(&'a self, id: &'a str, language: Language) -> &'a str {
        let wording = self.topic(id).and_then(|topic| topic.wordings.get(&language));
        wording.map_or(id, |wording| &wording.name)
    }
}
