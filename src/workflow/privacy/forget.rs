//! Removes personal data after its retention time: contact details first, comments and what staff wrote about them later.
//! Counts stay. A wish for a mail also ends when its respondent is never to be mailed.

use crate::app::App;
use crate::storage::answering::imports::uploads;
use crate::storage::answering::news::wishes;
use crate::storage::answering::{attempts, responses};
use crate::storage::asking::invitations;
use crate::storage::follow_ups::entries;
use crate::storage::sending::acceptances;
use crate::storage::sending::{bounces, messages};
use crate::storage::{StorageError, complaints};
use crate::workflow::insight::import_responses::upload;

/// Removes what the privacy page says is removed; returns the number of rows changed.
#[tracing::instrument(skip_all)]
pub async fn forget(app: &App) -> Result<u64, StorageError> {
    let retention = &app.config.privacy;
    let contacts_before = app.now() - retention.contact_retention;
    let verbatims_before = app.now() - retention.verbatim_retention;
    let mut tx = app.db.write().await?;
    let mut forgotten = invitations::forget_contacts(&mut tx, contacts_before).await?;
    forgotten += complaints::forget_contacts(&mut tx, contacts_before, app.now()).await?;
    forgotten += wishes::delete_ended(&mut tx).await?;
    forgotten += responses::forget_verbatims(&mut tx, verbatims_before).await?;
    forgotten += entries::forget(&mut tx, verbatims_before).await?;
    forgotten += attempts::forget_verbatims(&mut tx, verbatims_before).await?;
    tx.commit().await?;
    let mut tx = app.db.write().await?;
    forgotten += messages::forget_words(&mut tx).await?;
    forgotten += bounces::forget_words(&mut tx).await?;
    acceptances::delete_stray(&mut tx).await?;
    forgotten += uploads::delete_before(&mut tx, app.now() - upload::KEPT).await?;
    tx.commit().await?;
    Ok(forgotten)
}
