//! Whether and when to ask about a closure.
//!
//! The rule: the result is either a due moment or one reason, the first that applies in the order of
//! [`WithheldReason`].

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::asking::invitation::WithheldReason;
use crate::domain::asking::sending_window::SendingWindow;
use crate::domain::complaints::complaint::{Complainant, Complaint, SurveyWish};
use crate::domain::people::email_address::EmailAddress;

/// The organisation's rules for asking.
#[derive(Clone, Debug)]
pub struct PlanningRules {
    /// From closure to the due moment.
    pub delay: TimeDelta,
    /// When mail may be sent.
    pub window: SendingWindow,
    /// The organisation's time zone.
    pub zone: Tz,
    /// A closure reported more than this after it happened is not asked about.
    pub ask_within: TimeDelta,
    /// The complainants who are asked.
    pub audience: Vec<Complainant>,
    /// No second mail to an address within this time, except about the same complaint.
    pub cool_down: TimeDelta,
    /// The share (0..1) of closures that is drawn at random and not asked about.
    pub holdout: f64,
}

impl PlanningRules {
    /// Whether an address last mailed at `last_mailed_at` about another complaint may not be mailed yet at `at`.
    #[must_use]
    pub fn is_cooling_down(&self, last_mailed_at: Option<Timestamp>, at: Timestamp) -> bool {
        last_mailed_at.is_some_and(|last| at < last + self.cool_down)
    }
}

/// The decision on a closure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    Ask { address: EmailAddress, due_at: Timestamp },
    Withhold(WithheldReason),
}

/// One closure of a complaint.
#[derive(Clone, Copy, Debug)]
pub struct Closure {
    pub closed_at: Timestamp,
    /// When it was first reported to Naklank.
    pub reported_at: Timestamp,
}

/// What is known of an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AddressHistory {
    /// It is on the suppression list.
    pub is_suppressed: bool,
    /// When it was last mailed about another complaint; a mail in flight counts.
    pub last_mailed_at: Option<Timestamp>,
}

/// The address that a complaint would be mailed to; `None` if it has none or an invalid one.
#[must_use]
pub fn mailable_address(complaint: &Complaint) -> Option<EmailAddress> {
    complaint.contact.email.as_deref().and_then(|email| email.trim().parse().ok())
}

/// Decides whether and when to ask about a closure; `history` is what is known of its address, and `is_holdout` was
/// drawn when it closed.
#[must_use]
pub fn plan(
    complaint: &Complaint,
    closure: Closure,
    rules: &PlanningRules,
    history: AddressHistory,
    is_holdout: bool,
) -> Plan {
    if matches!(complaint.survey, SurveyWish::DoNotAsk { .. }) {
        return Plan::Withhold(WithheldReason::OptedOut);
    }
    if !rules.audience.contains(&complaint.complainant) {
        return Plan::Withhold(WithheldReason::NotInAudience);
    }
    if complaint.contact.email.is_none() {
        return Plan::Withhold(WithheldReason::NoAddress);
    }
    let Some(address) = mailable_address(complaint) else {
        return Plan::Withhold(WithheldReason::InvalidAddress);
    };
    if closure.reported_at - closure.closed_at > rules.ask_within {
        return Plan::Withhold(WithheldReason::TooLate);
    }
    if history.is_suppressed {
        return Plan::Withhold(WithheldReason::Suppressed);
    }
    let earliest = (closure.closed_at + rules.delay).max(closure.reported_at);
    let due_at = rules.window.next_open(earliest, rules.zone);
    if rules.is_cooling_down(history.last_mailed_at, due_at) {
        return Plan::Withhold(WithheldReason::CoolDown);
    }
    if is_holdout {
        return Plan::Withhold(WithheldReason::Holdout);
    }
    Plan::Ask { address, due_at }
}
