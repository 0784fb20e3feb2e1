//! What is left to do in an installation to which no complaint was reported yet.

/// What was done already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstSteps {
    /// A mail server is set, so that mail leaves the machine.
    pub has_mail_server: bool,
    /// There are two users or more.
    pub has_users: bool,
    /// There is a norm: the policy's values were loaded, or another was proposed.
    pub has_norms: bool,
    /// There is an API key, with which the complaints system may report.
    pub has_keys: bool,
}
