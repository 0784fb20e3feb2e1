//! Verifies that a dossier is unchanged, and that its conclusions follow from its counts.

use crate::app::App;
use crate::domain::ids::NormId;
use crate::domain::norms::dossier::{
    Dossier, Fault, Findings, FrozenMonth, METHOD, UnreadableDossier, fingerprint,
};
use crate::domain::norms::norm::Norm;
use crate::domain::time::period::{DateRange, Granularity};
use crate::storage::{StorageError, norms};
use crate::workflow::norms::experience::history;

/// Numbers that differ by less are equal (relative to the number if above 1): machines round differently.
const TOLERANCE: f64 = 1e-9;

/// The result of a verification.
#[derive(Clone, Debug, PartialEq)]
pub struct Verification {
    /// Empty if the dossier is valid.
    pub faults: Vec<Fault>,
    /// Months whose counts have changed since, for example by late answers: frozen and now. Not a fault.
    pub changed: Vec<(FrozenMonth, FrozenMonth)>,
}

/// Why a dossier cannot be verified.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error("there is no norm {0}; GET /api/v1/norms lists them")]
    Unknown(NormId),
    #[error(transparent)]
    Dossier(#[from] UnreadableDossier),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Recomputes a dossier and compares.
///
/// # Errors
/// See [`VerifyError`].
#[tracing::instrument(skip_all)]
pub async fn verify_dossier(app: &App, id: NormId) -> Result<Verification, VerifyError> {
    let mut tx = app.db.read().await?;
    let ledger = norms::ledger(&mut tx).await?;
    let norm = ledger.0.into_iter().find(|norm| norm.id == id).ok_or(VerifyError::Unknown(id))?;
    let found = norms::dossier(&mut tx, id).await?;
    drop(tx);
    let (text, decided) = found.ok_or(VerifyError::Unknown(id))?;
    let mut faults = fingerprints(&text, &norm, decided.as_deref());
    let Ok(dossier) = Dossier::read(&text) else {
        faults.push(Fault::Unreadable);
        return Ok(Verification { faults, changed: Vec::new() });
    };
    faults.extend(against_ledger(&dossier, &norm)?);
    faults.extend(against_counts(&dossier));
    Ok(Verification { faults, changed: changed_since(app, &norm, &dossier).await? })
}

fn fingerprints(text: &str, norm: &Norm, decided: Option<&str>) -> Vec<Fault> {
    let actual = fingerprint(text);
    let mut faults = Vec::new();
    if actual != norm.dossier_sha256 {
        faults.push(Fault::OtherText { actual: actual.clone(), stored: norm.dossier_sha256.clone() });
    }
    if let Some(decided) = decided.filter(|decided| *decided != actual) {
        faults.push(Fault::OtherDecision { actual: actual.clone(), decided: decided.to_owned() });
    }
    faults
}

/// The norm in the ledger must equal the frozen one.
fn against_ledger(dossier: &Dossier, norm: &Norm) -> Result<Vec<Fault>, UnreadableDossier> {
    let of_ledger = Dossier::freeze(norm.id, &norm.proposed, None);
    let of_text = Dossier { evidence: None, ..dossier.clone() };
    let is_same = of_ledger.canonical()? == of_text.canonical()?;
    Ok(if is_same { Vec::new() } else { vec![Fault::OtherLedger] })
}

fn against_counts(dossier: &Dossier) -> Vec<Fault> {
    let Some(evidence) = &dossier.evidence else { return Vec::new() };
    let mut faults = Vec::new();
    let is_same = dossier.recompute().is_some_and(|again| is_near(&again, &evidence.findings));
    if !is_same {
        faults.push(Fault::OtherFindings);
    }
    if !is_same && evidence.method != METHOD {
        faults.push(Fault::OtherMethod(evidence.method.clone()));
    }
    faults
}

/// Whether all values are equal but for rounding.
fn is_near(a: &Findings, b: &Findings) -> bool {
    let json = |findings: &Findings| serde_json::to_value(findings).unwrap_or_default();
    is_near_value(&json(a), &json(b))
}

fn is_near_value(a: &serde_json::Value, b: &serde_json::Value) -> bool {
    use serde_json::Value;
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => match (a.as_f64(), b.as_f64()) {
            (Some(a), Some(b)) => (a - b).abs() <= TOLERANCE * a.abs().max(1.0),
            _ => false,
        },
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_near_value(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| is_near_value(a, b)))
        }
        _ => a == b,
    }
}

/// The months whose counts have changed.
async fn changed_since(
    app: &App,
    norm: &Norm,
    dossier: &Dossier,
) -> Result<Vec<(FrozenMonth, FrozenMonth)>, StorageError> {
    let (Some(evidence), Some(rule)) = (&dossier.evidence, &norm.proposed.rule) else {
        return Ok(Vec::new());
    };
    let ends = evidence.months.first().zip(evidence.months.last());
    let Some(range) = ends.and_then(|(first, last)| DateRange::new(first.from, last.to)) else {
        return Ok(Vec::new());
    };
    let now = history(app, rule, range, Granularity::Month).await?;
    let pairs = evidence.months.iter().cloned().zip(now.iter().map(FrozenMonth::of));
    // That a month is no longer provisional is not a change.
    let is_other = |(then, now): &(FrozenMonth, FrozenMonth)| {
        FrozenMonth { provisional: now.provisional, ..then.clone() } != *now
    };
    Ok(pairs.filter(is_other).collect())
}
