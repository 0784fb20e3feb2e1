//! The audit as people read it: with the addresses of users in place of what is stored of them.
//!
//! The rule: addresses are looked up when the audit is read, so that none is stored in it.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::access::audit_query::{AuditQuery, ShownEntry};
use crate::domain::time::calendar::moment_of;
use crate::storage::access::audit::{ReadEntry, Selection};
use crate::storage::access::users;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::stored_user;

/// How a user begins in the audit, and the length with the identifier.
const BEGINS: &str = "user ";
const USER: usize = BEGINS.len() + 36;

/// The addresses of users, by how they stand in the audit.
pub struct AuditNames(BTreeMap<String, String>);

impl AuditNames {
    /// Reads the users, disabled ones too.
    pub async fn read(tx: &mut Tx) -> Result<Self, StorageError> {
        let users = users::list(tx).await?;
        let names: BTreeMap<String, String> =
            users.into_iter().map(|user| (stored_user(user.id), user.email)).collect();
        Ok(Self(names))
    }

    /// Each person, as stored and as shown, by address.
    #[must_use]
    pub fn persons(&self) -> Vec<(String, String)> {
        let mut persons: Vec<_> =
            self.0.iter().map(|(stored, email)| (stored.clone(), email.clone())).collect();
        persons.sort_by(|(_, one), (_, other)| one.cmp(other));
        persons
    }

    /// The rows that a query selects.
    #[must_use]
    pub fn selection(&self, app: &App, query: &AuditQuery) -> Selection {
        let zone = app.config.organisation.zone;
        let begins = |day: NaiveDate| moment_of(day, NaiveTime::MIN, zone);
        let after_last = query.to.and_then(|day| day.checked_add_days(Days::new(1)));
        let subject = query.on.clone().unwrap_or_default();
        Selection {
            from: query.from.map_or(Timestamp::UNIX_EPOCH, begins),
            until: begins(after_last.unwrap_or_else(far_ahead)),
            actor: query.who.clone().unwrap_or_default(),
            action: query.what.map(Action::name).unwrap_or_default().to_owned(),
            person: self.stored(&subject).unwrap_or_default().to_owned(),
            subject,
        }
    }

    /// How the person with an address is stored.
    fn stored(&self, email: &str) -> Option<&str> {
        let email = email.to_lowercase();
        self.0.iter().find(|(_, address)| **address == email).map(|(stored, _)| stored.as_str())
    }

    /// An entry as people read it.
    #[must_use]
    pub fn shown(&self, read: ReadEntry) -> ShownEntry {
        let ReadEntry { entry, words } = read;
        let actor = self.actor(&entry.actor);
        let mut subject = self.subject(&entry.subject);
        if let Some(words) = words {
            subject.push_str(": ");
            subject.push_str(&words);
        }
        ShownEntry { at: entry.at, actor, action: entry.action, subject }
    }

    /// An actor with the address of the user, who may have acted by a key.
    #[must_use]
    pub fn actor(&self, actor: &str) -> String {
        let (user, by_key) = actor.split_at_checked(USER).unwrap_or((actor, ""));
        self.0.get(user).map_or_else(|| actor.to_owned(), |email| format!("user {email}{by_key}"))
    }

    /// A subject with the addresses of the users in it.
    fn subject(&self, subject: &str) -> String {
        let mut shown = String::new();
        let mut rest = subject;
        while let Some(begin) = rest.find(BEGINS) {
            let (before, user) = rest.split_at(begin);
            shown.push_str(before);
            let found =
                user.split_at_checked(USER).and_then(|(user, after)| Some((self.0.get(user)?, after)));
            if let Some((email, after)) = found {
                shown.push_str(email);
                rest = after;
            } else {
                shown.push_str(BEGINS);
                rest = user.split_at(BEGINS.len()).1;
            }
        }
        shown + rest
    }
}

/// A day after every entry whose year has four digits, as both engines order text and time.
fn far_ahead() -> NaiveDate {
    NaiveDate::from_ymd_opt(9999, 12, 30).unwrap_or_default()
}
