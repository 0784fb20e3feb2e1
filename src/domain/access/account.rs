//! The own account of a user, as its page shows it.

use crate::domain::Timestamp;
use crate::domain::access::session::SessionStage;
use crate::domain::ids::SessionId;

/// What a user sets and sees about the own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whether there is a password to change; a user whom only the identity provider signs in has none.
    pub has_password: bool,
    pub mails: WantedMails,
    /// Latest use first.
    pub sessions: Vec<OwnSession>,
}

/// The mails that a user asked for; which of them come depends on the roles too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WantedMails {
    /// One on each new signal.
    pub signals: bool,
    /// The daily proof of the audit.
    pub audit_heads: bool,
    /// What is due, on each working day.
    pub due_follow_ups: bool,
}

/// One of the user's sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    pub id: SessionId,
    pub stage: SessionStage,
    /// Browser and system; empty if neither is known.
    pub browser: String,
    pub created_at: Timestamp,
    /// Noted from time to time ([`USE_NOTED_EVERY`](crate::domain::access::session::USE_NOTED_EVERY)).
    pub last_used_at: Timestamp,
    /// Whether it is the session that asks.
    pub is_this: bool,
}
