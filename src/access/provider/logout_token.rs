//! The logout token: the provider ended sessions of a person (OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6).
//!
//! The rule: it comes from anyone who can reach us, so nothing of it counts before its signature is verified. An ID token is
//! none, nor the other way round: by `typ`, `events` and the nonce.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::JsonWebKeyId;
use openidconnect::core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::access::provider::error::ProviderError;
use crate::access::provider::id_token::Parties;
use crate::access::provider::signature::{ALGORITHMS, is_made_by};
use crate::access::provider::times::{has_begun, is_alive, is_recent};
use crate::domain::Timestamp;

/// The event that makes a token a logout token.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// The media type of one, with and without its prefix.
const TYPES: [&str; 2] = ["logout+jwt", "application/logout+jwt"];

/// What the provider ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoutRequest {
    /// `jti`: a token with the same one was replayed.
    pub token_id: String,
    /// One session at the provider; `None` for all of the subject.
    pub session: Option<String>,
    /// `None` only if there is a session.
    pub subject: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    alg: CoreJwsSigningAlgorithm,
    kid: Option<JsonWebKeyId>,
    typ: Option<String>,
    crit: Option<Value>,
}

/// Verifies a logout token.
///
/// # Errors
/// What is wrong with it. After [`ProviderError::UnknownKey`], other keys may verify it.
pub fn read(
    token: &str,
    keys: &CoreJsonWebKeySet,
    parties: Parties<'_>,
    now: Timestamp,
) -> Result<LogoutRequest, ProviderError> {
    let (signed, signature) = token.rsplit_once('.').ok_or(ProviderError::Malformed)?;
    let (header, claims) = signed.split_once('.').ok_or(ProviderError::Malformed)?;
    let (header, claims): (Header, Map<String, Value>) = (decoded(header)?, decoded(claims)?);
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| ProviderError::Malformed)?;
    if !ALGORITHMS.contains(&header.alg) || header.crit.is_some() {
        return Err(ProviderError::NotSigned);
    }
    // A type is recommended, not required.
    if header.typ.is_some_and(|typ| !TYPES.iter().any(|known| typ.eq_ignore_ascii_case(known))) {
        return Err(ProviderError::NoLogout);
    }
    // Before the signature, so that a token for another application causes no fetch of keys.
    check(&claims, parties, now)?;
    if !is_made_by(keys, header.kid.as_ref(), &header.alg, signed.as_bytes(), &signature) {
        return Err(ProviderError::UnknownKey);
    }
    request(&claims)
}

fn decoded<T: DeserializeOwned>(part: &str) -> Result<T, ProviderError> {
    let json = URL_SAFE_NO_PAD.decode(part).map_err(|_| ProviderError::Malformed)?;
    serde_json::from_slice(&json).map_err(|_| ProviderError::Malformed)
}

fn check(claims: &Map<String, Value>, parties: Parties<'_>, now: Timestamp) -> Result<(), ProviderError> {
    if text(claims, "iss") != Some(parties.issuer) {
        return Err(ProviderError::Issuer);
    }
    let is_us = |audience: &Value| audience.as_str() == Some(parties.client_id);
    let is_for_us = match claims.get("aud") {
        Some(Value::Array(all)) => !all.is_empty() && all.iter().all(is_us),
        Some(one) => is_us(one),
        None => false,
    };
    if !is_for_us {
        return Err(ProviderError::Audience);
    }
    let time = |name: &str| claims.get(name).and_then(Value::as_f64).ok_or(ProviderError::Malformed);
    let has_begun = !claims.contains_key("nbf") || has_begun(time("nbf")?, now);
    if !(has_begun && is_recent(time("iat")?, now) && is_alive(time("exp")?, now)) {
        return Err(ProviderError::Time);
    }
    let event = claims.get("events").and_then(|events| events.get(EVENT)).and_then(Value::as_object);
    if event.is_none() || claims.contains_key("nonce") {
        return Err(ProviderError::NoLogout);
    }
    Ok(())
}

fn request(claims: &Map<String, Value>) -> Result<LogoutRequest, ProviderError> {
    let token_id = text(claims, "jti").ok_or(ProviderError::Malformed)?.to_owned();
    let owned = |name| text(claims, name).map(str::to_owned);
    let (session, subject) = (owned("sid"), owned("sub"));
    if session.is_none() && subject.is_none() {
        return Err(ProviderError::NoLogout);
    }
    Ok(LogoutRequest { token_id, session, subject })
}

