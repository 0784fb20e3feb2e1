//! What the pages about norms show: readiness and ledger, and one norm in detail.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::ids::NormId;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::signal::event::{SignalEvent, events};
use crate::domain::norms::dossier::Dossier;
use crate::domain::norms::evaluation::{Evaluation, Since, due, open_review};
use crate::domain::norms::fields::usual_window;
use crate::domain::norms::norm::{Ledger, Norm, Rule};
use crate::domain::norms::official_verdict::OfficialVerdict;
use crate::domain::norms::readiness::Readiness;
use crate::domain::norms::year_verdict::YearVerdict;
use crate::domain::policy::kpi::Kpi;
use crate::domain::time::calendar::{first_of_month_before, is_last_of_month};
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::estimate::Estimate;
use crate::statistics::normal::Confidence;
use crate::statistics::tally::Counts;
use crate::storage::insight::{change_points, signals};
use crate::storage::{StorageError, norms};
use crate::workflow::insight::series::whole_at_once;
use crate::workflow::norms::experience::{history, readiness_for};
use crate::workflow::norms::verify_dossier::{Verification, VerifyError, verify_dossier};

/// Readiness and ledger.
#[derive(Clone, Debug)]
pub struct NormsOverview {
    pub ledger: Ledger,
    pub readiness: Readiness,
    /// Oldest first.
    pub verdicts: Vec<OfficialVerdict>,
    /// The last twelve complete months combined, without those with too few responses.
    pub level: Option<Estimate>,
    /// Those months.
    pub level_range: Option<DateRange>,
    /// Whether all responses of those months, as the dashboard has them, come to the same level.
    pub is_level_of_all: bool,
    /// By when the provisional norm in force, or to come, must be reviewed; `None` if that was done.
    pub review_on: Option<NaiveDate>,
    /// Norms whose yearly evaluation is due, and since when.
    pub due: Vec<(NormId, NaiveDate)>,
}

/// One norm in detail.
#[derive(Clone, Debug)]
pub struct NormDetails {
    pub ledger: Ledger,
    pub norm: Norm,
    /// `None` if its text cannot be parsed.
    pub dossier: Option<Dossier>,
    pub verification: Verification,
    pub verdicts: Vec<OfficialVerdict>,
    /// Those on years of a KPI that is counted or sampled, oldest first.
    pub year_verdicts: Vec<YearVerdict>,
    pub evaluations: Vec<Evaluation>,
    pub due: Option<NaiveDate>,
    /// By when it must be reviewed; `None` if that was done.
    pub review_on: Option<NaiveDate>,
    /// `None` before it takes effect, and for KPIs other than NPS.
    pub since: Option<Since>,
    /// Whether adopting it now would be final, not provisional.
    pub is_ready: bool,
}

/// Readiness and ledger.
#[tracing::instrument(skip_all)]
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
    let level_range = DateRange::new(first_of_month_before(today, 12), usual_window(today).to());
    let (mut level_now, mut is_level_of_all) = (None, false);
    if let Some(year) = level_range {
        level_now = level(app, &rule, year, confidence).await?;
        let all = whole_at_once(app, &WholeQuery::over(year, Granularity::Total)).await?;
        let all = all.figures.counts().and_then(|counts| Estimate::of(&counts, confidence));
        is_level_of_all = level_now.is_some() && level_now == all;
    }
    let waits = |norm: &Norm| due(&ledger, norm, &evaluations, today).map(|day| (norm.id, day));
    let due = ledger.of(Kpi::Nps).filter_map(waits).collect();
    let review_on =
        ledger.of(Kpi::Nps).filter_map(|norm| open_review(&ledger, norm, &evaluations, today)).min();
    let readiness = readiness_for(app, &rule).await?;
    Ok(NormsOverview {
        readiness,
        verdicts,
        level: level_now,
        level_range,
        is_level_of_all,
        review_on,
        due,
        ledger,
    })
}

/// The organisation's readiness: by the rule of the norm in force, else by the default rule.
#[tracing::instrument(skip_all)]
pub async fn readiness_now(app: &App) -> Result<Readiness, StorageError> {
    let ledger = norms::ledger(&mut app.db.read().await?).await?;
    let in_force = ledger.in_force(Kpi::Nps, app.today()).and_then(|norm| norm.proposed.rule.clone());
    readiness_for(app, &in_force.unwrap_or_default()).await
}

