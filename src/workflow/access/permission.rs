//! Permissions, checked where the action is performed: alike for the pages, the API and the command line.
//!
//! The rule: a key never does more than its owner may, except that any key with the scope hands on the reports of a system,
//! which no page takes. A norm takes two persons: what a person proposed cannot be adopted by a key without an owner, nor
//! the other way round. Acts of administration follow each other, so that two administrators cannot disable each other.

use crate::app::App;
use crate::domain::access::action::{Action, Asks};
use crate::domain::access::rights::Right;
use crate::domain::access::roles::{Roles, Scope};
use crate::storage::access::users;
use crate::storage::engine::installation;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::{Actor, record, stored_user};

/// The address under which the visitor of the demo acts.
pub const DEMO_VISITOR: &str = "policy-owner@example.org";

/// The row that acts of administration lock.
const ADMINISTRATION: &str = "administration";

/// The roles of the acting person; `None` for the operator and for a key without an owner.
pub async fn roles_of(tx: &mut Tx, actor: &Actor) -> Result<Option<Roles>, StorageError> {
    let Some(email) = actor.person() else { return Ok(None) };
    let user = users::find_by_email(tx, email).await?.filter(|user| user.disabled_at.is_none());
    Ok(user.map(|user| user.roles))
}

/// Why an action was not performed.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    #[error("this role does not allow it ({0}); ask an administrator")]
    NotAllowed(Right),
    #[error("This key lacks the scope {0}.")]
    LacksScope(Scope),
    #[error("no API key may do this")]
    NotForKeys,
    #[error("this is done at the command line of the machine; ask its operator")]
    OnTheMachineOnly,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Refuses an action that the actor may not perform, before anything is done: a key by its scopes, a person (who acts
/// through a key, or not) by role. The operator may do everything, since the machine is the operator's. A refusal is
/// logged: its caller hears of it, and so does who watches over the program (OWASP ASVS 5.0, 16.3.2).
///
/// An act of administration asks this before it locks anything else, and then holds the turn until its transaction ends.
///
/// # Errors
/// [`ActError::NotAllowed`], [`ActError::LacksScope`] or [`ActError::NotForKeys`].
pub async fn demand(tx: &mut Tx, actor: &Actor, action: Action) -> Result<(), ActError> {
    if action.asks() == Asks::Of(Right::Administer) {
        // A row of its own that nothing else locks: a transaction that waits for it holds nothing yet, so that none can wait for the
        // other. The role is read behind it, after what the one before changed.
        installation::set(tx, ADMINISTRATION, "").await?;
    }
    let judged = judge(tx, actor, action).await;
    if let Err(refusal) = &judged
        && !matches!(refusal, ActError::Storage(_))
    {
        let actor = logged(tx, actor).await;
        tracing::warn!(actor, %action, reason = %refusal, "an act was refused");
    }
    judged
}

/// Who it was, for a log, in which no person is named: a user by identifier, as in the audit.
async fn logged(tx: &mut Tx, actor: &Actor) -> String {
    let Some(email) = actor.person() else { return actor.to_string() };
    match users::find_by_email(tx, email).await {
        Ok(Some(user)) => stored_user(user.id),
        Ok(None) | Err(_) => "user without an account".to_owned(),
    }
}

async fn judge(tx: &mut Tx, actor: &Actor, action: Action) -> Result<(), ActError> {
    if let Actor::Key(key) = actor {
        let scope = action.scope().ok_or(ActError::NotForKeys)?;
        if !key.scopes.contains(&scope) {
            return Err(ActError::LacksScope(scope));
        }
        if key.owner.is_none() {
            return Ok(());
        }
    }
    match (action.asks(), actor) {
        (_, Actor::Operator) | (Asks::Nothing, _) | (Asks::Key, Actor::Key(_)) => Ok(()),
        (Asks::Key | Asks::Operator, _) => Err(ActError::OnTheMachineOnly),
        (Asks::Of(right), _) => {
            let roles = roles_of(tx, actor).await?;
            if roles.is_some_and(|roles| roles.have(right)) {
                Ok(())
            } else {
                Err(ActError::NotAllowed(right))
            }
        }
    }
}

/// Whether the actor may perform an action.
pub async fn may(tx: &mut Tx, actor: &Actor, action: Action) -> Result<bool, StorageError> {
    match judge(tx, actor, action).await {
        Ok(()) => Ok(true),
        Err(ActError::Storage(error)) => Err(error),
        Err(
            ActError::NotAllowed(_)
            | ActError::LacksScope(_)
            | ActError::NotForKeys
            | ActError::OnTheMachineOnly,
        ) => Ok(false),
    }
}

/// Writes the audit entry of an action in its transaction, if the actor may perform it. The caller commits after it, so
/// that an action that is not allowed is rolled back.
///
/// # Errors
/// As [`demand`].
pub async fn act(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    action: Action,
    subject: &str,
) -> Result<(), ActError> {
    demand(tx, actor, action).await?;
    Ok(record(app, tx, actor, action, subject).await?)
}

/// The same in a transaction of its own, before something is read.
///
/// # Errors
/// As [`demand`].
#[tracing::instrument(skip_all)]
pub async fn act_of_reading(app: &App, actor: &Actor, action: Action, subject: &str) -> Result<(), ActError> {
    let mut tx = app.db.write().await?;
    act(app, &mut tx, actor, action, subject).await?;
    Ok(tx.commit().await?)
}

/// Whether an actor's name is a person's, which is an address: the name of a key cannot contain an @.
pub fn is_person(name: &str) -> bool {
    name.contains('@')
}
