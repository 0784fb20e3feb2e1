//! Throttling of sign-in attempts.
//!
//! The rule: the delay depends on the account name that was typed and on the client, never on whether the account exists, so
//! that a refusal reveals nothing. Failures cannot lock another person out: delays grow for the client that fails, and do not
//! apply at another address or in a browser that signed in before. A code of six digits is the exception: it is soon guessed
//! from many addresses, so failures count together for all who know the password, except in such a browser. Counts are kept in
//! memory, in a table of bounded size.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;

use crate::domain::Timestamp;
use crate::domain::access::token::{Token, TokenHash};

/// Wrong passwords without a delay: for one account from one place, and from one place for any account.
const FREE_OF_ACCOUNT: u32 = 10;
const FREE_OF_PLACE: u32 = 30;
/// The longest delay, and the time without a failure after which the count is reset.
const LONGEST: TimeDelta = TimeDelta::seconds(60);
const FORGOTTEN_AFTER: TimeDelta = TimeDelta::minutes(15);
/// How often one of the failures that go on is worth recording.
const RECORDED_EVERY: TimeDelta = TimeDelta::hours(1);
/// The most entries, of places and accounts, in the table.
const MOST: usize = 20_000;

/// The origin of an attempt.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A client address; `None` if unknown.
    Address(Option<IpAddr>),
    /// A browser in which this account was signed in before.
    KnownBrowser,
    /// All others together, for a secret that is soon guessed.
    Anywhere,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Account(TokenHash, Place),
    Place(Place),
}

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    last: Timestamp,
    /// The last one that was worth recording.
    recorded: Timestamp,
}

/// Recent failures.
#[derive(Debug, Default)]
pub struct SignInThrottle(Mutex<HashMap<Key, Failures>>);

impl SignInThrottle {
    /// The delay before the next attempt is considered; `None` if it may be made now.
    pub fn wait(&self, account: &str, place: &Place, now: Timestamp) -> Option<TimeDelta> {
        let failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of = |key: &Key, free| {
            let found = failures.get(key)?;
            let delay = delay(found.count.saturating_sub(free));
            // A clock that was set back must not make the delay longer.
            Some((found.last + delay - now).min(delay)).filter(|wait| *wait > TimeDelta::zero())
        };
        let of_account = of(&Key::Account(hash(account), place.clone()), FREE_OF_ACCOUNT);
        let of_place = match place {
            // Only failures for the same account count.
            Place::KnownBrowser | Place::Anywhere => None,
            Place::Address(_) => of(&Key::Place(place.clone()), FREE_OF_PLACE),
        };
        of_account.max(of_place)
    }

    /// Counts an attempt, which is a failure unless [`SignInThrottle::succeeded`] follows; true for one that is worth
    /// recording: the first recent one of the account at the place, and then one an hour while they go on.
    pub fn tried(&self, account: &str, place: &Place, now: Timestamp) -> bool {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= MOST {
            failures.retain(|_, found| now - found.last < FORGOTTEN_AFTER);
        }
        if failures.len() >= MOST {
            failures.clear();
        }
        let mut count = |key| {
            let found = failures.entry(key).or_insert(Failures { count: 0, last: now, recorded: now });
            if now - found.last >= FORGOTTEN_AFTER {
                found.count = 0;
            }
            let is_worth_recording = found.count == 0 || now - found.recorded >= RECORDED_EVERY;
            let recorded = if is_worth_recording { now } else { found.recorded };
            *found = Failures { count: found.count.saturating_add(1), last: now, recorded };
            is_worth_recording
        };
        count(Key::Place(place.clone()));
        count(Key::Account(hash(account), place.clone()))
    }

    /// Forgets the failures of an account from a place, after a successful sign-in.
    pub fn succeeded(&self, account: &str, place: &Place) {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        failures.remove(&Key::Account(hash(account), place.clone()));
        if let Some(of_place) = failures.get_mut(&Key::Place(place.clone())) {
            of_place.count = of_place.count.saturating_sub(1);
        }
    }
}

