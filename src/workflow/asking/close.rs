//! Handles a closure: plans an invitation, or withholds it with a reason.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::token::Nonce;
use crate::domain::asking::invitation::{ReasonedState, WithdrawnReason};
use crate::domain::asking::planning::{AddressHistory, Closure, Plan, mailable_address, plan};
use crate::domain::complaints::complaint::{Complaint, Contact};
use crate::domain::complaints::segment::MODE_EMAIL;
use crate::domain::ids::{ComplaintId, InvitationId, MessageId};
use crate::domain::people::language::Language;
use crate::domain::sending::message::MessageKind;
use crate::domain::time::calendar::day_of;
use crate::storage::answering::questionnaires;
use crate::storage::asking::invitations::{self, StoredInvitation};
use crate::storage::complaints::{StoredComplaint, segments};
use crate::storage::insight::tallies;
use crate::storage::insight::tallies::{Change, What};
use crate::storage::privacy::hashes::bring_over;
use crate::storage::privacy::restrictions;
use crate::storage::sending::messages::NewMessage;
use crate::storage::sending::{messages, suppressions};
use crate::storage::{Result, Tx};

/// Plans or withholds the invitation of a closure, the complaint's first or a later one.
pub async fn close(
    app: &App,
    tx: &mut Tx,
    stored: &StoredComplaint,
    closed_at: Timestamp,
) -> Result<StoredInvitation> {
    let now = app.now();
    let complaint = &stored.complaint;
    let language = language_of(app, &complaint.contact).name().to_owned();
    let questionnaire = questionnaires::current_name(tx).await?;
    let segment = complaint.segment(&language, &questionnaire);
    segments::ensure(tx, &segment).await?;
    let closed_on = day_of(closed_at, app.config.organisation.zone);
    // Drawn once and stored: neither a repeated report nor a cured reason may draw again.
    let is_holdout = app.randomness.share() < app.config.survey.holdout;
    let closure = Closure { closed_at, reported_at: now };
    let decision = decide(app, tx, stored.id, complaint, closure, is_holdout).await?;
    let mut invitation = StoredInvitation {
        id: InvitationId(app.randomness.uuid(now)),
        complaint_id: stored.id,
        closure: stored.closures,
        standing: ReasonedState::Planned,
        reported_at: now,
        closed_at,
        closed_on,
        due_at: None,
        recipient_address: None,
        recipient_name: None,
        address_hash: None,
        language,
        mode: MODE_EMAIL.to_owned(),
        questionnaire,
        segment_id: segment.id(),
        is_holdout,
        sent_at: None,
        expires_at: None,
        answered_at: None,
        reminders: 0,
        reminder_due_at: None,
    };
    apply(app, &mut invitation, complaint, &decision);
    invitations::insert(tx, &invitation).await?;
    if let Plan::Ask { due_at, .. } = decision {
        queue(app, tx, invitation.id, MessageKind::Invitation, due_at).await?;
    }
    tallies::append(tx, &[Change::one(What::Closed, closed_on, invitation.segment_id)]).await?;
    Ok(invitation)
}

/// Handles a repeated report of a closed complaint: until a mail was claimed, contact, closing time and plan follow
/// it.
pub async fn replan(
    app: &App,
    tx: &mut Tx,
    complaint: &Complaint,
    closed_at: Timestamp,
    invitation: &StoredInvitation,
) -> Result<()> {
    // What follows depends on the state, which a worker could change meanwhile.
    let Some(invitation) = &invitations::lock(tx, invitation.id).await? else { return Ok(()) };
    if !may_be_replanned(tx, invitation).await? {
        return Ok(());
    }
    // A reason that is cured late must not cause a mail about a complaint of long ago.
    let is_cure = matches!(invitation.standing, ReasonedState::Withheld(_));
    let reported_at = if is_cure { app.now() } else { invitation.reported_at };
    let closure = Closure { closed_at, reported_at };
    let decision =
        decide(app, tx, invitation.complaint_id, complaint, closure, invitation.is_holdout).await?;
    let mut changed = invitation.clone();
    changed.closed_at = closed_at;
    changed.closed_on = day_of(closed_at, app.config.organisation.zone);
    changed.language = language_of(app, &complaint.contact).name().to_owned();
    apply(app, &mut changed, complaint, &decision);
    if changed == *invitation || !invitations::replan(tx, invitation, &changed).await? {
        return Ok(());
    }
    match decision {
        Plan::Ask { due_at, .. } => {
            if !messages::reschedule(tx, invitation.id, due_at).await? {
                queue(app, tx, invitation.id, MessageKind::Invitation, due_at).await?;
            }
        }
        Plan::Withhold(_) => drop(messages::cancel(tx, invitation.id).await?),
    }
    move_closing_day(tx, invitation, &changed).await
}

