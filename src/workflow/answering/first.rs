//! First answers to invitations, batched into shared transactions.
//!
//! Answers come in bursts, when people open the mails of the same hour. With one transaction per answer the database
//! would wait for the disk most of the time, so answers that arrive during a commit share the next transaction. The
//! rule: an answer is reported as stored only once it is durable; if a shared transaction fails, each of its answers
//! is retried alone, so that none is lost because of another.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::domain::answering::response::{FirstAnswer, Submission};
use crate::domain::follow_ups::follow_up;
use crate::domain::ids::{FollowUpId, ResponseId};
use crate::domain::time::calendar::day_of;
use crate::storage::answering::responses;
use crate::storage::answering::responses::{NewResponse, Origin};
use crate::storage::asking::invitations;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::insight::tallies;
use crate::storage::insight::tallies::{Change, CountedAnswer, What};
use crate::storage::{BatchOutcome, BatchServer, StorageError, Tx, follow_ups};

/// Time-out of a shared transaction: another process may hold a row that one of the answers needs.
const PATIENCE: Duration = Duration::from_secs(2);

/// Stores an answer, batched with concurrent ones; [`BatchOutcome::Alone`] if it is not the first, comes too late, or
/// has to be retried alone.
#[tracing::instrument(skip_all)]
pub async fn store_with_others(app: &App, answer: FirstAnswer) -> BatchOutcome {
    let queued = app.first_answers.enqueue(answer);
    if queued.is_first {
        // A task of its own, so that it survives this client's disconnect: it stores other clients' answers too.
        tokio::spawn(store_what_gathers(app.clone()));
    }
    queued.outcome.await.unwrap_or(BatchOutcome::Alone)
}

/// A span of its own: it serves several requests.
#[tracing::instrument(skip_all)]
async fn store_what_gathers(app: App) {
    let mut server = app.first_answers.server();
    let mut begun = None;
    while let Some(batch) = server.next_batch() {
        let outcomes = match store(&app, begun.take(), &batch.requests, &server).await {
            Ok((stored, next)) => {
                begun = next;
                stored
                    .into_iter()
                    .map(|stored| if stored { BatchOutcome::Done } else { BatchOutcome::Alone })
                    .collect()
            }
            Err(outcome) => vec![outcome; batch.requests.len()],
        };
        batch.send_outcomes(outcomes);
        app.wake.notify_one();
    }
}

/// Stores the answers that are first to their invitation, and begins the next transaction if more have arrived
/// meanwhile; an error applies to the whole batch.
async fn store(
    app: &App,
    begun: Option<Tx>,
    answers: &[FirstAnswer],
    server: &BatchServer<'_, FirstAnswer, BatchOutcome>,
) -> Result<(Vec<bool>, Option<Tx>), BatchOutcome> {
    let mut tx = match begun {
        Some(tx) => tx,
        None => app.db.write().await.map_err(|error| BatchOutcome::Failed(Arc::new(error)))?,
    };
    let store = async {
        let stored = store_in(app, &mut tx, answers).await?;
        let next = if server.has_more() {
            tx.commit_and_begin().await?
        } else {
            tx.commit().await.map(|()| None)?
        };
        Ok::<_, StorageError>((stored, next))
    };
    let Ok(outcome) = tokio::time::timeout(PATIENCE, store).await else {
        tracing::debug!(answers = answers.len(), "answers that waited too long for each other go alone");
        return Err(BatchOutcome::Alone);
    };
    outcome.map_err(|error| {
        tracing::debug!(%error, answers = answers.len(), "answers that shared a transaction go alone");
        BatchOutcome::Alone
    })
}

/// Stores the answers that are first to their invitation; returns for each whether it was.
pub async fn store_in(app: &App, tx: &mut Tx, answers: &[FirstAnswer]) -> Result<Vec<bool>, StorageError> {
    let ids: BTreeSet<_> = answers.iter().map(|answer| answer.invitation).collect();
    let mut open = invitations::answer(tx, &ids, app.now()).await?;
    let mut stored = Vec::with_capacity(answers.len());
    let mut first = Vec::new();
    for answer in answers {
        // Of two answers to the same invitation only one finds it open.
        let invitation = open.remove(&answer.invitation);
        stored.push(invitation.is_some());
        first.extend(invitation.map(|invitation| (invitation, answer)));
    }
    insert(app, tx, &first).await?;
    Ok(stored)
}

async fn insert(
    app: &App,
    tx: &mut Tx,
    answers: &[(StoredInvitation, &FirstAnswer)],
) -> Result<(), StorageError> {
    let now = app.now();
    let due_on = app.config.policy.working_days.later(app.today(), follow_up::WORKING_DAYS);
    let (mut rows, mut ratings, mut changes, mut to_follow_up) = (vec![], vec![], vec![], vec![]);
    for (invitation, answer) in answers {
        let submission = &answer.submission;
        let response = new_response(app, invitation, answer);
        ratings.extend(submission.ratings.iter().map(|(item, rating)| (response.id, item.clone(), *rating)));
        changes.extend(counted(invitation, &response, submission).changes(1));
        if invitation.sent_at.is_none() {
            invitations::presume_sent(tx, invitation.id, now).await?;
            changes.push(Change::one(What::Invited, invitation.closed_on, invitation.segment_id));
        }
        if follow_up::is_needed(submission.score, submission.contact_me) {
            to_follow_up.push((FollowUpId(app.randomness.uuid(now)), response.id));
        }
        rows.push(response);
    }
    responses::insert_all(tx, &rows).await?;
    responses::insert_ratings(tx, &ratings).await?;
    tallies::append(tx, &changes).await?;
    follow_ups::insert_all(tx, &to_follow_up, now, due_on).await
}

fn new_response(app: &App, invitation: &StoredInvitation, answer: &FirstAnswer) -> NewResponse {
    let now = app.now();
    let submission = &answer.submission;
    NewResponse {
        id: ResponseId(app.randomness.uuid(now)),
        origin: Origin::Invitation { id: invitation.id, reminders: invitation.reminders },
        score: submission.score,
        comment: submission.comment.clone(),
        contact_me: submission.contact_me,
        language: answer
            .language
            .map_or_else(|| invitation.language.clone(), |language| language.name().to_owned()),
        segment_id: invitation.segment_id,
        closed_at: invitation.closed_at,
        closed_on: invitation.closed_on,
        answered_at: now,
        answered_on: day_of(now, app.config.organisation.zone),
    }
}

fn counted<'a>(
    invitation: &StoredInvitation,
    response: &NewResponse,
    submission: &'a Submission,
) -> CountedAnswer<'a> {
    CountedAnswer {
        score: submission.score,
        ratings: &submission.ratings,
        reminders: Some(invitation.reminders),
        segment_id: invitation.segment_id,
        closed_on: invitation.closed_on,
        answered_on: response.answered_on,
    }
}
