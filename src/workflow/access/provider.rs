//! Signing in at the organisation's identity provider, and the ends of sessions that it tells about.
//!
//! The rule: a sign-in counts once, within ten minutes, and only in the browser that began it. Whom the provider vouches for
//! gets in here unless the account is disabled; what the person may do here is in the settings, or an administrator's
//! decision.

pub mod account;
pub mod begin;
pub mod finish;
pub mod logout;
pub mod waiting;

use crate::access::provider::error::ProviderError;
use crate::storage::StorageError;

/// Why somebody was not signed in by way of the provider. The reasons are for the log: a person sees whether to try again,
/// to use a password, or to ask an administrator.
#[derive(Debug, thiserror::Error)]
pub enum ProviderSignInError {
    #[error("no identity provider is set")]
    NoProvider,
    #[error("too much of what people typed waits for them to come back from the identity provider")]
    TooMuchWaits,
    #[error("the identity provider or the database took too long")]
    TookTooLong,
    #[error("what was typed cannot be kept while its author signs in")]
    NotKept,
    /// The person or the provider refused.
    #[error("the identity provider did not sign the person in: {0}")]
    NotSignedIn(String),
    #[error("the identity provider told no e-mail address, or one that cannot be mailed")]
    NoAddress,
    #[error(
        "an account has this address, and the identity provider does not say that it verified the address"
    )]
    NotVerified,
    #[error("the account with this address belongs to somebody else at the identity provider")]
    SomebodyElse,
    #[error("the account is disabled")]
    Disabled,
    #[error(transparent)]
    Provider(#[from] ProviderError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl ProviderSignInError {
    /// Whether nobody can sign in by way of the provider for now.
    #[must_use]
    pub fn is_outage(&self) -> bool {
        match self {
            Self::NoProvider | Self::TooMuchWaits | Self::TookTooLong | Self::NotKept => true,
            Self::Provider(error) => error.is_outage(),
            _ => false,
        }
    }
}
