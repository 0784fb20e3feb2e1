//! The web server.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use url::Url;

use crate::config::settings::parsers::empty;
use crate::config::settings::section::section;
use crate::config::settings::setting::{default, otherwise};
use crate::config::settings::shown::part_shown;
use crate::domain::access::rate::{self, Rate};

section! {
    /// The web server.
    "http" => HttpConfig {
        /// The address and port to listen on.
        listen: SocketAddr = default("127.0.0.1:8080", listen),
        /// What links in mails begin with, without a path; with https, cookies and HSTS are strict.
        public_url: String = default("http://127.0.0.1:8080", public_url),
        /// Addresses or networks of proxies whose `X-Forwarded-For` header counts, or `Forwarded` where that is absent; a
        /// proxy that writes only the latter must drop the former.
        trusted_proxies: Vec<IpNet> = otherwise("none", empty, networks).list(),
        /// Requests to public pages of one client, of each process; `0` is no limit.
        rate_per_address: Option<Rate> = default("600/min", rate::parse).number(),
        /// Requests to public pages of one link, of each process; `0` is no limit.
        rate_per_token: Option<Rate> = default("120/min", rate::parse).number(),
    }
}

fn listen(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "must be an address and port like 127.0.0.1:8080".to_owned())
}

/// The base of links, without a trailing slash.
fn public_url(text: &str) -> Result<String, String> {
    let url = Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.query().is_none()
            && url.fragment().is_none()
            // Pages, forms and cookies assume the root of a host, and the URL is in every mail, so it must not contain
            // a password.
            && url.path() == "/"
            && url.username().is_empty()
            && url.password().is_none()
    });
    let url = url.ok_or("must be an address like https://nps.example.org, with no path and no password")?;
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Addresses, or networks like 10.0.0.0/8.
fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    let wrong = |part: &str| {
        format!("{} is no address or network; write 10.0.0.1 or 10.0.0.0/8", part_shown(part, text))
    };
    let network = |part: &str| {
        let part = part.trim();
        part.parse()
            .or_else(|_| part.parse().map(|address: IpAddr| IpNet::from(address)))
            .map_err(|_| wrong(part))
    };
    text.split(',').map(network).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The base of links is used in full or rejected.
    #[test]
    fn an_address_for_links_has_no_path_and_no_password() {
        for good in ["https://nps.example.org", "https://nps.example.org/", "http://127.0.0.1:8080"] {
            assert_eq!(public_url(good).unwrap(), good.trim_end_matches('/'));
        }
        for wrong in [
            "https://example.org/nps",
            "https://example.org/nps/",
            "https://user@example.org",
            "https://user:secret@example.org",
            "https://:secret@example.org",
            "https://example.org?a=b",
            "https://example.org#a",
            "ftp://example.org",
            "example.org",
        ] {
            assert!(public_url(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_proxy_is_an_address_or_a_network() {
        let expected: Vec<IpNet> = vec!["10.0.0.1/32".parse().unwrap(), "192.0.2.0/24".parse().unwrap()];
        assert_eq!(networks("10.0.0.1, 192.0.2.0/24"), Ok(expected));
        assert!(networks("10.0.0.1, proxy").unwrap_err().starts_with("`proxy` is no address"));
    }
}
