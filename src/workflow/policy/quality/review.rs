//! Reviews how a closure was handled, and corrects a review.
//!
//! The rule: no one reviews what they handled, a closure is reviewed once, and a correction stands beside the first.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::complaints::complaint::Reference;
use crate::domain::ids::QualityReviewId;
use crate::domain::input::fields::FieldError;
use crate::domain::policy::quality::checklist::Checklist;
use crate::domain::policy::quality::checklist_file::parse;
use crate::domain::policy::quality::draw::is_handler;
use crate::domain::policy::quality::review::{NewReview, Points};
use crate::domain::policy::quality::sample::{Drawn, Review, Revision};
use crate::storage::complaints::StoredComplaint;
use crate::storage::policy::quality;
use crate::storage::{StorageError, Tx, complaints};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act, demand};
use crate::workflow::policy::quality::draw::reviewers;

/// Why a review was not stored.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    #[error("there is no complaint with this reference")]
    UnknownComplaint,
    #[error("the complaint was not closed, or not as often as this")]
    NotClosed,
    #[error("the reviewer handled this complaint; someone else must review it")]
    ByHandler,
    #[error("this closure was reviewed before; correct that review")]
    Reviewed(QualityReviewId),
    #[error("there is no review with this identifier")]
    UnknownReview,
    #[error("the review was corrected meanwhile; look at that correction first")]
    Corrected,
    #[error("{}", FieldError::in_one_line(.0))]
    Wrong(Vec<FieldError>),
    #[error(
        "the checklist `{0}` was used with other contents before; give the one in quality.checklist_file another version"
    )]
    ChecklistChanged(String),
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A stored review, for the one who told it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    pub id: QualityReviewId,
    pub in_sample: bool,
}

/// Stores a review of a closure.
///
/// # Errors
/// See [`ReviewError`]; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn review(app: &App, actor: &Actor, new: NewReview) -> Result<Stored, ReviewError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::ReviewQuality).await?;
    let found = complaints::lock(&mut tx, &new.reference).await?.ok_or(ReviewError::UnknownComplaint)?;
    let closure = new.closure.unwrap_or(found.closures);
    if closure == 0 || closure > found.closures {
        return Err(ReviewError::NotClosed);
    }
    let now = app.now();
    let handlers = handlers(&mut tx, &found, closure).await?;
    let told = revision(actor, &handlers, new.points, now)?;
    let (id, checklist) = (QualityReviewId(app.randomness.uuid(now)), app.config.quality.checklist());
    keep_checklist(app, &mut tx).await?;
    if !quality::insert_review(&mut tx, id, (found.id, closure), &checklist.version, &told).await? {
        let id = quality::review_of(&mut tx, found.id, closure).await?;
        return Err(id.map_or(ReviewError::UnknownReview, ReviewError::Reviewed));
    }
    let subject = format!("{} {closure}", new.reference.as_str());
    act(app, &mut tx, actor, Action::ReviewQuality, &subject).await?;
    let stored = quality::find_review(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Stored { id, in_sample: stored.is_some_and(|review| review.in_sample) })
}

/// Stores a correction of a review, by the checklist with which it was made. `read` reads the points by that checklist on
/// the scale of the last revision; `seen` is how many revisions the corrector saw, if that is known.
///
/// # Errors
/// See [`ReviewError`]; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn correct(
    app: &App,
    actor: &Actor,
    id: QualityReviewId,
    seen: Option<usize>,
    read: impl FnOnce(&Checklist) -> Result<Points, Vec<FieldError>>,
) -> Result<Review, ReviewError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::CorrectReview).await?;
    quality::lock_review(&mut tx, id).await?;
    let before = quality::find_review(&mut tx, id).await?.ok_or(ReviewError::UnknownReview)?;
    let complaint =
        complaints::find(&mut tx, &before.reference).await?.ok_or(ReviewError::UnknownComplaint)?;
    if seen.is_some_and(|seen| seen != before.revisions.len()) {
        return Err(ReviewError::Corrected);
    }
    let checklist = checklist_for(&mut tx, &before).await?;
    let points = read(&checklist).map_err(ReviewError::Wrong)?;
    let handlers = handlers(&mut tx, &complaint, before.closure).await?;
    let told = revision(actor, &handlers, points, app.now())?;
    let number = u32::try_from(before.revisions.len()).unwrap_or(u32::MAX);
    if before
        .revisions
        .last()
        .is_some_and(|last| last.points == told.points && last.reviewer == told.reviewer)
    {
        return Ok(before);
    }
    quality::correct(&mut tx, id, number, &told).await?;
    act(app, &mut tx, actor, Action::CorrectReview, &id.to_string()).await?;
    let after = quality::find_review(&mut tx, id).await?.ok_or(ReviewError::UnknownReview)?;
    tx.commit().await?;
    Ok(after)
}

