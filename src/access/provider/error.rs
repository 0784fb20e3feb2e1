//! What can be wrong with the provider and with what it says.
//!
//! The rule: a message is one line of fixed words, with at most a code or the cause of a failed connection: no token, no
//! claim and nothing about a person, since it is logged.

/// Why the identity provider gave no answer that counts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    #[error("the identity provider cannot be reached: {0}")]
    Unreachable(String),
    /// An answer that is no JSON, lacks what it must have, or contradicts the settings.
    #[error("the identity provider's {0}")]
    Unusable(&'static str),
    /// It did not take the code of a sign-in, or our secret.
    #[error("the identity provider refused: {0}")]
    Refused(String),
    /// The answer was begun at our provider and came from another one (RFC 9207).
    #[error("the answer does not come from the identity provider that was asked")]
    OtherProvider,
    #[error("the token cannot be parsed")]
    Malformed,
    #[error("no key of the identity provider made the token's signature")]
    UnknownKey,
    #[error("the token is signed in a way that is not accepted, or not at all")]
    NotSigned,
    #[error("the token has another issuer than oidc.issuer")]
    Issuer,
    #[error("the token is for another application than oidc.client_id")]
    Audience,
    #[error("the token has expired, is too old or is of the future; compare the clocks of both machines")]
    Time,
    #[error("the token belongs to another sign-in")]
    Nonce,
    #[error("the token does not ask to end a session")]
    NoLogout,
}

impl ProviderError {
    /// Whether the provider does not work for now, for any person.
    #[must_use]
    pub fn is_outage(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Unusable(_))
    }
}

/// An error code of OAuth 2.0 for a log line: such a code has no other characters, and what has others is left out.
#[must_use]
pub fn error_code(text: &str) -> String {
    let is_code = (1..=40).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if is_code { text.to_owned() } else { "with a code that is none".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_code_is_logged() {
        assert_eq!(error_code("access_denied"), "access_denied");
        for text in ["", "Access denied", "a\nb", "klant@example.org", &"a".repeat(41)] {
            assert_eq!(error_code(text), "with a code that is none");
        }
    }
}
