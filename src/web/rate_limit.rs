//! How often one address may ask for the pages that everybody can reach, and anybody for one link.
//!
//! The rule: nobody's device is remembered. Addresses live in memory only, for as long as their limit has an effect.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;
use percent_encoding::percent_decode_str;

use crate::app::App;
use crate::domain::rate::Rate;
use crate::domain::token::{Token, TokenHash};
use crate::urls;
use crate::views::notices::Notice;
use crate::web::error;

/// Where a connection comes from; the listener writes it on each request.
#[derive(Clone, Copy, Debug)]
pub struct PeerAddress(pub IpAddr);

/// Keys that are remembered before those are dropped whose limit has no effect any more.
const MANY: usize = 50_000;

/// The two limits; cheap to clone.
#[derive(Clone)]
pub struct RateLimits(Arc<Limits>);

struct Limits {
    of_addresses: Option<DefaultKeyedRateLimiter<IpAddr>>,
    of_tokens: Option<DefaultKeyedRateLimiter<TokenHash>>,
    trusted_proxies: Vec<IpNet>,
}

impl RateLimits {
    pub fn new(app: &App) -> Self {
        let http = &app.config.http;
        Self(Arc::new(Limits {
            of_addresses: http.rate_per_address.and_then(quota).map(RateLimiter::keyed),
            of_tokens: http.rate_per_token.and_then(quota).map(RateLimiter::keyed),
            trusted_proxies: http.trusted_proxies.clone(),
        }))
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
        let of_address = address.and_then(|address| wait(limits.of_addresses.as_ref(), &household(address)));
        let of_token = token(path).and_then(|token| wait(limits.of_tokens.as_ref(), &token.hash()));
        if let Some(wait) = of_address.max(of_token) {
            return too_many(wait);
        }
    }
    next.run(request).await
}

/// For how long somebody must wait; none when welcome.
fn wait<K: Clone + Eq + std::hash::Hash>(
    limiter: Option<&DefaultKeyedRateLimiter<K>>,
    key: &K,
) -> Option<Duration> {
    let limiter = limiter?;
    if limiter.len() > MANY {
        limiter.retain_recent();
    }
    limiter.check_key(key).err().map(|until| until.wait_time_from(DefaultClock::default().now()))
}

fn too_many(wait: Duration) -> Response {
    let mut response = error::undressed(StatusCode::TOO_MANY_REQUESTS, Notice::TooMany);
    let seconds = wait.as_secs().max(1);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

fn is_public(path: &str) -> bool {
    token(path).is_some() || [urls::PRIVACY, urls::METRICS, urls::SIGN_IN].contains(&path)
}

/// The token of a link.
fn token(path: &str) -> Option<Token> {
    let rest = path.strip_prefix("/s/").or_else(|| path.strip_prefix("/u/"))?;
    // However it is spelt, it is one link.
    let token = percent_decode_str(rest.split('/').next().unwrap_or_default()).decode_utf8_lossy();
    Some(Token::presented(&token))
}

/// Who asks: the peer, or, where that is a proxy of ours, whoever the proxy says it speaks for. A list of several is
/// read from its end, since only what our own proxies wrote can be believed.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    let mut client = peer.to_canonical();
    for address in forwarded(headers).into_iter().rev() {
        if !is_trusted(&client) {
            break;
        }
        let Some(address) = address else { break };
        client = address;
    }
    client
}

/// The addresses of `X-Forwarded-For`, else of `Forwarded` (RFC 7239), in order; none for what is no address. Proxies pass
/// on what they do not know, so the header that most of them write stands above the one that a client may have made up.
fn forwarded(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let all = |name: &str| -> Vec<String> {
        let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).map(|part| part.trim().to_owned()).collect()
    };
    let usual = all("x-forwarded-for");
    if !usual.is_empty() {
        return usual.iter().map(|part| address(part)).collect();
    }
    let named = |part: &String| {
        part.split(';').find_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            name.trim().eq_ignore_ascii_case("for").then(|| address(value.trim().trim_matches('"')))?
        })
    };
    all("forwarded").iter().map(named).collect()
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1` or `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let socket = text.parse::<std::net::SocketAddr>().map(|socket| socket.ip()).ok();
    let address = text.parse().ok().or(socket).or_else(|| text.trim_matches(['[', ']']).parse().ok());
    address.map(|address: IpAddr| address.to_canonical())
}

/// The client that an address stands for: one household or one machine has a whole /64 of IPv6.
fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) & !u128::from(u64::MAX)).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client_of(peer: &str, header: (&'static str, &str)) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(header.0, HeaderValue::from_str(header.1).unwrap());
        let trusted = ["10.0.0.0/8".parse().unwrap(), "2001:db8::1/128".parse().unwrap()];
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn a_proxy_of_ours_is_believed_and_nobody_else() {
        let x = "x-forwarded-for";
        assert_eq!(client_of("192.0.2.9", (x, "198.51.100.1")), "192.0.2.9", "not our proxy");
        assert_eq!(client_of("10.0.0.1", (x, "198.51.100.1")), "198.51.100.1");
        assert_eq!(
            client_of("10.0.0.1", (x, "1.1.1.1, 198.51.100.1, 10.0.0.2")),
            "198.51.100.1",
            "what the client made up"
        );
        assert_eq!(client_of("10.0.0.1", (x, "nonsense")), "10.0.0.1");
        assert_eq!(
            client_of("10.0.0.1", ("forwarded", "for=\"[2001:db8::7]:4711\";proto=https")),
            "2001:db8::7"
        );
        assert_eq!(client_of("10.0.0.1", ("forwarded", "for=198.51.100.1, for=unknown")), "10.0.0.1");
        assert_eq!(
            client_of("::ffff:10.0.0.1", (x, "198.51.100.1")),
            "198.51.100.1",
            "a proxy seen through IPv6"
        );
    }

    #[test]
    fn a_header_that_a_client_made_up_does_not_stand_above_the_proxys() {
        let mut headers = HeaderMap::new();
        headers.insert("forwarded", HeaderValue::from_static("for=1.1.1.1"));
        headers.insert("x-forwarded-for", HeaderValue::from_static("198.51.100.1"));
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        assert_eq!(client("10.0.0.1".parse().unwrap(), &headers, &trusted).to_string(), "198.51.100.1");
        let one = household("2001:db8:1:2::1".parse().unwrap());
        assert_eq!(one, household("2001:db8:1:2:ffff::9".parse().unwrap()));
        assert_ne!(one, household("2001:db8:1:3::1".parse().unwrap()));
    }

    #[test]
    fn links_have_a_limit_of_their_own() {
        assert!(token("/s/abc").is_some() && token("/u/abc").is_some() && token("/s/abc/reason").is_some());
        assert_eq!(token("/s/abc/reason"), token("/s/%61bc"));
        assert!(token("/api/v1/nps").is_none() && !is_public("/") && is_public("/privacy"));
    }
}
