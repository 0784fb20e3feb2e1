//! What follows from a closure: an invitation that is planned, or withheld with a reason.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::calendar::day_of;
use crate::domain::complaint::{Complaint, Contact};
use crate::domain::ids::{InvitationId, MessageId};
use crate::domain::invitation::{State, WithdrawnReason, WithheldReason};
use crate::domain::language::Language;
use crate::domain::planning::{Closure, Plan, plan};
use crate::domain::questionnaire;
use crate::domain::token::Nonce;
use crate::storage::complaints::StoredComplaint;
use crate::storage::invitations::{self, StoredInvitation};
use crate::storage::tallies::{Change, What};
use crate::storage::{Result, Tx, messages, segments, suppressions, tallies};

/// A complaint has closed, for the first time or again: plans or withholds the invitation of this closure.
pub async fn close(
    app: &App,
    tx: &mut Tx,
    stored: &StoredComplaint,
    closed_at: Timestamp,
) -> Result<StoredInvitation> {
    let now = app.now();
    let complaint = &stored.complaint;
    let language = language_of(app, &complaint.contact).name().to_owned();
    let segment = complaint.segment(&language);
    segments::ensure(tx, &segment).await?;
    let closed_on = day_of(closed_at, app.config.organisation.zone);
    let decision = decide(app, tx, complaint, Closure { closed_at, reported_at: now }).await?;
    let mut invitation = StoredInvitation {
        id: InvitationId(app.randomness.uuid(now)),
        complaint_id: stored.id,
        closure: stored.closures,
        state: State::Withheld,
        reason: None,
        reported_at: now,
        closed_at,
        closed_on,
        due_at: None,
        recipient_address: None,
        recipient_name: None,
        address_hash: None,
        language,
        mode: questionnaire::MODE_EMAIL.to_owned(),
        questionnaire: questionnaire::CURRENT.to_owned(),
        segment_id: segment.id(),
        sent_at: None,
        expires_at: None,
        answered_at: None,
    };
    apply(app, &mut invitation, complaint, &decision);
    invitations::insert(tx, &invitation).await?;
    if let Plan::Ask { due_at, .. } = decision {
        queue(app, tx, invitation.id, due_at).await?;
    }
    tallies::append(tx, &[Change::one(What::Closed, closed_on, invitation.segment_id)]).await?;
    Ok(invitation)
}

/// A closed complaint was reported again: while no mail was claimed, contact, closing moment and plan follow it.
pub async fn replan(
    app: &App,
    tx: &mut Tx,
    complaint: &Complaint,
    closed_at: Timestamp,
    invitation: &StoredInvitation,
) -> Result<()> {
    if !may_be_replanned(tx, invitation).await? {
        return Ok(());
    }
    // A reason that is cured late must not mail somebody about a complaint of long ago.
    let is_cure = invitation.state == State::Withheld;
    let reported_at = if is_cure { app.now() } else { invitation.reported_at };
    let closure = Closure { closed_at, reported_at };
    let decision = decide(app, tx, complaint, closure).await?;
    let mut changed = invitation.clone();
    changed.closed_at = closed_at;
    changed.closed_on = day_of(closed_at, app.config.organisation.zone);
    changed.language = language_of(app, &complaint.contact).name().to_owned();
    apply(app, &mut changed, complaint, &decision);
    if changed == *invitation || !invitations::replan(tx, &changed).await? {
        return Ok(());
    }
    match decision {
        Plan::Ask { due_at, .. } => {
            if !messages::reschedule(tx, invitation.id, due_at).await? {
                queue(app, tx, invitation.id, due_at).await?;
            }
        }
        Plan::Withhold(_) => messages::cancel(tx, invitation.id).await?,
    }
    move_closing_day(tx, invitation, &changed).await
}

/// A complaint was reopened: what is planned or sent is taken back; what happened stays.
pub async fn reopen(tx: &mut Tx, invitation: &StoredInvitation) -> Result<()> {
    if invitations::withdraw(tx, invitation.id, WithdrawnReason::Reopened).await? {
        messages::cancel(tx, invitation.id).await?;
    }
    Ok(())
}

/// Whether the invitation stands before any mail and, if withheld, for a reason that can be cured.
async fn may_be_replanned(tx: &mut Tx, invitation: &StoredInvitation) -> Result<bool> {
    let reason = invitation.reason.as_deref().and_then(|reason| reason.parse::<WithheldReason>().ok());
    Ok(match invitation.state {
        State::Planned => !messages::was_claimed(tx, invitation.id).await?,
        State::Withheld => reason.is_some_and(WithheldReason::is_curable),
        _ => false,
    })
}

async fn decide(app: &App, tx: &mut Tx, complaint: &Complaint, closure: Closure) -> Result<Plan> {
    let rules = &app.config.survey.planning;
    let address = complaint
        .contact
        .email
        .as_deref()
        .and_then(|email| email.trim().parse::<crate::domain::email_address::EmailAddress>().ok());
    let is_suppressed = match &address {
        Some(address) => suppressions::contains(tx, &app.secret.address_hash(&address.folded())).await?,
        None => false,
    };
    Ok(plan(complaint, closure, rules, |_| is_suppressed))
}

fn apply(app: &App, invitation: &mut StoredInvitation, complaint: &Complaint, decision: &Plan) {
    match decision {
        Plan::Ask { address, due_at } => {
            invitation.state = State::Planned;
            invitation.reason = None;
            invitation.due_at = Some(*due_at);
            invitation.recipient_address = Some(address.as_str().to_owned());
            invitation.recipient_name.clone_from(&complaint.contact.name);
            invitation.address_hash = Some(app.secret.address_hash(&address.folded()).to_vec());
        }
        Plan::Withhold(reason) => {
            invitation.state = State::Withheld;
            invitation.reason = Some(reason.name().to_owned());
            invitation.due_at = None;
            invitation.recipient_address = None;
            invitation.recipient_name = None;
            invitation.address_hash = None;
        }
    }
}

async fn queue(app: &App, tx: &mut Tx, invitation: InvitationId, due_at: Timestamp) -> Result<()> {
    let id = MessageId(app.randomness.uuid(app.now()));
    let nonce = Nonce(app.randomness.bytes());
    let hash = app.secret.link_token(&nonce).hash();
    messages::insert(tx, id, invitation, &nonce, &hash, due_at).await
}

/// A corrected closing day moves the closure in the tallies as well.
async fn move_closing_day(tx: &mut Tx, before: &StoredInvitation, after: &StoredInvitation) -> Result<()> {
    if before.closed_on == after.closed_on {
        return Ok(());
    }
    let mut off = Change::one(What::Closed, before.closed_on, before.segment_id);
    off.amount = -1;
    tallies::append(tx, &[off, Change::one(What::Closed, after.closed_on, after.segment_id)]).await
}

/// The language in which this person is asked.
fn language_of(app: &App, contact: &Contact) -> Language {
    let wanted = contact.language.as_deref().and_then(Language::of_tag);
    wanted.unwrap_or(app.config.organisation.language)
}
