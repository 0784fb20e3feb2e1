//! Registers, corrects, closes and reopens a complaint by hand, for an organisation without a complaints system.
//!
//! The rule: a handler of a team registers and corrects only that team's complaints, and a complaint that is corrected
//! keeps the facts that were told of it. What follows from a closing is the same as after a report of a system.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::roles::FollowUpsOf;
use crate::domain::complaints::complaint::{Complaint, Reference};
use crate::domain::complaints::facts::Facts;
use crate::domain::complaints::segment::Dimension;
use crate::storage::{StorageError, complaints};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};
use crate::workflow::complaints::record_facts::is_theirs;
use crate::workflow::complaints::register::{register_in, report_again};

/// Why a complaint was not registered or corrected.
#[derive(Debug, thiserror::Error)]
pub enum ByHandError {
    #[error("there is a complaint with this reference already")]
    Taken,
    #[error("there is no complaint with this reference, or another team handles it")]
    Unknown,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Registers a new complaint.
///
/// # Errors
/// [`ByHandError::Taken`], or as [`act`]; then nothing was stored.
pub async fn register_by_hand(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    reference: &Reference,
    complaint: Complaint,
) -> Result<(), ByHandError> {
    let mut tx = app.db.write().await?;
    act(app, &mut tx, actor, Action::RegisterComplaint, reference.as_str()).await?;
    if complaints::lock(&mut tx, reference).await?.is_some() {
        return Err(ByHandError::Taken);
    }
    let registered = register_in(app, &mut tx, reference, of_their_team(whose, complaint)).await?;
    // Reported by another meanwhile; what was stored over it is rolled back.
    if !registered.is_new {
        return Err(ByHandError::Taken);
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(())
}

/// Stores a complaint in place of what was known of it, and keeps its facts except for the causes.
///
/// # Errors
/// [`ByHandError::Unknown`], or as [`act`]; then nothing was stored.
pub async fn edit_by_hand(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    reference: &Reference,
    complaint: Complaint,
) -> Result<(), ByHandError> {
    let mut tx = app.db.write().await?;
    let before = complaints::lock(&mut tx, reference).await?;
    let before = before.filter(|stored| is_theirs(whose, &stored.complaint));
    let before = before.ok_or(ByHandError::Unknown)?;
    act(app, &mut tx, actor, Action::EditComplaint, reference.as_str()).await?;
    let complaint = of_their_team(whose, complaint);
    // Facts may have been told since the form was opened.
    let facts = Facts { causes: complaint.facts.causes.clone(), ..before.complaint.facts.clone() };
    let complaint = Complaint { facts, ..complaint };
    report_again(app, &mut tx, reference, before, complaint).await?;
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
