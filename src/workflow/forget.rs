//! Personal data goes when its time is over: contact details first, what people wrote later. Counts stay.

use chrono::TimeDelta;

use crate::app::App;
use crate::storage::{StorageError, attempts, bounces, complaints, invitations, messages, responses};

/// Removes what the privacy page says is removed; returns from how many rows.
///
/// # Errors
/// The database failed.
pub async fn forget(app: &App) -> Result<u64, StorageError> {
    let retention = &app.config.privacy;
    let contacts_before = app.now() - retention.contact_retention;
    let verbatims_before = app.now() - retention.verbatim_retention;
    let mut tx = app.db.write().await?;
    let mut forgotten = invitations::forget_contacts(&mut tx, contacts_before).await?;
    forgotten += complaints::forget_contacts(&mut tx, contacts_before, app.now()).await?;
    forgotten += responses::forget_verbatims(&mut tx, verbatims_before).await?;
    forgotten += attempts::forget_verbatims(&mut tx, verbatims_before).await?;
    tx.commit().await?;
    let mut tx = app.db.write().await?;
    forgotten += messages::forget_words(&mut tx).await?;
    forgotten += bounces::forget_words(&mut tx).await?;
    tx.commit().await?;
    forget_turns(app).await?;
    Ok(forgotten)
}

/// Turns on addresses hold no more than keyed hashes, and are of no use once the transaction that took one has ended.
async fn forget_turns(app: &App) -> Result<(), StorageError> {
    let before = app.now() - TimeDelta::days(1);
    loop {
        let mut tx = app.db.write().await?;
        let forgotten = invitations::forget_turns(&mut tx, before).await?;
        tx.commit().await?;
        if forgotten == 0 {
            return Ok(());
        }
    }
}
