//! The invitation of one respondent about one closure: its states and the allowed transitions.
//!
//! The rule: every closure ends in a state, with a reason if it was not asked about; an answer or an expiry is never
//! undone.

use crate::domain::named::{UnknownName, named_enum};

named_enum! {
    /// The state of an invitation.
    pub enum State {
        Planned = "planned",
        Sent = "sent",
        Answered = "answered",
        Expired = "expired",
        Withheld = "withheld",
        Withdrawn = "withdrawn",
        Undeliverable = "undeliverable",
    }
}

named_enum! {
    /// Why a closed complaint is not asked about, in order of precedence.
    pub enum WithheldReason {
        OptedOut = "opted_out",
        NotInAudience = "not_in_audience",
        NoAddress = "no_address",
        InvalidAddress = "invalid_address",
        TooLate = "too_late",
        Suppressed = "suppressed",
        CoolDown = "cool_down",
        Holdout = "holdout",
    }
}

named_enum! {
    /// Why an invitation was withdrawn.
    pub enum WithdrawnReason {
        Reopened = "reopened",
        Erased = "erased",
    }
}

/// The state of an invitation, with its reason in the states that have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonedState {
    Planned,
    Sent,
    Answered,
    Expired,
    Withheld(WithheldReason),
    Withdrawn(WithdrawnReason),
    Undeliverable,
}

impl ReasonedState {
    /// From a state and the name of its reason, which only withheld and withdrawn invitations have.
    ///
    /// # Errors
    /// The reason is unknown in this state, or missing where the state requires one.
    pub fn new(state: State, reason: Option<&str>) -> Result<Self, UnknownName> {
        Ok(match state {
            State::Planned => Self::Planned,
            State::Sent => Self::Sent,
            State::Answered => Self::Answered,
            State::Expired => Self::Expired,
            State::Withheld => Self::Withheld(reason.unwrap_or_default().parse()?),
            State::Withdrawn => Self::Withdrawn(reason.unwrap_or_default().parse()?),
            State::Undeliverable => Self::Undeliverable,
        })
    }

    /// The state without its reason.
    #[must_use]
    pub fn state(self) -> State {
        match self {
            Self::Planned => State::Planned,
            Self::Sent => State::Sent,
            Self::Answered => State::Answered,
            Self::Expired => State::Expired,
            Self::Withheld(_) => State::Withheld,
            Self::Withdrawn(_) => State::Withdrawn,
            Self::Undeliverable => State::Undeliverable,
        }
    }

    /// The name of the reason.
    #[must_use]
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Self::Withheld(reason) => Some(reason.name()),
            Self::Withdrawn(reason) => Some(reason.name()),
            Self::Planned | Self::Sent | Self::Answered | Self::Expired | Self::Undeliverable => None,
        }
    }
}

/// How a closure ended without an answer, as far as is known now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ended {
    Withheld(WithheldReason),
    Withdrawn,
    Expired,
    Undeliverable,
}

impl Ended {
    /// The ending that this state is; `None` if it is not an ending.
    #[must_use]
    pub fn of(standing: ReasonedState) -> Option<Self> {
        match standing {
            ReasonedState::Withheld(reason) => Some(Self::Withheld(reason)),
            ReasonedState::Withdrawn(_) => Some(Self::Withdrawn),
            ReasonedState::Expired => Some(Self::Expired),
            ReasonedState::Undeliverable => Some(Self::Undeliverable),
            ReasonedState::Planned | ReasonedState::Sent | ReasonedState::Answered => None,
        }
    }

    /// The name of the state, or of the reason if it is withheld.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Withheld(reason) => reason.name(),
            Self::Withdrawn => State::Withdrawn.name(),
            Self::Expired => State::Expired.name(),
            Self::Undeliverable => State::Undeliverable.name(),
        }
    }
}

impl std::str::FromStr for Ended {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let others = [Self::Withdrawn, Self::Expired, Self::Undeliverable];
        let other = others.into_iter().find(|ended| ended.name() == name);
        other.map_or_else(|| name.parse().map(Self::Withheld), Ok)
    }
}

impl State {
    /// The states reachable from this one in one transition.
    #[must_use]
    pub fn successors(self) -> &'static [Self] {
        match self {
            Self::Planned => {
                &[Self::Sent, Self::Answered, Self::Withheld, Self::Withdrawn, Self::Undeliverable]
            }
            Self::Withheld => &[Self::Planned],
            Self::Sent => &[Self::Answered, Self::Expired, Self::Withdrawn, Self::Undeliverable],
            Self::Undeliverable => &[Self::Answered, Self::Sent, Self::Planned],
            Self::Answered | Self::Expired | Self::Withdrawn => &[],
        }
    }

    /// The states from which this one is reachable in one transition.
    pub fn predecessors(self) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |from| from.successors().contains(&self))
    }
}

impl WithheldReason {
    /// Whether a later change of the complaint can remove the reason, so that the customer is asked after all.
    #[must_use]
    pub fn is_curable(self) -> bool {
        matches!(self, Self::OptedOut | Self::NoAddress | Self::InvalidAddress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ending_is_found_by_its_name() {
        let withheld = WithheldReason::ALL.iter().map(|reason| Ended::Withheld(*reason));
        for ended in withheld.chain([Ended::Withdrawn, Ended::Expired, Ended::Undeliverable]) {
            assert_eq!(ended.name().parse(), Ok(ended));
        }
        assert!("sent".parse::<Ended>().is_err() && "withheld".parse::<Ended>().is_err());
    }

    #[test]
    fn what_stands_in_two_columns_is_read_back() {
        for &state in State::ALL {
            let reason = match state {
                State::Withheld => Some("holdout"),
                State::Withdrawn => Some("erased"),
                _ => None,
            };
            let standing = ReasonedState::new(state, reason).unwrap();
            assert_eq!((standing.state(), standing.reason()), (state, reason));
        }
    }

    #[test]
    fn no_closure_is_withheld_or_withdrawn_without_a_reason_of_its_kind() {
        for reason in [None, Some("erased"), Some("")] {
            assert!(ReasonedState::new(State::Withheld, reason).is_err(), "{reason:?}");
        }
        assert!(ReasonedState::new(State::Withdrawn, Some("holdout")).is_err());
    }

    #[test]
    fn what_happened_is_never_taken_back() {
        for state in [State::Answered, State::Expired] {
            assert_eq!(state.successors(), []);
        }
    }

    #[test]
    fn a_mail_of_unknown_fate_can_be_answered() {
        let open: Vec<State> = State::Answered.predecessors().collect();
        assert_eq!(open, [State::Planned, State::Sent, State::Undeliverable]);
    }

    #[test]
    fn predecessors_mirror_successors() {
        let before: Vec<State> = State::Withdrawn.predecessors().collect();
        assert_eq!(before, [State::Planned, State::Sent]);
    }
}
