//! The customer's answer.
//!
//! The rule: one response for an invitation, whatever happens: double clicks, the back button, a scanner that presses
//! the button after the person. The response and its place in the tallies become durable together. It changes only by
//! a deliberate act of the person, which names what it replaces; any other later answer is kept as an attempt and never
//! counted. When three different scores come within a minute nobody can tell which one a person meant, so none counts
//! until the person says it again.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::calendar::{day_of, working_days_later};
use crate::domain::follow_up;
use crate::domain::ids::{FollowUpId, ResponseId};
use crate::domain::language::Language;
use crate::domain::response::{AttemptReason, Submission};
use crate::domain::score::Score;
use crate::domain::token::Token;
use crate::storage::invitations::StoredInvitation;
use crate::storage::responses::{NewResponse, Origin, StoredResponse};
use crate::storage::tallies::{Change, CountedAnswer, What};
use crate::storage::{StorageError, Tx, attempts, follow_ups, invitations, responses, tallies};
use crate::workflow::survey::{Answered, Survey, find_in, survey_of};

/// So many different scores within this time look pressed by a machine.
const SUSPECT_SCORES: usize = 3;
const SUSPECT_TIME: TimeDelta = TimeDelta::seconds(60);

/// What became of an answer.
#[derive(Clone, Debug)]
pub enum Submitted {
    /// It counts.
    Stored,
    /// It is kept as an attempt.
    KeptAsAttempt,
    /// A change of an answer that was changed meanwhile: kept as an attempt, and the person decides.
    Outdated(Box<Survey>),
    /// A change that came when none is possible any more.
    TooLateToChange(Box<Survey>),
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
    let submitted = loop {
        if let Some(submitted) = answer(app, &mut tx, token, submission, language).await? {
            break submitted;
        }
        match find_in(app, &mut tx, token).await? {
            Survey::Open(invitation) if submission.is_trapped => {
                break keep_attempt(app, &mut tx, &invitation, submission, AttemptReason::Trap).await?;
            }
            // It was opened again between two statements, such as by a new plan.
            Survey::Open(_) => {}
            Survey::Answered(found) => {
                break answer_again(app, &mut tx, &found.invitation, submission, language).await?;
            }
            refused => return Ok(Submitted::Refused(Box::new(refused))),
        }
    };
    tx.commit().await?;
    app.wake.notify_one();
    Ok(submitted)
}

/// The first answer; none where it is not the first, or not a person's.
async fn answer(
    app: &App,
    tx: &mut Tx,
    token: &Token,
    submission: &Submission,
    language: Option<Language>,
) -> Result<Option<Submitted>, StorageError> {
    if submission.is_trapped {
        return Ok(None);
    }
    let now = app.now();
    let Some(invitation) = invitations::answer(tx, &token.hash(), now).await? else { return Ok(None) };
    let answered_on = day_of(now, app.config.organisation.zone);
    let score = submission.score;
    let response = NewResponse {
        id: ResponseId(app.randomness.uuid(now)),
        origin: Origin::Invitation { id: invitation.id, reminders: invitation.reminders },
        score,
        comment: submission.comment.clone(),
        contact_me: submission.contact_me,
        language: language.map_or(invitation.language, |language| language.name().to_owned()),
        segment_id: invitation.segment_id,
        closed_at: invitation.closed_at,
        closed_on: invitation.closed_on,
        answered_at: now,
        answered_on,
    };
    let id = response.id;
    let counted = CountedAnswer {
        score,
        ratings: &submission.ratings,
        reminders: Some(invitation.reminders),
        segment_id: invitation.segment_id,
        closed_on: invitation.closed_on,
        answered_on,
    };
    let ratings: Vec<_> =
        submission.ratings.iter().map(|(item, rating)| (id, item.clone(), *rating)).collect();
    responses::insert_all(tx, &[response]).await?;
    responses::insert_ratings(tx, &ratings).await?;
    let mut changes = counted.changes(1);
    if invitation.sent_at.is_none() {
        invitations::presume_sent(tx, invitation.id, now).await?;
        changes.push(Change::one(What::Invited, invitation.closed_on, invitation.segment_id));
    }
    tallies::append(tx, &changes).await?;
    if follow_up::is_needed(score, submission.contact_me) {
        open_follow_up(app, tx, id).await?;
    }
    Ok(Some(Submitted::Stored))
}

