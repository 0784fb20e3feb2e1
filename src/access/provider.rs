//! Sign-in at the organisation's identity provider by OpenID Connect: authorization code with PKCE.
//!
//! The rule: nothing is asked of the provider before a person signs in there, so the program starts and passwords work
//! without it. Nothing here knows the database; whether a sign-in was begun here, and by whom, its callers decide.

pub mod error;
mod http;
pub mod id_token;
mod known;
pub mod logout_token;
mod metadata;
mod signature;
pub mod times;

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::CoreJsonWebKeySet;
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::access::provider::error::{ProviderError, error_code};
use crate::access::provider::http::Http;
use crate::access::provider::id_token::{Identity, Parties};
use crate::access::provider::known::{Known, Memory};
use crate::access::provider::logout_token::LogoutRequest;
use crate::config::OidcConfig;
use crate::config::oidc::is_loopback;
use crate::domain::Timestamp;
use crate::domain::access::token::Token;
use crate::randomness::Randomness;

/// What we ask to know: who it is, the address, and at some providers the groups.
const SCOPES: &str = "openid email profile";

/// The provider, and what is known of it.
#[derive(Debug)]
pub struct Provider {
    config: OidcConfig,
    http: Http,
    memory: Memory,
}

/// A sign-in that is to begin.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Where the person goes.
    pub url: String,
    /// What the provider sends back with the person.
    pub state: Token,
    /// What the ID token must repeat.
    pub nonce: String,
    /// What proves to the provider that the code comes from the program that began (RFC 7636).
    pub verifier: String,
}

/// What the person brings back from the provider, and what was kept here of its beginning.
#[derive(Clone, Copy, Debug)]
pub struct Returned<'a> {
    pub code: &'a str,
    /// Who the answer says it is from (RFC 9207).
    pub issuer: Option<&'a str>,
    pub nonce: &'a str,
    pub verifier: &'a str,
}

#[derive(Deserialize)]
struct TokenAnswer {
    id_token: Option<String>,
    error: Option<String>,
}

impl Provider {
    /// The provider of the settings; asks nothing of it.
    #[must_use]
    pub fn new(config: &OidcConfig) -> Self {
        let is_local = Url::parse(&config.issuer).is_ok_and(|issuer| is_loopback(&issuer));
        Self { config: config.clone(), http: Http::new(is_local), memory: Memory::default() }
    }

    /// Begins a sign-in that ends at `redirect_uri`.
    ///
    /// # Errors
    /// [`ProviderError::Unreachable`], [`ProviderError::Unusable`].
    pub async fn begin(
        &self,
        redirect_uri: &str,
        randomness: &Randomness,
        now: Timestamp,
    ) -> Result<Begun, ProviderError> {
        let known = self.known(now).await?;
        let [state, nonce, verifier]: [Token; 3] =
            std::array::from_fn(|_| Token::random("", randomness.bytes()));
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.reveal().as_bytes()));
        let mut url = known.metadata.authorization_endpoint.clone();
        url.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("client_id", self.config.client_id.as_str()),
            ("redirect_uri", redirect_uri),
            ("scope", SCOPES),
            ("state", state.reveal()),
            ("nonce", nonce.reveal()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ]);
        let (nonce, verifier) = (nonce.reveal().to_owned(), verifier.reveal().to_owned());
        Ok(Begun { url: url.into(), state, nonce, verifier })
    }

    /// Exchanges the code of a sign-in for the identity of the person.
    ///
    /// # Errors
    /// See [`ProviderError`].
    pub async fn finish(
        &self,
        returned: Returned<'_>,
        redirect_uri: &str,
        now: Timestamp,
    ) -> Result<Identity, ProviderError> {
        let known = self.known(now).await?;
        // Before the code is sent anywhere: who answers for another provider wants it sent to ours (RFC 9700, 4.4).
        let is_from_ours = match returned.issuer {
            Some(issuer) => issuer == self.config.issuer,
            None => !known.metadata.names_itself,
        };
        if !is_from_ours {
            return Err(ProviderError::OtherProvider);
        }
        let token = self.exchange(&known, returned, redirect_uri).await?;
        let read =
            |keys: &CoreJsonWebKeySet| id_token::read(&token, keys, self.parties(), returned.nonce, now);
        self.verified(&known, now, read).await
    }

    /// Verifies a logout token that the provider, or another sender, sent.
    ///
    /// # Errors
    /// See [`ProviderError`].
    pub async fn read_logout(&self, token: &str, now: Timestamp) -> Result<LogoutRequest, ProviderError> {
        let known = self.known(now).await?;
        let read = |keys: &CoreJsonWebKeySet| logout_token::read(token, keys, self.parties(), now);
        self.verified(&known, now, read).await
    }

    async fn known(&self, now: Timestamp) -> Result<Arc<Known>, ProviderError> {
        self.memory.known(&self.http, &self.config.issuer, now).await
    }

    /// Reads a token with the keys that are known, and if none of them made its signature once more with new ones.
    async fn verified<T>(
        &self,
        known: &Arc<Known>,
        now: Timestamp,
        read: impl Fn(&CoreJsonWebKeySet) -> Result<T, ProviderError>,
    ) -> Result<T, ProviderError> {
        match read(&known.keys) {
            Err(ProviderError::UnknownKey) => {
                let anew = self.memory.known_anew(&self.http, &self.config.issuer, known, now).await?;
                read(&anew.ok_or(ProviderError::UnknownKey)?.keys)
            }
            read => read,
        }
    }

    /// The ID token for a code.
    async fn exchange(
        &self,
        known: &Known,
        returned: Returned<'_>,
        redirect_uri: &str,
    ) -> Result<String, ProviderError> {
        let (name, secret) = (self.config.client_id.as_str(), self.config.client_secret.expose_secret());
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", returned.code),
            ("redirect_uri", redirect_uri),
            ("code_verifier", returned.verifier),
        ];
        // In a header both are urlencoded first (RFC 6749, 2.3.1).
        let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let password = known.metadata.takes_basic.then(|| (encoded(name), encoded(secret)));
        if password.is_none() {
            form.extend([("client_id", name), ("client_secret", secret)]);
        }
        let (status, body) = self.http.post(&known.metadata.token_endpoint, &form, password).await?;
        if status.is_server_error() {
            return Err(ProviderError::Unreachable(format!(
                "the token endpoint answered {}",
                status.as_u16()
            )));
        }
        let answer: Option<TokenAnswer> = serde_json::from_slice(&body).ok();
        match answer {
            Some(TokenAnswer { id_token: Some(token), error: None }) if status.is_success() => Ok(token),
            Some(TokenAnswer { error: Some(error), .. }) => Err(ProviderError::Refused(error_code(&error))),
            _ => Err(ProviderError::Unusable("token endpoint gave no ID token")),
        }
    }

    fn parties(&self) -> Parties<'_> {
        Parties { issuer: &self.config.issuer, client_id: &self.config.client_id }
    }
}

#[cfg(test)]
mod testing;
