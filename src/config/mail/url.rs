//! `mail.url`: the mail server, or a folder in its place.

use std::net::IpAddr;
use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

/// How mail is delivered.
#[derive(Clone, Debug)]
pub enum MailTransport {
    /// One `.eml` file for each message in this folder.
    File(PathBuf),
    Smtp(SmtpServer),
    /// Kept in memory, for tests.
    Memory,
}

/// A mail server.
#[derive(Clone, Debug)]
pub struct SmtpServer {
    pub host: String,
    pub port: u16,
    pub tls: TlsPolicy,
    pub user: Option<(String, SecretString)>,
    /// The name sent in EHLO; `None` for the machine's full name.
    pub hello_name: Option<String>,
}

impl MailTransport {
    /// Whether mail leaves this machine.
    #[must_use]
    pub fn leads_elsewhere(&self) -> bool {
        matches!(self, Self::Smtp(server) if !is_loopback(&server.host))
    }
}

/// How a connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsPolicy {
    /// TLS from the first byte (`smtps:`).
    Implicit,
    /// STARTTLS, or no mail.
    Required,
    /// STARTTLS if the server offers it.
    Opportunistic,
    /// Plain text, only to a loopback address.
    None,
}

/// What the address of a server looks like, also where its password is taken for something else.
const LIKE: &str = "must be like smtp://user:password@host:25, where #, /, ? and @ in a password are written \
                    %23, %2F, %3F and %40";
const SCHEMES: &str = "must begin with file:, smtp:// or smtps://";

/// Parses `mail.url`.
///
/// # Errors
/// What to write instead.
pub fn parse(text: &str) -> Result<MailTransport, String> {
    if let Some(folder) = text.strip_prefix("file:") {
        return match folder {
            "" => Err("must name a folder, such as file:data/outbox".to_owned()),
            _ => Ok(MailTransport::File(PathBuf::from(folder))),
        };
    }
    let is_server =
        ["smtp://", "smtps://"].iter().any(|scheme| text.to_ascii_lowercase().starts_with(scheme));
    if !is_server {
        return Err(SCHEMES.to_owned());
    }
    let url = Url::parse(text).map_err(|_| LIKE)?;
    server(&url).map(MailTransport::Smtp)
}

/// Every part of the address is obeyed or refused.
fn server(url: &Url) -> Result<SmtpServer, String> {
    if url.fragment().is_some() || !matches!(url.path(), "" | "/") {
        return Err(LIKE.to_owned());
    }
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or("must name a host")?.to_owned();
    let is_loopback = is_loopback(&host);
    let (tls, default_port) = protection(url, is_loopback)?;
    let user = login(url)?;
    if user.is_some() && matches!(tls, TlsPolicy::Opportunistic | TlsPolicy::None) && !is_loopback {
        return Err("must say tls=required when it has a password".to_owned());
    }
    let port = url.port().unwrap_or(default_port);
    if port == 0 {
        return Err("must name a port from 1 to 65535".to_owned());
    }
    Ok(SmtpServer { host, port, tls, user, hello_name: None })
}

/// How the connection is protected, and the usual port of it.
fn protection(url: &Url, is_loopback: bool) -> Result<(TlsPolicy, u16), String> {
    let mut wanted = Vec::new();
    for (name, value) in url.query_pairs() {
        if name != "tls" {
            // Which part is not repeated: it may be the rest of a password with a question mark.
            return Err("has an unknown part after the `?`, where only `tls=` is known".to_owned());
        }
        wanted.push(value);
    }
    match (url.scheme(), wanted.as_slice()) {
        (_, [_, _, ..]) => Err("must say tls= once".to_owned()),
        ("smtps", []) => Ok((TlsPolicy::Implicit, 465)),
        ("smtps", _) => Err("must not say tls= with smtps://, which always uses TLS".to_owned()),
        (_, []) if is_loopback => Ok((TlsPolicy::Opportunistic, 25)),
        (_, []) => Ok((TlsPolicy::Required, 25)),
        (_, [wanted]) => match wanted.as_ref() {
            "required" => Ok((TlsPolicy::Required, 25)),
            "opportunistic" => Ok((TlsPolicy::Opportunistic, 25)),
            "none" if is_loopback => Ok((TlsPolicy::None, 25)),
            "none" => Err("may say tls=none only to a loopback address".to_owned()),
            _ => Err("must say tls=required, tls=opportunistic or tls=none".to_owned()),
        },
    }
}

