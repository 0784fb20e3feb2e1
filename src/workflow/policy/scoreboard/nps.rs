//! The row of NPS on the scoreboard.

use std::collections::BTreeMap;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::insight::canonical::published::Protection;
use crate::domain::insight::hiding::hide_beside_total;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::series::{self, Counted, Point};
use crate::domain::norms::norm::Ledger;
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::scoreboard::{KpiFigures, KpiRow, KpiVerdict, NormBeside};
use crate::domain::time::calendar::day_of;
use crate::domain::time::period::Granularity;
use crate::storage::StorageError;
use crate::storage::insight::tallies;
use crate::workflow::insight::published::protection;
use crate::workflow::insight::series::{open_series, open_total};
use crate::workflow::norms::judgements::{Judgement, PeriodVerdict, judgements};

/// The score is hidden as on the dashboard.
pub(super) async fn nps_row(app: &App, kpi: Kpi, whole: &WholeQuery) -> Result<KpiRow, StorageError> {
    let is_year = Granularity::Year.whole(whole.range.from()) == Some(whole.range);
    let at_once = whole.in_periods(if is_year { Granularity::Year } else { Granularity::Total }, 1);
    let mut total = open_total(app, whole).await?;
    let mut points = open_series(app, whole).await?;
    hide(app, whole, &mut total, &mut points).await?;
    let judged = judgements(app, &at_once, std::slice::from_ref(&total)).await?;
    let of_points = judgements(app, whole, &points).await?;
    let figures = |(point, judgement): (&Point, &Judgement)| (point.range, nps_figures(point, *judgement));
    Ok(KpiRow {
        kpi,
        whole: nps_figures(&total, judged.first().copied().unwrap_or_default()),
        points: points.iter().zip(&of_points).map(figures).collect(),
        automatic: None,
        topics: BTreeMap::new(),
    })
}

/// By the table of what may be told; a range by day within its answer.
async fn hide(
    app: &App,
    whole: &WholeQuery,
    total: &mut Point,
    points: &mut [Point],
) -> Result<(), StorageError> {
    let protection = protection(app, &mut app.db.read().await?, whole).await?;
    match &protection {
        Protection::Table { .. } => {
            protection.hide(whole, None, std::slice::from_mut(total));
            protection.hide(whole, None, points);
        }
        Protection::Answer { minimum } => hide_beside_total(total, points, *minimum),
    }
    Ok(())
}

fn nps_figures(point: &Point, judgement: Judgement) -> KpiFigures {
    let estimate = point.figures.estimate();
    let counts = point.figures.counts();
    let balance = counts.and_then(|counts| {
        Some(i64::try_from(counts.promoters).ok()? - i64::try_from(counts.detractors).ok()?)
    });
    let verdict = judgement.verdict.map(|verdict| match verdict {
        PeriodVerdict::NoNorm => KpiVerdict::NoNorm,
        PeriodVerdict::Judged(verdict) => KpiVerdict::Judged(verdict),
    });
    KpiFigures {
        value: estimate.map(|estimate| estimate.nps),
        low: estimate.map(|estimate| estimate.interval.low),
        high: estimate.map(|estimate| estimate.interval.high),
        numerator: balance,
        denominator: counts.map(|counts| counts.responses()),
        is_hidden: point.figures.is_too_small(),
        provisional: point.provisional,
        norm: judgement.norm.map(|(id, value)| NormBeside { id, value, limit: None }),
        verdict: verdict.filter(|_| !point.provisional),
        ..KpiFigures::default()
    }
}

/// The row as it stood at a moment: of the responses that had come, as they now are. It has no verdict.
pub(super) async fn nps_row_as_of(
    app: &App,
    kpi: Kpi,
    whole: &WholeQuery,
    ledger: &Ledger,
    as_of: Timestamp,
) -> Result<KpiRow, StorageError> {
    const NOTHING_HIDDEN: u64 = 1;
    let mut tx = app.db.read().await?;
    let counted =
        Counted { days: tallies::answered_until(&mut tx, whole, as_of).await?, ..Counted::default() };
    drop(tx);
    let today = day_of(as_of, app.config.organisation.zone);
    let mut total = series::total(whole, &counted, today, NOTHING_HIDDEN);
    let mut points = series::points(whole, &counted, today, NOTHING_HIDDEN);
    hide(app, whole, &mut total, &mut points).await?;
    let figures = |point: &Point| {
        let norm = ledger.in_force(kpi, point.range.to()).map(|norm| (norm.id, norm.proposed.value));
        nps_figures(point, Judgement { norm, verdict: None })
    };
    Ok(KpiRow {
        kpi,
        whole: figures(&total),
        points: points.iter().map(|point| (point.range, figures(point))).collect(),
        automatic: None,
        topics: BTreeMap::new(),
    })
}
