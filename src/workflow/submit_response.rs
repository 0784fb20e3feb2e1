//! The customer's answer.
//!
//! The rule: one response for an invitation, whatever happens: double clicks, the back button, a scanner that presses
//! the button after the person. The response and its place in the tallies become durable together; a later answer is
//! kept as an attempt and never counted.

use crate::app::App;
use crate::domain::calendar::day_of;
use crate::domain::ids::ResponseId;
use crate::domain::language::Language;
use crate::domain::response::Submission;
use crate::domain::token::Token;
use crate::storage::invitations::StoredInvitation;
use crate::storage::responses::{NewResponse, Origin};
use crate::storage::tallies::{Change, What};
use crate::storage::{StorageError, Tx, attempts, invitations, responses, tallies};
use crate::workflow::survey::{Survey, find_in};

/// What became of an answer.
#[derive(Clone, Debug)]
pub enum Submitted {
    /// It counts.
    Stored,
    /// There was one already; this one is kept as an attempt.
    KeptAsAttempt,
    /// Too late, taken back, or not ours: nothing was stored.
    Refused(Box<Survey>),
}

/// Stores an answer; its language is the invitation's unless the form said another.
///
/// # Errors
/// The database failed; then nothing was stored.
pub async fn submit_response(
    app: &App,
    token: &Token,
    submission: &Submission,
    language: Option<Language>,
) -> Result<Submitted, StorageError> {
    let mut tx = app.db.write().await?;
    let submitted = match find_in(app, &mut tx, token).await? {
        Survey::Open(invitation) => answer(app, &mut tx, &invitation, submission, language).await?,
        Survey::Answered(invitation) => keep_attempt(app, &mut tx, &invitation, submission).await?,
        refused => return Ok(Submitted::Refused(Box::new(refused))),
    };
    tx.commit().await?;
    app.wake.notify_one();
    Ok(submitted)
}

async fn answer(
    app: &App,
    tx: &mut Tx,
    found: &StoredInvitation,
    submission: &Submission,
    language: Option<Language>,
) -> Result<Submitted, StorageError> {
    let now = app.now();
    // What was found may have moved on: its mail may have been recorded, or another answer may have come first.
    let Some(invitation) = &invitations::lock(tx, found.id).await? else {
        return keep_attempt(app, tx, found, submission).await;
    };
    if !invitations::mark_answered(tx, invitation.id, now).await? {
        return keep_attempt(app, tx, invitation, submission).await;
    }
    let answered_on = day_of(now, app.config.organisation.zone);
    let response = NewResponse {
        id: ResponseId(app.randomness.uuid(now)),
        origin: Origin::Invitation(invitation.id),
        score: submission.score,
        comment: submission.comment.clone(),
        contact_me: submission.contact_me,
        language: language.map_or_else(|| invitation.language.clone(), |language| language.name().to_owned()),
        segment_id: invitation.segment_id,
        closed_at: invitation.closed_at,
        closed_on: invitation.closed_on,
        answered_at: now,
        answered_on,
    };
    let ratings: Vec<_> =
        submission.ratings.iter().map(|(item, rating)| (response.id, *item, *rating)).collect();
    responses::insert_all(tx, &[response]).await?;
    responses::insert_ratings(tx, &ratings).await?;
    let what = What::Response { score: submission.score, answered_on, imported: false };
    let mut changes = vec![Change::one(what, invitation.closed_on, invitation.segment_id)];
    if invitation.sent_at.is_none() {
        // Nobody told us that the mail was accepted, but its answer does.
        changes.push(Change::one(What::Invited, invitation.closed_on, invitation.segment_id));
    }
    tallies::append(tx, &changes).await?;
    Ok(Submitted::Stored)
}

async fn keep_attempt(
    app: &App,
    tx: &mut Tx,
    invitation: &StoredInvitation,
    submission: &Submission,
) -> Result<Submitted, StorageError> {
    let now = app.now();
    attempts::insert(tx, app.randomness.uuid(now), invitation.id, submission, now).await?;
    Ok(Submitted::KeptAsAttempt)
}
