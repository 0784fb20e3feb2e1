//! The yearly evaluation of the norm in force.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::ids::{EvaluationId, NormId};
use crate::domain::norms::evaluation::{Evaluation, due};
use crate::storage::{StorageError, norms};
use crate::workflow::access::audit::{Actor, record};
use crate::workflow::access::permission;

/// Why an evaluation cannot be recorded.
#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    #[error("there is no such norm")]
    Unknown,
    #[error("only a policy owner or an administrator decides on norms")]
    NotYours,
    #[error("this norm is not due to be looked at")]
    NotDue,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Records why a norm is kept.
///
/// # Errors
/// See [`EvaluateError`]; of two concurrent evaluations, one fails.
#[tracing::instrument(skip_all)]
pub async fn keep_norm(app: &App, actor: &Actor, id: NormId, rationale: String) -> Result<(), EvaluateError> {
    let mut tx = app.db.write().await?;
    if !permission::may(&mut tx, actor, Action::KeepNorm).await? {
        return Err(EvaluateError::NotYours);
    }
    let ledger = norms::ledger(&mut tx).await?;
    let norm = ledger.0.iter().find(|norm| norm.id == id).ok_or(EvaluateError::Unknown)?;
    let evaluations = norms::evaluations(&mut tx).await?;
    let due_on = due(&ledger, norm, &evaluations, app.today()).ok_or(EvaluateError::NotDue)?;
    let now = app.now();
    let evaluation = Evaluation { norm: id, due_on, rationale, by: actor.name().to_owned(), at: now };
    if !norms::evaluate(&mut tx, EvaluationId(app.randomness.uuid(now)), &evaluation).await? {
        return Err(EvaluateError::NotDue);
    }
    record(app, &mut tx, actor, Action::KeepNorm, &id.to_string()).await?;
    Ok(tx.commit().await?)
}
