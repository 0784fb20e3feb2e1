//! The whole history of one complaint.

use crate::app::App;
use crate::domain::asking::invitation::ReasonedState;
use crate::domain::complaints::complaint::{Reference, Status, SurveyWish};
use crate::domain::sending::story::{BounceStory, ClosureStory, ComplaintStory, MessageStory};
use crate::storage::answering::{attempts, responses};
use crate::storage::asking::invitations;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::sending::bounces::StoredBounce;
use crate::storage::sending::messages::StoredMessage;
use crate::storage::sending::{bounces, messages};
use crate::storage::{StorageError, complaints};

/// The history of a complaint; `None` if it is unknown.
#[tracing::instrument(skip_all)]
pub async fn complaint_story(
    app: &App,
    reference: &Reference,
) -> Result<Option<ComplaintStory>, StorageError> {
    let mut tx = app.db.read().await?;
    let Some(stored) = complaints::find(&mut tx, reference).await? else { return Ok(None) };
    let mut closures = Vec::new();
    for invitation in invitations::list(&mut tx, stored.id).await? {
        let messages = messages::list(&mut tx, invitation.id).await?;
        let bounces = bounces::list(&mut tx, invitation.id).await?;
        let attempts = attempts::count(&mut tx, invitation.id).await?;
        let response = responses::find_by_invitation(&mut tx, invitation.id).await?;
        let is_held = response.is_some_and(|response| response.held_at.is_some());
        closures.push(ClosureStory { attempts, is_held, ..closure(&invitation, messages, bounces) });
    }
    Ok(Some(ComplaintStory {
        reference: reference.clone(),
        received_at: stored.complaint.received_at,
        is_closed: matches!(stored.complaint.status, Status::Closed { .. }),
        opt_out: match stored.complaint.survey {
            SurveyWish::Ask => None,
            SurveyWish::DoNotAsk { reason, .. } => Some(reason),
        },
        closures,
    }))
}

fn closure(
    invitation: &StoredInvitation,
    messages: Vec<StoredMessage>,
    bounces: Vec<StoredBounce>,
) -> ClosureStory {
    ClosureStory {
        closure: invitation.closure,
        closed_at: invitation.closed_at,
        reported_at: invitation.reported_at,
        standing: invitation.standing,
        answered_at: invitation.answered_at,
        expires_at: invitation.expires_at,
        reminder_due_at: invitation.reminder_due_at.filter(|_| invitation.standing == ReasonedState::Sent),
        messages: messages
            .into_iter()
            .map(|message| MessageStory {
                kind: message.kind,
                state: message.state,
                next_at: message.next_at,
                attempts: message.attempts,
                sent_at: message.sent_at,
                cause: message.cause,
                said: message.last_error.filter(|said| !said.is_empty()),
            })
            .collect(),
        bounces: bounces
            .into_iter()
            .map(|bounce| BounceStory {
                kind: bounce.kind,
                at: bounce.at,
                status: bounce.status,
                said: bounce.said,
                cleared_at: bounce.cleared_at,
            })
            .collect(),
        attempts: Vec::new(),
        is_held: false,
    }
}
