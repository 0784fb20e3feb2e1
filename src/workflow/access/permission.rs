//! What somebody may do, looked up where the act is: alike for the pages, the API and the command line.
//!
//! The rule: a key never does more than its owner may. Norms take two pairs of eyes, and eyes belong to persons: what a person
//! proposed, a key that is nobody's does not adopt, nor the other way round.

use crate::app::App;
use crate::domain::access::roles::Role;
use crate::storage::access::users;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;

/// The address under which the visitor of the demonstration acts.
pub const DEMO_VISITOR: &str = "policy-owner@example.org";

/// The role of the person who acts; none for the operator and for a key that is nobody's.
pub async fn role_of(app: &App, tx: &mut Tx, actor: &Actor) -> Result<Option<Role>, StorageError> {
    let Actor::User(email) = actor else { return Ok(None) };
    if app.config.is_demo && email == DEMO_VISITOR {
        return Ok(Some(Role::PolicyOwner));
    }
    let user = users::find_by_email(tx, email).await?.filter(|user| user.disabled_at.is_none());
    Ok(user.map(|user| user.role))
}

/// Whether somebody adopts and rejects norms: by the role where it is a person, else by the scope that was asked for before.
pub async fn decides_norms(app: &App, tx: &mut Tx, actor: &Actor) -> Result<bool, StorageError> {
    match actor {
        Actor::User(_) => Ok(role_of(app, tx, actor).await?.is_some_and(Role::decides_norms)),
        Actor::Key(_) | Actor::Operator => Ok(true),
        Actor::Unknown => Ok(false),
    }
}

/// Whether the name under which something was done is a person's: their address, as no key may be called.
pub fn is_person(name: &str) -> bool {
    name.contains('@')
}
