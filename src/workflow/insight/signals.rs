//! Signals and changes as staff see and note them.

use crate::app::App;
use crate::domain::ids::{ChangePointId, SignalId};
use crate::domain::insight::signal::Explanation;
use crate::domain::insight::signal::change_point::{ChangePoint, NewChangePoint};
use crate::domain::insight::signal::event::{SignalEvent, events};
use crate::storage::StorageError;
use crate::storage::insight::{change_points, signals};
use crate::storage::sending::staff_mails;
use crate::workflow::access::audit::{Actor, record};

/// What the page about signals shows.
#[derive(Clone, Debug)]
pub struct SignalsOverview {
    /// The newest first.
    pub events: Vec<SignalEvent>,
    pub change_points: Vec<ChangePoint>,
    /// Whether this user hears of signals by mail; none for a visitor who is no user.
    pub is_subscribed: Option<bool>,
}

/// The signals, the changes, and whether somebody is told by mail.
pub async fn signals_overview(app: &App, email: &str) -> Result<SignalsOverview, StorageError> {
    let mut tx = app.db.read().await?;
    Ok(SignalsOverview {
        events: events(signals::list(&mut tx).await?),
        change_points: change_points::list(&mut tx).await?,
        is_subscribed: staff_mails::is_wanted(&mut tx, email).await?,
    })
}

/// Notes whether somebody wants to hear of signals by mail; false for a visitor who is no user.
pub async fn subscribe(app: &App, actor: &Actor, wanted: bool) -> Result<bool, StorageError> {
    let mut tx = app.db.write().await?;
    let found = staff_mails::set_wanted(&mut tx, actor.name(), wanted).await?;
    tx.commit().await?;
    Ok(found)
}

/// Writes down the cause of a signal; false when there is no such signal.
pub async fn explain_signal(
    app: &App,
    actor: &Actor,
    id: SignalId,
    text: &str,
) -> Result<bool, StorageError> {
    let mut tx = app.db.write().await?;
    let explanation = Explanation { text: text.to_owned(), at: app.now(), by: actor.name().to_owned() };
    if !signals::explain(&mut tx, id, &explanation).await? {
        return Ok(false);
    }
    record(app, &mut tx, actor, "explain signal", &id.to_string()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Notes a change.
pub async fn note_change(app: &App, actor: &Actor, change: NewChangePoint) -> Result<(), StorageError> {
    let now = app.now();
    let id = ChangePointId(app.randomness.uuid(now));
    let mut tx = app.db.write().await?;
    let point = ChangePoint { id, change, noted_at: now, noted_by: actor.name().to_owned() };
    change_points::insert(&mut tx, &point).await?;
    record(app, &mut tx, actor, "note change", &id.to_string()).await?;
    tx.commit().await
}

/// Withdraws a change that was noted by mistake; false when it was withdrawn before or never noted.
pub async fn withdraw_change(app: &App, actor: &Actor, id: ChangePointId) -> Result<bool, StorageError> {
    let mut tx = app.db.write().await?;
    if !change_points::withdraw(&mut tx, id, app.now(), actor.name()).await? {
        return Ok(false);
    }
    record(app, &mut tx, actor, "withdraw change", &id.to_string()).await?;
    tx.commit().await?;
    Ok(true)
}
