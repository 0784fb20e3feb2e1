//! What the provider says about itself (OpenID Connect Discovery 1.0).
//!
//! The rule: the document counts only if it names the issuer of the settings, and no secret is sent to an address that is
//! less protected than that of the issuer.

use serde::Deserialize;
use url::Url;

use crate::access::provider::error::ProviderError;
use crate::config::oidc::is_protected;

/// The parts of the document that are used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    pub authorization_endpoint: Url,
    pub token_endpoint: Url,
    /// Where its keys are.
    pub keys: Url,
    /// Whether each of its answers names it, by `iss` (RFC 9207).
    pub names_itself: bool,
    /// Whether our secret goes into a header; otherwise into the form.
    pub takes_basic: bool,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// Where an issuer's document is.
///
/// # Errors
/// [`ProviderError::Unusable`] if the issuer is no URL.
pub fn address(issuer: &str) -> Result<Url, ProviderError> {
    let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    Url::parse(&address).map_err(|_| ProviderError::Unusable("address is no URL"))
}

/// Parses an issuer's document.
///
/// # Errors
/// [`ProviderError::Unusable`].
pub fn parse(bytes: &[u8], issuer: &str) -> Result<Metadata, ProviderError> {
    let unusable = |_| ProviderError::Unusable("metadata is no discovery document");
    let document: Document = serde_json::from_slice(bytes).map_err(unusable)?;
    if document.issuer != issuer {
        return Err(ProviderError::Unusable("metadata names another issuer than oidc.issuer"));
    }
    let methods = document.token_endpoint_auth_methods_supported;
    // The default is the header (OpenID Connect Discovery 1.0, 3).
    let takes = |method: &str| methods.as_ref().map(|methods| methods.iter().any(|other| other == method));
    let takes_basic = takes("client_secret_basic").unwrap_or(true);
    if !takes_basic && takes("client_secret_post") != Some(true) {
        return Err(ProviderError::Unusable("token endpoint takes no client secret"));
    }
    Ok(Metadata {
        authorization_endpoint: endpoint(&document.authorization_endpoint, issuer)?,
        token_endpoint: endpoint(&document.token_endpoint, issuer)?,
        keys: endpoint(&document.jwks_uri, issuer)?,
        names_itself: document.authorization_response_iss_parameter_supported,
        takes_basic,
    })
}

fn endpoint(text: &str, issuer: &str) -> Result<Url, ProviderError> {
    let is_open = issuer.starts_with("http:");
    let url = Url::parse(text).ok().filter(|url| is_protected(url) && (is_open || url.scheme() == "https"));
    url.ok_or(ProviderError::Unusable("metadata names an address without https"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const ISSUER: &str = "https://login.example.org/one";

    fn parsed(changes: &Value) -> Result<Metadata, ProviderError> {
        let mut document = json!({
            "issuer": ISSUER,
            "authorization_endpoint": "https://login.example.org/auth?realm=one",
            "token_endpoint": "https://api.example.org/token",
            "jwks_uri": "https://login.example.org/keys",
            "response_types_supported": ["code"],
        });
        for (name, value) in changes.as_object().unwrap() {
            document[name] = value.clone();
        }
        parse(document.to_string().as_bytes(), ISSUER)
    }

    #[test]
    fn the_document_of_the_issuer_counts_and_no_other() {
        let metadata = parsed(&json!({})).unwrap();
        assert_eq!(metadata.token_endpoint.as_str(), "https://api.example.org/token");
        assert!(metadata.takes_basic && !metadata.names_itself);
        for issuer in
            ["https://login.example.org/one/", "https://LOGIN.example.org/one", "https://evil.example", ""]
        {
            assert!(parsed(&json!({"issuer": issuer})).is_err(), "{issuer}");
        }
        for broken in [&b""[..], b"{}", b"[]", b"<html>"] {
            assert!(parse(broken, ISSUER).is_err());
        }
    }

    #[test]
    fn no_secret_goes_over_an_open_line() {
        for name in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
            for url in ["http://login.example.org/x", "http://127.0.0.1/x", "file:///etc/passwd", "x", ""] {
                assert!(parsed(&json!({name: url})).is_err(), "{name} {url}");
            }
        }
    }

    #[test]
    fn our_secret_goes_where_the_provider_takes_it() {
        let takes_basic = |methods: &[&str]| {
            parsed(&json!({"token_endpoint_auth_methods_supported": methods})).map(|found| found.takes_basic)
        };
        assert_eq!(takes_basic(&["client_secret_post", "client_secret_basic"]), Ok(true));
        assert_eq!(takes_basic(&["private_key_jwt", "client_secret_post"]), Ok(false));
        assert!(takes_basic(&["private_key_jwt"]).is_err() && takes_basic(&[]).is_err());
    }

    #[test]
    fn the_document_is_below_the_issuer() {
        for issuer in ["https://login.example.org/one", "https://login.example.org/one/"] {
            let address = address(issuer).unwrap();
            assert_eq!(address.as_str(), "https://login.example.org/one/.well-known/openid-configuration");
        }
    }
}
