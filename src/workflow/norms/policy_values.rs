//! The policy's own norms, entered once as adopted, with the policy as their source.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::NormId;
use crate::domain::norms::dossier::{Dossier, fingerprint};
use crate::domain::norms::norm::{Decision, DecisionKind, Norm, POLICY, Proposed};
use crate::domain::policy::kpi::{Kpi, StatedValue};
use crate::storage::engine::installation;
use crate::storage::norms;
use crate::workflow::norms::propose::ProposeError;

/// The installation fact that records that they were entered.
const ENTERED: &str = "policy_norms_entered";

/// Enters them unless that was done before.
pub async fn enter_policy_norms(app: &App) -> Result<(), ProposeError> {
    if installation::find(&mut app.db.read().await?, ENTERED).await?.is_some() {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    let now = app.now();
    let stated_of = |kpi: Kpi| kpi.definition().stated.iter().map(move |stated| (kpi, stated));
    for (kpi, stated) in Kpi::ALL.iter().copied().flat_map(stated_of) {
        let proposed = as_proposed(kpi, stated, now);
        let id = NormId(app.randomness.uuid(now));
        let text = Dossier::freeze(id, &proposed, None).canonical()?;
        let norm = Norm { id, proposed, dossier_sha256: fingerprint(&text), decision: None };
        let decision = Decision {
            kind: DecisionKind::Adopted,
            rationale: stated.wording.to_owned(),
            by: POLICY.to_owned(),
            at: now,
            is_provisional: false,
            review_on: None,
        };
        // A concurrent process may enter its own at the same time; only one of the two is adopted.
        norms::insert(&mut tx, &norm, &text).await?;
        if !norms::decide(&mut tx, &norm, &decision).await? {
            return Ok(());
        }
    }
    installation::set(&mut tx, ENTERED, "true").await?;
    Ok(tx.commit().await?)
}

fn as_proposed(kpi: Kpi, stated: &StatedValue, now: Timestamp) -> Proposed {
    Proposed {
        kpi,
        value: stated.value,
        effective_from: stated.effective_from(),
        limit: kpi.definition().limit(),
        rule: None,
        rationale: stated.wording.to_owned(),
        proposed_by: POLICY.to_owned(),
        proposed_at: now,
        was_ready: true,
    }
}