/// One norm in detail; `None` if there is no such norm.
///
/// # Errors
/// The database failed, or the dossier cannot be read.
#[tracing::instrument(skip_all)]
pub async fn norm_details(app: &App, id: NormId) -> Result<Option<NormDetails>, VerifyError> {
    let mut tx = app.db.read().await?;
    let ledger = norms::ledger(&mut tx).await?;
    let Some(norm) = ledger.0.iter().find(|norm| norm.id == id).cloned() else { return Ok(None) };
    let Some((text, _)) = norms::dossier(&mut tx, id).await? else { return Ok(None) };
    let mut verdicts = norms::verdicts(&mut tx).await?;
    verdicts.retain(|verdict| verdict.norm == id);
    let mut year_verdicts = norms::year_verdicts(&mut tx).await?;
    year_verdicts.retain(|verdict| verdict.norm == id);
    let mut evaluations = norms::evaluations(&mut tx).await?;
    evaluations.retain(|evaluation| evaluation.norm == id);
    drop(tx);
    let is_ready = match &norm.proposed.rule {
        Some(rule) if norm.decision.is_none() => readiness_for(app, rule).await?.is_ready(),
        _ => true,
    };
    Ok(Some(NormDetails {
        dossier: Dossier::read(&text).ok(),
        verification: verify_dossier(app, id).await?,
        due: due(&ledger, &norm, &evaluations, app.today()),
        review_on: open_review(&ledger, &norm, &evaluations, app.today()),
        since: since(app, &ledger, &norm).await?,
        verdicts,
        year_verdicts,
        evaluations,
        is_ready,
        norm,
        ledger,
    }))
}

async fn since(app: &App, ledger: &Ledger, norm: &Norm) -> Result<Option<Since>, StorageError> {
    let from = norm.proposed.effective_from;
    let Some(rule) = norm.proposed.rule.as_ref().filter(|_| norm.is_adopted()) else { return Ok(None) };
    let until = ledger
        .adopted(norm.proposed.kpi)
        .into_iter()
        .map(|other| other.proposed.effective_from)
        .find(|other| *other > from)
        .and_then(|next| next.pred_opt());
    let last = usual_window(app.today()).to();
    // Whole months only: partial months would let few answers be inferred by subtraction.
    let whole = until.map(|until| if is_last_of_month(until) { until } else { end_of_month_before(until) });
    let last = whole.map_or(last, |whole| whole.min(last));
    let Some(range) = Granularity::Month.first_day(from).and_then(|first| DateRange::new(first, last)) else {
        return Ok(None);
    };
    if from > app.today() {
        return Ok(None);
    }
    let mut tx = app.db.read().await?;
    let raised = signals::list(&mut tx).await?;
    let changes = change_points::list(&mut tx).await?;
    drop(tx);
    let happened = events(raised);
    let is_within = |event: &SignalEvent| event.signals().any(|raised| range.contains(raised.signal.month));
    let happened: Vec<_> = happened.iter().filter(|event| is_within(event)).collect();
    let is_change = |day: NaiveDate| day >= from && until.is_none_or(|until| day <= until);
    Ok(Some(Since {
        level: level(app, rule, range, rule.certainty.deciding()).await?,
        signals: happened.len(),
        unexplained: happened.iter().filter(|event| event.explanation().is_none()).count(),
        changes: changes.iter().filter(|point| is_change(point.change.day)).count(),
    }))
}

fn end_of_month_before(day: NaiveDate) -> NaiveDate {
    first_of_month_before(day, 0).pred_opt().unwrap_or(day)
}

/// The months of a range combined. A month that is hidden elsewhere is left out, so that it cannot be inferred here.
async fn level(
    app: &App,
    rule: &Rule,
    range: DateRange,
    confidence: Confidence,
) -> Result<Option<Estimate>, StorageError> {
    let months = history(app, rule, range, Granularity::Month).await?;
    let counts: Counts = months.iter().filter_map(|month| month.figures.counts()).sum();
    Ok(Estimate::of(&counts, confidence))
}
