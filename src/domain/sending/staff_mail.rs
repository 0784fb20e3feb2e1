//! The subjects of mails to staff.
//!
//! Mail about signals, the head of the audit and saved views is by subscription; mail about a norm or a report is part of a policy
//! owner's work, and mail about follow-ups part of a handler's; a sign-in link goes to the owner of the account.

use crate::domain::ids::{FollowUpId, NormId, SavedViewId};

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
    /// A follow-up whose customer wants contact.
    FollowUp(FollowUpId),
    /// The follow-ups of the recipient that are due or overdue on a day.
    FollowUpsDue,
    /// The complaint report of a year, which is not published yet.
    Report(i32),
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
            Self::FollowUp(_) => "follow-up",
            Self::FollowUpsDue => "follow-ups due",
            Self::Report(_) => "report",
            Self::SignInLink => "sign-in link",
        }
    }

    /// The norm that it is about; `None` for other subjects.
    #[must_use]
    pub fn norm(self) -> Option<NormId> {
        match self {
            Self::Proposal(norm) | Self::Verdict(norm) | Self::Evaluation(norm) => Some(norm),
            _ => None,
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

    /// The follow-up that it is about; `None` for other subjects, several follow-ups among them.
    #[must_use]
    pub fn follow_up(self) -> Option<FollowUpId> {
        match self {
            Self::FollowUp(follow_up) => Some(follow_up),
            _ => None,
        }
    }

    /// The year of the report that it is about; `None` for other subjects.
    #[must_use]
    pub fn report(self) -> Option<i32> {
        match self {
            Self::Report(year) => Some(year),
            _ => None,
        }
    }

    /// From the five columns of a mail; `None` if they do not fit together.
    #[must_use]
    pub fn of(
        name: &str,
        norm: Option<NormId>,
        view: Option<SavedViewId>,
        follow_up: Option<FollowUpId>,
        report: Option<i32>,
    ) -> Option<Self> {
        let mut fitting = match (norm, view, follow_up, report) {
            (None, None, None, None) => {
                vec![Self::Signals, Self::AuditHead, Self::FollowUpsDue, Self::SignInLink]
            }
            (Some(norm), None, None, None) => {
                vec![Self::Proposal(norm), Self::Verdict(norm), Self::Evaluation(norm)]
            }
            (None, Some(view), None, None) => vec![Self::View(view)],
            (None, None, Some(follow_up), None) => vec![Self::FollowUp(follow_up)],
            (None, None, None, Some(year)) => vec![Self::Report(year)],
            _ => Vec::new(),
        };
        fitting.retain(|about| about.name() == name);
        fitting.pop()
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
        let follow_up = FollowUpId(uuid::Uuid::from_u128(9));
        let of_others = [About::View(view), About::FollowUp(follow_up), About::Report(2025)];
        let others = [About::Signals, About::AuditHead, About::FollowUpsDue, About::SignInLink];
        for about in of_norms.into_iter().chain(of_others).chain(others) {
            let read = About::of(about.name(), about.norm(), about.view(), about.follow_up(), about.report());
            assert_eq!(read, Some(about));
        }
        for name in ["proposal", "view", "follow-up", "report", ""] {
            assert_eq!(About::of(name, None, None, None, None), None, "{name}");
        }
        assert_eq!(About::of("view", Some(norm), Some(view), None, None), None);
        assert_eq!(About::of("follow-up", None, Some(view), Some(follow_up), None), None);
        assert_eq!(About::of("report", Some(norm), None, None, Some(2025)), None);
        for name in ["signals", "sign-in link", "audit head", "follow-ups due"] {
            assert_eq!(About::of(name, Some(norm), None, None, None), None, "{name}");
            assert_eq!(About::of(name, None, Some(view), None, None), None, "{name}");
            assert_eq!(About::of(name, None, None, Some(follow_up), None), None, "{name}");
            assert_eq!(About::of(name, None, None, None, Some(2025)), None, "{name}");
        }
    }
}
