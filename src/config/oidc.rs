//! Sign-in at the organisation's identity provider (OpenID Connect).

use secrecy::SecretString;
use url::{Host, Url};

use crate::domain::access::roles::by_claim::RolesByClaim;

/// The provider, and what its claims mean here.
#[derive(Clone, Debug)]
pub struct OidcConfig {
    /// The provider's `issuer`, which is compared octet by octet.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    pub client_secret: SecretString,
    /// How people call the provider, shown on the sign-in page.
    pub name: String,
    /// What gives roles; `None` if only administrators do.
    pub roles: Option<RoleClaim>,
    /// The claim that names the team; `None` if only administrators do.
    pub team_claim: Option<String>,
}

/// A claim whose values give roles.
#[derive(Clone, Debug)]
pub struct RoleClaim {
    pub name: String,
    pub table: RolesByClaim,
}

/// Whether what is sent to a URL cannot be read or changed on the way: by TLS, or since it does not leave this machine.
#[must_use]
pub fn is_protected(url: &Url) -> bool {
    match url.scheme() {
        "https" => url.has_host(),
        "http" => is_loopback(url),
        _ => false,
    }
}

/// Whether a URL leads to this machine.
#[must_use]
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
