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
const MOST_PER_CLIENT: usize = 500;
/// The maximum number of further connections, for health probes.
const MOST_SPARE: usize = 500;

/// The connection counts of a listener.
#[derive(Debug)]
pub struct ConnectionLimits {
    counts: Arc<Mutex<Counts>>,
    trusted_proxies: Vec<IpNet>,
}

#[derive(Debug, Default)]
struct Counts {
    by_client: HashMap<IpAddr, usize>,
    total: usize,
    spare: usize,
}

/// A permit for one connection, released when dropped.
#[derive(Debug)]
pub struct ConnectionPermit {
    counts: Arc<Mutex<Counts>>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Client(IpAddr),
    Spare,
}

impl ConnectionLimits {
    pub fn new(trusted_proxies: Vec<IpNet>) -> Self {
        Self { counts: Arc::default(), trusted_proxies }
    }

    /// A permit for a client's connection, else a spare one, else `None`.
    pub fn acquire(&self, address: IpAddr) -> Option<ConnectionPermit> {
        let address = address.to_canonical();
        let is_proxy = self.trusted_proxies.iter().any(|proxies| proxies.contains(&address));
        let address = client_network(address);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let of_client = counts.by_client.get(&address).copied().unwrap_or_default();
        let kind = if counts.total < MOST && (is_proxy || of_client < MOST_PER_CLIENT) {
            counts.total += 1;
            counts.by_client.insert(address, of_client + 1);
            Kind::Client(address)
        } else if counts.spare < MOST_SPARE {
            counts.spare += 1;
            Kind::Spare
        } else {
            return None;
        };
        drop(counts);
        Some(ConnectionPermit { counts: Arc::clone(&self.counts), kind })
    }
}

impl ConnectionPermit {
    pub fn is_spare(&self) -> bool {
        matches!(self.kind, Kind::Spare)
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        match self.kind {
            Kind::Spare => counts.spare -= 1,
            Kind::Client(address) => {
                counts.total -= 1;
                match counts.by_client.get_mut(&address) {
                    Some(count) if *count > 1 => *count -= 1,
                    _ => drop(counts.by_client.remove(&address)),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acquire(limits: &ConnectionLimits, address: &str, count: usize) -> Vec<ConnectionPermit> {
        (0..count).filter_map(|_| limits.acquire(address.parse().unwrap())).collect()
    }

    #[test]
    fn a_client_has_a_share_and_spare_connections_are_left_when_all_are_taken() {
        let limits = ConnectionLimits::new(Vec::new());
        let greedy = acquire(&limits, "192.0.2.1", MOST_PER_CLIENT + 7);
        assert_eq!(greedy.iter().filter(|permit| permit.is_spare()).count(), 7);
        assert!(!acquire(&limits, "192.0.2.2", 1).first().unwrap().is_spare(), "others have theirs");
        let of_one_house = acquire(&limits, "2001:db8::1", MOST_PER_CLIENT);
        assert!(acquire(&limits, "2001:db8::2", 1).first().unwrap().is_spare(), "one household, one share");
        drop(greedy);
        drop(of_one_house);
        let counts = limits.counts.lock().unwrap();
        assert_eq!(
            (counts.by_client.len(), counts.total, counts.spare),
            (0, 0, 0),
            "whoever goes gives it back"
        );
    }

    #[test]
    fn a_trusted_proxy_has_all_connections_and_there_is_an_end() {
        let limits = ConnectionLimits::new(vec!["10.0.0.0/8".parse().unwrap()]);
        let held = acquire(&limits, "10.1.2.3", MOST + MOST_SPARE + 9);
        assert_eq!(held.len(), MOST + MOST_SPARE);
        assert_eq!(held.iter().filter(|permit| !permit.is_spare()).count(), MOST);
    }
}
