//! The scoreboard: one function behind page, API and file.
//!
//! The rule: it reads counts, not complaints. Only where the time of some complaints of a day is over and that of others
//! is not are those that still wait counted by their rows: the few of a day or two.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::complaints::segment::{Dimension, Segment};
use crate::domain::insight::hiding::hide_beside_total;
use crate::domain::insight::measure::Measure;
use crate::domain::insight::query::Filters;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::series::Point;
use crate::domain::norms::norm::Ledger;
use crate::domain::norms::official_verdict::deadline;
use crate::domain::norms::year_verdict::YearVerdict;
use crate::domain::policy::clock::{Allowed, FactState};
use crate::domain::policy::hiding::hide_small;
use crate::domain::policy::kpi::{Kpi, Measurement};
use crate::domain::policy::limits::Limits;
use crate::domain::policy::quality::sample::{Quality, QualityFigures};
use crate::domain::policy::query::KpiQuery;
use crate::domain::policy::scoreboard::{
    DayStates, KpiFigures, KpiRow, KpiVerdict, NormBeside, Official, Scoreboard, Standings, standings,
};
use crate::domain::time::calendar::{first_of_month_before, moment_of};
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::sampled_share::SampledShare;
use crate::storage::insight::counts::{self, DayCount};
use crate::storage::policy::waiting::waiting;
use crate::storage::policy::{notifications, quality};
use crate::storage::{StorageError, Tx, norms};
use crate::workflow::insight::series::{open_series, open_total};
use crate::workflow::norms::judgements::{Judgement, PeriodVerdict, judgements};
use crate::workflow::policy::clocks::calendar;

/// The scoreboard as it stands now.
pub async fn scoreboard(app: &App, query: &KpiQuery) -> Result<Scoreboard, StorageError> {
    let whole = &query.whole;
    let mut tx = app.db.read().await?;
    let board = Board {
        today: app.today(),
        ledger: norms::ledger(&mut tx).await?,
        // A verdict is on the organisation as a whole.
        given: if whole.filters.is_empty() { norms::year_verdicts(&mut tx).await? } else { Vec::new() },
        days: day_states(app, &mut tx, whole).await?,
        by_program: by_program(&mut tx, whole).await?,
        received: counts::read(&mut tx, whole, &[Measure::Received]).await?,
        notifications: notifications_of(&mut tx, whole).await?,
        quality: Quality {
            reviews: quality::counted(&mut tx, whole.range, &whole.filters).await?,
            frames: quality::frames(&mut tx, whole.range, &whole.filters).await?,
        },
        last_drawn: quality::last_drawn(&mut tx).await?,
    };
    drop(tx);
    let periods = whole.range.split(whole.interval);
    let mut rows = Vec::new();
    for &kpi in Kpi::ALL {
        rows.push(match kpi.definition().measurement {
            Measurement::Estimate => nps_row(app, kpi, whole).await?,
            Measurement::Clocked(_) | Measurement::Rate | Measurement::Sample => KpiRow {
                kpi,
                whole: board.figures(kpi, whole.range),
                points: periods.iter().map(|range| (*range, board.figures(kpi, *range))).collect(),
                automatic: board.by_program.get(&kpi).copied(),
                topics: board.topics(kpi, whole.range),
            },
        });
    }
    if !whole.filters.is_empty() {
        let minimum = app.config.privacy.minimum_group;
        let is_counted = |row: &&mut KpiRow| !row.kpi.definition().measurement.has_rule();
        rows.iter_mut().filter(is_counted).for_each(|row| hide_small(row, minimum));
    }
    Ok(Scoreboard { as_of: app.now(), range: whole.range, rows })
}

/// What the figures of all periods are made of.
struct Board {
    today: NaiveDate,
    ledger: Ledger,
    given: Vec<YearVerdict>,
    days: Vec<DayStates>,
    /// What programs did by themselves, for each KPI of which that is counted.
    by_program: BTreeMap<Kpi, u64>,
    received: Vec<DayCount>,
    /// By month; `None` if notifications are not counted by what is filtered.
    notifications: Option<BTreeMap<NaiveDate, u64>>,
    quality: Quality,
    last_drawn: Option<NaiveDate>,
}

impl Board {
    fn figures(&self, kpi: Kpi, range: DateRange) -> KpiFigures {
        let figures = self.figures_now(kpi, range);
        let is_this = |given: &&YearVerdict| {
            given.range == range && figures.norm.is_some_and(|norm| norm.id == given.norm)
        };
        let official = |given: &YearVerdict| Official { verdict: given.verdict, judged_at: given.judged_at };
        figures.judged_by(self.given.iter().find(is_this).map(official))
    }

