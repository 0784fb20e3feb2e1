//! The client of a request: the peer, or the client that a trusted proxy forwards for.
//!
//! The rule: only what trusted proxies wrote is believed. A forwarding header that cannot be parsed still counts as
//! present: it names no client, and no other header is used instead, since a client may have made that one up.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderValue};
use ipnet::IpNet;

/// The client's address. A forwarding list is read from its end, where the trusted proxies append.
pub fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
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

/// The addresses of `X-Forwarded-For`, else of `Forwarded` (RFC 7239), in order; `None` for an element that is not an
/// address. Proxies pass headers on that they do not know, so the one that most of them write takes precedence over the
/// one that a client may have made up.
fn forwarded(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let usual = elements(headers, "x-forwarded-for");
    if !usual.is_empty() {
        return usual.into_iter().map(|part| address(&part?)).collect();
    }
    elements(headers, "forwarded").into_iter().map(|part| named(&part?)).collect()
}

/// The elements of a list header; `None` for a line that cannot be decoded.
fn elements(headers: &HeaderMap, name: &str) -> Vec<Option<String>> {
    let lines = headers.get_all(name).iter();
    let parts = lines.flat_map(|line: &HeaderValue| match line.to_str() {
        Ok(line) => line.split(',').map(|part| Some(part.trim().to_owned())).collect(),
        Err(_) => vec![None],
    });
    parts.collect()
}

/// The address after `for=` in an element of `Forwarded`.
fn named(element: &str) -> Option<IpAddr> {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let mut named =
        pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("for")).map(|(_, value)| value.trim());
    let value = named.next()?;
    let is_quoted = value.len() > 1 && value.starts_with('"') && value.ends_with('"');
    let value = if is_quoted { value.get(1..value.len() - 1)? } else { value };
    address(value).filter(|_| named.next().is_none())
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1` or `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let socket = text.parse::<std::net::SocketAddr>().map(|socket| socket.ip()).ok();
    let address = text.parse().ok().or(socket).or_else(|| {
        let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        bare.and_then(|bare| bare.parse().ok())
    });
    address.map(|address: IpAddr| address.to_canonical())
}

/// The address that a client is counted by: for IPv6 its /64, since one household or machine has a whole one.
pub fn client_network(address: IpAddr) -> IpAddr {
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
        // The proxy appended to a header that it could not parse itself.
        headers.insert("x-forwarded-for", HeaderValue::from_bytes(b"\xff, 198.51.100.1").unwrap());
        assert_eq!(client("10.0.0.1".parse().unwrap(), &headers, &trusted).to_string(), "10.0.0.1");
        let one = client_network("2001:db8:1:2::1".parse().unwrap());
        assert_eq!(one, client_network("2001:db8:1:2:ffff::9".parse().unwrap()));
        assert_ne!(one, client_network("2001:db8:1:3::1".parse().unwrap()));
    }
}
