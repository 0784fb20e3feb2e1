//! The subjects of mails to staff.
//!
//! Mail about signals is by subscription; mail about a norm is part of a policy owner's work.

use crate::domain::ids::NormId;

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Signals that were raised at one moment.
    Signals,
    /// A norm that waits for approval by another person.
    Proposal(NormId),
    /// A verdict on a norm.
    Verdict(NormId),
    /// A norm whose yearly evaluation is due.
    Evaluation(NormId),
}

impl About {
    /// The name of its kind.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Signals => "signals",
            Self::Proposal(_) => "proposal",
            Self::Verdict(_) => "verdict",
            Self::Evaluation(_) => "evaluation",
        }
    }

    /// The norm that it is about; `None` for signals.
    #[must_use]
    pub fn norm(self) -> Option<NormId> {
        match self {
            Self::Signals => None,
            Self::Proposal(norm) | Self::Verdict(norm) | Self::Evaluation(norm) => Some(norm),
        }
    }

    /// From the two columns of a mail; `None` if they do not fit together.
    #[must_use]
    pub fn of(name: &str, norm: Option<NormId>) -> Option<Self> {
        let all = [Self::Proposal, Self::Verdict, Self::Evaluation];
        match norm {
            None => (name == Self::Signals.name()).then_some(Self::Signals),
            Some(norm) => all.into_iter().map(|about| about(norm)).find(|about| about.name() == name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let norm = NormId(uuid::Uuid::from_u128(7));
        for about in [About::Signals, About::Proposal(norm), About::Verdict(norm), About::Evaluation(norm)] {
            assert_eq!(About::of(about.name(), about.norm()), Some(about));
        }
        assert_eq!(About::of("proposal", None), None);
        assert_eq!(About::of("signals", Some(norm)), None);
    }
}
