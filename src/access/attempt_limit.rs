//! Limits what sign-ins under way at the identity provider may have stored.
//!
//! The rule: anyone may begin one, so all of them together have a bound, and each client a smaller one, so that no client uses
//! up the room of the others. Counts are kept in memory, of this process alone, for as long as an attempt lives; one that was
//! finished before counts too.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;

use crate::domain::Timestamp;

/// How long a person may take at the provider, and an attempt lives.
pub const LONGEST_ATTEMPT: TimeDelta = TimeDelta::minutes(10);

/// The bounds within [`LONGEST_ATTEMPT`]. A client may be the proxy of an office.
const OF_CLIENT: Amount = Amount { attempts: 1_000, octets: 4 * 1024 * 1024 };
const OF_ALL: Amount = Amount { attempts: 100_000, octets: 64 * 1024 * 1024 };

/// Attempts, and the length of what they keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Amount {
    attempts: usize,
    octets: usize,
}

impl Amount {
    fn plus(self, more: Self) -> Self {
        Self { attempts: self.attempts + more.attempts, octets: self.octets + more.octets }
    }

    fn minus(self, less: Self) -> Self {
        Self {
            attempts: self.attempts.saturating_sub(less.attempts),
            octets: self.octets.saturating_sub(less.octets),
        }
    }

    fn is_within(self, most: Self) -> bool {
        self.attempts <= most.attempts && self.octets <= most.octets
    }
}

#[derive(Debug)]
struct Entry {
    at: Timestamp,
    client: Option<IpAddr>,
    amount: Amount,
}

#[derive(Debug, Default)]
struct Recent {
    entries: VecDeque<Entry>,
    of_all: Amount,
    of_clients: HashMap<Option<IpAddr>, Amount>,
}

impl Recent {
    fn forget(&mut self, now: Timestamp) {
        while let Some(entry) = self.entries.pop_front_if(|entry| now - entry.at >= LONGEST_ATTEMPT) {
            self.of_all = self.of_all.minus(entry.amount);
            let left = self.of_clients.get(&entry.client).map(|of_client| of_client.minus(entry.amount));
            match left.filter(|left| *left != Amount::default()) {
                Some(left) => self.of_clients.insert(entry.client, left),
                None => self.of_clients.remove(&entry.client),
            };
        }
    }

    fn admits(&mut self, client: Option<IpAddr>, amount: Amount, now: Timestamp) -> bool {
        self.forget(now);
        let of_client = self.of_clients.get(&client).copied().unwrap_or_default().plus(amount);
        let of_all = self.of_all.plus(amount);
        let is_admitted = of_client.is_within(OF_CLIENT) && of_all.is_within(OF_ALL);
        if is_admitted {
            self.entries.push_back(Entry { at: now, client, amount });
            self.of_all = of_all;
            self.of_clients.insert(client, of_client);
        }
        is_admitted
    }
}

/// What was begun and kept in the last ten minutes.
#[derive(Debug, Default)]
pub struct AttemptLimit(Mutex<Recent>);

impl AttemptLimit {
    /// Whether a client may begin an attempt, which then counts.
    pub fn begins(&self, client: Option<IpAddr>, now: Timestamp) -> bool {
        self.admits(client, Amount { attempts: 1, octets: 0 }, now)
    }

    /// Whether this much may be kept for an attempt, which then counts.
    pub fn keeps(&self, client: Option<IpAddr>, octets: usize, now: Timestamp) -> bool {
        self.admits(client, Amount { attempts: 0, octets }, now)
    }

    fn admits(&self, client: Option<IpAddr>, amount: Amount, now: Timestamp) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).admits(client, amount, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: usize = 144 * 1024;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    fn client(number: usize) -> Option<IpAddr> {
        let [.., high, low] = number.to_be_bytes();
        Some([192, 0, high, low].into())
    }

    #[test]
    fn a_client_that_fills_its_room_leaves_that_of_the_others() {
        let limit = AttemptLimit::default();
        let kept = (0..1_000).filter(|_| limit.keeps(client(1), FORM, at(0))).count();
        assert_eq!(kept, OF_CLIENT.octets / FORM);
        let begun = (0..4_100).filter(|_| limit.begins(client(1), at(0))).count();
        assert_eq!(begun, OF_CLIENT.attempts, "what is not kept does not end the sign-in");
        assert!(limit.begins(client(2), at(9)) && limit.keeps(client(2), FORM, at(9)));
        assert!(!limit.begins(client(1), at(9)));
        assert!(limit.begins(client(1), at(10)) && limit.keeps(client(1), FORM, at(10)), "ten minutes later");
    }

    #[test]
    fn all_clients_together_have_a_bound_and_are_forgotten() {
        let limit = AttemptLimit::default();
        let kept = (0..60_000).filter(|number| limit.keeps(client(*number), FORM, at(0))).count();
        assert_eq!(kept, OF_ALL.octets / FORM);
        let begun = (0..120_000).filter(|number| limit.begins(client(number % 60_000), at(0))).count();
        assert_eq!(begun, OF_ALL.attempts);
        assert!(limit.begins(client(1), at(10)));
        let recent = limit.0.lock().unwrap();
        assert_eq!((recent.entries.len(), recent.of_clients.len()), (1, 1));
        assert_eq!(recent.of_all, Amount { attempts: 1, octets: 0 });
    }
}
