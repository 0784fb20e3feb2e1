//! How to reach the customer of a follow-up.
//!
//! The rule: only who holds a follow-up reads it, while it is open, only for a customer who asked for contact, and each look is
//! in the audit.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::detail::CustomerContact;
use crate::domain::ids::FollowUpId;
use crate::storage::asking::invitations;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::act;
use crate::workflow::follow_ups::refusal::{FollowUpError, held};

/// Name and address of the customer; `None` if they are no longer kept.
///
/// # Errors
/// [`FollowUpError::NoContactWanted`]; see [`FollowUpError`].
pub async fn read_contact(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
) -> Result<Option<CustomerContact>, FollowUpError> {
    let mut tx = app.db.write().await?;
    let follow_up = held(&mut tx, actor, whose, id).await?;
    if !follow_up.contact_me {
        return Err(FollowUpError::NoContactWanted);
    }
    act(app, &mut tx, actor, Action::ReadContact, &id.to_string()).await?;
    let invitation = invitations::find(&mut tx, follow_up.invitation_id).await?;
    tx.commit().await?;
    Ok(invitation.and_then(|invitation| {
        Some(CustomerContact { name: invitation.recipient_name, address: invitation.recipient_address? })
    }))
}
