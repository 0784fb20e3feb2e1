//! Walks the chain of the audit and says what is wrong with it.
//!
//! The rule: after a fault the walk goes on from the hash that is stored, so that one changed entry is one finding and what
//! follows it is still checked. What no chain can show, a tail that was cut together with its head, is found by heads that
//! were published before or kept elsewhere.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::domain::access::audit_chain::{AuditEntry, ChainHash, ChainHead};

/// An entry at its place in the chain.
#[derive(Clone, Debug)]
pub struct ChainLink {
    pub sequence: i64,
    /// `None` where a column holds what no entry has.
    pub entry: Option<AuditEntry>,
    /// As stored; `None` where no hash is stored.
    pub hash: Option<ChainHash>,
}

/// The head that was published on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishedHead {
    /// In the organisation's time zone.
    pub day: NaiveDate,
    pub head: ChainHead,
    pub published_at: Timestamp,
}

/// Something that is wrong with the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    #[error("{} missing although later ones are there: removed", are(.from, .to))]
    Missing { from: i64, to: i64 },
    #[error("{} not what was written there: changed, moved or put in later", are(.from, .to))]
    Altered { from: i64, to: i64 },
    #[error("{} missing at the end: the tail was cut", are(.from, .to))]
    CutTail { from: i64, to: i64 },
    #[error("the row with the head does not fit entry {sequence}, the last one: one of them was changed")]
    HeadDiffers { sequence: i64 },
    #[error("the row with the head is gone, so nobody can tell where the audit ends")]
    NoHead,
    #[error("outside the chain stand entries that this version did not write: {count}")]
    Outside { count: u64 },
    #[error("words stand beside entries that have none: {count}; something else wrote them")]
    StrayWords { count: u64 },
    #[error(
        "the head of {day}, at entry {sequence}, is not in the chain: what stood up to there was replaced or cut"
    )]
    PublishedHeadIsGone { day: NaiveDate, sequence: i64 },
    #[error(
        "the head {0} is not in the chain: it is of another audit, or what stood up to there was replaced or cut"
    )]
    KeptHeadIsGone(ChainHash),
}

/// "entry 5 is", "entries 5 to 7 are".
fn are(from: &i64, to: &i64) -> String {
    if from == to { format!("entry {from} is") } else { format!("entries {from} to {to} are") }
}

/// What a walk found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// How many entries the chain has.
    pub entries: u64,
    /// The head up to which was walked; `None` where its row is gone.
    pub head: Option<ChainHead>,
    /// Empty if the audit holds.
    pub findings: Vec<Finding>,
}

/// A walk along the chain, entry by entry.
pub struct ChainWalk {
    head: Option<ChainHead>,
    published: BTreeMap<i64, Vec<PublishedHead>>,
    kept: Option<ChainHash>,
    last: ChainHead,
    entries: u64,
    findings: Vec<Finding>,
}

impl ChainWalk {
    /// Begins before the first entry. `kept` is a head that was kept elsewhere.
    #[must_use]
    pub fn new(head: Option<ChainHead>, published: Vec<PublishedHead>, kept: Option<ChainHash>) -> Self {
        let mut by_place: BTreeMap<i64, Vec<PublishedHead>> = BTreeMap::new();
        for head in published {
            by_place.entry(head.head.sequence).or_default().push(head);
        }
        Self {
            head,
            published: by_place,
            kept,
            last: ChainHead { sequence: 0, hash: ChainHash::START },
            entries: 0,
            findings: Vec::new(),
        }
    }

    /// Takes the next entry, in the order of their places.
    pub fn take(&mut self, link: &ChainLink) {
        let due = self.last.sequence.saturating_add(1);
        let computed = link.entry.as_ref().map(|entry| entry.hash(link.sequence, self.last.hash));
        if link.sequence > due {
            // What stood before it is gone, so nothing can be computed for this one; the next one is checked again.
            self.findings.push(Finding::Missing { from: due, to: link.sequence.saturating_sub(1) });
        } else if link.sequence < due || computed.is_none() || link.hash != computed {
            self.note_altered(link.sequence);
        }
        let hash = link.hash.or(computed).unwrap_or(self.last.hash);
        self.last = ChainHead { sequence: link.sequence, hash };
        self.entries += 1;
        self.kept = self.kept.filter(|kept| *kept != hash);
        for published in self.published.remove(&link.sequence).unwrap_or_default() {
            if published.head.hash != hash {
                self.note_gone(&published);
            }
        }
    }

