//! Generates three years of plausible sample history: seasons, two teams that differ, one dip and its recovery.
//!
//! The same seed gives the same history, ending yesterday. It is written through the same storage as real data, so
//! that every page and figure works on it.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::answering::questionnaire;
use crate::domain::asking::invitation::{ReasonedState, WithheldReason};
use crate::domain::complaints::complaint::{
    Complainant, Complaint, Contact, Level, OptOutReason, Outcome, Reference, Status, SurveyWish,
};
use crate::domain::complaints::segment::{Dimension, MODE_EMAIL};
use crate::domain::ids::{ComplaintId, InvitationId, ResponseId, ThemeId};
use crate::domain::insight::theme::NewTheme;
use crate::domain::time::calendar::day_of;
use crate::randomness::Randomness;
use crate::storage::answering::responses;
use crate::storage::answering::responses::{NewResponse, Origin};
use crate::storage::asking::invitations;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::complaints::{self, StoredComplaint, segments};
use crate::storage::engine::installation;
use crate::storage::insight::tallies::{Change, CountedAnswer, What};
use crate::storage::insight::{counts, tallies, themes};
use crate::storage::{StorageError, Tx};
use crate::workflow::demo::cases::{Case, cases};
use crate::workflow::demo::facts::{facts, tell_notifications};
use crate::workflow::demo::opinions::{comment, liking, score};
use crate::workflow::policy::counting::count_all;

const SEED: u64 = 5;
/// Days before the end of history from which contact details are kept.
const KEPT: u64 = 60;
const FILLED: &str = "history_filled";

/// Fills a database that has no history yet; returns how many complaints were made.
///
/// # Errors
/// The database failed; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn fill_history(app: &App) -> Result<usize, StorageError> {
    Ok(answered_history(app).await?.0)
}

/// The same, with the responses that were made.
pub(super) async fn answered_history(app: &App) -> Result<(usize, Vec<NewResponse>), StorageError> {
    let mut tx = app.db.write().await?;
    if installation::find(&mut tx, FILLED).await?.is_some() {
        return Ok((0, Vec::new()));
    }
    let chance = Randomness::from_seed(SEED);
    let cases = cases(app, &chance);
    let mut history = History::default();
    for case in &cases {
        history.add(app, &mut tx, &chance, case).await?;
    }
    responses::insert_all(&mut tx, &history.responses).await?;
    responses::insert_ratings(&mut tx, &history.ratings).await?;
    tallies::add(&mut tx, &history.changes).await?;
    let complaints = count_all(app, &mut tx).await?;
    counts::append(&mut tx, &complaints).await?;
    tell_notifications(app, &mut tx, &complaints).await?;
    make_themes(app, &mut tx, &chance).await?;
    installation::set(&mut tx, FILLED, "true").await?;
    tx.commit().await?;
    Ok((cases.len(), history.responses))
}

/// Makes themes whose rules match the verbatims below.
async fn make_themes(app: &App, tx: &mut Tx, chance: &Randomness) -> Result<(), StorageError> {
    for (name, keywords) in [
        ("Wachttijd", "duurde\nsneller\nsnel"),
        ("Duidelijkheid", "begrijpen\nduidelijk*"),
        ("Aandacht", "geluisterd\nserieus\nmijn verhaal"),
    ] {
        if let Ok(theme) = NewTheme::parse(name, keywords) {
            themes::insert(tx, ThemeId(chance.uuid(app.now())), &theme, "demo", app.now()).await?;
        }
    }
    Ok(())
}

/// Rows that are inserted in bulk.
#[derive(Default)]
struct History {
    responses: Vec<NewResponse>,
    ratings: Vec<(ResponseId, questionnaire::ItemId, questionnaire::Rating)>,
    changes: Vec<Change>,
}

impl History {
    async fn add(
        &mut self,
        app: &App,
        tx: &mut Tx,
        chance: &Randomness,
        case: &Case,
    ) -> Result<(), StorageError> {
        let stored = stored_complaint(app, chance, case);
        let text = format!("VB-{:05}", case.number);
        let reference: Reference = text
            .parse()
            .map_err(|_| StorageError::Inconsistent { column: "complaints.reference", value: text })?;
        complaints::insert(tx, &reference, &stored, case.closed_at).await?;
        let segment = stored.complaint.segment(case.language.name(), questionnaire::BUILT_IN);
        segments::ensure(tx, &segment).await?;
        let mut invitation = planned(app, chance, case, &stored, segment.id());
        self.changes.push(Change::one(What::Closed, invitation.closed_on, invitation.segment_id));
        let answer = live_through(app, chance, case, &stored, &mut invitation);
        invitations::insert(tx, &invitation).await?;
        if invitation.sent_at.is_some() {
            self.changes.push(Change::one(What::Invited, invitation.closed_on, invitation.segment_id));
        }
        if let Some(answered_at) = answer {
            self.answer(app, chance, case, &invitation, answered_at);
        }
        Ok(())
    }

