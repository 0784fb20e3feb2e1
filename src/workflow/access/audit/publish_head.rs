//! Publishes the head of the audit once a day: in the database, in the log, and by mail to those who asked for it.
//!
//! The rule: a chain cannot show that its end was cut off; a head that was published before, and is kept where the database
//! cannot be changed, can.

use crate::app::App;
use crate::domain::access::audit_walk::PublishedHead;
use crate::domain::ids::MessageId;
use crate::domain::sending::staff_mail::About;
use crate::storage::StorageError;
use crate::storage::access::{audit_chain, audit_heads};
use crate::storage::sending::staff_mails;

/// Publishes the head unless some process did so today, or the audit is still empty.
#[tracing::instrument(skip_all)]
pub async fn publish_audit_head(app: &App) -> Result<(), StorageError> {
    let day = app.today();
    if audit_heads::is_published(&mut app.db.read().await?, day).await? {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    let head = audit_chain::head(&mut tx).await?.filter(|head| head.sequence > 0);
    let Some(head) = head else { return Ok(()) };
    let published = PublishedHead { day, head, published_at: app.now() };
    if !audit_heads::insert(&mut tx, &published).await? {
        return Ok(());
    }
    for user in staff_mails::head_subscribers(&mut tx).await? {
        let id = MessageId(app.randomness.uuid(published.published_at));
        staff_mails::insert(&mut tx, id, user, About::AuditHead, published.published_at).await?;
    }
    tx.commit().await?;
    tracing::info!(%day, entries = head.sequence, hash = %head.hash, "the head of the audit; keep it elsewhere too");
    Ok(())
}
