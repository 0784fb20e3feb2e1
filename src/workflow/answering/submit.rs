//! Stores the customer's answer.
//!
//! The rule: one response per invitation, despite double clicks, the back button, or a scanner that presses the
//! button after the person. The response and its tally change are stored in one transaction. The response changes
//! only by a deliberate act of the person, which names the version it replaces; any other later answer is kept as an
//! attempt and never counted. When three different scores come within a minute it is impossible to tell which one the
//! person meant, so none counts until the person confirms one.

use std::collections::BTreeSet;
use std::slice;

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::access::token::Token;
use crate::domain::answering::response::{AttemptReason, FirstAnswer, Submission};
use crate::domain::answering::score::Score;
use crate::domain::follow_ups::follow_up;
use crate::domain::ids::{FollowUpId, ResponseId};
use crate::domain::people::language::Language;
use crate::storage::answering::responses::StoredResponse;
use crate::storage::answering::{attempts, responses};
use crate::storage::asking::invitations;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::insight::tallies;
use crate::storage::insight::tallies::CountedAnswer;
use crate::storage::{BatchOutcome, StorageError, Tx, follow_ups};
use crate::workflow::answering::first::{store_in, store_with_others};
use crate::workflow::answering::survey::{Answered, Survey, find_in, survey_of, was_erased};

/// This many different scores within this time look like a machine's.
const SUSPECT_SCORES: usize = 3;
const SUSPECT_TIME: TimeDelta = TimeDelta::seconds(60);

/// The outcome of a submission.
#[derive(Clone, Debug)]
pub enum Submitted {
    /// It counts.
    Stored,
    /// Kept as an attempt.
    KeptAsAttempt,
    /// The hidden field was filled in: kept as an attempt, and the person is asked to confirm.
    Trapped(Box<Survey>),
    /// A change of an answer that has changed meanwhile: kept as an attempt, and the person decides.
    Outdated(Box<Survey>),
    /// A change that came after the time for changes.
    TooLateToChange(Box<Survey>),
    /// Expired, withdrawn, or not ours: nothing was stored.
    Refused(Box<Survey>),
}

/// Stores an answer; `found` is the survey behind its link. Its language is the invitation's unless the form names
/// one.
///
/// # Errors
/// The database failed; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn submit_response(
    app: &App,
    token: &Token,
    found: &Survey,
    submission: &Submission,
    language: Option<Language>,
) -> Result<Submitted, StorageError> {
    let is_trapped = is_trapped(app, token, submission);
    let first = |invitation: &StoredInvitation| FirstAnswer {
        invitation: invitation.id,
        submission: submission.clone(),
        language,
    };
    let mut open = match found {
        Survey::Open(invitation) if !is_trapped => Some(first(invitation)),
        _ => None,
    };
    if let Some(answer) = &open {
        match store_with_others(app, answer.clone()).await {
            BatchOutcome::Done => return Ok(Submitted::Stored),
            BatchOutcome::Failed(error) => return Err(StorageError::Shared(error)),
            BatchOutcome::Alone => {}
        }
    }
    let mut tx = app.db.write().await?;
    let submitted = loop {
        if let Some(answer) = open.take()
            && store_in(app, &mut tx, slice::from_ref(&answer)).await?.contains(&true)
        {
            break Submitted::Stored;
        }
        match find_in(app, &mut tx, token).await? {
            Survey::Open(invitation) if is_trapped => {
                let locked = invitations::lock(&mut tx, invitation.id).await?;
                keep_attempt(app, &mut tx, &invitation, submission, AttemptReason::Trap).await?;
                break Submitted::Trapped(Box::new(
                    survey_of(app, Some(&mut tx), locked.unwrap_or(invitation)).await?,
                ));
            }
            // It was reopened meanwhile, for example because the invitation was planned again.
            Survey::Open(invitation) => open = Some(first(&invitation)),
            Survey::Answered(found) => {
                let submission = Submission { is_trapped, ..submission.clone() };
                break answer_again(app, &mut tx, &found.invitation, &submission, language).await?;
            }
            refused => return Ok(Submitted::Refused(Box::new(refused))),
        }
    };
    tx.commit().await?;
    app.wake.notify_one();
    Ok(submitted)
}

/// Whether the hidden field was filled in and the person has not confirmed the answer since.
fn is_trapped(app: &App, token: &Token, submission: &Submission) -> bool {
    let confirms = |code: &String| app.secret.is_confirmation_code(&token.hash(), code);
    submission.is_trapped && !submission.confirmed.as_ref().is_some_and(confirms)
}

/// Handles an answer to an answered invitation: a change if it names the version it replaces, otherwise an attempt.
async fn answer_again(
    app: &App,
    tx: &mut Tx,
    found: &StoredInvitation,
    submission: &Submission,
    language: Option<Language>,
) -> Result<Submitted, StorageError> {
    // Serialises concurrent submissions; the later one sees what the earlier one stored.
    let invitation = invitations::lock(tx, found.id).await?.unwrap_or_else(|| found.clone());
    if was_erased(found, &invitation) {
        return Ok(Submitted::Refused(Box::new(Survey::Erased)));
    }
    let survey = survey_of(app, Some(tx), invitation).await?;
    let Survey::Answered(current) = &survey else { return Ok(Submitted::Refused(Box::new(survey))) };
    let invitation = &current.invitation;
    let names_current = |code: &String| names(app, &current.response, current.response.revision, code);
    match &submission.revises {
        revises if submission.is_trapped => {
            let kept = keep_attempt(app, tx, invitation, submission, AttemptReason::Trap).await?;
            let may_change =
                current.may_change_until.is_some() && revises.as_ref().is_some_and(names_current);
            Ok(if may_change { Submitted::Trapped(Box::new(survey)) } else { kept })
        }
        None => {
            let kept = keep_attempt(app, tx, invitation, submission, AttemptReason::Later).await?;
            hold_if_suspect(app, tx, current).await?;
            Ok(kept)
        }
        Some(revises) if !names_current(revises) => {
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

/// Whether a code names an earlier version of the answer, so that it came from our page and is not a guess.
fn was_current(app: &App, response: &StoredResponse, code: &str) -> bool {
    (1..response.revision).any(|revision| names(app, response, revision, code))
}

/// Whether a code names this version of the answer.
fn names(app: &App, response: &StoredResponse, revision: u32, code: &str) -> bool {
    app.secret.is_revision_code(response.id.0.as_bytes(), revision, code)
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

/// What the tallies count of a response, on the day of its first version.
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

/// Excludes an answer from the figures when it got too many different scores in too short a time for a person.
async fn hold_if_suspect(app: &App, tx: &mut Tx, current: &Answered) -> Result<(), StorageError> {
    let (now, response) = (app.now(), &current.response);
    if response.held_at.is_some() || response.revision > 1 || response.answered_at < now - SUSPECT_TIME {
        return Ok(());
    }
    let attempted = attempts::scores_since(tx, current.invitation.id, now - SUSPECT_TIME).await?;
    let scores: BTreeSet<i64> = attempted.into_iter().chain([i64::from(response.score.value())]).collect();
    if scores.len() >= SUSPECT_SCORES && responses::hold(tx, response.id, now).await? {
        tallies::append(tx, &counted(response).changes(-1)).await?;
        // A person who asked to be contacted is contacted, whatever was submitted afterwards.
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
    let due_on = app.config.policy.working_days.later(app.today(), follow_up::WORKING_DAYS);
    follow_ups::insert_all(tx, &[(FollowUpId(app.randomness.uuid(now)), response)], now, due_on).await
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
