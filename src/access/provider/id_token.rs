//! The ID token: who signed in (OpenID Connect Core 1.0, 2 and 3.1.3.7).
//!
//! The rule: the crate verifies signature, issuer, audience, expiry and nonce. What it leaves to its users is checked here:
//! `iat`, `nbf`, `azp`, and that there is no other audience than us.

use openidconnect::core::{
    CoreGenderClaim, CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AdditionalClaims, ClaimsVerificationError, ClientId, IdToken, IdTokenVerifier, IssuerUrl, Nonce,
    SignatureVerificationError,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::access::provider::error::ProviderError;
use crate::access::provider::signature::ALGORITHMS;
use crate::access::provider::times::{LEEWAY, has_begun, is_recent};
use crate::domain::Timestamp;

/// The longest subject and session identifier, in bytes (OpenID Connect Core 1.0, 2).
const LONGEST: usize = 255;

/// A person, as the provider describes them.
#[derive(Clone, PartialEq)]
pub struct Identity {
    /// Who it is at the provider; never given to another person.
    pub subject: String,
    pub email: Option<String>,
    /// Whether the provider knows that the address is this person's; `None` if it does not say.
    pub is_email_verified: Option<bool>,
    /// The session at the provider (`sid`), by which its back-channel logout names it.
    pub session: Option<String>,
    /// The claims beyond the standard ones.
    pub others: Map<String, Value>,
}

impl Identity {
    /// Whether the token has a claim, whatever its value; `null` is none.
    #[must_use]
    pub fn has(&self, claim: &str) -> bool {
        self.others.get(claim).is_some_and(|value| !value.is_null())
    }

    /// The texts of a claim: one text, or a list of them; none if it is absent or something else.
    #[must_use]
    pub fn texts(&self, claim: &str) -> Vec<&str> {
        match self.others.get(claim) {
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// A person is not printed.
impl std::fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Identity(redacted)")
    }
}

/// Who must have issued a token, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct Parties<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
}

/// The claims that are not standard ones, whatever they are.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct OtherClaims {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl AdditionalClaims for OtherClaims {}

type Token =
    IdToken<OtherClaims, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// Verifies a token that was made for the sign-in with this nonce.
///
/// # Errors
/// What is wrong with it. After [`ProviderError::UnknownKey`], other keys may verify it.
pub fn read(
    token: &str,
    keys: &CoreJsonWebKeySet,
    parties: Parties<'_>,
    nonce: &str,
    now: Timestamp,
) -> Result<Identity, ProviderError> {
    let token: Token = token.parse().map_err(|_| ProviderError::Malformed)?;
    let issuer = IssuerUrl::new(parties.issuer.to_owned()).map_err(|_| ProviderError::Issuer)?;
    let client_id = ClientId::new(parties.client_id.to_owned());
    let check_issued = move |issued: Timestamp| {
        let is_good = is_recent(issued.timestamp() as f64, now);
        if is_good { Ok(()) } else { Err("issued too long ago, or in the future".to_owned()) }
    };
    // Without our secret: it must not verify a token.
    let verifier = IdTokenVerifier::new_public_client(client_id, issuer, keys.clone())
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || now - LEEWAY)
        .set_issue_time_verifier_fn(check_issued);
    let claims =
        token.into_claims(&verifier, &Nonce::new(nonce.to_owned())).map_err(|error| fault(&error))?;
    if claims.authorized_party().is_some_and(|party| party.as_str() != parties.client_id) {
        return Err(ProviderError::Audience);
    }
    let others = claims.additional_claims().all.clone();
    if let Some(begins) = others.get("nbf") {
        let begins = begins.as_f64().ok_or(ProviderError::Malformed)?;
        if !has_begun(begins, now) {
            return Err(ProviderError::Time);
        }
    }
    let session = others.get("sid").and_then(Value::as_str).map(str::to_owned);
    let subject = claims.subject().as_str().to_owned();
    let is_short = |text: &String| (1..=LONGEST).contains(&text.len());
    if !is_short(&subject) || session.as_ref().is_some_and(|session| !is_short(session)) {
        return Err(ProviderError::Malformed);
    }
    Ok(Identity {
        subject,
        email: claims.email().map(|email| email.as_str().to_owned()),
        is_email_verified: claims.email_verified(),
        session,
        others,
    })
}

