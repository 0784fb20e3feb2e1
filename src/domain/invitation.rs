//! Our request to one respondent about one closure: its states and the only lawful moves between them.
//!
//! The rule: every closure ends in a state with a reason, and anything that happened (an answer, an expiry) is
//! never taken back.

use crate::domain::named::{UnknownName, named_enum};

named_enum! {
    /// Where an invitation stands.
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
    /// Why an invitation was taken back.
    pub enum WithdrawnReason {
        Reopened = "reopened",
        Erased = "erased",
    }
}

/// A move between two states that must never happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an invitation that is {from} cannot become {to}")]
pub struct UnlawfulMove {
    pub from: State,
    pub to: State,
}

/// How a closure ended without an answer, as far as it is known now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ended {
    Withheld(WithheldReason),
    Withdrawn,
    Expired,
    Undeliverable,
}

impl Ended {
    /// The ending of an invitation in this state, if it is one; only what is withheld has a reason that counts.
    #[must_use]
    pub fn of(state: State, reason: Option<&str>) -> Option<Self> {
        match state {
            State::Withheld => reason?.parse().ok().map(Self::Withheld),
            State::Withdrawn => Some(Self::Withdrawn),
            State::Expired => Some(Self::Expired),
            State::Undeliverable => Some(Self::Undeliverable),
            State::Planned | State::Sent | State::Answered => None,
        }
    }

    /// The state, or the reason of what is withheld.
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
        match name.parse::<State>().ok().and_then(|state| Self::of(state, None)) {
            Some(ended) => Ok(ended),
            None => name.parse().map(Self::Withheld),
        }
    }
}

impl State {
    /// The states that this one may move to.
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

    /// The states from which this one may be reached.
    pub fn predecessors(self) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |from| from.successors().contains(&self))
    }

    /// Checks a move.
    ///
    /// # Errors
    /// [`UnlawfulMove`] when this state has no such successor.
    pub fn become_state(self, to: Self) -> Result<Self, UnlawfulMove> {
        if self.successors().contains(&to) { Ok(to) } else { Err(UnlawfulMove { from: self, to }) }
    }

    /// Whether a response may still come in.
    #[must_use]
    pub fn takes_answer(self) -> bool {
        self.successors().contains(&Self::Answered)
    }
}

impl WithheldReason {
    /// Whether a later change of the complaint can cure it, so that the person is asked after all.
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
        let withheld = WithheldReason::ALL.iter().map(|reason| (State::Withheld, Some(reason.name())));
        let others = State::ALL.iter().filter(|state| **state != State::Withheld).map(|state| (*state, None));
        let endings: Vec<Ended> =
            withheld.chain(others).filter_map(|(state, reason)| Ended::of(state, reason)).collect();
        assert_eq!(endings.len(), WithheldReason::ALL.len() + 3);
        for ended in endings {
            assert_eq!(ended.name().parse(), Ok(ended));
        }
        assert!("sent".parse::<Ended>().is_err() && "withheld".parse::<Ended>().is_err());
    }

    #[test]
    fn what_happened_is_never_taken_back() {
        for state in [State::Answered, State::Expired] {
            assert_eq!(
                state.become_state(State::Withdrawn),
                Err(UnlawfulMove { from: state, to: State::Withdrawn })
            );
        }
    }

    #[test]
    fn a_mail_of_unknown_fate_can_be_answered() {
        assert!(State::Planned.takes_answer() && State::Undeliverable.takes_answer());
        assert!(!State::Withdrawn.takes_answer() && !State::Expired.takes_answer());
    }

    #[test]
    fn predecessors_mirror_successors() {
        let before: Vec<State> = State::Withdrawn.predecessors().collect();
        assert_eq!(before, [State::Planned, State::Sent]);
    }
}
