//! The staff of the demo: its visitor, an analyst, an administrator, and a handler for each team.
//!
//! The rule: no account has a password, so that none can sign in; the visitor is let in without, and may go on as one of the others.

use crate::app::App;
use crate::domain::access::roles::Role;
use crate::domain::ids::UserId;
use crate::storage::StorageError;
use crate::storage::access::users::{self, StoredUser};
use crate::workflow::access::permission::DEMO_VISITOR;

/// The analyst of the demo.
pub const ANALYST: &str = "analyst@example.org";
/// The administrator of the demo.
const ADMINISTRATOR: &str = "beheerder@example.org";
/// The handler of each team of the demo, with the team.
pub const HANDLERS: [(&str, &str); 2] = [("noord@example.org", "Noord"), ("zuid@example.org", "Zuid")];

/// An account: its address, its role, and the team of a handler.
pub type DemoAccount = (&'static str, Role, Option<&'static str>);

/// All of them, the visitor first.
#[must_use]
pub fn accounts() -> Vec<DemoAccount> {
    let handlers = HANDLERS.iter().map(|(email, team)| (*email, Role::Handler, Some(*team)));
    let others = [(DEMO_VISITOR, Role::PolicyOwner), (ANALYST, Role::Analyst), (ADMINISTRATOR, Role::Admin)];
    others.map(|(email, role)| (email, role, None)).into_iter().chain(handlers).collect()
}

/// Makes the accounts that are missing.
///
/// # Errors
/// The database failed; then none was made.
#[tracing::instrument(skip_all)]
pub async fn open_accounts(app: &App) -> Result<(), StorageError> {
    let now = app.now();
    let mut tx = app.db.write().await?;
    for (email, role, team) in accounts() {
        let user = StoredUser {
            id: UserId(app.randomness.uuid(now)),
            email: email.to_owned(),
            roles: role.into(),
            team: team.map(str::to_owned),
            language: None,
            password_hash: None,
            created_at: now,
            disabled_at: None,
        };
        users::insert(&mut tx, &user).await?;
    }
    tx.commit().await
}
