//! Our EHLO name, and the service extensions that a mail server offers in reply.
//!
//! The rule: a remote server gets a fully qualified name, or else the address that it sees; many refuse a client that
//! gives a short name or a loopback address.

use std::net::{IpAddr, SocketAddr};

use tokio::sync::OnceCell;

use crate::domain::people::host_name::HostName;
use crate::mail::smtp::limits::LOOKUP_TIMEOUT;
use crate::mail::smtp::reply::Reply;

/// The name sent in EHLO.
#[derive(Debug)]
pub struct HelloName {
    configured: Option<String>,
    of_machine: OnceCell<Option<String>>,
}

impl HelloName {
    /// The name that the operator configured; `None` uses the machine's.
    pub fn new(configured: Option<String>) -> Self {
        Self { configured, of_machine: OnceCell::new() }
    }

    /// The name for a connection from this local address (RFC 5321, 4.1.4).
    pub async fn over(&self, local: SocketAddr) -> String {
        if let Some(name) = &self.configured {
            return name.clone();
        }
        let name = self.of_machine.get_or_init(look_up).await;
        name.clone().unwrap_or_else(|| address_literal(local.ip()))
    }
}

/// An address literal (RFC 5321, 4.1.3).
fn address_literal(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => format!("[{address}]"),
        IpAddr::V6(address) => format!("[IPv6:{address}]"),
    }
}

/// The machine's fully qualified name; `None` if it has none or the lookup timed out.
async fn look_up() -> Option<String> {
    let looking_up =
        tokio::task::spawn_blocking(|| full_name(&dns_lookup::get_hostname().ok()?, canonical_name));
    tokio::time::timeout(LOOKUP_TIMEOUT, looking_up).await.ok()?.ok()?
}

/// A machine's name itself if it is fully qualified, else as the resolver completes it.
fn full_name(name: &str, complete: impl Fn(&str) -> Option<String>) -> Option<String> {
    let names = [Some(name.to_owned()), complete(name)].into_iter().flatten();
    names.map(|name| name.trim_end_matches('.').to_owned()).find(|name| is_full(name))
}

fn is_full(name: &str) -> bool {
    let is_full = name.parse::<HostName>().is_ok_and(|name| name.is_full());
    is_full && !name.starts_with("localhost.")
}

/// The resolver's canonical name of a host: from the hosts file or a name server, as the machine is configured.
fn canonical_name(name: &str) -> Option<String> {
    let hints = dns_lookup::AddrInfoHints { flags: libc::AI_CANONNAME, ..Default::default() };
    let found = dns_lookup::getaddrinfo(Some(name), None, Some(hints)).ok()?;
    found.filter_map(Result::ok).find_map(|found| found.canonname)
}

/// How to authenticate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mechanism {
    /// RFC 4616.
    Plain,
    /// Never a standard; some servers offer nothing else.
    Login,
}

/// The service extensions that a server offers (RFC 5321, 4.1.1.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extensions {
    /// STARTTLS (RFC 3207).
    pub starttls: bool,
    /// PIPELINING (RFC 2920).
    pub pipelining: bool,
    /// 8BITMIME (RFC 6152).
    pub eight_bit_mime: bool,
    /// Authentication mechanisms (RFC 4954), best first.
    pub mechanisms: Vec<Mechanism>,
}

impl Extensions {
    /// Parses the reply to EHLO; keywords come in any case.
    pub fn parse(reply: &Reply) -> Self {
        let mut extensions = Self::default();
        for line in reply.lines.iter().skip(1) {
            let line = line.to_ascii_uppercase();
            // Old servers write AUTH=LOGIN.
            let mut words =
                line.split(|c: char| c.is_whitespace() || c == '=').filter(|word| !word.is_empty());
            match words.next() {
                Some("STARTTLS") => extensions.starttls = true,
                Some("PIPELINING") => extensions.pipelining = true,
                Some("8BITMIME") => extensions.eight_bit_mime = true,
                Some("AUTH") => extensions.add_mechanisms(&words.collect::<Vec<_>>()),
                _ => {}
            }
        }
        extensions
    }

    fn add_mechanisms(&mut self, named: &[&str]) {
        for (name, mechanism) in [("PLAIN", Mechanism::Plain), ("LOGIN", Mechanism::Login)] {
            if named.contains(&name) && !self.mechanisms.contains(&mechanism) {
                self.mechanisms.push(mechanism);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extensions(lines: &[&str]) -> Extensions {
        let lines = ["mx.example.org"].iter().chain(lines).map(|line| (*line).to_owned()).collect();
        Extensions::parse(&Reply { code: 250, lines })
    }

    #[test]
    fn keywords_are_read_in_any_case() {
        for starttls in ["STARTTLS", "starttls", "StartTLS", " starttls ", "starttls\t"] {
            assert!(extensions(&[starttls]).starttls, "{starttls}");
        }
        for pipelining in ["PIPELINING", "pipelining"] {
            assert!(extensions(&[pipelining]).pipelining, "{pipelining}");
        }
        assert!(extensions(&["8bitmime"]).eight_bit_mime);
        for auth in ["AUTH PLAIN LOGIN", "auth login plain", "AUTH=LOGIN PLAIN", "AUTH CRAM-MD5 plain Login"]
        {
            assert_eq!(extensions(&[auth]).mechanisms, [Mechanism::Plain, Mechanism::Login], "{auth}");
        }
    }

    #[test]
    fn what_is_not_a_keyword_offers_nothing() {
        assert_eq!(extensions(&["XSTARTTLS", "NO-STARTTLS", "SIZE 1000", ""]), Extensions::default());
        let greeting = Reply { code: 250, lines: vec!["STARTTLS".to_owned()] };
        assert_eq!(
            Extensions::parse(&greeting),
            Extensions::default(),
            "the first line is the server's name"
        );
    }

    #[test]
    fn a_machine_is_introduced_by_its_full_name() {
        let completed = |full: &'static str| move |_: &str| Some(full.to_owned());
        let of = |name: &str, full: &'static str| full_name(name, completed(full));
        assert_eq!(of("nps.example.org", "other.example.org"), Some("nps.example.org".to_owned()));
        assert_eq!(of("nps", "nps.example.org"), Some("nps.example.org".to_owned()));
        for short in ["nps", "localhost", "localhost.localdomain", "127.0.0.1", "my_machine.example.org"] {
            assert_eq!(of("nps", short), None, "{short}");
        }
        assert_eq!(full_name("nps", |_| None), None);
    }

    #[test]
    fn without_a_full_name_the_server_hears_the_address_that_it_sees() {
        assert_eq!(address_literal("192.0.2.7".parse().unwrap()), "[192.0.2.7]");
        assert_eq!(address_literal("::ffff:192.0.2.7".parse().unwrap()), "[192.0.2.7]");
        assert_eq!(address_literal("2001:db8::7".parse().unwrap()), "[IPv6:2001:db8::7]");
    }
}
