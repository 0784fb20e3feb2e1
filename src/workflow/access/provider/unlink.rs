//! Unlinking an account from the person at the identity provider whose it is.
//!
//! The rule: it takes an administrator or the operator, never the person who signs in, since another person who has the
//! address at the provider later would get the account.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::people::email_address::EmailAddress;
use crate::storage::access::provider::users as linked;
use crate::storage::access::users;
use crate::workflow::access::audit::{Actor, stored_user};
use crate::workflow::access::permission::{act, demand};
use crate::workflow::access::users::{UserError, refuse_own_account};

/// Unlinks a user, such as after the provider was replaced, and ends the sessions that the provider opened. The next person
/// for whom the provider verifies the address gets the account.
///
/// # Errors
/// See [`UserError`].
#[tracing::instrument(skip_all)]
pub async fn unlink_from_provider(app: &App, actor: &Actor, email: &EmailAddress) -> Result<(), UserError> {
    let email = email.folded();
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::UnlinkFromProvider).await?;
    refuse_own_account(actor, &email)?;
    let user = users::find_by_email(&mut tx, &email).await?.ok_or(UserError::NoSuchUser)?;
    if !linked::unlink(&mut tx, user.id).await? {
        return Err(UserError::NotAtProvider);
    }
    act(app, &mut tx, actor, Action::UnlinkFromProvider, &stored_user(user.id)).await?;
    Ok(tx.commit().await?)
}
