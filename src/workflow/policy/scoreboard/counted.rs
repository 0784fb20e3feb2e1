//! What the scoreboard is made of, as it is counted now.
//!
//! The rule: it reads counts, not complaints. Only where the time of some complaints of a day is over and that of others
//! is not are those that still wait counted by their rows: the few of a day or two.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::insight::measure::Measure;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::policy::clock::{Allowed, FactState};
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::limits::Limits;
use crate::domain::policy::scoreboard::DayStates;
use crate::storage::insight::counts::{self, DayCount};
use crate::storage::policy::waiting::waiting;
use crate::storage::{StorageError, Tx, norms};
use crate::workflow::policy::clocks::calendar;
use crate::workflow::policy::scoreboard::bounds;

/// What is known of the complaints of a range.
#[derive(Default)]
pub(super) struct Known {
    pub days: Vec<DayStates>,
    /// What programs did by themselves, for each KPI of which that is counted.
    pub by_program: BTreeMap<Kpi, u64>,
    pub received: Vec<DayCount>,
}

/// What is known now.
pub(super) async fn known_now(app: &App, tx: &mut Tx, whole: &WholeQuery) -> Result<Known, StorageError> {
    Ok(Known {
        days: day_states(app, tx, whole).await?,
        by_program: by_program(tx, whole).await?,
        received: counts::read(tx, whole, &[Measure::Received]).await?,
    })
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
pub(in crate::workflow) async fn day_states(
    app: &App,
    tx: &mut Tx,
    whole: &WholeQuery,
) -> Result<Vec<DayStates>, StorageError> {
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