/// The typed account name is kept as a hash: people type passwords into the field for the address.
fn hash(account: &str) -> TokenHash {
    Token::presented(account).hash()
}

/// The delay after `beyond` failures more than are free: 1 s, 2 s, 4 s up to a minute.
fn delay(beyond: u32) -> TimeDelta {
    match beyond {
        0 => TimeDelta::zero(),
        beyond => TimeDelta::seconds(1 << (beyond - 1).min(10)).min(LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    fn place(last: u8) -> Place {
        Place::Address(Some([192, 0, 2, last].into()))
    }

    #[test]
    fn who_fails_waits_for_longer_each_time_and_never_for_more_than_a_minute() {
        let throttle = SignInThrottle::default();
        for _ in 0..10 {
            assert_eq!(throttle.wait("a", &place(1), at(0)), None);
            throttle.tried("a", &place(1), at(0));
        }
        assert_eq!(throttle.wait("a", &place(1), at(0)), None, "the eleventh is looked at");
        let mut waits = Vec::new();
        for _ in 0..10 {
            throttle.tried("a", &place(1), at(0));
            waits.push(throttle.wait("a", &place(1), at(0)).unwrap().num_seconds());
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
        assert_eq!(throttle.wait("a", &place(1), at(60)), None);
        assert!(throttle.tried("a", &place(1), at(60 + 900)), "all is forgotten after a quarter of an hour");
    }

    #[test]
    fn guessing_that_goes_on_is_recorded_once_an_hour() {
        let throttle = SignInThrottle::default();
        let recorded = |minute: i64| throttle.tried("a", &place(1), at(60 * minute));
        let minutes: Vec<i64> = (0..=150).step_by(10).filter(|minute| recorded(*minute)).collect();
        assert_eq!(minutes, [0, 60, 120]);
        assert!(throttle.tried("b", &place(1), at(9_000)), "another account");
        assert!(throttle.tried("a", &place(2), at(9_000)), "another place");
    }

    #[test]
    fn nobody_keeps_another_person_out() {
        let throttle = SignInThrottle::default();
        for _ in 0..1_000 {
            throttle.tried("a", &place(1), at(0));
        }
        assert!(throttle.wait("b", &place(1), at(0)).is_some(), "one place has a limit for all accounts");
        assert_eq!(throttle.wait("a", &place(2), at(0)), None);
        assert_eq!(throttle.wait("a", &Place::KnownBrowser, at(0)), None);
    }

    #[test]
    fn failures_anywhere_count_together_for_one_account_and_not_in_a_known_browser() {
        let throttle = SignInThrottle::default();
        for account in ["a", "b"] {
            for _ in 0..FREE_OF_PLACE {
                throttle.tried(account, &Place::Anywhere, at(0));
            }
        }
        assert!(throttle.wait("a", &Place::Anywhere, at(0)).is_some());
        assert_eq!(throttle.wait("a", &Place::KnownBrowser, at(0)), None);
        assert_eq!(throttle.wait("c", &Place::Anywhere, at(0)), None, "another account is not held up");
        assert_eq!(throttle.wait("a", &Place::Anywhere, at(61)), None, "and none for good");
    }

    #[test]
    fn a_clock_that_is_set_back_makes_nobody_wait_longer() {
        let throttle = SignInThrottle::default();
        throttle.tried("a", &place(1), at(3_600));
        throttle.succeeded("a", &place(1));
        assert_eq!(throttle.wait("a", &place(1), at(0)), None);
        for _ in 0..12 {
            throttle.tried("a", &place(1), at(3_600));
        }
        assert_eq!(throttle.wait("a", &place(1), at(0)), Some(TimeDelta::seconds(2)));
    }

    #[test]
    fn the_memory_has_a_bound() {
        let throttle = SignInThrottle::default();
        for number in 0..3 * MOST {
            throttle.tried(&number.to_string(), &place(1), at(0));
        }
        assert!(throttle.0.lock().unwrap().len() <= MOST + 1);
    }
}
