//! Proposes a norm, with its evidence frozen.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::ids::NormId;
use crate::domain::insight::series::Point;
use crate::domain::norms::dossier::{Dossier, History, UnreadableDossier, fingerprint};
use crate::domain::norms::fields::NewNorm;
use crate::domain::norms::norm::{Norm, Proposed, Rule};
use crate::domain::norms::readiness::Readiness;
use crate::domain::sending::staff_mail::About;
use crate::domain::time::period::Granularity;
use crate::storage::{StorageError, norms};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};
use crate::workflow::norms::adoption::take_turn;
use crate::workflow::norms::experience::{history, readiness_for};
use crate::workflow::norms::mails::tell_policy_owners;

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
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Proposes a norm and freezes its evidence.
///
/// # Errors
/// See [`ProposeError`].
#[tracing::instrument(skip_all)]
pub async fn propose(app: &App, actor: &Actor, new: NewNorm) -> Result<Norm, ProposeError> {
    let evidence = match &new.rule {
        Some(rule) => Some(evidence(app, rule, &new).await?),
        None => None,
    };
    let was_ready = evidence.as_ref().is_none_or(|(_, readiness)| readiness.is_ready());
    let mut tx = app.db.write().await?;
    take_turn(&mut tx).await?;
    let now = app.now();
    let ledger = norms::ledger(&mut tx).await?;
    if ledger.has_adopted(new.kpi, new.effective_from) {
        return Err(ProposeError::DayIsTaken);
    }
    // Submitting the form twice proposes once.
    let is_same = |norm: &&Norm| norm.decision.is_none() && is_again(&norm.proposed, &new, actor);
    if let Some(norm) = ledger.0.iter().find(is_same) {
        return Ok(norm.clone());
    }
    let proposed = Proposed {
        kpi: new.kpi,
        value: new.value,
        effective_from: new.effective_from,
        limit: new.limit,
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
    act(app, &mut tx, actor, Action::ProposeNorm, &id.to_string()).await?;
    tx.commit().await?;
    Ok(norm)
}

/// Whether the same person proposes again what is already pending.
fn is_again(waiting: &Proposed, new: &NewNorm, actor: &Actor) -> bool {
    waiting.kpi == new.kpi
        && waiting.value == new.value
        && waiting.effective_from == new.effective_from
        && waiting.limit == new.limit
        && waiting.rule == new.rule
        && waiting.rationale == new.rationale
        && waiting.proposed_by == actor.name()
}

async fn evidence(app: &App, rule: &Rule, new: &NewNorm) -> Result<(Vec<Point>, Readiness), ProposeError> {
    let months = history(app, rule, new.window.range, Granularity::Month).await?;
    if new.window.is_named && months.iter().all(|month| month.figures.is_nothing()) {
        return Err(ProposeError::EmptyWindow);
    }
    Ok((months, readiness_for(app, rule).await?))
}
