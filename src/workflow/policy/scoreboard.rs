//! The scoreboard: one function behind page, API and file.
//!
//! The rule: the figures of today are read from counts, those of a moment of the past from the complaints themselves.

mod as_of;
mod by_team;
mod counted;
mod nps;

pub(in crate::workflow) use by_team::{ClockedStandings, standings_by_team};
pub(in crate::workflow) use counted::day_states;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::complaints::segment::{Dimension, Segment};
use crate::domain::insight::query::Filters;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::norms::norm::{Ledger, Norm};
use crate::domain::norms::official_verdict::deadline;
use crate::domain::norms::year_verdict::YearVerdict;
use crate::domain::policy::hiding::hide_small;
use crate::domain::policy::kpi::{Kpi, Measurement};
use crate::domain::policy::quality::sample::{Quality, QualityFigures};
use crate::domain::policy::query::KpiQuery;
use crate::domain::policy::scoreboard::{
    KpiFigures, KpiRow, NormBeside, Official, Scoreboard, Standings, standings,
};
use crate::domain::time::calendar::{day_of, first_of_month_before, moment_of};
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::sampled_share::SampledShare;
use crate::storage::policy::{notifications, quality};
use crate::storage::{StorageError, Tx, norms};
use crate::workflow::policy::scoreboard::as_of::known_at;
use crate::workflow::policy::scoreboard::counted::{Known, known_now};
use crate::workflow::policy::scoreboard::nps::{nps_row, nps_row_as_of};

/// The scoreboard as it stands now, or as it stood at the moment that is asked about.
#[tracing::instrument(skip_all)]
pub async fn scoreboard(app: &App, query: &KpiQuery) -> Result<Scoreboard, StorageError> {
    let whole = &query.whole;
    let as_of = query.as_of.unwrap_or(app.now());
    let mut tx = app.db.read().await?;
    let known = match query.as_of {
        Some(as_of) => known_at(app, &mut tx, whole, as_of).await?,
        None => known_now(app, &mut tx, whole).await?,
    };
    let mut ledger = norms::ledger(&mut tx).await?;
    // A verdict is on the organisation as a whole.
    let mut given = if whole.filters.is_empty() { norms::year_verdicts(&mut tx).await? } else { Vec::new() };
    if query.as_of.is_some() {
        let is_decided = |norm: &Norm| norm.decision.as_ref().is_some_and(|decision| decision.at <= as_of);
        ledger.0.retain(is_decided);
        given.retain(|verdict| verdict.judged_at <= as_of);
    }
    let board = Board {
        today: day_of(as_of, app.config.organisation.zone),
        ledger,
        given,
        known,
        notifications: notifications_of(&mut tx, whole).await?,
        quality: Quality {
            reviews: quality::counted(&mut tx, whole.range, &whole.filters, as_of).await?,
            frames: quality::frames(&mut tx, whole.range, &whole.filters, as_of).await?,
        },
        last_drawn: quality::last_drawn(&mut tx, as_of).await?,
    };
    drop(tx);
    let periods = whole.range.split(whole.interval);
    let mut rows = Vec::new();
    for &kpi in Kpi::ALL {
        rows.push(match kpi.definition().measurement {
            Measurement::Estimate => match query.as_of {
                Some(as_of) => nps_row_as_of(app, kpi, whole, &board.ledger, as_of).await?,
                None => nps_row(app, kpi, whole).await?,
            },
            Measurement::Clocked(_) | Measurement::Rate | Measurement::Sample => KpiRow {
                kpi,
                whole: board.figures(kpi, whole.range),
                points: periods.iter().map(|range| (*range, board.figures(kpi, *range))).collect(),
                automatic: board.known.by_program.get(&kpi).copied(),
                topics: board.topics(kpi, whole.range),
            },
        });
    }
    if !whole.filters.is_empty() {
        let minimum = app.config.privacy.minimum_group;
        let is_counted = |row: &&mut KpiRow| !row.kpi.definition().measurement.has_rule();
        rows.iter_mut().filter(is_counted).for_each(|row| hide_small(row, minimum));
    }
    Ok(Scoreboard { as_of, range: whole.range, rows })
}

/// What the figures of all periods are made of.
struct Board {
    today: NaiveDate,
    ledger: Ledger,
    given: Vec<YearVerdict>,
    known: Known,
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
                    standings(&self.known.days, range).get(&kpi).copied().unwrap_or_default();
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
        let within = self.known.received.iter().filter(|counted| range.contains(counted.day));
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
