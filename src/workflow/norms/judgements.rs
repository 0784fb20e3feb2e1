//! The norm in force on the last day of each period, and its verdict if there is one, for display beside figures.

use crate::app::App;
use crate::domain::complaints::segment::Dimension;
use crate::domain::ids::NormId;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::series::{Group, Point};
use crate::domain::norms::norm::{Norm, Rule};
use crate::domain::norms::official_verdict::OfficialVerdict;
use crate::domain::policy::kpi::Kpi;
use crate::domain::time::period::Granularity;
use crate::statistics::verdict::Verdict;
use crate::storage::{StorageError, norms};
use crate::workflow::insight::series::{nps_over_time, open_total, whole_over_time};

/// The norm and verdict of one period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Judgement {
    pub norm: Option<(NormId, f64)>,
    pub verdict: Option<PeriodVerdict>,
}

/// How the figures of a period compare with the norm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodVerdict {
    NoNorm,
    Judged(Verdict),
}

/// NPS over time with its judgements.
#[derive(Clone, Debug)]
pub struct JudgedNps {
    pub groups: Vec<Group>,
    /// One for each period of a whole; empty for groups, since there is no norm for parts of the population.
    pub judgements: Vec<Judgement>,
}

/// NPS over time, by group and period; that of a whole with the norm and its verdicts beside it.
#[tracing::instrument(skip_all)]
pub async fn judged_nps(app: &App, query: &NpsQuery) -> Result<JudgedNps, StorageError> {
    let Some(whole) = WholeQuery::of(query) else {
        return Ok(JudgedNps { groups: nps_over_time(app, query).await?, judgements: Vec::new() });
    };
    let points = whole_over_time(app, &whole).await?;
    let judgements = judgements(app, &whole, &points).await?;
    Ok(JudgedNps { groups: vec![Group { value: None, points }], judgements })
}

/// One judgement per period of a whole; there is no norm for parts of the population. The verdict is the official one.
/// Until it is given, only "too few responses" is shown: a verdict on half a year would invite peeking until the result
/// pleases.
#[tracing::instrument(skip_all)]
pub(in crate::workflow) async fn judgements(
    app: &App,
    query: &WholeQuery,
    points: &[Point],
) -> Result<Vec<Judgement>, StorageError> {
    let (ledger, given) = {
        let mut tx = app.db.read().await?;
        (norms::ledger(&mut tx).await?, norms::verdicts(&mut tx).await?)
    };
    let mut judgements = Vec::with_capacity(points.len());
    for point in points {
        let norm = ledger.in_force(Kpi::Nps, point.range.to());
        judgements.push(match norm {
            None => {
                let is_judged = is_long(query) && may_be_of(query, &Rule::default());
                Judgement { norm: None, verdict: is_judged.then_some(PeriodVerdict::NoNorm) }
            }
            Some(norm) => {
                // A period is judged by the norm in force when it began; the verdict of one norm is not shown beside
                // another.
                let began = ledger.in_force(Kpi::Nps, point.range.from());
                let judges = began.is_some_and(|began| began.id == norm.id);
                judgement(app, query, norm, judges.then_some(point), &given).await?
            }
        });
    }
    Ok(judgements)
}

/// Without a norm, only periods long enough for a verdict are marked as having none.
fn is_long(query: &WholeQuery) -> bool {
    match query.interval {
        Granularity::Quarter | Granularity::Year | Granularity::Total => true,
        Granularity::Month => query.rolling == 12,
        Granularity::Day | Granularity::Week => false,
    }
}

async fn judgement(
    app: &App,
    query: &WholeQuery,
    norm: &Norm,
    judged: Option<&Point>,
    given: &[OfficialVerdict],
) -> Result<Judgement, StorageError> {
    let Some(rule) = norm.proposed.rule.as_ref().filter(|rule| may_be_of(query, rule)) else {
        return Ok(Judgement::default());
    };
    let verdict = match judged {
        Some(point) => official_verdict(app, query, rule, norm, point, given).await?,
        None => None,
    };
    Ok(Judgement { norm: Some((norm.id, norm.proposed.value)), verdict: verdict.map(PeriodVerdict::Judged) })
}

/// The verdict on a period of the rule's own length, if the figures are of its population.
async fn official_verdict(
    app: &App,
    query: &WholeQuery,
    rule: &Rule,
    norm: &Norm,
    point: &Point,
    given: &[OfficialVerdict],
) -> Result<Option<Verdict>, StorageError> {
    let interval = rule.interval.interval();
    let is_its_period = query.interval == interval
        && query.rolling == 1
        && query.basis == rule.basis
        && interval.whole(point.range.from()) == Some(point.range);
    let Some(counts) = point.figures.counts() else { return Ok(None) };
    if !is_its_period || !is_of_population(app, &query.within(point.range), rule).await? {
        return Ok(None);
    }
    let official = given.iter().find(|one| one.norm == norm.id && one.range == point.range);
    let now = rule.judge(&counts, norm.proposed.value);
    Ok(official.map(|one| one.verdict).or((now == Verdict::Insufficient).then_some(now)))
}

/// Whether a query is unfiltered, or filters only on complainants that are a subset or superset of the rule's
/// population.
fn may_be_of(query: &WholeQuery, rule: &Rule) -> bool {
    let theirs = rule.filters().remove(&Dimension::Complainant).unwrap_or_default();
    match query.filters.get(&Dimension::Complainant) {
        None => query.filters.is_empty(),
        Some(asked) => {
            let within = |some: &[String], all: &[String]| some.iter().all(|name| all.contains(name));
            query.filters.len() == 1 && (within(asked, &theirs) || within(&theirs, asked))
        }
    }
}

/// Whether the figures of a query are of exactly the rule's population: by its filter, or because one of the two
/// groups contains the other and their counts are equal.
pub(super) async fn is_of_population(
    app: &App,
    query: &WholeQuery,
    rule: &Rule,
) -> Result<bool, StorageError> {
    if query.filters == rule.filters() {
        return Ok(true);
    }
    if !may_be_of(query, rule) {
        return Ok(false);
    }
    let asked = open_total(app, query).await?;
    let theirs = open_total(app, &query.about(query.basis, rule.filters())).await?;
    Ok(asked.figures.counts() == theirs.figures.counts())
}
