//! The key with which this program signs mail (DKIM, RFC 6376), if the mail server does not.

use std::sync::Arc;

use ring::signature::RsaKeyPair;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{PrivatePkcs1KeyDer, PrivatePkcs8KeyDer};

use crate::config::settings::parsers;
use crate::config::settings::shown::{on_one_line, shown};
use crate::domain::people::host_name::HostName;

/// A private key, and where its public key is published: `{selector}._domainkey.{domain}`.
#[derive(Clone, Copy, Debug)]
pub struct Dkim<'a> {
    pub selector: &'a str,
    pub domain: &'a str,
    pub key: &'a SigningKey,
}

/// A private key, which is never printed.
#[derive(Clone)]
pub struct SigningKey(Arc<RsaKeyPair>);

impl std::ops::Deref for SigningKey {
    type Target = RsaKeyPair;

    fn deref(&self) -> &RsaKeyPair {
        &self.0
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SigningKey(redacted)")
    }
}

/// The text is not a key that can sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("holds no RSA private key of 2048 to 4096 bits in PEM (PKCS#8 or PKCS#1)")]
struct UnusableKey;

/// A DNS name.
pub fn dns_name(text: &str) -> Result<String, String> {
    let name =
        text.parse::<HostName>().map_err(|_| "must be letters, digits, hyphens and dots".to_owned())?;
    Ok(name.as_str().to_owned())
}

/// Reads the key from a file, which only its owner may read. A path to no file is not repeated, since it may be the key
/// itself.
pub fn key_file(path: &str) -> Result<SigningKey, String> {
    use std::os::unix::fs::PermissionsExt as _;
    if path.contains("-----BEGIN") || path.contains(char::is_control) {
        return Err("must name the file of the key, and not hold the key".to_owned());
    }
    parsers::path(path)?;
    let unreadable = |error: std::io::Error| format!("the file cannot be read: {error}");
    let mode = std::fs::metadata(path).map_err(unreadable)?.permissions().mode();
    let name = shown(path);
    if mode & 0o077 != 0 {
        let (mode, path) = (mode & 0o777, on_one_line(path));
        return Err(format!(
            "others on this machine can read {name} (mode {mode:o}); type: chmod 600 {path}"
        ));
    }
    let pem = std::fs::read(path).map_err(unreadable)?;
    let key = key_of_pem(&pem).map_err(|error| format!("{name} {error}"))?;
    Ok(SigningKey(Arc::new(key)))
}

fn key_of_pem(pem: &[u8]) -> Result<RsaKeyPair, UnusableKey> {
    let key = match PrivatePkcs8KeyDer::from_pem_slice(pem) {
        Ok(key) => RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()),
        Err(_) => {
            let key = PrivatePkcs1KeyDer::from_pem_slice(pem).map_err(|_| UnusableKey)?;
            RsaKeyPair::from_der(key.secret_pkcs1_der())
        }
    };
    key.map_err(|_| UnusableKey)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_the_place_of_its_path_is_not_repeated() {
        let body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7";
        for key in [
            format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n"),
            format!("-----BEGIN RSA PRIVATE KEY-----{body}-----END RSA PRIVATE KEY-----"),
            format!("{body}\n{body}"),
            body.to_owned(),
            format!("{body}\0"),
            body.repeat(200),
        ] {
            let said = key_file(&key).unwrap_err();
            assert!(!said.contains("MIIE") && !said.contains("BEGIN"), "{said}");
        }
        assert_eq!(key_file("").err().as_deref(), Some("must name a file"));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for pem in ["", "x", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
            assert_eq!(key_of_pem(pem.as_bytes()).err(), Some(UnusableKey));
        }
    }
}
