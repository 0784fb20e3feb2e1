//! A user as an administrator sees one.
//!
//! The rule: it says whether there is a password or a second factor, and nothing of what they are checked with.

use crate::domain::Timestamp;
use crate::domain::access::roles::Roles;
use crate::domain::ids::UserId;

/// A user, and what is set up for signing in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserAccount {
    pub id: UserId,
    /// In lower case.
    pub email: String,
    pub roles: Roles,
    /// The team whose follow-ups a handler sees; `None` for all teams.
    pub team: Option<String>,
    pub created_at: Timestamp,
    pub disabled_at: Option<Timestamp>,
    /// Whether a password was chosen.
    pub has_password: bool,
    /// Whether signing in takes a code of an authenticator too.
    pub has_second_factor: bool,
    /// Whether the user has signed in at the identity provider.
    pub is_at_provider: bool,
}
