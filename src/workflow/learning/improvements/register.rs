//! Registering, changing and withdrawing.
//!
//! The rule: until it starts it can be changed or withdrawn; then only the public sentence can be changed.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::ids::ImprovementId;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::learning::improvement::fields::{STARTS_IN_THE_PAST, STARTS_ON};
use crate::domain::learning::improvement::{End, Improvement, Plan, PublicSentence};
use crate::storage::Tx;
use crate::storage::learning::improvements as stored;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{act, demand};
use crate::workflow::learning::improvements::ImproveError;
use crate::workflow::learning::improvements::known::{ReadPlan, read_plan};

/// A plan that is sound and starts today, so that it would be fixed as soon as it is stored; nothing is stored. `None` for one
/// that starts later.
///
/// # Errors
/// [`ImproveError::Wrong`], or the role does not allow it.
#[tracing::instrument(skip_all)]
pub async fn would_be_fixed_at_once(
    app: &App,
    actor: &Actor,
    fields: Fields,
) -> Result<Option<ReadPlan>, ImproveError> {
    demand(&mut app.db.read().await?, actor, Action::RegisterImprovement).await?;
    let read = read_plan(app, fields).await?;
    Ok((read.plan.starts_on <= app.today()).then_some(read))
}

/// Registers an improvement. The same plan of the same person again, before it starts, is the one that is registered.
///
/// # Errors
/// [`ImproveError::Wrong`], or the role does not allow it.
#[tracing::instrument(skip_all)]
pub async fn register_improvement(
    app: &App,
    actor: &Actor,
    fields: Fields,
) -> Result<ImprovementId, ImproveError> {
    demand(&mut app.db.read().await?, actor, Action::RegisterImprovement).await?;
    let plan = read_plan(app, fields).await?;
    let now = app.now();
    let mut tx = app.db.write().await?;
    let plan = plan.with_causes(&mut tx, actor.name(), now).await?;
    refuse_past(app, &plan)?;
    let is_same = |known: &&Improvement| {
        known.end.is_none() && known.plan == plan && known.registered_by == actor.name()
    };
    if let Some(known) = stored::list(&mut tx).await?.iter().find(is_same) {
        return Ok(known.id);
    }
    let id = ImprovementId(app.randomness.uuid(now));
    stored::insert(&mut tx, id, &plan, actor.name(), now).await?;
    act(app, &mut tx, actor, Action::RegisterImprovement, &id.to_string()).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes an improvement that has not started; `seen` is its [`Improvement::changed_at`] as the person saw it.
///
/// # Errors
/// [`ImproveError::Unknown`], [`ImproveError::Started`], [`ImproveError::Ended`], [`ImproveError::Changed`],
/// [`ImproveError::Wrong`], or the role does not allow it.
#[tracing::instrument(skip_all)]
pub async fn change_improvement(
    app: &App,
    actor: &Actor,
    id: ImprovementId,
    seen: Timestamp,
    fields: Fields,
) -> Result<(), ImproveError> {
    demand(&mut app.db.read().await?, actor, Action::ChangeImprovement).await?;
    let known = stored::find(&mut app.db.read().await?, id).await?.ok_or(ImproveError::Unknown)?;
    refuse_fixed(app, &known)?;
    let plan = read_plan(app, fields).await?;
    let mut tx = app.db.write().await?;
    let known = locked(&mut tx, id).await?;
    refuse_fixed(app, &known)?;
    if known.changed_at != seen {
        return Err(ImproveError::Changed);
    }
    let now = app.now();
    let plan = plan.with_causes(&mut tx, actor.name(), now).await?;
    refuse_past(app, &plan)?;
    if known.plan == plan {
        return Ok(());
    }
    stored::update(&mut tx, id, &plan, now).await?;
    act(app, &mut tx, actor, Action::ChangeImprovement, &id.to_string()).await?;
    Ok(tx.commit().await?)
}

/// Sets what respondents may read of an improvement, also after it has started or was closed.
///
/// # Errors
/// [`ImproveError::Unknown`], [`ImproveError::Ended`] if it was withdrawn, or the role does not allow it.
#[tracing::instrument(skip_all)]
pub async fn set_public_sentence(
    app: &App,
    actor: &Actor,
    id: ImprovementId,
    sentence: PublicSentence,
) -> Result<(), ImproveError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::ChangeImprovement).await?;
    let known = locked(&mut tx, id).await?;
    if matches!(known.end, Some(End::Withdrawn { .. })) {
        return Err(ImproveError::Ended);
    }
    if known.plan.public == sentence {
        return Ok(());
    }
    stored::set_public(&mut tx, id, &sentence, app.now()).await?;
    act(app, &mut tx, actor, Action::ChangeImprovement, &id.to_string()).await?;
    Ok(tx.commit().await?)
}

/// The day may have changed since the plan was read.
fn refuse_past(app: &App, plan: &Plan) -> Result<(), ImproveError> {
    if plan.starts_on >= app.today() {
        return Ok(());
    }
    let message = STARTS_IN_THE_PAST.to_owned();
    Err(ImproveError::Wrong(vec![FieldError { field: STARTS_ON.to_owned(), message }]))
}

/// Withdraws an improvement that has not started: it is not carried out.
///
/// # Errors
/// As [`change_improvement`], without reading a plan.
#[tracing::instrument(skip_all)]
pub async fn withdraw_improvement(app: &App, actor: &Actor, id: ImprovementId) -> Result<(), ImproveError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::WithdrawImprovement).await?;
    let known = locked(&mut tx, id).await?;
    refuse_fixed(app, &known)?;
    stored::withdraw(&mut tx, id, actor.name(), app.now()).await?;
    act(app, &mut tx, actor, Action::WithdrawImprovement, &id.to_string()).await?;
    Ok(tx.commit().await?)
}

/// An improvement whose row is locked until the transaction ends.
pub(super) async fn locked(tx: &mut Tx, id: ImprovementId) -> Result<Improvement, ImproveError> {
    if !stored::lock(tx, id).await? {
        return Err(ImproveError::Unknown);
    }
    stored::find(tx, id).await?.ok_or(ImproveError::Unknown)
}

fn refuse_fixed(app: &App, known: &Improvement) -> Result<(), ImproveError> {
    match known.end {
        Some(_) => Err(ImproveError::Ended),
        None if known.is_fixed(app.today()) => Err(ImproveError::Started),
        None => Ok(()),
    }
}
