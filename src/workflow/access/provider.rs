//! Signing in at the organisation's identity provider, and the ends of sessions that it tells about.
//!
//! The rule: a sign-in counts once, within ten minutes, and only in the browser that began it. Whom the provider vouches for
//! gets in here unless the account is disabled; what the person may do here is in the settings, or an administrator's
//! decision.

pub mod account;
pub mod begin;
pub mod claimed_access;
pub mod finish;
pub mod logout;
pub mod unlink;
pub mod waiting;

use crate::access::provider::error::ProviderError;
use crate::storage::StorageError;

/// Why a person was not signed in by way of the provider. The reasons are for the log: a person sees whether to try again,
/// to use a password, or to ask an administrator.
#[derive(Debug, thiserror::Error)]
pub enum ProviderSignInError {
    #[error("no identity provider is set")]
    NoProvider,
    #[error("too many sign-ins at the identity provider were begun within ten minutes")]
    TooManyAtOnce,
    #[error("the identity provider or the database took too long")]
    TookTooLong,
    /// The person or the provider refused.
    #[error("the identity provider did not sign the person in: {0}")]
    NotSignedIn(String),
    #[error("the identity provider told no e-mail address, or one that cannot be mailed")]
    NoAddress,
    /// With the address of the account, if there is one.
    #[error("the identity provider does not say that it verified the address")]
    NotVerified(Option<String>),
    /// With the address of the account.
    #[error("the account with this address is that of another subject at the identity provider")]
    OtherSubject(String),
    /// With the address of the account.
    #[error("the account is disabled")]
    Disabled(String),
    #[error(transparent)]
    Provider(#[from] ProviderError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl ProviderSignInError {
    /// The address of the account that was refused; `None` if it is not known which was meant.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Disabled(email) | Self::OtherSubject(email) | Self::NotVerified(Some(email)) => Some(email),
            _ => None,
        }
    }

    /// Whether all sign-ins by way of the provider fail for now.
    #[must_use]
    pub fn is_outage(&self) -> bool {
        match self {
            Self::NoProvider | Self::TookTooLong => true,
            Self::Provider(error) => error.is_outage(),
            _ => false,
        }
    }
}
