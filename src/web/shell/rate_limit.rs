//! Rate limits for public pages: one per client address, and one per link.
//!
//! The rule: no device is tracked. Addresses are held in memory only, and only while their limit has an effect.

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

pub use crate::web::shell::rate_limit::client::client_network;

/// The peer address of a connection; the listener adds it to the extensions of each request.
#[derive(Clone, Copy, Debug)]
pub struct PeerAddress(pub IpAddr);

/// The client's address, also behind trusted proxies.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// The client of a request received from `peer`.
    pub fn of(app: &App, peer: IpAddr, headers: &HeaderMap) -> Self {
        Self(client_network(client(peer, headers, &app.config.http.trusted_proxies)))
    }
}

/// Above `MANY` keys, those whose limit has no effect any more are dropped. At `MOST` keys no further key is stored and
/// requests pass unchecked, so that requests from very many addresses cannot exhaust the memory; the connection limits
/// still apply.
const MANY: usize = 50_000;
const MOST: usize = 200_000;
/// Dropping keys scans all of them, so at most one scan is made in this time.
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
    /// How long to wait before a request is allowed; `None` if it is allowed now.
    fn wait(&self, address: Option<IpAddr>, path: &str) -> Option<Duration> {
        let of_address =
            address.and_then(|address| self.of_addresses.as_ref()?.wait(&client_network(address)));
        // Checked second: a refused address must not add a key for each link that it makes up.
        of_address.or_else(|| self.of_tokens.as_ref()?.wait(&token(path)?.hash()))
    }
}

/// A rate limit per key.
struct Limiter<K: Clone + Eq + Hash> {
    inner: DefaultKeyedRateLimiter<K>,
    cleaned_at: Mutex<Option<Instant>>,
}

impl<K: Clone + Eq + Hash> Limiter<K> {
    fn new(quota: Quota) -> Self {
        Self { inner: RateLimiter::keyed(quota), cleaned_at: Mutex::default() }
    }

    /// How long this key must wait; `None` if it need not.
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

/// The whole rate may be used in one burst; it is replenished evenly.
fn quota(rate: Rate) -> Option<Quota> {
    let between = rate.within / rate.requests.get();
    Quota::with_period(between).map(|quota| quota.allow_burst(rate.requests))
}

/// Refuses requests over the limit with 429 and a `Retry-After`.
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
    let mut response = error::unrendered(StatusCode::TOO_MANY_REQUESTS, Notice::TooMany);
    // Rounded up: a client that retries when told to must not be refused again.
    let seconds = wait.as_millis().div_ceil(1000).max(1);
    let seconds = u64::try_from(seconds).unwrap_or(u64::MAX);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// The provider's word that sessions ended is no page: all of them come from one address, and a refused one would leave a
/// session open.
fn is_public(path: &str) -> bool {
    let is_sign_in = path.starts_with(urls::SIGN_IN) && path != urls::PROVIDER_LOGOUT;
    token(path).is_some() || is_sign_in || [urls::PRIVACY, urls::METRICS].contains(&path)
}

/// The token of a link.
fn token(path: &str) -> Option<Token> {
    let rest = path.strip_prefix("/s/").or_else(|| path.strip_prefix("/u/"))?;
    // Percent-encoded spellings of a token are the same link.
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
