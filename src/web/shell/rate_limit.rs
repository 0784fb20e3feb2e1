//! How often one address may ask for the pages that everybody can reach, and anybody for one link.
//!
//! The rule: nobody's device is remembered. Addresses live in memory only, for as long as their limit has an effect.

mod client;

use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;
use percent_encoding::percent_decode_str;
use tokio::time::Instant;

use crate::app::App;
use crate::domain::access::rate::Rate;
use crate::domain::access::token::{Token, TokenHash};
use crate::urls;
use crate::views::kit::notices::Notice;
use crate::web::shell::error;
use crate::web::shell::rate_limit::client::client;

pub use crate::web::shell::rate_limit::client::household;

/// Where a connection comes from; the listener writes it on each request.
#[derive(Clone, Copy, Debug)]
pub struct PeerAddress(pub IpAddr);

/// The client, behind proxies of ours too.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// The client of a request that a peer hands on.
    pub fn of(app: &App, peer: IpAddr, headers: &HeaderMap) -> Self {
        Self(household(client(peer, headers, &app.config.http.trusted_proxies)))
    }
}

/// Keys that are remembered before those are dropped whose limit has no effect any more; and with how many no further
/// one is remembered, so that nobody fills the memory by coming from everywhere; the limits of connections stand for all.
const MANY: usize = 50_000;
const MOST: usize = 200_000;
/// Dropping keys looks at all of them, so it is done this often at most.
const BETWEEN_CLEANINGS: Duration = Duration::from_secs(1);

/// The two limits; cheap to clone.
#[derive(Clone)]
pub struct RateLimits(Arc<Limits>);

struct Limits {
    of_addresses: Option<Limiter<IpAddr>>,
    of_tokens: Option<Limiter<TokenHash>>,
    trusted_proxies: Vec<IpNet>,
}

impl RateLimits {
    pub fn new(app: &App) -> Self {
        let http = &app.config.http;
        Self(Arc::new(Limits {
            of_addresses: http.rate_per_address.and_then(quota).map(Limiter::new),
            of_tokens: http.rate_per_token.and_then(quota).map(Limiter::new),
            trusted_proxies: http.trusted_proxies.clone(),
        }))
    }
}

impl Limits {
    /// For how long an address must wait for a path; none when welcome.
    fn wait(&self, address: Option<IpAddr>, path: &str) -> Option<Duration> {
        let of_address = address.and_then(|address| self.of_addresses.as_ref()?.wait(&household(address)));
        // Who may not ask does not get a place in the memory for each link that they make up.
        of_address.or_else(|| self.of_tokens.as_ref()?.wait(&token(path)?.hash()))
    }
}

/// A limit for each key.
struct Limiter<K: Clone + Eq + Hash> {
    inner: DefaultKeyedRateLimiter<K>,
    cleaned_at: Mutex<Option<Instant>>,
}

impl<K: Clone + Eq + Hash> Limiter<K> {
    fn new(quota: Quota) -> Self {
        Self { inner: RateLimiter::keyed(quota), cleaned_at: Mutex::default() }
    }

    /// For how long somebody must wait; none when welcome.
    fn wait(&self, key: &K) -> Option<Duration> {
        self.clean();
        if self.inner.len() >= MOST {
            return None;
        }
        let checked = self.inner.check_key(key);
        checked.err().map(|until| until.wait_time_from(DefaultClock::default().now()))
    }

    /// Drops the keys whose limit has no effect any more.
    fn clean(&self) {
        if self.inner.len() <= MANY {
            return;
        }
        let mut cleaned_at = self.cleaned_at.lock().unwrap_or_else(PoisonError::into_inner);
        if cleaned_at.is_none_or(|at| at.elapsed() >= BETWEEN_CLEANINGS) {
            *cleaned_at = Some(Instant::now());
            self.inner.retain_recent();
            self.inner.shrink_to_fit();
        }
    }
}

/// All of them may come at once, and come back evenly.
fn quota(rate: Rate) -> Option<Quota> {
    let between = rate.within / rate.requests.get();
    Quota::with_period(between).map(|quota| quota.allow_burst(rate.requests))
}

/// Refuses what is too much with 429 and when to come again.
pub async fn limit(State(RateLimits(limits)): State<RateLimits>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if is_public(path) {
        let peer = request.extensions().get::<PeerAddress>().map(|peer| peer.0);
        let address = peer.map(|peer| client(peer, request.headers(), &limits.trusted_proxies));
        let wait = limits.wait(address, path);
        if let Some(wait) = wait {
            return too_many(wait);
        }
    }
    next.run(request).await
}

fn too_many(wait: Duration) -> Response {
    let mut response = error::undressed(StatusCode::TOO_MANY_REQUESTS, Notice::TooMany);
    // Up, or who comes back then is refused again.
    let seconds = wait.as_millis().div_ceil(1000).max(1);
    let seconds = u64::try_from(seconds).unwrap_or(u64::MAX);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

fn is_public(path: &str) -> bool {
    token(path).is_some() || path.starts_with(urls::SIGN_IN) || [urls::PRIVACY, urls::METRICS].contains(&path)
}

/// The token of a link.
fn token(path: &str) -> Option<Token> {
    let rest = path.strip_prefix("/s/").or_else(|| path.strip_prefix("/u/"))?;
    // However it is spelt, it is one link.
    let token = percent_decode_str(rest.split('/').next().unwrap_or_default()).decode_utf8_lossy();
    Some(Token::presented(&token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_keys_are_remembered_than_there_is_room_for() {
        let limiter = Limiter::new(Quota::per_minute(2.try_into().unwrap()));
        for key in 0..MOST + 10 {
            assert!(limiter.wait(&key).is_none());
        }
        assert!(limiter.inner.len() <= MOST, "{}", limiter.inner.len());
    }

    #[test]
    fn whoever_is_refused_makes_no_place_for_a_link() {
        let limits = Limits {
            of_addresses: Some(Limiter::new(Quota::per_minute(1.try_into().unwrap()))),
            of_tokens: Some(Limiter::new(Quota::per_minute(1.try_into().unwrap()))),
            trusted_proxies: Vec::new(),
        };
        let address: IpAddr = "192.0.2.1".parse().unwrap();
        for number in 0..10 {
            let _ = limits.wait(Some(address), &format!("/s/{number}"));
        }
        assert_eq!(limits.of_tokens.unwrap().inner.len(), 1);
    }

    #[test]
    fn links_have_a_limit_of_their_own() {
        assert!(token("/s/abc").is_some() && token("/u/abc").is_some() && token("/s/abc/reason").is_some());
        assert_eq!(token("/s/abc/reason"), token("/s/%61bc"));
        assert!(token("/api/v1/nps").is_none() && !is_public("/") && is_public("/privacy"));
    }
}