/// A claim that is a text and not empty.
fn text<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::access::provider::testing::{ISSUER, NOW, Signer, changed, keys, now};

    const PARTIES: Parties<'static> = Parties { issuer: ISSUER, client_id: "naklank" };

    fn claims(changes: &Value) -> Value {
        let good = json!({
            "iss": ISSUER, "aud": "naklank", "sub": "2482", "sid": "s-1", "jti": "t-1", "iat": NOW, "exp": NOW + 120,
            "events": {EVENT: {}},
        });
        changed(good, changes)
    }

    #[test]
    fn a_token_ends_one_session_or_all_of_a_person() {
        let signer = Signer::new("one");
        let request = |changes: &Value| {
            let token = signer.token(&json!({"typ": "logout+jwt"}), &claims(changes));
            read(&token, &keys(&[&signer]), PARTIES, now()).map(|found| (found.session, found.subject))
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(request(&json!({})), Ok((text("s-1"), text("2482"))));
        assert_eq!(request(&json!({"sub": null})), Ok((text("s-1"), None)));
        assert_eq!(request(&json!({"sid": null})), Ok((None, text("2482"))));
        for both in [json!({"sid": null, "sub": null}), json!({"sid": "", "sub": ""})] {
            assert_eq!(request(&both), Err(ProviderError::NoLogout), "{both}");
        }
    }

    #[test]
    fn what_is_not_as_it_must_be_is_refused() {
        use ProviderError::{Audience, Issuer, Malformed, NoLogout, Time};
        let signer = Signer::new("one");
        for (changes, expected) in [
            (json!({"iss": "https://evil.example"}), Some(Issuer)),
            (json!({"iss": null}), Some(Issuer)),
            (json!({"aud": "another"}), Some(Audience)),
            (json!({"aud": ["naklank", "another"]}), Some(Audience)),
            (json!({"aud": []}), Some(Audience)),
            (json!({"aud": ["naklank"]}), None),
            (json!({"nonce": "n-1"}), Some(NoLogout)),
            (json!({"events": {}}), Some(NoLogout)),
            (json!({"events": {EVENT: true}}), Some(NoLogout)),
            (json!({"events": null}), Some(NoLogout)),
            (json!({"jti": null}), Some(Malformed)),
            (json!({"exp": NOW - 59}), None),
            (json!({"exp": NOW - 61}), Some(Time)),
            (json!({"exp": null}), Some(Malformed)),
            (json!({"iat": NOW + 59}), None),
            (json!({"iat": NOW + 61}), Some(Time)),
            (json!({"iat": NOW - 661}), Some(Time)),
            (json!({"iat": "now"}), Some(Malformed)),
            (json!({"nbf": NOW + 61}), Some(Time)),
        ] {
            let token = signer.token(&json!({}), &claims(&changes));
            assert_eq!(read(&token, &keys(&[&signer]), PARTIES, now()).err(), expected, "{changes}");
        }
    }

    #[test]
    fn only_a_logout_token_with_a_signature_of_the_provider_counts() {
        use ProviderError::{Malformed, NoLogout, NotSigned, UnknownKey};
        let (ours, foreign) = (Signer::new("one"), Signer::new("one"));
        let known = keys(&[&ours]);
        let verdict = |token: &str| read(token, &known, PARTIES, now()).err();
        for (header, expected) in [
            (json!({}), None),
            (json!({"typ": "application/logout+jwt"}), None),
            (json!({"kid": null}), None),
            (json!({"typ": "JWT"}), Some(NoLogout)),
            (json!({"typ": "at+jwt"}), Some(NoLogout)),
            (json!({"kid": "two"}), Some(UnknownKey)),
            (json!({"alg": "none"}), Some(NotSigned)),
            (json!({"alg": "HS256"}), Some(NotSigned)),
            (json!({"alg": "XX"}), Some(Malformed)),
            (json!({"crit": ["exp"]}), Some(NotSigned)),
        ] {
            assert_eq!(verdict(&ours.token(&header, &claims(&json!({})))), expected, "{header}");
        }
        assert_eq!(verdict(&foreign.token(&json!({}), &claims(&json!({})))), Some(UnknownKey));
        for broken in ["", ".", "..", "a.b.c", "a.b.c.d"] {
            assert_eq!(verdict(broken), Some(Malformed), "{broken}");
        }
    }
}
