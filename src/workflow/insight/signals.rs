//! Signals and change points, as staff read and record them.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::access::account::WantedMails;
use crate::domain::access::action::Action;
use crate::domain::ids::{ChangePointId, SignalId};
use crate::domain::insight::signal::Explanation;
use crate::domain::insight::signal::change_point::{ChangePoint, NewChangePoint};
use crate::domain::insight::signal::event::{SignalEvent, events};
use crate::domain::time::period::DateRange;
use crate::storage::StorageError;
use crate::storage::access::{account, users};
use crate::storage::insight::{change_points, signals};
use crate::storage::sending::staff_mails;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};

/// What the page about signals shows.
#[derive(Clone, Debug)]
pub struct SignalsOverview {
    /// Newest first.
    pub events: Vec<SignalEvent>,
    pub change_points: Vec<ChangePoint>,
    /// Whether this user gets signals by mail; `None` for a visitor without an account.
    pub is_subscribed: Option<bool>,
}

/// The signals of months in a range, or all, the change points, and whether this user is subscribed.
#[tracing::instrument(skip_all)]
pub async fn signals_overview(
    app: &App,
    email: &str,
    range: Option<DateRange>,
) -> Result<SignalsOverview, StorageError> {
    let mut tx = app.db.read().await?;
    let is_within = |month: NaiveDate| range.is_none_or(|range| range.contains(month));
    let mut happened = events(signals::list(&mut tx).await?);
    happened.retain(|event| event.signals().any(|raised| is_within(raised.signal.month)));
    Ok(SignalsOverview {
        events: happened,
        change_points: change_points::list(&mut tx).await?,
        is_subscribed: staff_mails::is_wanted(&mut tx, email).await?,
    })
}

/// Subscribes the actor to mails about signals, or unsubscribes; false for a visitor without an account.
#[tracing::instrument(skip_all)]
pub async fn subscribe(app: &App, actor: &Actor, wanted: bool) -> Result<bool, StorageError> {
    let mut tx = app.db.write().await?;
    let user = users::find_by_email(&mut tx, actor.name()).await?;
    let Some(user) = user.filter(|user| user.disabled_at.is_none()) else { return Ok(false) };
    let before = account::wanted_mails(&mut tx, user.id).await?;
    account::set_wanted_mails(&mut tx, user.id, WantedMails { signals: wanted, ..before }).await?;
    tx.commit().await?;
    Ok(true)
}

/// Records the cause of a signal; false if there is no such signal.
#[tracing::instrument(skip_all)]
pub async fn explain_signal(app: &App, actor: &Actor, id: SignalId, text: &str) -> Result<bool, ActError> {
    let mut tx = app.db.write().await?;
    let explanation = Explanation { text: text.to_owned(), at: app.now(), by: actor.name().to_owned() };
    if !signals::explain(&mut tx, id, &explanation).await? {
        return Ok(false);
    }
    act(app, &mut tx, actor, Action::ExplainSignal, &id.to_string()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Records a change point.
#[tracing::instrument(skip_all)]
pub async fn note_change(app: &App, actor: &Actor, change: NewChangePoint) -> Result<(), ActError> {
    let now = app.now();
    let id = ChangePointId(app.randomness.uuid(now));
    let mut tx = app.db.write().await?;
    let point = ChangePoint { id, change, noted_at: now, noted_by: actor.name().to_owned() };
    change_points::insert(&mut tx, &point).await?;
    act(app, &mut tx, actor, Action::NoteChange, &id.to_string()).await?;
    Ok(tx.commit().await?)
}

/// Withdraws a change point recorded by mistake; false if it was withdrawn before or does not exist.
#[tracing::instrument(skip_all)]
pub async fn withdraw_change(app: &App, actor: &Actor, id: ChangePointId) -> Result<bool, ActError> {
    let mut tx = app.db.write().await?;
    if !change_points::withdraw(&mut tx, id, app.now(), actor.name()).await? {
        return Ok(false);
    }
    act(app, &mut tx, actor, Action::WithdrawChange, &id.to_string()).await?;
    tx.commit().await?;
    Ok(true)
}
