//! The demo's first norm for NPS: adopted some two years ago for each quarter, judged since, and evaluated once.
//!
//! The rule: it is stored as an installation would have stored it then, so that its dossier can be verified; only its value
//! is chosen with the outcome in sight, so that the quarters show each verdict.

use chrono::{Days, Months, NaiveDate, NaiveTime};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::{EvaluationId, NormId};
use crate::domain::norms::dossier::{Dossier, History, UnreadableDossier, fingerprint};
use crate::domain::norms::evaluation::{Evaluation, review_day};
use crate::domain::norms::norm::{Decision, DecisionKind, Norm, NormInterval, Proposed, Rule};
use crate::domain::norms::official_verdict::{deadline, periods_to_judge};
use crate::domain::policy::kpi::Kpi;
use crate::domain::time::calendar::{first_of_month_before, moment_of};
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::tally::Counts;
use crate::statistics::verdict::Verdict;
use crate::storage::{StorageError, norms};
use crate::workflow::access::permission::DEMO_VISITOR;
use crate::workflow::demo::norm::ANALYST;
use crate::workflow::norms::experience::{history, readiness_on};
use crate::workflow::norms::judge::judge_at;
use crate::workflow::norms::ledger::ledger;

/// It took effect at least this many months ago.
const MONTHS_AGO: u32 = 21;
/// Months of history that it was proposed on.
const MONTHS_BEFORE: u32 = 12;
/// Days before it took effect on which it was proposed and adopted.
const PROPOSED_BEFORE: Days = Days::new(40);
const ADOPTED_BEFORE: Days = Days::new(20);
/// Days after the evaluation was due on which it was done.
const EVALUATED_AFTER: Days = Days::new(12);

const RATIONALE: &str = "Eén jaar ervaring. Wij willen per kwartaal weten of wij op peil blijven.";
const DECISION: &str =
    "Besproken in het managementteam. Een voorlopige norm; over een jaar kijken wij opnieuw.";
const EVALUATION: &str = "De norm laat zien waar het misging en waar het beter werd. Wij houden hem, en onderzoeken of een \
    oordeel per jaar beter past bij het aantal antwoorden.";