    fn figures_now(&self, kpi: Kpi, range: DateRange) -> KpiFigures {
        let (norm, is_running) = (self.norm(kpi, range), range.to() >= self.today);
        match kpi.definition().measurement {
            Measurement::Clocked(_) => {
                let standings: Standings =
                    standings(&self.days, range).get(&kpi).copied().unwrap_or_default();
                KpiFigures::of_standings(standings, norm, is_running)
            }
            Measurement::Rate => match self.months_over(range) {
                Some(over) => {
                    KpiFigures::of_rate(self.received(over), self.notifications(over), norm, is_running)
                }
                None => KpiFigures::of_rate(self.received(range), None, norm, is_running),
            },
            Measurement::Sample => {
                let figures = self.quality.figures(range);
                let waits = is_running || self.waits_for_reviews(range, &figures);
                KpiFigures::of_sample(&figures, norm, waits)
            }
            Measurement::Estimate => KpiFigures { provisional: is_running, norm, ..KpiFigures::default() },
        }
    }

    /// Whether the last month of a period is not drawn yet, or not all that was drawn is reviewed, and there is time left.
    fn waits_for_reviews(&self, range: DateRange, figures: &QualityFigures) -> bool {
        let is_drawn = self.last_drawn.is_some_and(|month| month >= first_of_month_before(range.to(), 0));
        let is_reviewed = figures.reviewed == figures.drawn;
        !(is_drawn && is_reviewed) && self.today < deadline(range)
    }

    fn topics(&self, kpi: Kpi, range: DateRange) -> BTreeMap<String, SampledShare> {
        match kpi.definition().measurement {
            Measurement::Sample => self.quality.figures(range).topics,
            Measurement::Clocked(_) | Measurement::Rate | Measurement::Estimate => BTreeMap::new(),
        }
    }

    /// The norm in force on the first day of a period.
    fn norm(&self, kpi: Kpi, range: DateRange) -> Option<NormBeside> {
        let norm = self.ledger.in_force(kpi, range.from())?;
        Some(NormBeside { id: norm.id, value: norm.proposed.value, limit: norm.proposed.limit() })
    }

    /// The part of a range whose months are over: those of a running month are told when it is over.
    fn months_over(&self, range: DateRange) -> Option<DateRange> {
        let last = first_of_month_before(self.today, 0).pred_opt()?;
        DateRange::new(range.from(), range.to().min(last))
    }

    fn received(&self, range: DateRange) -> u64 {
        let within = self.received.iter().filter(|counted| range.contains(counted.day));
        within.map(|counted| u64::try_from(counted.amount).unwrap_or_default()).sum()
    }

    /// The notifications of a period of whole months; `None` if one of them is not known.
    fn notifications(&self, range: DateRange) -> Option<u64> {
        let known = self.notifications.as_ref()?;
        let months = range.split(Granularity::Month);
        let of_month = |month: &DateRange| {
            let is_whole = Granularity::Month.whole(month.from()) == Some(*month);
            known.get(&month.from()).copied().filter(|_| is_whole)
        };
        months.iter().map(of_month).sum()
    }
}

/// What programs did by themselves, in time or late.
async fn by_program(tx: &mut Tx, whole: &WholeQuery) -> Result<BTreeMap<Kpi, u64>, StorageError> {
    let measures: BTreeMap<Kpi, Measure> = Kpi::ALL
        .iter()
        .filter_map(|kpi| Some((*kpi, kpi.definition().clocked()?.by_program?.measure)))
        .collect();
    let counted = counts::read(tx, whole, &measures.values().copied().collect::<Vec<_>>()).await?;
    let happened = [FactState::Timely, FactState::TimelyAtLast, FactState::Late].map(FactState::name);
    let sum = |measure| {
        let of_measure = counted.iter().filter(|one| one.measure == measure);
        let happened = of_measure.filter(|one| happened.contains(&one.item.as_str()));
        happened.map(|one| u64::try_from(one.amount).unwrap_or_default()).sum()
    };
    Ok(measures.into_iter().map(|(kpi, measure)| (kpi, sum(measure))).collect())
}

