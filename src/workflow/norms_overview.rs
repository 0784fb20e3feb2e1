//! What the pages about norms show: the road and the ledger, and one norm with all that is known of it.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::calendar::first_of_month_before;
use crate::domain::dossier::Dossier;
use crate::domain::evaluation::{Evaluation, due};
use crate::domain::ids::NormId;
use crate::domain::kpi::Kpi;
use crate::domain::norm::{Ledger, Norm, Rule};
use crate::domain::norm_fields::usual_window;
use crate::domain::nps_series::Point;
use crate::domain::official_verdict::OfficialVerdict;
use crate::domain::period::{DateRange, Interval};
use crate::domain::readiness::Readiness;
use crate::statistics::normal::Confidence;
use crate::storage::{StorageError, change_points, norms, signals};
use crate::workflow::experience::{question, readiness_for};
use crate::workflow::nps::nps_over_time;
use crate::workflow::verify_dossier::{Verification, VerifyError, verify_dossier};

/// The road and the ledger.
#[derive(Clone, Debug)]
pub struct NormsOverview {
    pub ledger: Ledger,
    pub readiness: Readiness,
    /// Oldest first.
    pub verdicts: Vec<OfficialVerdict>,
    /// The last twelve complete months as one, with the interval that decides where there is a norm.
    pub level: Option<Point>,
    /// Norms whose yearly evaluation waits, and since when.
    pub due: Vec<(NormId, NaiveDate)>,
}

/// One norm and all that is known of it.
#[derive(Clone, Debug)]
pub struct NormDetails {
    pub ledger: Ledger,
    pub norm: Norm,
    pub dossier: Dossier,
    pub verification: Verification,
    pub verdicts: Vec<OfficialVerdict>,
    pub evaluations: Vec<Evaluation>,
    pub due: Option<NaiveDate>,
    /// None before it takes effect, and for all but NPS.
    pub since: Option<Since>,
    /// Whether adopting it now would be without reserve.
    pub is_ready: bool,
}

/// What happened since a norm took effect.
#[derive(Clone, Debug)]
pub struct Since {
    /// With the interval that decides.
    pub level: Option<Point>,
    pub signals: usize,
    pub unexplained: usize,
    pub changes: usize,
}

/// The road and the ledger.
///
/// # Errors
/// The database failed.
pub async fn norms_overview(app: &App) -> Result<NormsOverview, StorageError> {
    let mut tx = app.db.read().await?;
    let ledger = norms::ledger(&mut tx).await?;
    let verdicts = norms::verdicts(&mut tx).await?;
    let evaluations = norms::evaluations(&mut tx).await?;
    drop(tx);
    let today = app.today();
    let in_force = ledger.in_force(Kpi::Nps, today).and_then(|norm| norm.proposed.rule.clone());
    let confidence = in_force.as_ref().map(|rule| rule.certainty.deciding()).unwrap_or_default();
    let rule = in_force.unwrap_or_default();
    let year = DateRange::new(first_of_month_before(today, 12), usual_window(today).to());
    let level = match year {
        Some(year) => level(app, &rule, year, confidence).await?,
        None => None,
    };
    let waits = |norm: &Norm| due(&ledger, norm, &evaluations, today).map(|day| (norm.id, day));
    let due = ledger.of(Kpi::Nps).filter_map(waits).collect();
    let readiness = readiness_for(app, &rule).await?;
    Ok(NormsOverview { readiness, verdicts, level, due, ledger })
}

/// One norm; none when there is no such norm.
///
/// # Errors
/// The database failed, or the dossier cannot be read.
pub async fn norm_details(app: &App, id: NormId) -> Result<Option<NormDetails>, VerifyError> {
    let mut tx = app.db.read().await?;
    let ledger = norms::ledger(&mut tx).await?;
    let Some(norm) = ledger.0.iter().find(|norm| norm.id == id).cloned() else { return Ok(None) };
    let Some((text, _)) = norms::dossier(&mut tx, id).await? else { return Ok(None) };
    let mut verdicts = norms::verdicts(&mut tx).await?;
    verdicts.retain(|verdict| verdict.norm == id);
    let mut evaluations = norms::evaluations(&mut tx).await?;
    evaluations.retain(|evaluation| evaluation.norm == id);
    drop(tx);
    let is_ready = match &norm.proposed.rule {
        Some(rule) if norm.decision.is_none() => readiness_for(app, rule).await?.is_ready(),
        _ => true,
    };
    Ok(Some(NormDetails {
        dossier: Dossier::read(&text)?,
        verification: verify_dossier(app, id).await?,
        due: due_now(&ledger, &norm, &evaluations, app.today()),
        since: since(app, &norm).await?,
        verdicts,
        evaluations,
        is_ready,
        norm,
        ledger,
    }))
}

/// Only NPS is evaluated here: the figures of the other KPIs are not in Naklank.
fn due_now(ledger: &Ledger, norm: &Norm, evaluations: &[Evaluation], today: NaiveDate) -> Option<NaiveDate> {
    (norm.proposed.kpi == Kpi::Nps).then(|| due(ledger, norm, evaluations, today)).flatten()
}

async fn since(app: &App, norm: &Norm) -> Result<Option<Since>, StorageError> {
    let from = norm.proposed.effective_from;
    let Some(rule) = norm.proposed.rule.as_ref().filter(|_| norm.is_adopted()) else { return Ok(None) };
    // Whole months alone: with others beside them, few answers could be told apart.
    let last = usual_window(app.today()).to();
    let Some(range) = Interval::Month.first_day(from).and_then(|first| DateRange::new(first, last)) else {
        return Ok(None);
    };
    if from > app.today() {
        return Ok(None);
    }
    let mut tx = app.db.read().await?;
    let raised = signals::list(&mut tx).await?;
    let changes = change_points::list(&mut tx).await?;
    drop(tx);
    let raised: Vec<_> = raised.iter().filter(|raised| raised.signal.month >= range.from()).collect();
    Ok(Some(Since {
        level: level(app, rule, range, rule.certainty.deciding()).await?,
        signals: raised.len(),
        unexplained: raised.iter().filter(|raised| raised.explanation.is_none()).count(),
        changes: changes.iter().filter(|point| point.change.day >= from).count(),
    }))
}

async fn level(
    app: &App,
    rule: &Rule,
    range: DateRange,
    confidence: Confidence,
) -> Result<Option<Point>, StorageError> {
    let query = crate::domain::nps_query::NpsQuery { confidence, ..question(rule, range, Interval::Total) };
    let groups = nps_over_time(app, &query).await?;
    Ok(groups.into_iter().next().and_then(|group| group.points.into_iter().next()))
}
