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

/// Parses `mail.url`.
///
/// # Errors
/// What to write instead.
pub fn parse(text: &str) -> Result<MailTransport, String> {
    if let Some(folder) = text.strip_prefix("file:") {
        return Ok(MailTransport::File(PathBuf::from(folder)));
    }
    let url = Url::parse(text).map_err(|_| "must begin with file:, smtp:// or smtps://".to_owned())?;
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or("must name a host")?.to_owned();
    let is_loopback = is_loopback(&host);
    let wanted = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    if url.query_pairs().any(|(name, _)| name != "tls") {
        // Which part is not repeated: it may be the rest of a password with a question mark.
        return Err("has an unknown part after the `?`, where only `tls=` is known".to_owned());
    }
    let (tls, default_port) = match (url.scheme(), wanted.as_deref()) {
        ("smtps", None) => (TlsPolicy::Implicit, 465),
        ("smtp", None) if is_loopback => (TlsPolicy::Opportunistic, 25),
        ("smtp", None | Some("required")) => (TlsPolicy::Required, 25),
        ("smtp", Some("opportunistic")) => (TlsPolicy::Opportunistic, 25),
        ("smtp", Some("none")) if is_loopback => (TlsPolicy::None, 25),
        ("smtp", Some("none")) => return Err("may say tls=none only to a loopback address".to_owned()),
        ("smtp", Some(_)) => return Err("must say tls=required, tls=opportunistic or tls=none".to_owned()),
        ("smtps", Some(_)) => return Err("must not say tls= with smtps://, which always uses TLS".to_owned()),
        _ => return Err("must begin with file:, smtp:// or smtps://".to_owned()),
    };
    let user = (!url.username().is_empty())
        .then(|| (decode(url.username()), SecretString::from(decode(url.password().unwrap_or_default()))));
    if user.is_some() && matches!(tls, TlsPolicy::Opportunistic | TlsPolicy::None) && !is_loopback {
        return Err("must say tls=required when it has a password".to_owned());
    }
    Ok(MailTransport::Smtp(SmtpServer {
        host,
        port: url.port().unwrap_or(default_port),
        tls,
        user,
        hello_name: None,
    }))
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
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
    fn a_password_is_not_printed() {
        let printed = format!("{:?}", parse("smtps://user:s3cret@mail.example.org"));
        assert!(!printed.contains("s3cret"), "{printed}");
    }
}