/// What is known of the complaints of each day for each KPI with a clock, and how many have no time left.
async fn day_states(app: &App, tx: &mut Tx, whole: &WholeQuery) -> Result<Vec<DayStates>, StorageError> {
    let by_measure: BTreeMap<Measure, Kpi> =
        Kpi::ALL.iter().filter_map(|kpi| Some((kpi.definition().clocked()?.measure, *kpi))).collect();
    let measures: Vec<Measure> = by_measure.keys().copied().collect();
    let limits = norms::limits(tx).await?;
    let mut days = Vec::new();
    let mut parted = BTreeSet::new();
    for counted in counts::read(tx, whole, &measures).await? {
        let (Some(kpi), Ok(state)) = (by_measure.get(&counted.measure), counted.item.parse::<FactState>())
        else {
            let column = "count_cells.item";
            return Err(StorageError::Inconsistent { column, value: counted.item });
        };
        let complaints = u64::try_from(counted.amount).unwrap_or_default();
        let over = match time_left(app, &limits, *kpi, counted.day) {
            TimeLeft::None if state.waits() => complaints,
            TimeLeft::ForSome if state.waits() => {
                parted.insert((*kpi, counted.day));
                0
            }
            TimeLeft::None | TimeLeft::ForSome | TimeLeft::ForAll => 0,
        };
        days.push(DayStates { day: counted.day, kpi: *kpi, state, complaints, over });
    }
    for (kpi, day) in parted {
        let Some(limit) = limits.in_force(kpi, day) else { continue };
        let (first, next) = bounds(app, day);
        let until = Allowed::over_before(app.now(), limit.limit).unwrap_or(first).min(next);
        let usual = app.config.organisation.language;
        for (state, over) in waiting(tx, kpi, (first, until), &whole.filters, usual).await? {
            let of_day = |one: &&mut DayStates| one.kpi == kpi && one.day == day && one.state == state;
            days.iter_mut().filter(of_day).for_each(|one| one.over = over.min(one.complaints));
        }
    }
    Ok(days)
}

/// Whether complaints received on a day still have time.
enum TimeLeft {
    ForAll,
    ForSome,
    None,
}

fn time_left(app: &App, limits: &Limits, kpi: Kpi, day: NaiveDate) -> TimeLeft {
    let Some(limit) = limits.in_force(kpi, day) else { return TimeLeft::None };
    let (first, next) = bounds(app, day);
    let last = next - chrono::TimeDelta::microseconds(1);
    let has_time = |received_at| Allowed::from(received_at, limit.limit, calendar(app)).includes(app.now());
    match (has_time(first), has_time(last)) {
        (true, _) => TimeLeft::ForAll,
        (false, true) => TimeLeft::ForSome,
        (false, false) => TimeLeft::None,
    }
}

/// The first moment of a day and of the next.
pub(super) fn bounds(app: &App, day: NaiveDate) -> (Timestamp, Timestamp) {
    let begins = |day| moment_of(day, NaiveTime::MIN, app.config.organisation.zone);
    (begins(day), begins(day.succ_opt().unwrap_or(day)))
}

/// Whether a segment is one that is asked about.
pub(super) fn fits(segment: &Segment, filters: &Filters) -> bool {
    filters.iter().all(|(dimension, values)| values.iter().any(|value| value == segment.value(*dimension)))
}

/// The notifications by month; `None` where they are not counted by what is filtered. Those of all products are the count
/// that was told for all together, or else the sum of the products.
pub(super) async fn notifications_of(
    tx: &mut Tx,
    whole: &WholeQuery,
) -> Result<Option<BTreeMap<NaiveDate, u64>>, StorageError> {
    let first = first_of_month_before(whole.range.from(), 0);
    let Some(range) = DateRange::new(first, whole.range.to()) else { return Ok(None) };
    let told = notifications::list(tx, range).await?;
    let products = whole.filters.get(&Dimension::Product);
    if whole.filters.keys().any(|dimension| *dimension != Dimension::Product) {
        return Ok(None);
    }
    let mut by_month: BTreeMap<NaiveDate, BTreeMap<&str, u64>> = BTreeMap::new();
    for (month, product, number) in &told {
        by_month.entry(*month).or_default().insert(product, *number);
    }
    let number = |counts: &BTreeMap<&str, u64>| match products {
        // What was not told of one product is not zero; and no count is of those whose product is not known.
        Some(products) => products
            .iter()
            .map(|product| counts.get(product.as_str()).copied().filter(|_| !product.is_empty()))
            .sum(),
        None => counts.get("").copied().or_else(|| Some(counts.values().sum())),
    };
    Ok(Some(by_month.iter().filter_map(|(month, counts)| Some((*month, number(counts)?))).collect()))
}

/// The score is hidden as on the dashboard: no small period can be had from the whole and the other periods.
async fn nps_row(app: &App, kpi: Kpi, whole: &WholeQuery) -> Result<KpiRow, StorageError> {
    let is_year = Granularity::Year.whole(whole.range.from()) == Some(whole.range);
    let at_once = whole.in_periods(if is_year { Granularity::Year } else { Granularity::Total }, 1);
    let mut total = open_total(app, whole).await?;
    let mut points = open_series(app, whole).await?;
    hide_beside_total(&mut total, &mut points, app.config.privacy.minimum_group);
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
