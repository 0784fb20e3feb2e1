//! Limits on the number of connections.
//!
//! The rule: connections are counted per client, so that no client takes all of them. When none is left, spare ones
//! remain, on which only health probes are answered and which are closed soon.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use ipnet::IpNet;

use crate::web::shell::rate_limit::client_network;

/// The maximum number of concurrent connections.
const MOST: usize = 2_000;
/// The maximum for one client, by address; a trusted proxy forwards for many clients and is not limited by it.
const SHARE: usize = 500;
/// The maximum number of further connections, for health probes.
const MOST_SPARE: usize = 500;

/// The connection counts of a listener.
#[derive(Debug)]
pub struct Places {
    taken: Arc<Mutex<Taken>>,
    trusted_proxies: Vec<IpNet>,
}

#[derive(Debug, Default)]
struct Taken {
    of: HashMap<IpAddr, usize>,
    all: usize,
    spare: usize,
}

/// A permit for one connection, released when dropped.
#[derive(Debug)]
pub struct Place {
    taken: Arc<Mutex<Taken>>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Client(IpAddr),
    Spare,
}

impl Places {
    pub fn new(trusted_proxies: Vec<IpNet>) -> Self {
        Self { taken: Arc::default(), trusted_proxies }
    }

    /// A permit for a client's connection, else a spare one, else `None`.
    pub fn take(&self, address: IpAddr) -> Option<Place> {
        let address = address.to_canonical();
        let is_proxy = self.trusted_proxies.iter().any(|proxies| proxies.contains(&address));
        let address = client_network(address);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let of_client = taken.of.get(&address).copied().unwrap_or_default();
        let kind = if taken.all < MOST && (is_proxy || of_client < SHARE) {
            taken.all += 1;
            taken.of.insert(address, of_client + 1);
            Kind::Client(address)
        } else if taken.spare < MOST_SPARE {
            taken.spare += 1;
            Kind::Spare
        } else {
            return None;
        };
        drop(taken);
        Some(Place { taken: Arc::clone(&self.taken), kind })
    }
}

impl Place {
    pub fn is_spare(&self) -> bool {
        matches!(self.kind, Kind::Spare)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        match self.kind {
            Kind::Spare => taken.spare -= 1,
            Kind::Client(address) => {
                taken.all -= 1;
                match taken.of.get_mut(&address) {
                    Some(count) if *count > 1 => *count -= 1,
                    _ => drop(taken.of.remove(&address)),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(places: &Places, address: &str, count: usize) -> Vec<Place> {
        (0..count).filter_map(|_| places.take(address.parse().unwrap())).collect()
    }

    #[test]
    fn a_client_has_a_share_and_spare_places_are_left_when_all_are_taken() {
        let places = Places::new(Vec::new());
        let greedy = take(&places, "192.0.2.1", SHARE + 7);
        assert_eq!(greedy.iter().filter(|place| place.is_spare()).count(), 7);
        assert!(!take(&places, "192.0.2.2", 1).first().unwrap().is_spare(), "others have theirs");
        let of_one_house = take(&places, "2001:db8::1", SHARE);
        assert!(take(&places, "2001:db8::2", 1).first().unwrap().is_spare(), "one household, one share");
        drop(greedy);
        drop(of_one_house);
        let taken = places.taken.lock().unwrap();
        assert_eq!((taken.of.len(), taken.all, taken.spare), (0, 0, 0), "whoever goes gives it back");
    }

    #[test]
    fn a_trusted_proxy_has_all_places_and_there_is_an_end() {
        let places = Places::new(vec!["10.0.0.0/8".parse().unwrap()]);
        let held = take(&places, "10.1.2.3", MOST + MOST_SPARE + 9);
        assert_eq!(held.len(), MOST + MOST_SPARE);
        assert_eq!(held.iter().filter(|place| !place.is_spare()).count(), MOST);
    }
}
