//! Records what happened to a complaint, by a person: when it was acknowledged, called, answered and discussed.
//!
//! The rule: a handler of a team sees and changes only that team's complaints. A system that reports the same complaint
//! later has the last word, since a report is the whole state.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::complaints::complaint::{Complaint, Reference};
use crate::domain::complaints::facts::Facts;
use crate::domain::complaints::facts_form::version;
use crate::domain::complaints::segment::Dimension;
use crate::storage::{StorageError, complaints};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};
use crate::workflow::complaints::register::report_again;

/// Why no fact was recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordFactsError {
    #[error("there is no complaint with this reference, or another team handles it")]
    Unknown,
    #[error("the facts were changed since the form was opened")]
    Changed,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The complaint, if it is one of those whose facts a user may record.
#[tracing::instrument(skip_all)]
pub async fn find_to_record(
    app: &App,
    whose: &FollowUpsOf,
    reference: &Reference,
) -> Result<Option<Complaint>, StorageError> {
    let mut tx = app.db.read().await?;
    let found = complaints::find(&mut tx, reference).await?;
    Ok(found.map(|stored| stored.complaint).filter(|complaint| is_theirs(whose, complaint)))
}

/// Records the facts of a complaint in place of those that were known. `seen` is the version that the form was written
/// for.
///
/// # Errors
/// See [`RecordFactsError`]; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn record_facts(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    reference: &Reference,
    seen: &str,
    facts: Facts,
) -> Result<(), RecordFactsError> {
    let mut tx = app.db.write().await?;
    let before = complaints::lock(&mut tx, reference).await?;
    let before = before.filter(|stored| is_theirs(whose, &stored.complaint));
    let before = before.ok_or(RecordFactsError::Unknown)?;
    if version(&before.complaint.facts, app.config.organisation.zone) != seen {
        return Err(RecordFactsError::Changed);
    }
    act(app, &mut tx, actor, Action::RecordFacts, reference.as_str()).await?;
    let complaint = Complaint { facts, ..before.complaint.clone() };
    report_again(app, &mut tx, actor, reference, before, complaint).await?;
    Ok(tx.commit().await?)
}

/// Whether a complaint is one of those that a user may see and change.
pub(in crate::workflow) fn is_theirs(whose: &FollowUpsOf, complaint: &Complaint) -> bool {
    whose.team().is_none_or(|team| complaint.labels.get(&Dimension::Team).is_some_and(|own| own == team))
}
