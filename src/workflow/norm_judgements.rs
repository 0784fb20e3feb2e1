//! What stands beside figures: the norm in force on the last day of each period, and its verdict where there is one.

use crate::app::App;
use crate::domain::ids::NormId;
use crate::domain::kpi::Kpi;
use crate::domain::norm::{Ledger, Norm};
use crate::domain::nps_query::{Filters, NpsQuery};
use crate::domain::nps_series::{Figures, Group, Point};
use crate::domain::official_verdict::OfficialVerdict;
use crate::domain::period::Interval;
use crate::domain::segment::Dimension;
use crate::statistics::verdict::Verdict;
use crate::storage::{StorageError, norms};
use crate::workflow::nps::nps_over_time;

/// What stands beside the figures of one period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Judgement {
    pub norm: Option<(NormId, f64)>,
    pub standing: Option<Standing>,
}

/// Where the figures of a period stand against the norm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    NoNorm,
    Judged(Verdict),
}

/// A judgement for each period of the one series of a question; none for parts of the population, over which there is no
/// norm. The official verdict stands where it was given; before that the one that present counts would give.
///
/// # Errors
/// The database failed.
pub async fn judgements(
    app: &App,
    query: &NpsQuery,
    groups: &[Group],
) -> Result<Vec<Judgement>, StorageError> {
    let points: &[Point] = groups.first().map(|group| group.points.as_slice()).unwrap_or_default();
    let only_complainants = query.filters.keys().all(|dimension| *dimension == Dimension::Complainant);
    if query.group_by.is_some() || !only_complainants {
        return Ok(Vec::new());
    }
    let (ledger, given) = {
        let mut tx = app.db.read().await?;
        (norms::ledger(&mut tx).await?, norms::verdicts(&mut tx).await?)
    };
    let mut judgements = Vec::with_capacity(points.len());
    for point in points {
        let norm = ledger.in_force(Kpi::Nps, point.range.to());
        judgements.push(match norm {
            None => Judgement { norm: None, standing: is_long(query).then_some(Standing::NoNorm) },
            Some(norm) => Judgement {
                norm: Some((norm.id, norm.proposed.value)),
                standing: standing(app, query, norm, point, &given).await?.map(Standing::Judged),
            },
        });
    }
    Ok(judgements)
}

/// The norm in force on the last day of each period, for drawing: no verdict beside it.
#[must_use]
pub fn norm_on(ledger: &Ledger, point: &Point) -> Option<f64> {
    ledger.in_force(Kpi::Nps, point.range.to()).map(|norm| norm.proposed.value)
}

/// While no norm exists, periods long enough for a verdict say so.
fn is_long(query: &NpsQuery) -> bool {
    match query.interval {
        Interval::Quarter | Interval::Year | Interval::Total => true,
        Interval::Month => query.rolling == 12,
        Interval::Day | Interval::Week => false,
    }
}

/// The verdict over a period of the rule's own length, if the figures are of its population.
async fn standing(
    app: &App,
    query: &NpsQuery,
    norm: &Norm,
    point: &Point,
    given: &[OfficialVerdict],
) -> Result<Option<Verdict>, StorageError> {
    let Some(rule) = &norm.proposed.rule else { return Ok(None) };
    let interval = rule.interval.interval();
    let is_its_period = query.interval == interval
        && query.rolling == 1
        && query.basis == rule.basis
        && interval.first_day(point.range.from()) == Some(point.range.from())
        && interval.last_day(point.range.from()) == Some(point.range.to());
    let Figures::Shown(shown) = &point.figures else { return Ok(None) };
    if !is_its_period || !is_of_population(app, query, norm, point).await? {
        return Ok(None);
    }
    let official = given.iter().find(|one| one.norm == norm.id && one.range == point.range);
    let now = || rule.judge(&shown.tally.counts(), norm.proposed.value);
    Ok(Some(official.map_or_else(now, |one| one.verdict)))
}

/// Whether the figures are of the norm's population and of nobody else: by their filter, or because one of the two groups
/// contains the other and as many answered in both.
async fn is_of_population(
    app: &App,
    query: &NpsQuery,
    norm: &Norm,
    point: &Point,
) -> Result<bool, StorageError> {
    let Some(rule) = &norm.proposed.rule else { return Ok(false) };
    let population = rule.filters();
    if query.filters == population {
        return Ok(true);
    }
    let names = |filters: &Filters| filters.get(&Dimension::Complainant).cloned();
    if let (Some(asked), Some(theirs)) = (names(&query.filters), names(&population)) {
        let within = |some: &[String], all: &[String]| some.iter().all(|name| all.contains(name));
        if !within(&asked, &theirs) && !within(&theirs, &asked) {
            return Ok(false);
        }
    }
    let of_population =
        NpsQuery { range: point.range, interval: Interval::Total, filters: population, ..query.clone() };
    let groups = nps_over_time(app, &of_population).await?;
    let theirs = groups.first().and_then(|group| group.points.first());
    let tally = |point: &Point| match &point.figures {
        Figures::Suppressed => None,
        Figures::Shown(shown) => Some(shown.tally),
    };
    Ok(theirs.is_some_and(|theirs| tally(theirs) == tally(point)))
}