/// Why the demo has no first norm.
#[derive(Debug, thiserror::Error)]
pub enum FirstNormError {
    #[error(transparent)]
    Dossier(#[from] UnreadableDossier),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Adopts it, gives the verdicts that are due, and evaluates it.
///
/// # Errors
/// See [`FirstNormError`].
#[tracing::instrument(skip_all)]
pub async fn adopt_first_norm(app: &App) -> Result<(), FirstNormError> {
    let Some(from) = effective_from(app.today()) else { return Ok(()) };
    let Some(norm) = store(app, from).await? else { return Ok(()) };
    let due_on = review_day(from);
    let evaluation = Evaluation {
        norm: norm.id,
        due_on,
        rationale: EVALUATION.to_owned(),
        by: DEMO_VISITOR.to_owned(),
        at: moment(app, due_on + EVALUATED_AFTER),
    };
    let mut tx = app.db.write().await?;
    norms::evaluate(&mut tx, EvaluationId(app.randomness.uuid(app.now())), &evaluation).await?;
    tx.commit().await?;
    judge_what_was_due(app).await?;
    Ok(())
}

/// The first day of the quarter in which some two years began.
fn effective_from(today: NaiveDate) -> Option<NaiveDate> {
    Granularity::Quarter.first_day(today.checked_sub_months(Months::new(MONTHS_AGO))?)
}

/// Stores the norm with its dossier and the decision on it; `None` without history.
async fn store(app: &App, from: NaiveDate) -> Result<Option<Norm>, FirstNormError> {
    let rule = Rule { interval: NormInterval::Quarter, ..Rule::default() };
    let (proposed_on, adopted_on) = (from - PROPOSED_BEFORE, from - ADOPTED_BEFORE);
    let last = first_of_month_before(proposed_on, 0).pred_opt().unwrap_or(proposed_on);
    let window = DateRange::new(first_of_month_before(proposed_on, MONTHS_BEFORE), last);
    let Some((window, since)) = window.zip(DateRange::new(from, app.today())) else { return Ok(None) };
    let months = history(app, &rule, window, Granularity::Month).await?;
    let quarters = history(app, &rule, since, Granularity::Quarter).await?;
    let counts: Vec<Counts> = quarters
        .iter()
        .filter(|quarter| deadline(quarter.range) <= app.today())
        .filter_map(|quarter| quarter.figures.counts())
        .collect();
    let level = months.iter().filter_map(|month| month.figures.counts()).sum::<Counts>().nps();
    let Some(level) = level else { return Ok(None) };
    let readiness = readiness_on(app, &rule, proposed_on).await?;
    let proposed = Proposed {
        kpi: Kpi::Nps,
        value: value(&rule, &counts, level),
        effective_from: from,
        limit: None,
        rule: Some(rule),
        rationale: RATIONALE.to_owned(),
        proposed_by: ANALYST.to_owned(),
        proposed_at: moment(app, proposed_on),
        was_ready: readiness.is_ready(),
    };
    let id = NormId(app.randomness.uuid(proposed.proposed_at));
    let minimum_group = app.config.privacy.minimum_group;
    let frozen = History { months: &months, readiness: &readiness, minimum_group };
    let text = Dossier::freeze(id, &proposed, Some(frozen)).canonical()?;
    let decision = Decision {
        kind: DecisionKind::Adopted,
        rationale: DECISION.to_owned(),
        by: DEMO_VISITOR.to_owned(),
        at: moment(app, adopted_on),
        is_provisional: true,
        review_on: Some(review_day(from)),
    };
    let norm = Norm { id, proposed, dossier_sha256: fingerprint(&text), decision: None };
    let mut tx = app.db.write().await?;
    norms::insert(&mut tx, &norm, &text).await?;
    norms::decide(&mut tx, &norm, &decision).await?;
    tx.commit().await?;
    Ok(Some(norm))
}

/// The value nearest to the level, in steps of 5 points, by which the quarters show each verdict.
fn value(rule: &Rule, quarters: &[Counts], level: f64) -> f64 {
    let shows_all = |norm: &f64| {
        let given = |wanted: Verdict| quarters.iter().any(|counts| rule.judge(counts, *norm) == wanted);
        [Verdict::Met, Verdict::Undecided, Verdict::NotMet].into_iter().all(given)
    };
    let steps = (-18..=18).map(|step| f64::from(step) * 5.0).filter(shows_all);
    let nearest = steps.min_by(|a, b| (a - level).abs().total_cmp(&(b - level).abs()));
    // Adding zero turns a negative zero into zero.
    nearest.unwrap_or((level / 5.0).floor() * 5.0) + 0.0
}

/// Gives the verdicts whose day has come; the scheduler gives those after it.
async fn judge_what_was_due(app: &App) -> Result<(), StorageError> {
    let ledger = ledger(app).await?;
    for judged in periods_to_judge(&ledger, app.today()) {
        let due_on = deadline(judged.range);
        if due_on <= app.today() {
            judge_at(app, &judged, moment(app, due_on)).await?;
        }
    }
    Ok(())
}

/// Ten o'clock on a day.
fn moment(app: &App, day: NaiveDate) -> Timestamp {
    let ten = NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default();
    moment_of(day, ten, app.config.organisation.zone).min(app.now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_took_effect_less_than_two_years_ago_with_a_year_of_history_before() {
        for (today, from) in
            [("2026-11-27", "2025-01-01"), ("2026-12-31", "2025-01-01"), ("2027-01-01", "2025-04-01")]
        {
            assert_eq!(effective_from(today.parse().unwrap()).unwrap().to_string(), from, "{today}");
        }
    }

    #[test]
    fn its_value_shows_each_verdict() {
        let quarter = |promoters, passives, detractors| Counts { promoters, passives, detractors };
        let quarters = [quarter(34, 21, 21), quarter(45, 32, 47), quarter(7, 17, 55)];
        let norm = value(&Rule::default(), &quarters, -12.0);
        let found = quarters.map(|counts| Rule::default().judge(&counts, norm));
        assert_eq!(found, [Verdict::Met, Verdict::Undecided, Verdict::NotMet], "{norm}");
        assert_eq!(value(&Rule::default(), &[], -12.0), -15.0);
    }
}
