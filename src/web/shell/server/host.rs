//! Which `Host` a request may name (RFC 9112, 3.2).
//!
//! The rule: the server answers only to its own names. A foreign name is one that another party's DNS points here, as
//! in DNS rebinding, which reads pages through a visitor's browser past the same-origin policy. An IP address or a name
//! without a dot cannot be that.

use std::net::IpAddr;

use axum::http::Uri;
use axum::http::uri::Authority;
use hyper::Request;
use hyper::header::HOST;

/// The host name in mailed links.
#[derive(Clone, Debug)]
pub struct OwnName(String);

impl OwnName {
    /// The host of an address like `https://nps.example.org`.
    pub fn of(public_url: &str) -> Self {
        let host = public_url.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_ascii_lowercase));
        Self(host.unwrap_or_default())
    }

    /// Whether a request names exactly one host, and it is accepted. A trusted proxy may use any well-formed name.
    pub fn is_named_by<B>(&self, request: &Request<B>, is_of_proxy: bool) -> bool {
        let mut hosts = request.headers().get_all(HOST).iter();
        let is_named = match (hosts.next(), hosts.next()) {
            (Some(host), None) => {
                host.to_str().is_ok_and(|host| self.is_ours(host) || is_of_proxy && host_of(host).is_some())
            }
            (None, None) => request.version() == hyper::Version::HTTP_10,
            _ => false,
        };
        let named = request.headers().get(HOST).and_then(|host| host.to_str().ok()).and_then(host_of);
        is_named && request.uri().authority().is_none_or(|authority| host_of(authority.as_str()) == named)
    }

    fn is_ours(&self, named: &str) -> bool {
        let Some(host) = host_of(named) else { return false };
        let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(&host);
        host == self.0 || !host.contains('.') || address.parse::<IpAddr>().is_ok()
    }
}

/// The host of a well-formed `Host` value, in lower case and without the port.
fn host_of(named: &str) -> Option<String> {
    let authority = named.parse::<Authority>().ok()?;
    let port = named.strip_prefix(authority.host())?;
    if !port.is_empty() && authority.port_u16().is_none() {
        return None;
    }
    let host = authority.host().to_ascii_lowercase();
    let host = host.strip_suffix('.').unwrap_or(&host);
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_name = !host.is_empty() && !host.contains("..") && host.bytes().all(is_of_name);
    (is_name || host.starts_with('[')).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_names_are_served_and_foreign_or_broken_ones_are_not() {
        let ours = OwnName::of("https://NPS.example.org:8443");
        for host in [
            "nps.example.org",
            "NPS.Example.ORG",
            "nps.example.org.",
            "nps.example.org:8443",
            "nps.example.org:80",
            "localhost",
            "localhost:8080",
            "127.0.0.1",
            "127.0.0.1:8080",
            "[::1]:8080",
            "10.1.2.3",
            "naklank",
            "web:8080",
        ] {
            assert!(ours.is_ours(host), "{host}");
        }
        for host in [
            "",
            " ",
            ":",
            ":80",
            "evil.example.com",
            "nps.example.org.evil.example",
            "evil-nps.example.org",
            "localhost,evil",
            "localhost...",
            "a..b",
            "example.org",
            "user@nps.example.org",
            "user@nps.example.org:80",
            "nps.example.org:",
            "nps.example.org:x",
            "nps.example.org/",
            "a b",
            "127.0.0.1.nip.io",
        ] {
            assert!(!ours.is_ours(host), "{host}");
        }
    }
}
