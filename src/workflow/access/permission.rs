//! Permissions, checked where the action is performed: alike for the pages, the API and the command line.
//!
//! The rule: a key never does more than its owner may. A norm takes two persons: what a person proposed cannot be
//! adopted by a key without an owner, nor the other way round.

use crate::app::App;
use crate::domain::access::roles::Role;
use crate::storage::access::users;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;

/// The address under which the visitor of the demo acts.
pub const DEMO_VISITOR: &str = "policy-owner@example.org";

/// The role of the acting person; `None` for the operator and for a key without an owner.
pub async fn role_of(app: &App, tx: &mut Tx, actor: &Actor) -> Result<Option<Role>, StorageError> {
    let Actor::User(email) = actor else { return Ok(None) };
    if app.config.is_demo && email == DEMO_VISITOR {
        return Ok(Some(Role::PolicyOwner));
    }
    let user = users::find_by_email(tx, email).await?.filter(|user| user.disabled_at.is_none());
    Ok(user.map(|user| user.role))
}

/// Whether the actor may adopt and reject norms: for a person by role; for a key and the operator yes, since the
/// scope was checked before.
pub async fn decides_norms(app: &App, tx: &mut Tx, actor: &Actor) -> Result<bool, StorageError> {
    match actor {
        Actor::User(_) => Ok(role_of(app, tx, actor).await?.is_some_and(Role::decides_norms)),
        Actor::Key(_) | Actor::Operator => Ok(true),
        Actor::Unknown => Ok(false),
    }
}

/// Whether an actor's name is a person's, which is an address: the name of a key cannot contain an @.
pub fn is_person(name: &str) -> bool {
    name.contains('@')
}
