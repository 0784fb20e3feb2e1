//! The official verdicts: each period of a norm is judged once, when its answers are in, at the latest three months
//! after it.

use chrono::{Days, NaiveDate};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::norms::official_verdict::{Judged, OfficialVerdict, deadline, periods_to_judge};
use crate::domain::sending::staff_mail::About;
use crate::storage::insight::tallies;
use crate::storage::{StorageError, norms};
use crate::workflow::insight::series::open_total;
use crate::workflow::norms::experience::question;
use crate::workflow::norms::mails::tell_policy_owners;

/// Judges every period that is due and not yet judged; returns how many verdicts were given.
///
/// # Errors
/// The database failed; verdicts already given are kept.
#[tracing::instrument(skip_all)]
pub async fn judge_norms(app: &App) -> Result<u64, StorageError> {
    let (ledger, given) = {
        let mut tx = app.db.read().await?;
        (norms::ledger(&mut tx).await?, norms::verdicts(&mut tx).await?)
    };
    let is_given = |judged: &Judged<'_>| {
        given.iter().any(|verdict| verdict.norm == judged.norm.id && verdict.range == judged.range)
    };
    let mut verdicts = 0;
    for judged in periods_to_judge(&ledger, app.today()) {
        if !is_given(&judged) && is_ripe(app, &judged).await? {
            verdicts += u64::from(judge_at(app, &judged, app.now()).await?);
        }
    }
    Ok(verdicts)
}

/// Whether no more answers can come, or the deadline has passed. A closure may be reported late, and there is no
/// knowing when imported results are complete.
async fn is_ripe(app: &App, judged: &Judged<'_>) -> Result<bool, StorageError> {
    let today = app.today();
    if today >= deadline(judged.range) {
        return Ok(true);
    }
    if today <= last_report(app, judged.range.to()) {
        return Ok(false);
    }
    let query = question(judged.rule, judged.range, judged.rule.interval.interval());
    let mut tx = app.db.read().await?;
    if !tallies::awaiting(&mut tx, &query).await?.is_empty() {
        return Ok(false);
    }
    let days = tallies::read(&mut tx, &query).await?;
    Ok(days.iter().all(|day| day.counts.imported == 0))
}

/// The last day on which the report of a closure on this day still leads to an invitation.
fn last_report(app: &App, closed_on: NaiveDate) -> NaiveDate {
    // Rounded up: a report may come at any time of a day that has begun.
    let seconds = app.config.survey.ask_within.num_seconds().max(0).unsigned_abs();
    let days = seconds.div_ceil(24 * 3600);
    closed_on.checked_add_days(Days::new(days)).unwrap_or(closed_on)
}

/// Gives the verdict on a period; false when it was given before.
#[tracing::instrument(skip_all)]
pub(in crate::workflow) async fn judge_at(
    app: &App,
    judged: &Judged<'_>,
    judged_at: Timestamp,
) -> Result<bool, StorageError> {
    let query = question(judged.rule, judged.range, judged.rule.interval.interval());
    let point = open_total(app, &query).await?;
    let counts = point.figures.counts().unwrap_or_default();
    let mut tx = app.db.write().await?;
    let verdict = OfficialVerdict {
        norm: judged.norm.id,
        range: judged.range,
        judged_at,
        closed: point.closed,
        invited: point.invited,
        counts,
        verdict: judged.rule.judge(&counts, judged.norm.proposed.value),
    };
    let is_first = norms::insert_verdict(&mut tx, &verdict).await?;
    if is_first {
        let about = About::Verdict(verdict.norm);
        tell_policy_owners(app, &mut tx, about, verdict.judged_at, None).await?;
    }
    tx.commit().await?;
    Ok(is_first)
}