    fn answer(
        &mut self,
        app: &App,
        chance: &Randomness,
        case: &Case,
        invitation: &StoredInvitation,
        at: Timestamp,
    ) {
        let liking = liking(case, chance);
        let Some(score) = score(liking) else { return };
        let id = ResponseId(chance.uuid(at));
        let answered_on = day_of(at, app.config.organisation.zone);
        let mut ratings = BTreeMap::new();
        for item in questionnaire::Questionnaire::built_in().items {
            let near = (liking * 5.0 + (chance.share() - 0.5) * 2.0).clamp(0.0, 4.99);
            if let Some(rating) =
                questionnaire::Rating::all().nth(near as usize).filter(|_| chance.share() < 0.8)
            {
                ratings.insert(item, rating);
            }
        }
        let counted = CountedAnswer {
            score,
            ratings: &ratings,
            reminders: Some(invitation.reminders),
            segment_id: invitation.segment_id,
            closed_on: invitation.closed_on,
            answered_on,
        };
        self.changes.extend(counted.changes(1));
        self.ratings.extend(ratings.into_iter().map(|(item, rating)| (id, item, rating)));
        self.responses.push(NewResponse {
            id,
            origin: Origin::Invitation { id: invitation.id, reminders: invitation.reminders },
            score,
            comment: comment(score, chance),
            contact_me: score.value() <= 6 && chance.share() < 0.2,
            language: invitation.language.clone(),
            segment_id: invitation.segment_id,
            closed_at: invitation.closed_at,
            closed_on: invitation.closed_on,
            answered_at: at,
            answered_on,
        });
    }
}

fn stored_complaint(app: &App, chance: &Randomness, case: &Case) -> StoredComplaint {
    let received_at = case.closed_at - TimeDelta::days(3 + (chance.share() * 25.0) as i64);
    let opted_out = chance.share() < 0.01;
    let has_address = chance.share() < 0.93;
    let id = ComplaintId(chance.uuid(case.closed_at));
    let level = if chance.share() < 0.04 { Level::Board } else { Level::Regular };
    StoredComplaint {
        id,
        closures: 1,
        contact_forgotten_at: None,
        erased_at: None,
        complaint: Complaint {
            status: Status::Closed { closed_at: case.closed_at },
            received_at,
            contact: Contact {
                email: has_address.then(|| format!("klant{}@example.org", case.number)),
                name: None,
                phone: case.phone(),
                language: Some(case.language.name().to_owned()),
            },
            complainant: case.complainant,
            channel: Some(case.channel),
            level: Some(level),
            labels: [(Dimension::Product, case.product.to_owned()), (Dimension::Team, case.team.to_owned())]
                .into(),
            handler: None,
            outcome: Some(case.outcome),
            facts: facts(app, case, level, received_at, chance.share()),
            survey: if opted_out {
                SurveyWish::DoNotAsk { reason: OptOutReason::Bereavement, note: None }
            } else {
                SurveyWish::Ask
            },
        },
    }
}

fn planned(
    app: &App,
    chance: &Randomness,
    case: &Case,
    stored: &StoredComplaint,
    segment_id: uuid::Uuid,
) -> StoredInvitation {
    StoredInvitation {
        id: InvitationId(chance.uuid(case.closed_at)),
        complaint_id: stored.id,
        closure: 1,
        standing: ReasonedState::Planned,
        reported_at: case.closed_at,
        closed_at: case.closed_at,
        closed_on: day_of(case.closed_at, app.config.organisation.zone),
        due_at: None,
        // Of late cases the contact details are still kept.
        recipient_address: stored.complaint.contact.email.clone().filter(|_| case.age < KEPT),
        recipient_name: (case.age < KEPT).then(|| format!("Klant {}", case.number)),
        address_hash: None,
        language: case.language.name().to_owned(),
        mode: MODE_EMAIL.to_owned(),
        questionnaire: questionnaire::BUILT_IN.to_owned(),
        segment_id,
        is_holdout: false,
        sent_at: None,
        expires_at: None,
        answered_at: None,
        reminders: 0,
        reminder_due_at: None,
    }
}

/// Simulates an invitation's course until now; returns when it was answered.
fn live_through(
    app: &App,
    chance: &Randomness,
    case: &Case,
    stored: &StoredComplaint,
    invitation: &mut StoredInvitation,
) -> Option<Timestamp> {
    let withheld = match &stored.complaint {
        complaint if complaint.survey != SurveyWish::Ask => Some(WithheldReason::OptedOut),
        complaint if complaint.complainant != Complainant::Customer => Some(WithheldReason::NotInAudience),
        complaint if complaint.contact.email.is_none() => Some(WithheldReason::NoAddress),
        _ => None,
    };
    if let Some(reason) = withheld {
        invitation.standing = ReasonedState::Withheld(reason);
        return None;
    }
    // The history was mailed the same evening: nothing of it is left for the scheduler of the demo.
    let sent_at = case.closed_at + TimeDelta::hours(2);
    let expires_at = sent_at + app.config.survey.expires_after;
    invitation.sent_at = Some(sent_at);
    invitation.expires_at = Some(expires_at);
    let answered_at = sent_at + TimeDelta::minutes((chance.share().powi(3) * 14.0 * 24.0 * 60.0) as i64);
    let reminded_at = sent_at + app.config.survey.reminder_after;
    let is_reminded = |until: Timestamp| u32::from(reminded_at <= until);
    let answers = chance.share() < if case.outcome == Outcome::Upheld { 0.46 } else { 0.37 };
    if answers && answered_at < app.now() {
        invitation.standing = ReasonedState::Answered;
        invitation.answered_at = Some(answered_at);
        invitation.reminders = is_reminded(answered_at);
        return Some(answered_at);
    }
    invitation.reminders = is_reminded(app.now());
    invitation.standing = if expires_at <= app.now() { ReasonedState::Expired } else { ReasonedState::Sent };
    None
}
