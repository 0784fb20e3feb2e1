//! What became of asking about a closure, as it was known at a moment.
//!
//! The rule: every closure is in one place. Who got a mail and did not answer is told apart from who got none.

use crate::domain::named::named_enum;

named_enum! {
    /// What became of asking about a closure. The reasons for not asking have the names that they have everywhere.
    pub enum Place {
        Answered = "answered",
        /// The link expired, and the address did not unsubscribe.
        Expired = "expired",
        /// Unsubscribed after the mail.
        Unsubscribed = "unsubscribed",
        /// The mail was accepted and came back.
        Returned = "returned",
        /// The complaint was reopened, or the customer's data erased, after the mail.
        Withdrawn = "withdrawn",
        /// The link could still be answered.
        Waiting = "waiting",
        OptedOut = "opted_out",
        NotInAudience = "not_in_audience",
        NoAddress = "no_address",
        InvalidAddress = "invalid_address",
        TooLate = "too_late",
        Suppressed = "suppressed",
        CoolDown = "cool_down",
        Holdout = "holdout",
        /// No mail could be delivered.
        Undeliverable = "undeliverable",
        /// The complaint was reopened, or the customer's data erased, before a mail.
        WithdrawnBefore = "withdrawn_before",
        /// A mail was planned.
        Planned = "planned",
        /// The closure was not known yet.
        Unreported = "unreported",
    }
}

impl Place {
    /// Whether a mail was accepted, and not answered.
    #[must_use]
    pub fn is_mailed(self) -> bool {
        match self {
            Self::Expired | Self::Unsubscribed | Self::Returned | Self::Withdrawn | Self::Waiting => true,
            Self::Answered
            | Self::OptedOut
            | Self::NotInAudience
            | Self::NoAddress
            | Self::InvalidAddress
            | Self::TooLate
            | Self::Suppressed
            | Self::CoolDown
            | Self::Holdout
            | Self::Undeliverable
            | Self::WithdrawnBefore
            | Self::Planned
            | Self::Unreported => false,
        }
    }

    /// Whether it is a place of those who did not answer.
    #[must_use]
    pub fn is_unanswered(self) -> bool {
        !matches!(self, Self::Answered | Self::Unreported)
    }

    /// Whether the customer was not asked for a reason, rather than by what came in between.
    #[must_use]
    pub fn is_not_asked(self) -> bool {
        let in_between = matches!(self, Self::Undeliverable | Self::WithdrawnBefore | Self::Planned);
        self.is_unanswered() && !self.is_mailed() && !in_between
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asking::invitation::WithheldReason;

    #[test]
    fn every_reason_for_not_asking_is_a_place() {
        let reasons: Vec<&str> = WithheldReason::ALL.iter().map(|reason| reason.name()).collect();
        let places = Place::ALL.iter().filter(|place| place.is_not_asked());
        assert_eq!(places.map(|place| place.name()).collect::<Vec<_>>(), reasons);
    }
}
