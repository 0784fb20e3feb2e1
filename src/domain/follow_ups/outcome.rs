//! How a follow-up ends: with an outcome, or dropped for a reason.
//!
//! The rule: an outcome that supposes a call or a letter is none for a customer who wants no contact.

use crate::domain::complaints::complaint::Reference;
use crate::domain::named::named_enum;

named_enum! {
    /// What came of a follow-up.
    pub enum FollowUpOutcome {
        Explained = "explained",
        PutRight = "put_right",
        /// Something new was complained about, and registered as a complaint.
        ComplaintRegistered = "complaint_registered",
        NoContactPossible = "no_contact_possible",
        NothingNeeded = "nothing_needed",
    }
}

impl FollowUpOutcome {
    /// The outcomes to choose from for a customer who does or does not want contact.
    pub fn choices(contact_me: bool) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |outcome| outcome.fits(contact_me))
    }

    /// Whether it can be the outcome for such a customer.
    #[must_use]
    pub fn fits(self, contact_me: bool) -> bool {
        contact_me || !matches!(self, Self::Explained | Self::NoContactPossible)
    }
}

/// How a follow-up ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    Done {
        /// `None` for one that ended before outcomes were kept.
        outcome: Option<FollowUpOutcome>,
        /// The complaint that was registered.
        registered: Option<Reference>,
    },
    /// Nothing was done; the reason is empty once what people wrote was removed.
    Dropped { reason: String },
}

impl Ending {
    /// The ending as the words of an entry in the history: the outcome with the complaint behind it, or the reason.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Done { outcome: None, .. } => String::new(),
            Self::Done { outcome: Some(outcome), registered: None } => outcome.name().to_owned(),
            Self::Done { outcome: Some(outcome), registered: Some(reference) } => {
                format!("{outcome} {}", reference.as_str())
            }
            Self::Dropped { reason } => reason.clone(),
        }
    }

    /// The outcome and the complaint that [`Ending::words`] wrote.
    #[must_use]
    pub fn outcome_in(words: &str) -> Option<(FollowUpOutcome, Option<&str>)> {
        let (outcome, reference) =
            words.split_once(' ').map_or((words, None), |(name, rest)| (name, Some(rest)));
        Some((outcome.parse().ok()?, reference))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_read_as_it_was_written() {
        for reference in [None, Some("K 1 b")] {
            let ending = Ending::Done {
                outcome: Some(FollowUpOutcome::ComplaintRegistered),
                registered: reference.map(|text| text.parse().unwrap()),
            };
            let read =
                Ending::outcome_in(&ending.words()).map(|(outcome, of)| (outcome, of.map(str::to_owned)));
            assert_eq!(read, Some((FollowUpOutcome::ComplaintRegistered, reference.map(str::to_owned))));
        }
        assert_eq!(Ending::outcome_in(&Ending::Done { outcome: None, registered: None }.words()), None);
    }

    #[test]
    fn who_wants_no_contact_was_not_spoken_to() {
        let without: Vec<_> = FollowUpOutcome::choices(false).map(FollowUpOutcome::name).collect();
        assert_eq!(without, ["put_right", "complaint_registered", "nothing_needed"]);
        assert_eq!(FollowUpOutcome::choices(true).count(), FollowUpOutcome::ALL.len());
    }
}
