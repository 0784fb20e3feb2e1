//! The norms that the policy itself states, or a file of the organisation's own values, adopted by a person.
//!
//! The rule: the ledger holds no norm that the organisation did not adopt. The policy proposes, and the ledger says which
//! person decided; what the organisation adopted from the same day stays as it is.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::ids::NormId;
use crate::domain::norms::dossier::{Dossier, UnreadableDossier, fingerprint};
use crate::domain::norms::norm::{Decision, DecisionKind, Norm, POLICY, Proposed};
use crate::domain::norms::policy_value::PolicyValue;
use crate::storage::{StorageError, Tx, norms};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};
use crate::workflow::norms::adoption::{close_competing, take_turn};

/// Why the policy's values cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadPolicyError {
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Dossier(#[from] UnreadableDossier),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Adopts the stated values that the ledger does not have yet; returns how many. When none is missing, nothing is written.
///
/// # Errors
/// See [`LoadPolicyError`]; then nothing was written.
#[tracing::instrument(skip_all)]
pub async fn load_policy_values(app: &App, actor: &Actor) -> Result<u64, LoadPolicyError> {
    load_values(app, actor, PolicyValue::stated()).await
}

/// The same with other values, such as those of a file.
///
/// # Errors
/// See [`LoadPolicyError`]; then nothing was written.
#[tracing::instrument(skip_all)]
pub async fn load_values(app: &App, actor: &Actor, values: Vec<PolicyValue>) -> Result<u64, LoadPolicyError> {
    load_values_at(app, actor, values, app.now()).await
}

/// The same as decided at a moment, for a history that is made up.
#[tracing::instrument(skip_all)]
pub(in crate::workflow) async fn load_values_at(
    app: &App,
    actor: &Actor,
    values: Vec<PolicyValue>,
    at: Timestamp,
) -> Result<u64, LoadPolicyError> {
    let mut tx = app.db.write().await?;
    take_turn(&mut tx).await?;
    let missing = norms::ledger(&mut tx).await?.missing_of(values);
    act(app, &mut tx, actor, Action::LoadPolicyNorms, &missing.len().to_string()).await?;
    let mut loaded = 0;
    for value in missing {
        if !adopt(app, &mut tx, actor, value, at).await? {
            // Another person loads them at this moment: what was written here is rolled back, or a proposal without a
            // decision would stay.
            return Ok(0);
        }
        loaded += 1;
    }
    // Without a change the audit entry is rolled back too.
    if loaded > 0 {
        tx.commit().await?;
    }
    Ok(loaded)
}

/// Writes one as proposed by the policy and adopted by the actor; false if a norm was adopted from the same day meanwhile.
async fn adopt(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    value: PolicyValue,
    at: Timestamp,
) -> Result<bool, LoadPolicyError> {
    let proposed = as_proposed(value, at);
    let id = NormId(app.randomness.uuid(at));
    let text = Dossier::freeze(id, &proposed, None).canonical()?;
    let norm = Norm { id, proposed, dossier_sha256: fingerprint(&text), decision: None };
    let decision = Decision {
        kind: DecisionKind::Adopted,
        rationale: norm.proposed.rationale.clone(),
        by: actor.name().to_owned(),
        at,
        is_provisional: false,
        review_on: None,
    };
    norms::insert(tx, &norm, &text).await?;
    if !norms::decide(tx, &norm, &decision).await? {
        return Ok(false);
    }
    close_competing(app, tx, actor, &norm, &decision).await?;
    Ok(true)
}

fn as_proposed(value: PolicyValue, at: Timestamp) -> Proposed {
    Proposed {
        kpi: value.kpi,
        value: value.value,
        effective_from: value.effective_from,
        limit: value.limit(),
        rule: None,
        rationale: value.wording,
        proposed_by: POLICY.to_owned(),
        proposed_at: at,
        was_ready: true,
    }
}
