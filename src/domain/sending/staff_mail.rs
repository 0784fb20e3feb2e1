//! The subjects of mails to staff.
//!
//! Mail about signals, the head of the audit and saved views is by subscription; mail about a norm is part of a policy owner's work; a
//! sign-in link goes to the owner of the account.

use crate::domain::ids::{NormId, SavedViewId};

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Signals that were raised at one moment.
    Signals,
    /// The head of the audit that was published on a day.
    AuditHead,
    /// A norm that waits for approval by another person.
    Proposal(NormId),
    /// A verdict on a norm.
    Verdict(NormId),
    /// A norm whose yearly evaluation is due.
    Evaluation(NormId),
    /// The monthly figures of a saved view.
    View(SavedViewId),
    /// The link by which the recipient chooses a password; its token is derived from the mail's identifier.
    SignInLink,
}

impl About {
    /// The name of its kind.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Signals => "signals",
            Self::AuditHead => "audit head",
            Self::Proposal(_) => "proposal",
            Self::Verdict(_) => "verdict",
            Self::Evaluation(_) => "evaluation",
            Self::View(_) => "view",
            Self::SignInLink => "sign-in link",
        }
    }

    /// The norm that it is about; `None` for other subjects.
    #[must_use]
    pub fn norm(self) -> Option<NormId> {
        match self {
            Self::Signals | Self::AuditHead | Self::View(_) | Self::SignInLink => None,
            Self::Proposal(norm) | Self::Verdict(norm) | Self::Evaluation(norm) => Some(norm),
        }
    }

    /// The saved view that it is about; `None` for other subjects.
    #[must_use]
    pub fn view(self) -> Option<SavedViewId> {
        match self {
            Self::View(view) => Some(view),
            _ => None,
        }
    }

    /// From the three columns of a mail; `None` if they do not fit together.
    #[must_use]
    pub fn of(name: &str, norm: Option<NormId>, view: Option<SavedViewId>) -> Option<Self> {
        let all = [Self::Proposal, Self::Verdict, Self::Evaluation];
        if let Some(view) = view {
            return Some(Self::View(view)).filter(|about| norm.is_none() && about.name() == name);
        }
        match norm {
            None => {
                let others = [Self::Signals, Self::AuditHead, Self::SignInLink];
                others.into_iter().find(|about| about.name() == name)
            }
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
        let of_norms = [About::Proposal(norm), About::Verdict(norm), About::Evaluation(norm)];
        let view = SavedViewId(uuid::Uuid::from_u128(8));
        let others = [About::Signals, About::AuditHead, About::SignInLink, About::View(view)];
        for about in of_norms.into_iter().chain(others) {
            assert_eq!(About::of(about.name(), about.norm(), about.view()), Some(about));
        }
        assert_eq!(About::of("proposal", None, None), None);
        assert_eq!(About::of("view", None, None), None);
        assert_eq!(About::of("view", Some(norm), Some(view)), None);
        assert_eq!(About::of("signals", None, Some(view)), None);
        assert_eq!(About::of("signals", Some(norm), None), None);
        assert_eq!(About::of("sign-in link", Some(norm), None), None);
        assert_eq!(About::of("audit head", Some(norm), None), None);
    }
}
