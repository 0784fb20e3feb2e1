//! A file that is sent by a page: it is looked through first, kept, and imported when the person says so.
//!
//! The rule: what people wrote is kept in it for an hour at most, and only the person who sent it can import it.

use chrono::TimeDelta;
use uuid::Uuid;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::answering::imported::ForeseenImport;
use crate::storage::answering::imports::uploads;
use crate::workflow::UNTOLD;
use crate::workflow::access::audit::{Actor, stored_actor};
use crate::workflow::access::permission::demand;
use crate::workflow::insight::import_responses::foresee::foresee;
use crate::workflow::insight::import_responses::{
    ImportResponsesError, ImportedResponses, read_responses, store,
};

/// How long a file is kept that is not imported.
pub const KEPT: TimeDelta = TimeDelta::hours(1);

/// Looks a file through and keeps it, in place of an earlier one of this person; nothing of it counts.
///
/// # Errors
/// Every bad line, a file that was imported before, as [`demand`], or the database failed; then nothing is kept.
#[tracing::instrument(skip_all)]
pub async fn keep_upload(
    app: &App,
    actor: &Actor,
    file: &[u8],
) -> Result<(Uuid, ForeseenImport), ImportResponsesError> {
    demand(&mut app.db.write().await?, actor, Action::ImportResponses).await?;
    let foreseen = foresee(app, &read_responses(app, file, None).await?).await?;
    let id = app.randomness.uuid(app.now());
    let mut tx = app.db.write().await?;
    let by = stored_actor(app, &mut tx, actor).await?;
    uploads::put(&mut tx, id, file, &by, app.now()).await?;
    tx.commit().await?;
    Ok((id, foreseen))
}

/// Imports a file that this person sent; `None` if it is not kept any more.
///
/// # Errors
/// As for [`store`].
#[tracing::instrument(skip_all)]
pub async fn import_upload(
    app: &App,
    actor: &Actor,
    id: Uuid,
) -> Result<Option<ImportedResponses>, ImportResponsesError> {
    let mut tx = app.db.read().await?;
    let by = stored_actor(app, &mut tx, actor).await?;
    let file = uploads::find(&mut tx, id, &by).await?;
    drop(tx);
    let Some(file) = file else { return Ok(None) };
    let read = read_responses(app, &file, None).await?;
    let imported = store(app, actor, &read, UNTOLD).await?;
    let mut tx = app.db.write().await?;
    uploads::delete(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Some(imported))
}