fn login(url: &Url) -> Result<Option<(String, SecretString)>, String> {
    let password = url.password().unwrap_or_default();
    if url.username().is_empty() {
        return if password.is_empty() {
            Ok(None)
        } else {
            Err("must name the user before the password, like smtp://user:password@host:25".to_owned())
        };
    }
    Ok(Some((decode(url.username())?, SecretString::from(decode(password)?))))
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

fn decode(text: &str) -> Result<String, String> {
    let decoded = percent_encoding::percent_decode_str(text).decode_utf8();
    let wrong = "must hold UTF-8 text where it has % in the user or the password";
    decoded.map(std::borrow::Cow::into_owned).map_err(|_| wrong.to_owned())
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    fn tls_of(text: &str) -> TlsPolicy {
        match parse(text) {
            Ok(MailTransport::Smtp(server)) => server.tls,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_server_elsewhere_needs_tls_unless_said_otherwise() {
        assert_eq!(tls_of("smtp://mail.example.org"), TlsPolicy::Required);
        assert_eq!(tls_of("smtp://mail.example.org:587?tls=opportunistic"), TlsPolicy::Opportunistic);
        assert_eq!(tls_of("smtps://user:p%40ss@mail.example.org"), TlsPolicy::Implicit);
        assert_eq!(tls_of("smtp://127.0.0.1:2525?tls=none"), TlsPolicy::None);
    }

    #[test]
    fn plain_text_off_this_machine_is_refused() {
        for text in [
            "smtp://mail.example.org?tls=none",
            "smtp://user:secret@mail.example.org?tls=opportunistic",
            "http://mail.example.org",
            "smtp://mail.example.org?tls=maybe",
            "smtp://mail.example.org?lts=required",
            "mail.example.org",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_part_of_an_address_is_obeyed() {
        let Ok(MailTransport::Smtp(server)) = parse("SMTPS://us%2Fer:p%23%3f@mail.example.org:4650/") else {
            panic!("it is refused");
        };
        let (user, password) = server.user.unwrap();
        assert_eq!((server.host.as_str(), server.port), ("mail.example.org", 4650));
        assert_eq!((user.as_str(), password.expose_secret()), ("us/er", "p#?"));
    }

    /// What would reach another server, or none, without a login or a protection that was asked for.
    #[test]
    fn a_part_that_would_be_passed_over_is_refused_and_not_repeated() {
        let like = "%23, %2F, %3F and %40";
        for (text, words) in [
            ("smtps://user:12/s3cret@mail.example.org", like),
            ("smtps://user:12#s3cret@mail.example.org", like),
            ("smtps://user:ab#s3cret@mail.example.org", like),
            ("smtps://user:ab/s3cret@mail.example.org", like),
            ("smtps://user:12?s3cret@mail.example.org", "an unknown part after the `?`"),
            ("smtps://mail.example.org/s3cret", like),
            ("smtps://mail.example.org#s3cret", like),
            ("smtps://mail.example.org:70000", like),
            ("smtp://mail.example.org:0", "a port from 1 to 65535"),
            ("smtps://:s3cret@mail.example.org", "must name the user"),
            ("smtps://user:s3cret%ff@mail.example.org", "UTF-8"),
            ("smtp://mail.example.org?tls=required&tls=opportunistic", "tls= once"),
            ("smtp://mail.example.org?tls=required&s3cret=1", "an unknown part after the `?`"),
            ("smtps://mail.example.org?tls=required", "must not say tls="),
            ("smtp://", ""),
            ("smtp:mail.example.org", SCHEMES),
            ("file:", "must name a folder"),
        ] {
            let said = parse(text).unwrap_err();
            assert!(said.contains(words) && !said.contains("s3cret"), "{text}: {said}");
        }
    }

    #[test]
    fn a_server_elsewhere_is_not_on_this_machine() {
        for (text, elsewhere) in [
            ("smtps://mail.example.org", true),
            ("smtp://192.0.2.1", true),
            ("smtp://localhost", false),
            ("smtp://127.0.0.9:2525", false),
            ("smtp://[::1]", false),
            ("file:data/outbox", false),
        ] {
            assert_eq!(parse(text).unwrap().leads_elsewhere(), elsewhere, "{text}");
        }
    }

    #[test]
    fn a_password_is_not_printed() {
        let printed = format!("{:?}", parse("smtps://user:s3cret@mail.example.org"));
        assert!(!printed.contains("s3cret"), "{printed}");
    }
}
