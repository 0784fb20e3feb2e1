//! The path of a norm: proposed with its evidence frozen, and decided on by a second pair of eyes.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::ids::NormId;
use crate::domain::insight::series::Point;
use crate::domain::norms::dossier::{Dossier, History, UnreadableDossier, fingerprint};
use crate::domain::norms::evaluation::review_day;
use crate::domain::norms::fields::NewNorm;
use crate::domain::norms::norm::{Decision, DecisionKind, Ledger, Norm, NormState, Proposed, Rule};
use crate::domain::norms::readiness::Readiness;
use crate::domain::sending::staff_mail::About;
use crate::domain::time::period::Interval;
use crate::storage::{StorageError, norms};
use crate::workflow::actor::{Actor, record};
use crate::workflow::experience::{history, readiness_for};
use crate::workflow::norm_mails::tell_policy_owners;
use crate::workflow::permission;

/// Why a norm cannot be proposed.
#[derive(Debug, thiserror::Error)]
pub enum ProposeError {
    #[error("no response lies in these months; choose others, or leave them out")]
    EmptyWindow,
    #[error("a norm for this KPI is already adopted from this day; choose another day")]
    DayIsTaken,
    #[error(transparent)]
    Dossier(#[from] UnreadableDossier),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a norm cannot be decided on.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    #[error("there is no such norm")]
    Unknown,
    #[error("a norm is adopted by another person than the one who proposed it; ask a colleague")]
    OwnProposal,
    #[error("only a policy owner or an administrator decides on norms; whoever proposed one may withdraw it")]
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

/// Every norm there ever was.
///
/// # Errors
/// The database failed.
pub async fn ledger(app: &App) -> Result<Ledger, StorageError> {
    norms::ledger(&mut app.db.read().await?).await
}

/// The canonical JSON of a norm's dossier; none when there is no such norm.
///
/// # Errors
/// The database failed.
pub async fn dossier_text(app: &App, id: NormId) -> Result<Option<String>, StorageError> {
    let found = norms::dossier(&mut app.db.read().await?, id).await?;
    Ok(found.map(|(text, _)| text))
}

/// Proposes a norm and freezes its evidence.
///
/// # Errors
/// See [`ProposeError`].
pub async fn propose(app: &App, actor: &Actor, new: NewNorm) -> Result<Norm, ProposeError> {
    let evidence = match &new.rule {
        Some(rule) => Some(evidence(app, rule, &new).await?),
        None => None,
    };
    let was_ready = evidence.as_ref().is_none_or(|(_, readiness)| readiness.is_ready());
    let mut tx = app.db.write().await?;
    let now = app.now();
    let ledger = norms::ledger(&mut tx).await?;
    let is_taken = |norm: &&Norm| norm.proposed.effective_from == new.effective_from;
    if ledger.adopted(new.kpi).iter().any(is_taken) {
        return Err(ProposeError::DayIsTaken);
    }
    // A form that was sent twice proposes once.
    let is_same = |norm: &&Norm| norm.decision.is_none() && is_again(&norm.proposed, &new, actor);
    if let Some(norm) = ledger.0.iter().find(is_same) {
        return Ok(norm.clone());
    }
    let proposed = Proposed {
        kpi: new.kpi,
        value: new.value,
        effective_from: new.effective_from,
        rule: new.rule,
        rationale: new.rationale,
        proposed_by: actor.name().to_owned(),
        proposed_at: now,
        was_ready,
    };
    let id = NormId(app.randomness.uuid(now));
    let minimum_group = app.config.privacy.minimum_group;
    let evidence = evidence.as_ref().map(|(months, readiness)| History { months, readiness, minimum_group });
    let text = Dossier::freeze(id, &proposed, evidence).canonical()?;
    let norm = Norm { id, proposed, dossier_sha256: fingerprint(&text), decision: None };
    norms::insert(&mut tx, &norm, &text).await?;
    tell_policy_owners(app, &mut tx, About::Proposal(id), now, Some(actor.name())).await?;
    record(app, &mut tx, actor, "propose norm", &id.to_string()).await?;
    tx.commit().await?;
    Ok(norm)
}

/// Whether a norm that waits is what the same person proposes again.
fn is_again(waiting: &Proposed, new: &NewNorm, actor: &Actor) -> bool {
    waiting.kpi == new.kpi
        && waiting.value == new.value
        && waiting.effective_from == new.effective_from
        && waiting.rule == new.rule
        && waiting.rationale == new.rationale
        && waiting.proposed_by == actor.name()
}

async fn evidence(app: &App, rule: &Rule, new: &NewNorm) -> Result<(Vec<Point>, Readiness), ProposeError> {
    let months = history(app, rule, new.window.range, Interval::Month).await?;
    if new.window.is_named && months.iter().all(|month| month.figures.is_empty()) {
        return Err(ProposeError::EmptyWindow);
    }
    Ok((months, readiness_for(app, rule).await?))
}

/// Adopts, rejects or withdraws a proposal. Before every gate has passed, adoption is provisional and has a day of review.
///
/// # Errors
/// See [`DecideError`]; of two who decide at once, one is told.
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
    let today = app.today();
    let is_own = found.proposed.proposed_by == actor.name();
    let may_withdraw = kind == DecisionKind::Withdrawn && is_own;
    if !may_withdraw && !permission::decides_norms(app, &mut tx, actor).await? {
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
        // Somebody was faster, after we looked.
        let ledger = norms::ledger(&mut tx).await?;
        check(&ledger, actor, &found, kind, today)?;
        return Err(DecideError::DayIsTaken);
    }
    let action = match kind {
        DecisionKind::Adopted => "adopt norm",
        DecisionKind::Rejected => "reject norm",
        DecisionKind::Withdrawn => "withdraw norm",
    };
    record(app, &mut tx, actor, action, &id.to_string()).await?;
    tx.commit().await?;
    Ok(Norm { decision: Some(decision), ..found })
}

/// Whether a decision is lawful, by what the ledger says now.
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
        state => return Err(DecideError::NotProposed(state)),
    }
    if kind != DecisionKind::Adopted {
        return Ok(());
    }
    let proposed = &norm.proposed;
    if proposed.proposed_by == actor.name() {
        return Err(DecideError::OwnProposal);
    }
    if permission::is_person(&proposed.proposed_by) != matches!(actor, Actor::User(_)) {
        return Err(DecideError::NoPerson);
    }
    if proposed.effective_from <= today {
        return Err(DecideError::TooLate);
    }
    let mut adopted = ledger.adopted(proposed.kpi).into_iter();
    if adopted.any(|other| other.proposed.effective_from == proposed.effective_from) {
        return Err(DecideError::DayIsTaken);
    }
    Ok(())
}
