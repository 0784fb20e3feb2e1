//! Adopts, rejects or withdraws a proposal; adoption takes a second person, and closes the proposals that compete with it.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::ids::NormId;
use crate::domain::norms::evaluation::review_day;
use crate::domain::norms::norm::{Decision, DecisionKind, Ledger, Norm, NormState};
use crate::storage::{StorageError, norms};
use crate::workflow::access::audit::{Actor, record};
use crate::workflow::access::permission;
use crate::workflow::norms::adoption::{close_competing, take_turn};
use crate::workflow::norms::experience::readiness_for;
use crate::workflow::norms::ledger::ledger;

/// Why a norm cannot be decided on.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    #[error("there is no such norm")]
    Unknown,
    #[error("a norm is adopted by another person than the one who proposed it; ask a colleague")]
    OwnProposal,
    #[error(
        "only a policy owner or an administrator decides on norms; those who proposed one may withdraw it while they may propose"
    )]
    NotYours,
    #[error("what a person proposed another person adopts: use the page, or a key with an owner")]
    NoPerson,
    #[error("this norm is {0} already; only a proposed one can be decided on")]
    NotProposed(NormState),
    #[error(
        "another norm for this KPI was adopted from the same day; propose this one anew from another day"
    )]
    DayIsTaken,
    #[error(
        "the day on which this norm would take effect has passed; propose it anew from a day that lies ahead"
    )]
    TooLate,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Adopts, rejects or withdraws a proposal. Until every gate has passed, adoption is provisional and has a review
/// day.
///
/// # Errors
/// See [`DecideError`]; of two concurrent decisions, one fails.
#[tracing::instrument(skip_all)]
pub async fn decide(
    app: &App,
    actor: &Actor,
    id: NormId,
    kind: DecisionKind,
    rationale: String,
) -> Result<Norm, DecideError> {
    let found = ledger(app).await?.0.into_iter().find(|norm| norm.id == id).ok_or(DecideError::Unknown)?;
    let adopts = kind == DecisionKind::Adopted;
    let is_ready = match &found.proposed.rule {
        Some(rule) if adopts => readiness_for(app, rule).await?.is_ready(),
        _ => true,
    };
    let mut tx = app.db.write().await?;
    take_turn(&mut tx).await?;
    let today = app.today();
    let is_own = found.proposed.proposed_by == actor.name();
    let action = match kind {
        DecisionKind::Adopted => Action::AdoptNorm,
        DecisionKind::Rejected => Action::RejectNorm,
        DecisionKind::Withdrawn => Action::WithdrawNorm,
    };
    // Those who may propose may take their own proposal back.
    let asked = if kind == DecisionKind::Withdrawn && is_own { Action::ProposeNorm } else { action };
    if !permission::may(&mut tx, actor, asked).await? {
        return Err(DecideError::NotYours);
    }
    check(&norms::ledger(&mut tx).await?, actor, &found, kind, today)?;
    let decision = Decision {
        kind,
        rationale,
        by: actor.name().to_owned(),
        at: app.now(),
        is_provisional: !is_ready,
        review_on: (!is_ready).then(|| review_day(found.proposed.effective_from)),
    };
    if !norms::decide(&mut tx, &found, &decision).await? {
        // A concurrent decision came first.
        let ledger = norms::ledger(&mut tx).await?;
        check(&ledger, actor, &found, kind, today)?;
        return Err(DecideError::DayIsTaken);
    }
    record(app, &mut tx, actor, action, &id.to_string()).await?;
    if adopts {
        close_competing(app, &mut tx, actor, &found, &decision).await?;
    }
    tx.commit().await?;
    Ok(Norm { decision: Some(decision), ..found })
}

/// Whether a decision is allowed, given the present ledger.
fn check(
    ledger: &Ledger,
    actor: &Actor,
    norm: &Norm,
    kind: DecisionKind,
    today: NaiveDate,
) -> Result<(), DecideError> {
    let now = ledger.0.iter().find(|one| one.id == norm.id).ok_or(DecideError::Unknown)?;
    match ledger.state(now, today) {
        NormState::Proposed => {}
        // Its day was taken by the norm that closed it, which says more than that it was rejected.
        _ if kind == DecisionKind::Adopted && ledger.closed_by(now).is_some() => {
            return Err(DecideError::DayIsTaken);
        }
        state => return Err(DecideError::NotProposed(state)),
    }
    if kind != DecisionKind::Adopted {
        return Ok(());
    }
    let proposed = &norm.proposed;
    if proposed.proposed_by == actor.name() {
        return Err(DecideError::OwnProposal);
    }
    if permission::is_person(&proposed.proposed_by) != actor.person().is_some() {
        return Err(DecideError::NoPerson);
    }
    if proposed.effective_from <= today {
        return Err(DecideError::TooLate);
    }
    if ledger.has_adopted(proposed.kpi, proposed.effective_from) {
        return Err(DecideError::DayIsTaken);
    }
    Ok(())
}
