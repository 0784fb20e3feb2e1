//! The key with which this program signs mail (DKIM, RFC 6376), if the mail server does not.

use std::sync::Arc;

use ring::signature::RsaKeyPair;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{PrivatePkcs1KeyDer, PrivatePkcs8KeyDer};

/// A private key, and where its public key is published: `{selector}._domainkey.{domain}`.
#[derive(Clone)]
pub struct DkimConfig {
    pub selector: String,
    pub domain: String,
    pub key: Arc<RsaKeyPair>,
}

/// The text is not a key that can sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("holds no RSA private key of 2048 to 4096 bits in PEM (PKCS#8 or PKCS#1)")]
pub struct UnusableKey;

/// Parses the key from a PEM file.
///
/// # Errors
/// [`UnusableKey`].
pub fn key_of_pem(pem: &[u8]) -> Result<RsaKeyPair, UnusableKey> {
    let key = match PrivatePkcs8KeyDer::from_pem_slice(pem) {
        Ok(key) => RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()),
        Err(_) => {
            let key = PrivatePkcs1KeyDer::from_pem_slice(pem).map_err(|_| UnusableKey)?;
            RsaKeyPair::from_der(key.secret_pkcs1_der())
        }
    };
    key.map_err(|_| UnusableKey)
}

impl std::fmt::Debug for DkimConfig {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "DkimConfig({}._domainkey.{}, key redacted)", self.selector, self.domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_key_is_refused() {
        for pem in ["", "x", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
            assert_eq!(key_of_pem(pem.as_bytes()).err(), Some(UnusableKey));
        }
    }
}