    /// Neighbours that were altered are one finding.
    fn note_altered(&mut self, sequence: i64) {
        match self.findings.last_mut() {
            Some(Finding::Altered { to, .. }) if to.saturating_add(1) == sequence => *to = sequence,
            _ => self.findings.push(Finding::Altered { from: sequence, to: sequence }),
        }
    }

    fn note_gone(&mut self, published: &PublishedHead) {
        let sequence = published.head.sequence;
        self.findings.push(Finding::PublishedHeadIsGone { day: published.day, sequence });
    }

    /// Ends the walk; `outside` is how many entries have no place up to the head, `stray_words` how many words stand beside
    /// entries that have none.
    #[must_use]
    pub fn end(mut self, outside: u64, stray_words: u64) -> Verification {
        match self.head {
            None => self.findings.push(Finding::NoHead),
            Some(head) if self.last.sequence < head.sequence => {
                let from = self.last.sequence.saturating_add(1);
                self.findings.push(Finding::CutTail { from, to: head.sequence });
            }
            Some(head) if self.last.hash != head.hash => {
                self.findings.push(Finding::HeadDiffers { sequence: head.sequence });
            }
            Some(_) => {}
        }
        for published in std::mem::take(&mut self.published).into_values().flatten() {
            if published.head != (ChainHead { sequence: 0, hash: ChainHash::START }) {
                self.note_gone(&published);
            }
        }
        self.findings.extend((outside > 0).then_some(Finding::Outside { count: outside }));
        self.findings.extend((stray_words > 0).then_some(Finding::StrayWords { count: stray_words }));
        // The head of an empty chain is in an empty chain alone: it proves nothing of any other.
        let kept = self.kept.filter(|kept| self.entries > 0 || *kept != ChainHash::START);
        self.findings.extend(kept.map(Finding::KeptHeadIsGone));
        Verification { entries: self.entries, head: self.head, findings: self.findings }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    /// A sound chain of this many entries.
    fn chain(length: i64) -> Vec<ChainLink> {
        let mut previous = ChainHash::START;
        let link = |sequence| {
            let entry = AuditEntry {
                id: Uuid::from_u128(sequence as u128),
                at: Timestamp::from_timestamp_micros(sequence).unwrap(),
                actor: "operator".to_owned(),
                action: "keys add".to_owned(),
                subject: format!("key {sequence}"),
            };
            previous = entry.hash(sequence, previous);
            ChainLink { sequence, entry: Some(entry), hash: Some(previous) }
        };
        (1..=length).map(link).collect()
    }

    fn head_of(links: &[ChainLink]) -> ChainHead {
        let last = links.last().unwrap();
        ChainHead { sequence: last.sequence, hash: last.hash.unwrap() }
    }

    fn published(links: &[ChainLink]) -> PublishedHead {
        let day = "2026-03-20".parse().unwrap();
        PublishedHead { day, head: head_of(links), published_at: Timestamp::UNIX_EPOCH }
    }

    fn found(links: &[ChainLink], head: ChainHead) -> Vec<Finding> {
        walked(links, Some(head), Vec::new(), None).findings
    }

    fn walked(
        links: &[ChainLink],
        head: Option<ChainHead>,
        published: Vec<PublishedHead>,
        kept: Option<ChainHash>,
    ) -> Verification {
        let mut walk = ChainWalk::new(head, published, kept);
        links.iter().for_each(|link| walk.take(link));
        walk.end(0, 0)
    }

    #[test]
    fn a_sound_chain_holds_and_every_one_of_its_heads_does() {
        let links = chain(5);
        for length in 1..=5 {
            let earlier = published(&links[..length]);
            let held = walked(&links, Some(head_of(&links)), vec![earlier], Some(earlier.head.hash));
            assert_eq!((held.entries, held.findings), (5, Vec::new()));
        }
        let empty = ChainHead { sequence: 0, hash: ChainHash::START };
        assert_eq!(walked(&[], Some(empty), Vec::new(), Some(ChainHash::START)).findings, []);
        let kept = walked(&links, Some(head_of(&links)), Vec::new(), Some(ChainHash::START));
        assert_eq!(kept.findings, [Finding::KeptHeadIsGone(ChainHash::START)]);
    }

    #[test]
    fn a_change_a_removal_a_swap_and_a_cut_are_each_found_where_they_are() {
        let links = chain(6);
        let head = head_of(&links);
        let mut changed = links.clone();
        changed[2].entry.as_mut().unwrap().subject = "key 30".to_owned();
        assert_eq!(found(&changed, head), [Finding::Altered { from: 3, to: 3 }]);
        // With a hash that fits, it is the next entry that does not follow.
        changed[2].hash = changed[2].entry.as_ref().map(|entry| entry.hash(3, links[1].hash.unwrap()));
        assert_eq!(found(&changed, head), [Finding::Altered { from: 4, to: 4 }]);
        let mut bare = links.clone();
        bare[2].hash = None;
        assert_eq!(found(&bare, head), [Finding::Altered { from: 3, to: 3 }]);
        let mut unreadable = links.clone();
        unreadable[2].entry = None;
        assert_eq!(found(&unreadable, head), [Finding::Altered { from: 3, to: 3 }]);
        unreadable[2].hash = None;
        assert_eq!(
            found(&unreadable, head),
            [Finding::Altered { from: 3, to: 4 }],
            "nothing tells what came before 4"
        );
        let removed: Vec<_> = links.iter().filter(|link| link.sequence != 3).cloned().collect();
        assert_eq!(found(&removed, head), [Finding::Missing { from: 3, to: 3 }]);
        let mut swapped = links.clone();
        (swapped[2].entry, swapped[3].entry) = (links[3].entry.clone(), links[2].entry.clone());
        assert_eq!(found(&swapped, head), [Finding::Altered { from: 3, to: 4 }]);
        assert_eq!(found(&links[..4], head), [Finding::CutTail { from: 5, to: 6 }]);
        let set_back = head_of(&links[..4]);
        assert_eq!(found(&links[..4], set_back), [], "the chain alone cannot tell");
        let known = walked(&links[..4], Some(set_back), vec![published(&links)], Some(head.hash)).findings;
        let gone = Finding::PublishedHeadIsGone { day: published(&links).day, sequence: 6 };
        assert_eq!(known, [gone, Finding::KeptHeadIsGone(head.hash)]);
        let other = ChainHead { hash: ChainHash([7; 32]), ..head };
        assert_eq!(found(&links, other), [Finding::HeadDiffers { sequence: 6 }]);
        assert_eq!(walked(&links, None, Vec::new(), None).findings, [Finding::NoHead]);
        let mut doubled = links.clone();
        doubled.insert(3, links[2].clone());
        assert_eq!(found(&doubled, head), [Finding::Altered { from: 3, to: 3 }]);
    }

    #[test]
    fn an_entry_that_was_taken_out_with_all_behind_it_renumbered_is_found() {
        let mut links = chain(5);
        let head = head_of(&links);
        links.remove(1);
        for (sequence, link) in (1..).zip(&mut links) {
            link.sequence = sequence;
        }
        let expected = [Finding::Altered { from: 2, to: 4 }, Finding::CutTail { from: 5, to: 5 }];
        assert_eq!(found(&links, head), expected);
    }

    #[test]
    fn a_finding_is_a_sentence() {
        assert_eq!(
            Finding::Missing { from: 3, to: 3 }.to_string(),
            "entry 3 is missing although later ones are there: removed"
        );
        assert_eq!(
            Finding::CutTail { from: 5, to: 6 }.to_string(),
            "entries 5 to 6 are missing at the end: the tail was cut"
        );
    }
}
