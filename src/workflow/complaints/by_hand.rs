//! Registers, corrects, closes and reopens a complaint by hand, for an organisation without a complaints system.
//!
//! The rule: a handler of a team registers and corrects only that team's complaints, and a complaint that is corrected
//! keeps the facts that were told of it. What follows from a closing is the same as after a report of a system.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::complaints::complaint::{Complaint, Reference, Status};
use crate::domain::complaints::complaint_form::version;
use crate::domain::complaints::facts::Facts;
use crate::domain::complaints::segment::Dimension;
use crate::storage::{StorageError, complaints};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act, act_of_reading};
use crate::workflow::complaints::record_facts::{find_to_record, is_theirs};
use crate::workflow::complaints::register::{register_in, report_again};

/// The complaint for the form, with who looked at it in the audit: it shows name, address and what was noted.
///
/// # Errors
/// [`ByHandError::Unknown`], or as [`act`].
#[tracing::instrument(skip_all)]
pub async fn look_at(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    reference: &Reference,
) -> Result<Complaint, ByHandError> {
    let found = find_to_record(app, whose, reference).await?.ok_or(ByHandError::Unknown)?;
    act_of_reading(app, actor, Action::ReadComplaint, reference.as_str()).await?;
    Ok(found)
}

/// Why a complaint was not registered or corrected.
#[derive(Debug, thiserror::Error)]
pub enum ByHandError {
    #[error("there is a complaint with this reference already")]
    Taken,
    #[error("there is no complaint with this reference, or another team handles it")]
    Unknown,
    #[error("the complaint was changed since the form was opened")]
    Changed,
    #[error(
        "name and address were removed at the end of their retention, and come back only when the complaint reopens"
    )]
    Forgotten,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Registers a new complaint.
///
/// # Errors
/// [`ByHandError::Taken`], or as [`act`]; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn register_by_hand(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    reference: &Reference,
    complaint: Complaint,
) -> Result<(), ByHandError> {
    let mut tx = app.db.write().await?;
    act(app, &mut tx, actor, Action::RegisterComplaint, reference.as_str()).await?;
    let complaint = of_their_team(whose, complaint);
    match complaints::lock(&mut tx, reference).await? {
        // A button that was pressed twice.
        Some(known) if known.complaint == complaint => return Ok(()),
        Some(_) => return Err(ByHandError::Taken),
        None => {}
    }
    let registered = register_in(app, &mut tx, actor, reference, complaint).await?;
    // Reported by another meanwhile; what was stored over it is rolled back.
    if !registered.is_new {
        return Err(ByHandError::Taken);
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(())
}

/// Stores a complaint in place of what was known of it, and keeps its facts except for the causes. `seen` is the version
/// that the form was written for.
///
/// # Errors
/// [`ByHandError::Unknown`], [`ByHandError::Changed`] or [`ByHandError::Forgotten`], or as [`act`]; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn edit_by_hand(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    reference: &Reference,
    seen: &str,
    complaint: Complaint,
) -> Result<(), ByHandError> {
    let mut tx = app.db.write().await?;
    let before = complaints::lock(&mut tx, reference).await?;
    let before = before.filter(|stored| is_theirs(whose, &stored.complaint));
    let before = before.ok_or(ByHandError::Unknown)?;
    if version(&before.complaint, app.config.organisation.zone) != seen {
        return Err(ByHandError::Changed);
    }
    let is_typed = complaint.contact != before.complaint.contact;
    let stays_closed = [&before.complaint, &complaint].iter().all(|one| one.status != Status::Open);
    if before.contact_forgotten_at.is_some() && stays_closed && is_typed {
        return Err(ByHandError::Forgotten);
    }
    act(app, &mut tx, actor, Action::EditComplaint, reference.as_str()).await?;
    let complaint = of_their_team(whose, complaint);
    // Facts may have been told since the form was opened.
    let facts = Facts { causes: complaint.facts.causes.clone(), ..before.complaint.facts.clone() };
    let complaint = Complaint { facts, ..complaint };
    report_again(app, &mut tx, actor, reference, before, complaint).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(())
}

/// The complaint in the team of a handler who has one.
fn of_their_team(whose: &FollowUpsOf, mut complaint: Complaint) -> Complaint {
    if let Some(team) = whose.team() {
        complaint.labels.insert(Dimension::Team, team.to_owned());
    }
    complaint
}
