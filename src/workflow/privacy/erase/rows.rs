//! The rows and mails of a person, erased within the caller's transaction.

use uuid::Uuid;

use crate::app::App;
use crate::domain::access::token::{Nonce, TokenHash};
use crate::domain::asking::invitation::WithdrawnReason;
use crate::domain::ids::{InvitationId, MessageId};
use crate::domain::privacy::mentions::mentions;
use crate::storage::asking::invitations;
use crate::storage::privacy::erase;
use crate::storage::privacy::person::{self, PersonRows};
use crate::storage::{StorageError, Tx};
use crate::workflow::privacy::PrivacyError;
use crate::workflow::privacy::person::mark;

/// How much was erased.
pub struct Erased {
    pub rows: Vec<(&'static str, u64)>,
    pub withdrawn: u64,
    pub links: u64,
    pub named: u64,
    pub files: u64,
}

/// Erases them. `address` is looked for in what others wrote, besides the contact details that are kept.
pub async fn erase_rows(
    app: &App,
    tx: &mut Tx,
    person: &PersonRows,
    address: Option<&str>,
) -> Result<Erased, PrivacyError> {
    let mut contact = person::contact(tx, person).await?;
    contact.extend(address.map(str::to_owned));
    let files = remove_mails(app, tx, person).await?;
    erase::cancel_mails(tx, person).await?;
    let mut withdrawn = 0;
    for id in &person.invitations {
        let is_withdrawn = invitations::withdraw(tx, InvitationId(*id), WithdrawnReason::Erased).await?;
        withdrawn += u64::from(is_withdrawn);
    }
    let links = untie_links(app, tx, person).await?;
    let rows = erase::erase(tx, person).await?;
    erase::end_undelivered(tx, person, app.now()).await?;
    erase::mark(tx, &person.complaints, app.now()).await?;
    let mut named = erase::remove_names(tx, &mentions(&contact)).await?;
    for hash in &person.address_hashes {
        named += erase::remove_audit_words(tx, &mark(hash)).await?;
    }
    Ok(Erased { rows, withdrawn, links, named, files })
}

/// Removes the person's mails, and those to staff about the person, from the outbox folder.
async fn remove_mails(app: &App, tx: &mut Tx, person: &PersonRows) -> Result<u64, PrivacyError> {
    let to_staff = person::staff_mails(tx, person).await?;
    let mut removed = 0;
    let ids: Vec<Uuid> = person.messages.iter().copied().chain(to_staff).collect();
    for id in ids {
        let is_removed = app.mailer.remove_kept(MessageId(id)).await.map_err(PrivacyError::Outbox)?;
        removed += u64::from(is_removed);
    }
    Ok(removed)
}

async fn untie_links(app: &App, tx: &mut Tx, person: &PersonRows) -> Result<u64, StorageError> {
    let links = erase::links(tx, person).await?;
    let hash = person.address_hashes.first().map(Vec::as_slice).unwrap_or_default();
    for link in &links {
        let random = (Nonce(app.randomness.bytes()), TokenHash(app.randomness.bytes()));
        erase::untie_link(tx, *link, hash, random).await?;
    }
    Ok(links.len() as u64)
}
