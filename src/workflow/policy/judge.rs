//! The official verdicts on the KPIs beside NPS: each year is judged once, when all is known, at the latest three months
//! after it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{Datelike, NaiveDate};

use crate::app::App;
use crate::domain::norms::official_verdict::deadline;
use crate::domain::norms::year_verdict::{JudgedYear, YearVerdict, years_to_judge};
use crate::domain::policy::query::KpiQuery;
use crate::domain::policy::scoreboard::{KpiFigures, KpiVerdict, Scoreboard};
use crate::statistics::verdict::Verdict;
use crate::storage::{StorageError, norms};
use crate::workflow::policy::scoreboard::scoreboard;

/// Judges every year that is due and not yet judged; returns how many verdicts were given.
///
/// # Errors
/// The database failed; verdicts already given are kept.
#[tracing::instrument(skip_all)]
pub async fn judge_years(app: &App) -> Result<u64, StorageError> {
    let today = app.today();
    let (ledger, given) = {
        let mut tx = app.db.read().await?;
        (norms::ledger(&mut tx).await?, norms::year_verdicts(&mut tx).await?)
    };
    let is_given = |year: &JudgedYear<'_>| {
        given.iter().any(|verdict| verdict.norm == year.norm.id && verdict.range == year.range)
    };
    let (mut boards, mut verdicts) = (BTreeMap::<i32, Scoreboard>::new(), 0);
    let years = years_to_judge(&ledger, today, app.config.organisation.zone);
    // Years of which nothing is known for long are not asked about at every tick.
    let is_recent = |year: &JudgedYear<'_>| today.year() - year.range.to().year() <= 1;
    for year in years.iter().filter(|year| !is_given(year) && is_recent(year)) {
        let number = year.range.from().year();
        let board = match boards.entry(number) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let Some(query) = KpiQuery::of_year(number) else { continue };
                entry.insert(scoreboard(app, &query).await?)
            }
        };
        let row = board.rows.iter().find(|row| row.kpi == year.norm.proposed.kpi);
        let Some(verdict) = row.and_then(|row| ripe(&row.whole, year, today)) else { continue };
        let figures = row.map(|row| row.whole).unwrap_or_default();
        let verdict = YearVerdict {
            norm: year.norm.id,
            range: year.range,
            judged_at: app.now(),
            numerator: figures.numerator,
            denominator: figures.denominator,
            verdict,
        };
        let mut tx = app.db.write().await?;
        verdicts += u64::from(norms::insert_year_verdict(&mut tx, &verdict).await?);
        tx.commit().await?;
    }
    Ok(verdicts)
}

/// The verdict, if all is known or the deadline has passed; a year without data has none.
fn ripe(figures: &KpiFigures, year: &JudgedYear<'_>, today: NaiveDate) -> Option<Verdict> {
    let Some(KpiVerdict::Judged(verdict)) = figures.verdict else { return None };
    let is_known = figures.standings.is_none_or(|standings| standings.unknown == 0)
        && figures.sample.is_none_or(|sample| sample.reviewed == sample.drawn);
    let is_due = is_known || today >= deadline(year.range);
    (is_due && verdict != Verdict::Insufficient).then_some(verdict)
}
