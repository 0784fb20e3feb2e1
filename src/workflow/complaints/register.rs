//! Registers the present state of a complaint, from the API, a CSV file or a page.
//!
//! The rule: a repeated report changes nothing, and a report and all that follows from it are stored in one
//! transaction.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::complaints::complaint::{Complaint, Reference, Status, SurveyWish};
use crate::domain::complaints::facts::Facts;
use crate::domain::complaints::segment::Dimension;
use crate::domain::ids::ComplaintId;
use crate::storage::asking::invitations::{self, StoredInvitation};
use crate::storage::complaints::{self, StoredComplaint};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, demand};
use crate::workflow::access::released::follow_complaint;
use crate::workflow::asking::close;
use crate::workflow::policy::counting::count_complaint;

/// What we know of a complaint, for the reporting system.
#[derive(Clone, Debug)]
pub struct ComplaintState {
    pub reference: Reference,
    pub is_closed: bool,
    /// How often it was closed.
    pub closure: u32,
    pub facts: Facts,
    /// The invitation of the latest closure.
    pub invitation: Option<StoredInvitation>,
}

/// The result of a report.
#[derive(Clone, Debug)]
pub struct Registered {
    /// Whether the complaint was not known before.
    pub is_new: bool,
    pub state: ComplaintState,
}

/// Registers a report.
///
/// # Errors
/// As [`demand`]; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn register_complaint(
    app: &App,
    actor: &Actor,
    reference: &Reference,
    complaint: Complaint,
) -> Result<Registered, ActError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::ReportComplaint).await?;
    let registered = register_in(app, &mut tx, actor, reference, complaint).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(registered)
}

/// Registers a report within the caller's transaction.
pub(super) async fn register_in(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    reference: &Reference,
    complaint: Complaint,
) -> Result<Registered, StorageError> {
    loop {
        match complaints::lock(tx, reference).await? {
            Some(before) => return report_again(app, tx, actor, reference, before, complaint).await,
            None => {
                if let Some(registered) = report_first(app, tx, reference, &complaint).await? {
                    return Ok(registered);
                }
            }
        }
    }
}

/// Registers a new complaint; `None` if a concurrent report registered it first.
async fn report_first(
    app: &App,
    tx: &mut Tx,
    reference: &Reference,
    complaint: &Complaint,
) -> Result<Option<Registered>, StorageError> {
    let now = app.now();
    let closes = closing_moment(complaint);
    let stored = StoredComplaint {
        id: ComplaintId(app.randomness.uuid(now)),
        closures: u32::from(closes.is_some()),
        contact_forgotten_at: None,
        erased_at: None,
        complaint: complaint.clone(),
    };
    if !complaints::insert(tx, reference, &stored, now).await? {
        return Ok(None);
    }
    count_complaint(app, tx, None, complaint).await?;
    let invitation = match closes {
        Some(closed_at) => Some(close::close(app, tx, &stored, closed_at).await?),
        None => None,
    };
    Ok(Some(Registered { is_new: true, state: state(reference, &stored, invitation) }))
}

/// Registers what a report changes of a known complaint, within the caller's transaction.
pub(in crate::workflow) async fn report_again(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    reference: &Reference,
    before: StoredComplaint,
    complaint: Complaint,
) -> Result<Registered, StorageError> {
    let complaint = without_forgotten_contact(&before, complaint);
    if before.complaint == complaint {
        let state = state_of(tx, reference, &before).await?;
        return Ok(Registered { is_new: false, state });
    }
    let was_closed = closing_moment(&before.complaint).is_some();
    let closes = if was_closed { None } else { closing_moment(&complaint) };
    let closures = before.closures + u32::from(closes.is_some());
    let contact_forgotten_at =
        before.contact_forgotten_at.filter(|_| complaint.contact == before.complaint.contact);
    let erased_at = before.erased_at;
    let after = StoredComplaint { id: before.id, closures, contact_forgotten_at, erased_at, complaint };
    complaints::update(tx, &after, app.now()).await?;
    count_complaint(app, tx, Some(&before.complaint), &after.complaint).await?;
    follow(app, tx, &after, closes, was_closed).await?;
    let team = team_of(&after.complaint);
    if team != team_of(&before.complaint) {
        follow_complaint(app, tx, actor, after.id, team).await?;
    }
    let state = state_of(tx, reference, &after).await?;
    Ok(Registered { is_new: false, state })
}

fn team_of(complaint: &Complaint) -> Option<&str> {
    complaint.labels.get(&Dimension::Team).map(String::as_str)
}

fn closing_moment(complaint: &Complaint) -> Option<Timestamp> {
    match complaint.status {
        Status::Open => None,
        Status::Closed { closed_at } => Some(closed_at),
    }
}

/// Name, address, telephone number and note that retention removed do not come back with the next report of the same closed complaint;
/// when it reopens they are needed again. Those of a person who was erased never come back with a report of the same complaint:
/// the reporting system sends it as it knows it, and knows nothing of the erasure.
fn without_forgotten_contact(before: &StoredComplaint, complaint: Complaint) -> Complaint {
    let stays_closed = closing_moment(&before.complaint).is_some() && closing_moment(&complaint).is_some();
    if before.erased_at.is_some() || (before.contact_forgotten_at.is_some() && stays_closed) {
        let survey = match complaint.survey {
            SurveyWish::Ask => SurveyWish::Ask,
            SurveyWish::DoNotAsk { reason, .. } => SurveyWish::DoNotAsk { reason, note: None },
        };
        Complaint { contact: before.complaint.contact.clone(), survey, ..complaint }
    } else {
        complaint
    }
}

async fn follow(
    app: &App,
    tx: &mut Tx,
    after: &StoredComplaint,
    closes: Option<Timestamp>,
    was_closed: bool,
) -> Result<(), StorageError> {
    if let Some(closed_at) = closes {
        close::close(app, tx, after, closed_at).await?;
    } else if was_closed {
        let Some(invitation) = invitations::find_latest(tx, after.id).await? else { return Ok(()) };
        match after.complaint.status {
            Status::Open => close::reopen(tx, &invitation).await?,
            Status::Closed { closed_at } => {
                close::replan(app, tx, &after.complaint, closed_at, &invitation).await?;
            }
        }
    }
    Ok(())
}

/// What we know of a complaint; `None` if it is unknown.
#[tracing::instrument(skip_all)]
pub async fn find_complaint(
    app: &App,
    reference: &Reference,
) -> Result<Option<ComplaintState>, StorageError> {
    let mut tx = app.db.read().await?;
    match complaints::find(&mut tx, reference).await? {
        Some(stored) => Ok(Some(state_of(&mut tx, reference, &stored).await?)),
        None => Ok(None),
    }
}

async fn state_of(
    tx: &mut Tx,
    reference: &Reference,
    stored: &StoredComplaint,
) -> Result<ComplaintState, StorageError> {
    let invitation = if stored.closures > 0 { invitations::find_latest(tx, stored.id).await? } else { None };
    Ok(state(reference, stored, invitation))
}

fn state(
    reference: &Reference,
    stored: &StoredComplaint,
    invitation: Option<StoredInvitation>,
) -> ComplaintState {
    ComplaintState {
        reference: reference.clone(),
        is_closed: closing_moment(&stored.complaint).is_some(),
        closure: stored.closures,
        facts: stored.complaint.facts.clone(),
        invitation,
    }
}
