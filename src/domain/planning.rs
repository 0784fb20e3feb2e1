//! Whether the person behind a closure is asked, and when.
//!
//! The rule: the answer is either a due moment or one reason, the first that applies in the contract's order.

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::complaint::{Complainant, Complaint, SurveyWish};
use crate::domain::email_address::EmailAddress;
use crate::domain::invitation::WithheldReason;
use crate::domain::sending_window::SendingWindow;

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

/// Decides about a closure; `is_suppressed` says whether an address is on the list that is never mailed.
pub fn plan(
    complaint: &Complaint,
    closure: Closure,
    rules: &PlanningRules,
    is_suppressed: impl FnOnce(&EmailAddress) -> bool,
) -> Plan {
    if matches!(complaint.survey, SurveyWish::DoNotAsk { .. }) {
        return Plan::Withhold(WithheldReason::OptedOut);
    }
    if !rules.audience.contains(&complaint.complainant) {
        return Plan::Withhold(WithheldReason::NotInAudience);
    }
    let Some(email) = &complaint.contact.email else { return Plan::Withhold(WithheldReason::NoAddress) };
    let Ok(address) = email.trim().parse::<EmailAddress>() else {
        return Plan::Withhold(WithheldReason::InvalidAddress);
    };
    if closure.reported_at - closure.closed_at > rules.ask_within {
        return Plan::Withhold(WithheldReason::TooLate);
    }
    if is_suppressed(&address) {
        return Plan::Withhold(WithheldReason::Suppressed);
    }
    let earliest = (closure.closed_at + rules.delay).max(closure.reported_at);
    Plan::Ask { address, due_at: rules.window.next_open(earliest, rules.zone) }
}