/// Handles a reopened complaint: withdraws an invitation that is planned or sent; one in any other state stays as it
/// is.
pub async fn reopen(tx: &mut Tx, invitation: &StoredInvitation) -> Result<()> {
    if matches!(invitation.standing, ReasonedState::Planned | ReasonedState::Sent) {
        messages::cancel(tx, invitation.id).await?;
        invitations::withdraw(tx, invitation.id, WithdrawnReason::Reopened).await?;
    }
    Ok(())
}

/// Whether no mail was claimed yet and, if withheld, the reason can be cured.
async fn may_be_replanned(tx: &mut Tx, invitation: &StoredInvitation) -> Result<bool> {
    Ok(match invitation.standing {
        ReasonedState::Planned => !messages::was_claimed(tx, invitation.id).await?,
        ReasonedState::Withheld(reason) => reason.is_curable(),
        _ => false,
    })
}

async fn decide(
    app: &App,
    tx: &mut Tx,
    id: ComplaintId,
    complaint: &Complaint,
    closure: Closure,
    is_holdout: bool,
) -> Result<Plan> {
    let history = match mailable_address(complaint) {
        Some(address) => history_of(app, tx, id, &app.secret.address_hashes(&address.folded())).await?,
        None => AddressHistory::default(),
    };
    Ok(plan(complaint, closure, &app.config.planning_rules(), history, is_holdout))
}

/// What we know of the address with these hashes, one for each key, as far as it bears on a mail about this complaint.
async fn history_of(app: &App, tx: &mut Tx, id: ComplaintId, hashes: &[Vec<u8>]) -> Result<AddressHistory> {
    let is_suppressed = !suppressions::among(tx, hashes).await?.is_empty();
    let is_replaced = hashes.len() > 1;
    if is_replaced && (is_suppressed || restrictions::is_any(tx, hashes).await?) {
        // Its address is not kept, so that only now what it wished can be brought under the current key.
        bring_over(tx, hashes).await?;
    }
    let since = app.now() - app.config.survey.cool_down;
    let mails = invitations::mailed(tx, hashes, since).await?;
    let last_mailed_at = mails.iter().filter(|mail| mail.complaint_id != id).map(|mail| mail.at).max();
    Ok(AddressHistory { is_suppressed, last_mailed_at })
}

fn apply(app: &App, invitation: &mut StoredInvitation, complaint: &Complaint, decision: &Plan) {
    match decision {
        Plan::Ask { address, due_at } => {
            invitation.standing = ReasonedState::Planned;
            invitation.due_at = Some(*due_at);
            invitation.recipient_address = Some(address.as_str().to_owned());
            invitation.recipient_name.clone_from(&complaint.contact.name);
            invitation.address_hash = Some(app.secret.address_hash(&address.folded()).to_vec());
        }
        Plan::Withhold(reason) => {
            invitation.standing = ReasonedState::Withheld(*reason);
            invitation.due_at = None;
            invitation.recipient_address = None;
            invitation.recipient_name = None;
            invitation.address_hash = None;
        }
    }
}

/// Queues a mail of an invitation.
pub async fn queue(
    app: &App,
    tx: &mut Tx,
    invitation: InvitationId,
    kind: MessageKind,
    due_at: Timestamp,
) -> Result<()> {
    messages::insert_all(tx, &[new_message(app, invitation, kind, due_at)]).await
}

/// A mail of an invitation, with its own link.
pub fn new_message(app: &App, invitation: InvitationId, kind: MessageKind, due_at: Timestamp) -> NewMessage {
    let (nonce, token) = loop {
        let nonce = Nonce(app.randomness.bytes());
        let token = app.secret.link_token(&nonce);
        if token.stays_whole_in_text() {
            break (nonce, token);
        }
    };
    let id = MessageId(app.randomness.uuid(app.now()));
    NewMessage { id, invitation, kind, nonce, token_hash: token.hash(), due_at }
}

/// Moves the closure to its corrected day in the tallies.
async fn move_closing_day(tx: &mut Tx, before: &StoredInvitation, after: &StoredInvitation) -> Result<()> {
    if before.closed_on == after.closed_on {
        return Ok(());
    }
    let off = Change::one(What::Closed, before.closed_on, before.segment_id).undone();
    tallies::append(tx, &[off, Change::one(What::Closed, after.closed_on, after.segment_id)]).await
}

/// The language in which the customer is asked.
fn language_of(app: &App, contact: &Contact) -> Language {
    let wanted = contact.language.as_deref().and_then(Language::of_tag);
    wanted.unwrap_or(app.config.organisation.language)
}
