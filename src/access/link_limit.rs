//! Limits how often sign-in links are asked for by mail.
//!
//! The rule: whether a request is within the limits depends on the address that was typed and on the client, never on
//! whether the account exists. A refused request does not count, so that the limit of an account is never extended by
//! others. Counts are kept in memory, in a table of bounded size.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;

use crate::domain::Timestamp;
use crate::domain::access::token::{Token, TokenHash};

/// Requests within [`WITHIN`]: for one account, and from one client for any account.
const OF_ACCOUNT: usize = 5;
const OF_CLIENT: usize = 30;
const WITHIN: TimeDelta = TimeDelta::hours(1);
/// The most accounts and clients in the table.
const MOST: usize = 20_000;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Account(TokenHash),
    Client(Option<IpAddr>),
}

impl Key {
    fn most(&self) -> usize {
        match self {
            Self::Account(_) => OF_ACCOUNT,
            Self::Client(_) => OF_CLIENT,
        }
    }
}

/// The moments of recent requests.
#[derive(Debug, Default)]
pub struct LinkLimit(Mutex<HashMap<Key, Vec<Timestamp>>>);

impl LinkLimit {
    /// Whether a request for an account, as typed, may be answered with a mail; if so it counts.
    pub fn admits(&self, account: &str, client: Option<IpAddr>, now: Timestamp) -> bool {
        let mut requests = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_recent = |at: &Timestamp| now - *at < WITHIN;
        if requests.len() >= MOST {
            requests.retain(|_, moments| moments.iter().any(is_recent));
        }
        if requests.len() >= MOST {
            requests.clear();
        }
        // The typed account is kept as a hash: people type passwords into the field for the address.
        let keys = [Key::Account(Token::presented(account).hash()), Key::Client(client)];
        let is_free = |key: &Key| {
            let recent =
                requests.get(key).map_or(0, |moments| moments.iter().filter(|at| is_recent(at)).count());
            recent < key.most()
        };
        if !keys.iter().all(is_free) {
            return false;
        }
        for key in keys {
            let moments = requests.entry(key).or_default();
            moments.retain(is_recent);
            moments.push(now);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    fn client(last: u8) -> Option<IpAddr> {
        Some([192, 0, 2, last].into())
    }

    #[test]
    fn an_account_gets_five_mails_in_any_hour_whoever_asks() {
        let limit = LinkLimit::default();
        for minute in 0..5 {
            assert!(limit.admits("a", client(u8::try_from(minute).unwrap()), at(minute)));
        }
        assert!(!limit.admits("a", client(9), at(59)));
        assert!(limit.admits("b", client(9), at(59)), "another account is not held up");
        assert!(limit.admits("a", client(9), at(60)), "the first is an hour ago");
        assert!(!limit.admits("a", client(9), at(60)), "the others are not");
    }

    #[test]
    fn a_client_asks_for_thirty_accounts_in_an_hour() {
        let limit = LinkLimit::default();
        for number in 0..30 {
            assert!(limit.admits(&number.to_string(), client(1), at(0)));
        }
        assert!(!limit.admits("30", client(1), at(0)));
        assert!(limit.admits("30", client(2), at(0)), "and what was refused did not count");
    }

    #[test]
    fn the_memory_has_a_bound() {
        let limit = LinkLimit::default();
        for number in 0..2 * MOST {
            let last = u8::try_from(number % 200).unwrap();
            limit.admits(
                &number.to_string(),
                Some([10, 0, u8::try_from(number % 199).unwrap(), last].into()),
                at(0),
            );
        }
        assert!(limit.0.lock().unwrap().len() <= MOST + 1);
    }
}