fn fault(error: &ClaimsVerificationError) -> ProviderError {
    use SignatureVerificationError::{AmbiguousKeyId, CryptoError, NoMatchingKey};
    match error {
        ClaimsVerificationError::SignatureVerification(
            NoMatchingKey | CryptoError(_) | AmbiguousKeyId(_),
        ) => ProviderError::UnknownKey,
        ClaimsVerificationError::SignatureVerification(_) | ClaimsVerificationError::Unsupported(_) => {
            ProviderError::NotSigned
        }
        ClaimsVerificationError::Expired(_) => ProviderError::Time,
        ClaimsVerificationError::InvalidAudience(_) => ProviderError::Audience,
        ClaimsVerificationError::InvalidIssuer(_) => ProviderError::Issuer,
        ClaimsVerificationError::InvalidNonce(_) => ProviderError::Nonce,
        _ => ProviderError::Malformed,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::access::provider::testing::{ISSUER, NOW, Signer, changed, keys, now};

    const PARTIES: Parties<'static> = Parties { issuer: ISSUER, client_id: "naklank" };

    fn claims(changes: &Value) -> Value {
        let good = json!({
            "iss": ISSUER, "aud": "naklank", "sub": "2482", "nonce": "n-1", "iat": NOW, "exp": NOW + 300,
            "email": "anna@example.org", "email_verified": true, "sid": "s-1", "groups": ["staff", 7, "heads"],
        });
        changed(good, changes)
    }

    fn verdict(signer: &Signer, header: &Value, changes: &Value) -> Result<Identity, ProviderError> {
        let known = Signer::new("one");
        let token = signer.token(header, &claims(changes));
        read(&token, &keys(&[signer, &known]), PARTIES, "n-1", now())
    }

    #[test]
    fn a_token_says_who_signed_in() {
        let identity = verdict(&Signer::new("two"), &json!({}), &json!({})).unwrap();
        assert_eq!((identity.subject.as_str(), identity.session.as_deref()), ("2482", Some("s-1")));
        assert_eq!(identity.email.as_deref(), Some("anna@example.org"));
        assert_eq!(identity.is_email_verified, Some(true));
        assert_eq!(identity.texts("groups"), ["staff", "heads"]);
        assert_eq!(identity.texts("sid"), ["s-1"]);
        assert!(identity.texts("roles").is_empty() && identity.texts("iss").is_empty());
        assert!(identity.has("groups") && !identity.has("roles"));
        assert_eq!(format!("{identity:?}"), "Identity(redacted)");
    }

    #[test]
    fn what_is_not_as_it_must_be_is_refused() {
        use ProviderError::{Audience, Issuer, Malformed, Nonce, Time};
        let signer = Signer::new("two");
        for (changes, expected) in [
            (json!({"iss": "https://evil.example"}), Some(Issuer)),
            (json!({"iss": format!("{ISSUER}/")}), Some(Issuer)),
            (json!({"iss": null}), Some(Malformed)),
            (json!({"aud": "another"}), Some(Audience)),
            (json!({"aud": ["naklank", "another"], "azp": "naklank"}), Some(Audience)),
            (json!({"aud": ["naklank"]}), None),
            (json!({"azp": "another"}), Some(Audience)),
            (json!({"azp": "naklank"}), None),
            (json!({"nonce": "n-2"}), Some(Nonce)),
            (json!({"nonce": null}), Some(Nonce)),
            (json!({"exp": NOW - 59}), None),
            (json!({"exp": NOW - 61}), Some(Time)),
            (json!({"exp": null}), Some(Malformed)),
            (json!({"iat": NOW + 59}), None),
            (json!({"iat": NOW + 61}), Some(Time)),
            (json!({"iat": NOW - 659}), None),
            (json!({"iat": NOW - 661}), Some(Time)),
            (json!({"nbf": NOW + 59}), None),
            (json!({"nbf": NOW + 61}), Some(Time)),
            (json!({"nbf": "tomorrow"}), Some(Malformed)),
            (json!({"sub": ""}), Some(Malformed)),
            (json!({"sub": "x".repeat(256)}), Some(Malformed)),
            (json!({"sub": null}), Some(Malformed)),
            (json!({"sid": null, "email": null, "email_verified": null}), None),
            // As some providers write them.
            (json!({"email_verified": "true", "updated_at": "2026-03-20T14:00:00.000Z"}), None),
        ] {
            assert_eq!(verdict(&signer, &json!({}), &changes).err(), expected, "{changes}");
        }
    }

    #[test]
    fn only_a_signature_by_a_key_of_the_provider_counts() {
        use ProviderError::{Malformed, NotSigned, UnknownKey};
        let (ours, foreign) = (Signer::new("one"), Signer::new("one"));
        let known = keys(&[&ours]);
        let verdict = |token: &str| read(token, &known, PARTIES, "n-1", now()).err();
        let good = ours.token(&json!({}), &claims(&json!({})));
        assert_eq!(verdict(&good), None);
        assert_eq!(verdict(&foreign.token(&json!({}), &claims(&json!({})))), Some(UnknownKey));
        for (header, expected) in [
            (json!({"kid": "two"}), UnknownKey),
            (json!({"alg": "none"}), NotSigned),
            (json!({"alg": "None"}), Malformed),
            (json!({"alg": "HS256"}), NotSigned),
            (json!({"alg": "ES512"}), NotSigned),
            (json!({"typ": "logout+jwt"}), NotSigned),
            (json!({"crit": ["exp"]}), NotSigned),
        ] {
            assert_eq!(verdict(&ours.token(&header, &claims(&json!({})))), Some(expected), "{header}");
        }
        let (signed, _) = good.rsplit_once('.').unwrap();
        let other = ours.token(&json!({}), &claims(&json!({"sub": "1"})));
        assert_eq!(verdict(&format!("{signed}.{}", other.rsplit_once('.').unwrap().1)), Some(UnknownKey));
        for broken in ["", "..", "a.b.c", signed] {
            assert_eq!(verdict(broken), Some(Malformed), "{broken}");
        }
    }
}
