//! How to reach the customer of a follow-up.
//!
//! The rule: only who holds a follow-up reads it, while it is open, only for a customer who asked for contact, and each look is
//! in the audit. The telephone number is that of the complaint, and only while the complaint has the address that was mailed: with
//! another address it may be the number of another person.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::asking::planning::mailable_address;
use crate::domain::complaints::complaint::Complaint;
use crate::domain::follow_ups::detail::CustomerContact;
use crate::domain::ids::FollowUpId;
use crate::domain::people::phone_number::PhoneNumber;
use crate::storage::asking::invitations;
use crate::storage::complaints;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::act;
use crate::workflow::follow_ups::refusal::{FollowUpError, held};

/// Name, address and telephone number of the customer; `None` if they are no longer kept.
///
/// # Errors
/// [`FollowUpError::NoContactWanted`]; see [`FollowUpError`].
#[tracing::instrument(skip_all)]
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
    let complaint = complaints::find(&mut tx, &follow_up.reference).await?;
    tx.commit().await?;
    Ok(invitation.and_then(|invitation| {
        let address = invitation.recipient_address?;
        let phone = complaint.and_then(|stored| phone_of(stored.complaint, &address));
        Some(CustomerContact { name: invitation.recipient_name, address, phone })
    }))
}

fn phone_of(complaint: Complaint, address: &str) -> Option<PhoneNumber> {
    let own = mailable_address(&complaint)?.folded();
    complaint.contact.phone.filter(|_| own == address.to_lowercase())
}
