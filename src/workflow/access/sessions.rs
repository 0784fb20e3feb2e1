//! A user ends own sessions.
//!
//! The rule: another user's session is as unknown as one that never was.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::token::Token;
use crate::domain::ids::SessionId;
use crate::storage::access::sessions;
use crate::workflow::access::account::{AccountError, find_owner};
use crate::workflow::access::audit::{Actor, record};

/// Ends one of the user's sessions; false if the user has none with this identifier.
///
/// # Errors
/// [`AccountError::SignedOut`].
#[tracing::instrument(skip_all)]
pub async fn end_session(app: &App, session: &Token, ended: SessionId) -> Result<bool, AccountError> {
    let mut tx = app.db.write().await?;
    let (_, user) = find_owner(app, &mut tx, session).await?.ok_or(AccountError::SignedOut)?;
    if !sessions::delete_of_owner(&mut tx, user.id, ended).await? {
        return Ok(false);
    }
    record(app, &mut tx, &Actor::User(user.email), Action::EndSession, &ended.to_string()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Ends all of the user's sessions but this one.
///
/// # Errors
/// [`AccountError::SignedOut`].
#[tracing::instrument(skip_all)]
pub async fn end_other_sessions(app: &App, session: &Token) -> Result<(), AccountError> {
    let mut tx = app.db.write().await?;
    let (this, user) = find_owner(app, &mut tx, session).await?.ok_or(AccountError::SignedOut)?;
    let actor = Actor::User(user.email);
    for ended in sessions::delete_others(&mut tx, user.id, this.id).await? {
        record(app, &mut tx, &actor, Action::EndSession, &ended.to_string()).await?;
    }
    Ok(tx.commit().await?)
}