/// A review with its corrections, and the checklist with which it was made; `None` if it is unknown.
#[tracing::instrument(skip_all)]
pub async fn find_review(
    app: &App,
    id: QualityReviewId,
) -> Result<Option<(Review, Checklist)>, StorageError> {
    let mut tx = app.db.read().await?;
    let Some(review) = quality::find_review(&mut tx, id).await? else { return Ok(None) };
    let checklist = checklist_for(&mut tx, &review).await?;
    Ok(Some((review, checklist)))
}

/// The same for one who may review.
///
/// # Errors
/// As [`demand`].
#[tracing::instrument(skip_all)]
pub async fn see_review(app: &App, actor: &Actor, id: QualityReviewId) -> Result<Option<Review>, ActError> {
    let mut tx = app.db.read().await?;
    demand(&mut tx, actor, Action::ReviewQuality).await?;
    Ok(quality::find_review(&mut tx, id).await?)
}

/// A closure that can be reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToReview {
    /// `None` while it is not reviewed.
    pub review: Option<QualityReviewId>,
    pub in_sample: bool,
}

/// The closure of a complaint; `None` if it was not closed, or not as often.
#[tracing::instrument(skip_all)]
pub async fn find_to_review(
    app: &App,
    reference: &Reference,
    closure: u32,
) -> Result<Option<ToReview>, StorageError> {
    let mut tx = app.db.read().await?;
    let found = complaints::find(&mut tx, reference).await?;
    let Some(found) = found.filter(|found| (1..=found.closures).contains(&closure)) else { return Ok(None) };
    let review = quality::review_of(&mut tx, found.id, closure).await?;
    Ok(Some(ToReview {
        review,
        in_sample: quality::drawn_handler(&mut tx, found.id, closure).await?.is_some(),
    }))
}

/// What a reviewer has still to review: first what was given to them, then what was given to no one who is still there and
/// they did not handle.
#[tracing::instrument(skip_all)]
pub async fn next_to_review(app: &App, reviewer: &str) -> Result<Option<Drawn>, StorageError> {
    let mut tx = app.db.read().await?;
    let (mut open, others) = (quality::not_reviewed(&mut tx).await?, reviewers(&mut tx).await?);
    let is_anothers = |given_to: &str| given_to != reviewer && others.iter().any(|other| other == given_to);
    open.retain(|(drawn, _)| !drawn.reviewer.as_deref().is_some_and(is_anothers));
    open.retain(|(_, handlers)| !handlers.iter().any(|handler| is_handler(reviewer, handler.as_deref())));
    open.sort_by_key(|(drawn, _)| drawn.reviewer.as_deref() != Some(reviewer));
    Ok(open.into_iter().next().map(|(drawn, _)| drawn))
}

/// Keeps the configured checklist with the first review by it.
async fn keep_checklist(app: &App, tx: &mut Tx) -> Result<(), ReviewError> {
    let quality = &app.config.quality;
    quality::keep_checklist(tx, &quality.checklist().version, &quality.checklist_file.text).await?;
    refuse_changed_checklist(app, tx).await
}

/// Makes sure that the configured checklist is the one with which reviews were made under its version, if any were.
///
/// # Errors
/// [`ReviewError::ChecklistChanged`].
pub async fn refuse_changed_checklist(app: &App, tx: &mut Tx) -> Result<(), ReviewError> {
    let ours = app.config.quality.checklist();
    match quality::find_checklist(tx, &ours.version).await? {
        Some(kept) if parse(&kept).as_ref() != Ok(ours) => {
            Err(ReviewError::ChecklistChanged(ours.version.clone()))
        }
        Some(_) | None => Ok(()),
    }
}

/// The checklist with which a review was made, on the scale of its last revision.
async fn checklist_for(tx: &mut Tx, review: &Review) -> Result<Checklist, StorageError> {
    let inconsistent =
        |value: String| StorageError::Inconsistent { column: "quality_checklists.definition", value };
    let text = quality::find_checklist(tx, &review.checklist).await?.unwrap_or_default();
    let checklist = parse(&text).map_err(|faults| inconsistent(FieldError::in_one_line(&faults)))?;
    let maximum = review.revisions.last().map_or(checklist.maximum, |last| last.points.maximum);
    Ok(Checklist { maximum, ..checklist })
}

/// Who handled a complaint: now, and when its closure was drawn.
async fn handlers(tx: &mut Tx, found: &StoredComplaint, closure: u32) -> Result<Vec<String>, StorageError> {
    let then = quality::drawn_handler(tx, found.id, closure).await?.flatten();
    Ok(found.complaint.handler.clone().into_iter().chain(then).collect())
}

fn revision(
    actor: &Actor,
    handlers: &[String],
    points: Points,
    now: Timestamp,
) -> Result<Revision, ReviewError> {
    let reviewer = points.reviewer.clone().unwrap_or_else(|| actor.name().to_owned());
    let is_theirs = |name: &str| handlers.iter().any(|handler| is_handler(name, Some(handler)));
    if is_theirs(&reviewer) || is_theirs(actor.name()) {
        return Err(ReviewError::ByHandler);
    }
    Ok(Revision { reviewer, reviewed_at: now, points: Points { reviewer: None, ..points } })
}
