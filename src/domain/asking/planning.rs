//! Whether the person behind a closure is asked, and when.
//!
//! The rule: the answer is either a due moment or one reason, the first that applies in the contract's order.

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
    /// From closure to due.
    pub delay: TimeDelta,
    /// When mail may go out.
    pub window: SendingWindow,
    /// The organisation's time zone.
    pub zone: Tz,
    /// A closure first reported later than this after it happened is not asked about.
    pub ask_within: TimeDelta,
    /// Who is asked.
    pub audience: Vec<Complainant>,
    /// No second mail to one address within this time, except about the same complaint.
    pub cool_down: TimeDelta,
    /// The share (0..1) of closures that is drawn and not asked.
    pub holdout: f64,
}

impl PlanningRules {
    /// Whether an address that was last mailed then, about another complaint, may not be mailed yet at a moment.
    #[must_use]
    pub fn is_cooling_down(&self, last_mailed_at: Option<Timestamp>, at: Timestamp) -> bool {
        last_mailed_at.is_some_and(|last| at < last + self.cool_down)
    }
}

/// What becomes of a closure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    Ask { address: EmailAddress, due_at: Timestamp },
    Withhold(WithheldReason),
}

/// One closure of a complaint.
#[derive(Clone, Copy, Debug)]
pub struct Closure {
    pub closed_at: Timestamp,
    /// When we first heard of it.
    pub reported_at: Timestamp,
}

/// What is known of an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AddressHistory {
    /// It is on the list that is never mailed.
    pub is_suppressed: bool,
    /// The last mail to it about another complaint, sent or under way.
    pub last_mailed_at: Option<Timestamp>,
}

/// The address that a complaint would be mailed to, if it has one that can be mailed.
#[must_use]
pub fn mailable_address(complaint: &Complaint) -> Option<EmailAddress> {
    complaint.contact.email.as_deref().and_then(|email| email.trim().parse().ok())
}

/// Decides about a closure of whose address, where it has one, this is known; `is_holdout` was drawn when it closed.
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