/// An answer to what is answered: a change if it says what it replaces, else an attempt.
async fn answer_again(
    app: &App,
    tx: &mut Tx,
    found: &StoredInvitation,
    submission: &Submission,
    language: Option<Language>,
) -> Result<Submitted, StorageError> {
    // Two that come at once take turns; the later one sees what the earlier one left.
    let invitation = invitations::lock(tx, found.id).await?.unwrap_or_else(|| found.clone());
    let survey = survey_of(app, tx, invitation).await?;
    let Survey::Answered(current) = &survey else { return Ok(Submitted::Refused(Box::new(survey))) };
    let invitation = &current.invitation;
    match &submission.revises {
        _ if submission.is_trapped => {
            keep_attempt(app, tx, invitation, submission, AttemptReason::Trap).await
        }
        None => {
            let kept = keep_attempt(app, tx, invitation, submission, AttemptReason::Later).await?;
            hold_if_suspect(app, tx, current).await?;
            Ok(kept)
        }
        Some(revises) if *revises != current.revises => {
            let kept = keep_attempt(app, tx, invitation, submission, AttemptReason::Stale).await?;
            let is_outdated = was_current(app, &current.response, revises)
                && !says_the_same(&current.response, submission)
                && current.may_change_until.is_some();
            Ok(if is_outdated { Submitted::Outdated(Box::new(survey)) } else { kept })
        }
        Some(_) if current.may_change_until.is_none() => Ok(Submitted::TooLateToChange(Box::new(survey))),
        Some(_) => revise(app, tx, current, submission, language).await,
    }
}

/// Whether a code names an earlier version of the answer, so that it came from our page and is no guess.
fn was_current(app: &App, response: &StoredResponse, code: &str) -> bool {
    (1..response.revision)
        .any(|revision| app.secret.revision_code(response.id.0.as_bytes(), revision) == code)
}

fn says_the_same(response: &StoredResponse, submission: &Submission) -> bool {
    response.score == submission.score
        && response.comment == submission.comment
        && response.ratings == submission.ratings
        && response.contact_me == submission.contact_me
}

async fn revise(
    app: &App,
    tx: &mut Tx,
    current: &Answered,
    submission: &Submission,
    language: Option<Language>,
) -> Result<Submitted, StorageError> {
    let before = &current.response;
    let language = language.map_or_else(|| before.language.clone(), |language| language.name().to_owned());
    if !responses::revise(tx, before, submission, &language, app.now()).await? {
        return keep_attempt(app, tx, &current.invitation, submission, AttemptReason::Stale).await;
    }
    let mut changes = Vec::new();
    if before.held_at.is_none() {
        changes.extend(counted(before).changes(-1));
    }
    let after = CountedAnswer { score: submission.score, ratings: &submission.ratings, ..counted(before) };
    changes.extend(after.changes(1));
    tallies::append(tx, &changes).await?;
    follow_up(app, tx, before.id, submission.score, submission.contact_me).await?;
    Ok(Submitted::Stored)
}

/// What counts of an answer, on the day of the first one.
fn counted(response: &StoredResponse) -> CountedAnswer<'_> {
    CountedAnswer {
        score: response.score,
        ratings: &response.ratings,
        reminders: Some(response.reminders),
        segment_id: response.segment_id,
        closed_on: response.closed_on,
        answered_on: response.answered_on,
    }
}

/// Takes an answer out of the figures when too many different scores came at once to be a person's.
async fn hold_if_suspect(app: &App, tx: &mut Tx, current: &Answered) -> Result<(), StorageError> {
    let (now, response) = (app.now(), &current.response);
    if response.held_at.is_some() || response.revision > 1 || response.answered_at < now - SUSPECT_TIME {
        return Ok(());
    }
    let attempted = attempts::scores_since(tx, current.invitation.id, now - SUSPECT_TIME).await?;
    let scores: BTreeSet<i64> = attempted.into_iter().chain([i64::from(response.score.value())]).collect();
    if scores.len() >= SUSPECT_SCORES && responses::hold(tx, response.id, now).await? {
        tallies::append(tx, &counted(response).changes(-1)).await?;
        // Who asked to be contacted is contacted, whoever pressed what afterwards.
        if !response.contact_me {
            follow_ups::delete_untouched(tx, response.id).await?;
        }
        tracing::warn!(invitation = %current.invitation.id, "scores that look pressed by a machine do not count");
    }
    Ok(())
}

async fn follow_up(
    app: &App,
    tx: &mut Tx,
    response: ResponseId,
    score: Score,
    contact_me: bool,
) -> Result<(), StorageError> {
    if follow_up::is_needed(score, contact_me) {
        open_follow_up(app, tx, response).await
    } else {
        follow_ups::delete_untouched(tx, response).await
    }
}

async fn open_follow_up(app: &App, tx: &mut Tx, response: ResponseId) -> Result<(), StorageError> {
    let now = app.now();
    let due_on = working_days_later(app.today(), follow_up::WORKING_DAYS);
    follow_ups::insert(tx, FollowUpId(app.randomness.uuid(now)), response, now, due_on).await
}

async fn keep_attempt(
    app: &App,
    tx: &mut Tx,
    invitation: &StoredInvitation,
    submission: &Submission,
    reason: AttemptReason,
) -> Result<Submitted, StorageError> {
    let now = app.now();
    attempts::insert(tx, app.randomness.uuid(now), invitation.id, submission, reason, now).await?;
    Ok(Submitted::KeptAsAttempt)
}
