//! Reviews how a closure was handled, and corrects a review.
//!
//! The rule: no one reviews what they handled, a closure is reviewed once, and a correction stands beside the first.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::complaints::complaint::{Complaint, Reference};
use crate::domain::ids::QualityReviewId;
use crate::domain::input::fields::FieldError;
use crate::domain::policy::quality::checklist::Checklist;
use crate::domain::policy::quality::checklist_file::parse;
use crate::domain::policy::quality::draw::is_handler;
use crate::domain::policy::quality::review::{NewReview, Points};
use crate::domain::policy::quality::sample::{Drawn, Review, Revision};
use crate::storage::policy::quality;
use crate::storage::{StorageError, Tx, complaints};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};

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
pub async fn review(app: &App, actor: &Actor, new: NewReview) -> Result<Stored, ReviewError> {
    let mut tx = app.db.write().await?;
    let found = complaints::lock(&mut tx, &new.reference).await?.ok_or(ReviewError::UnknownComplaint)?;
    let closure = new.closure.unwrap_or(found.closures);
    if closure == 0 || closure > found.closures {
        return Err(ReviewError::NotClosed);
    }
    let now = app.now();
    let told = revision(actor, &found.complaint, new.points, now)?;
    let (id, checklist) = (QualityReviewId(app.randomness.uuid(now)), &app.config.quality.checklist);
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

/// Stores a correction of a review, by the checklist with which it was made. `read` reads the points by that checklist.
///
/// # Errors
/// See [`ReviewError`]; then nothing was stored.
pub async fn correct(
    app: &App,
    actor: &Actor,
    id: QualityReviewId,
    read: impl FnOnce(&Checklist) -> Result<Points, Vec<FieldError>>,
) -> Result<Review, ReviewError> {
    let mut tx = app.db.write().await?;
    quality::lock_review(&mut tx, id).await?;
    let before = quality::find_review(&mut tx, id).await?.ok_or(ReviewError::UnknownReview)?;
    let complaint =
        complaints::find(&mut tx, &before.reference).await?.ok_or(ReviewError::UnknownComplaint)?;
    let points = read(&checklist_of(&mut tx, &before.checklist).await?).map_err(ReviewError::Wrong)?;
    let told = revision(actor, &complaint.complaint, points, app.now())?;
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
pub async fn find_review(
    app: &App,
    id: QualityReviewId,
) -> Result<Option<(Review, Checklist)>, StorageError> {
    let mut tx = app.db.read().await?;
    let Some(review) = quality::find_review(&mut tx, id).await? else { return Ok(None) };
    let checklist = checklist_of(&mut tx, &review.checklist).await?;
    Ok(Some((review, checklist)))
}

/// A closure that can be reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToReview {
    /// `None` while it is not reviewed.
    pub review: Option<QualityReviewId>,
    pub in_sample: bool,
}

/// The closure of a complaint; `None` if it was not closed, or not as often.
pub async fn find_to_review(
    app: &App,
    reference: &Reference,
    closure: u32,
) -> Result<Option<ToReview>, StorageError> {
    let mut tx = app.db.read().await?;
    let found = complaints::find(&mut tx, reference).await?;
    let Some(found) = found.filter(|found| (1..=found.closures).contains(&closure)) else { return Ok(None) };
    let review = quality::review_of(&mut tx, found.id, closure).await?;
    Ok(Some(ToReview { review, in_sample: quality::is_drawn(&mut tx, found.id, closure).await? }))
}

/// What a reviewer has still to review: first what was given to them, then anything that they did not handle.
pub async fn next_to_review(app: &App, reviewer: &str) -> Result<Option<Drawn>, StorageError> {
    let mut open = quality::not_reviewed(&mut app.db.read().await?).await?;
    open.retain(|(_, handler)| !is_handler(reviewer, handler.as_deref()));
    open.sort_by_key(|(drawn, _)| drawn.reviewer.as_deref() != Some(reviewer));
    Ok(open.into_iter().next().map(|(drawn, _)| drawn))
}

/// Makes sure that the configured checklist is the one that was used under its version before.
///
/// # Errors
/// [`ReviewError::ChecklistChanged`].
pub async fn keep_checklist(app: &App, tx: &mut Tx) -> Result<(), ReviewError> {
    let quality = &app.config.quality;
    let kept = quality::keep_checklist(tx, &quality.checklist.version, &quality.checklist_text).await?;
    if parse(&kept).as_ref() == Ok(&quality.checklist) {
        Ok(())
    } else {
        Err(ReviewError::ChecklistChanged(quality.checklist.version.clone()))
    }
}

async fn checklist_of(tx: &mut Tx, version: &str) -> Result<Checklist, StorageError> {
    let text = quality::checklist_text(tx, version).await?;
    parse(&text).map_err(|faults| StorageError::Inconsistent {
        column: "quality_checklists.definition",
        value: FieldError::in_one_line(&faults),
    })
}

fn revision(
    actor: &Actor,
    complaint: &Complaint,
    points: Points,
    now: crate::domain::Timestamp,
) -> Result<Revision, ReviewError> {
    let reviewer = points.reviewer.clone().unwrap_or_else(|| actor.name().to_owned());
    let is_theirs = |name: &str| is_handler(name, complaint.handler.as_deref());
    if is_theirs(&reviewer) || is_theirs(actor.name()) {
        return Err(ReviewError::ByHandler);
    }
    Ok(Revision { reviewer, reviewed_at: now, points: Points { reviewer: None, ..points } })
}
