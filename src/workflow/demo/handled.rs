//! What staff of the demo did with answers and signals: follow-ups in every state, and the cause of the dip.

use chrono::{NaiveDate, TimeDelta};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::entry::{Entry, EntryKind};
use crate::domain::follow_ups::follow_up::{DONE_DAYS, WORKING_DAYS, is_needed};
use crate::domain::follow_ups::outcome::{Ending, FollowUpOutcome};
use crate::domain::ids::{FollowUpId, FollowUpNoteId};
use crate::domain::insight::signal::{RaisedSignal, SignalKind, SignalSide};
use crate::randomness::Randomness;
use crate::storage::answering::responses::NewResponse;
use crate::storage::follow_ups::entries;
use crate::storage::insight::signals;
use crate::storage::{StorageError, Tx, follow_ups};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, DEMO_VISITOR};
use crate::workflow::demo::accounts::HANDLERS;
use crate::workflow::insight::assess_months::assess_months;
use crate::workflow::insight::signals::explain_signal;

const SEED: u64 = 0xf011;
const CAUSE: &str = "Door een storing in het dossiersysteem gingen brieven weken later de deur uit. Na het herstel is de \
    NPS teruggekomen op het niveau van daarvoor.";

/// How far a follow-up has come.
#[derive(Clone, Copy)]
enum Stage {
    Open,
    TakenUp,
    Done { is_late: bool },
}

/// Opens the follow-ups of the last weeks, and handles most of them.
pub(super) async fn follow_up(app: &App, responses: &[NewResponse]) -> Result<(), StorageError> {
    let since = app.now() - TimeDelta::days(DONE_DAYS - 1);
    let mut recent: Vec<&NewResponse> = responses
        .iter()
        .filter(|one| one.answered_at >= since && is_needed(one.score, one.contact_me))
        .collect();
    // The newest first: by their place it is decided what stays undone.
    recent.sort_by_key(|one| std::cmp::Reverse(one.answered_at));
    let chance = Randomness::from_seed(SEED);
    let mut tx = app.db.write().await?;
    let mut overdue = 0;
    for response in recent {
        let due_on = app.config.policy.working_days.later(response.answered_on, WORKING_DAYS);
        let stage = if due_on >= app.today() {
            Stage::Open
        } else {
            overdue += 1;
            stage_of(overdue)
        };
        let id = FollowUpId(chance.uuid(response.answered_at));
        follow_ups::insert_all(&mut tx, &[(id, response.id)], response.answered_at, due_on).await?;
        handle(app, &mut tx, (id, response.answered_at, due_on), stage).await?;
    }
    tx.commit().await
}

/// Of those whose day has passed, from the newest on: one is left, one is in hand, and of the others every third came late.
fn stage_of(place: u32) -> Stage {
    match place {
        1 => Stage::Open,
        2 => Stage::TakenUp,
        place => Stage::Done { is_late: place.is_multiple_of(3) },
    }
}

async fn handle(
    app: &App,
    tx: &mut Tx,
    (id, answered_at, due_on): (FollowUpId, Timestamp, NaiveDate),
    stage: Stage,
) -> Result<(), StorageError> {
    let taken_up_at = (answered_at + TimeDelta::hours(20)).min(app.now());
    let takes = match stage {
        Stage::Open => return Ok(()),
        Stage::TakenUp => None,
        Stage::Done { is_late: false } => Some(TimeDelta::hours(3)),
        Stage::Done { is_late: true } => {
            Some(TimeDelta::days((due_on - answered_at.date_naive()).num_days() + 2))
        }
    };
    let by = handler(tx, id).await?;
    follow_ups::take_up(tx, id, None, taken_up_at, by).await?;
    if let Some(takes) = takes {
        let at = (taken_up_at + takes).min(app.now());
        let note = Entry {
            at: taken_up_at,
            by: by.to_owned(),
            kind: EntryKind::Note,
            words: "Dossier bekeken en met de behandelaar besproken.".to_owned(),
        };
        entries::add_all(tx, &[(FollowUpNoteId(app.randomness.uuid(taken_up_at)), id, note)]).await?;
        follow_ups::end(tx, id, at, by, &ending(id)).await?;
    }
    Ok(())
}

/// The handler of the team of a follow-up; of some the visitor.
async fn handler(tx: &mut Tx, id: FollowUpId) -> Result<&'static str, StorageError> {
    let found = follow_ups::find(tx, &FollowUpsOf::All, id).await?;
    let team = found.as_ref().and_then(|found| found.team());
    let own = HANDLERS.iter().find(|(_, of)| Some(*of) == team).map(|(email, _)| *email);
    let is_visitors = id.0.as_u128().is_multiple_of(7);
    Ok(own.filter(|_| !is_visitors).unwrap_or(DEMO_VISITOR))
}

/// One of the endings, by the identifier.
fn ending(id: FollowUpId) -> Ending {
    let outcome = match id.0.as_u128() % 10 {
        0..=3 => FollowUpOutcome::PutRight,
        4..=8 => FollowUpOutcome::NothingNeeded,
        _ => return Ending::Dropped { reason: "De klant heeft intussen zelf gebeld.".to_owned() },
    };
    Ending::Done { outcome: Some(outcome), registered: None }
}

/// Assesses the months of history, and enters the cause of the month that fell most; other signals wait for one.
pub(super) async fn explain_the_dip(app: &App) -> Result<(), ActError> {
    assess_months(app).await?;
    let raised = signals::list(&mut app.db.read().await?).await?;
    let is_low = |one: &&RaisedSignal| one.signal.side == SignalSide::Below;
    let outside = raised.iter().filter(is_low).find(|one| one.signal.kind == SignalKind::Point);
    let chosen = outside.or_else(|| raised.iter().find(is_low)).or_else(|| raised.first());
    if let Some(chosen) = chosen {
        explain_signal(app, &Actor::User(DEMO_VISITOR.to_owned()), chosen.id, CAUSE).await?;
    }
    Ok(())
}
