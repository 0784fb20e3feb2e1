//! All figures of the dashboard's first page, read and hidden as one set.
//!
//! The rule: one connection and few statements, each of which sums; of what the page shows together nothing small
//! follows.

mod control;
pub(in crate::workflow::insight) mod parts;
pub(in crate::workflow::insight) mod trend;

pub mod saved_views;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::Part;
use crate::domain::insight::breakdown::equal_outcomes::EqualOutcomes;
use crate::domain::insight::change::{Change, before, change, so_far};
use crate::domain::insight::control_chart::ControlSeries;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::series::Point;
use crate::domain::insight::signal::change_point::ChangePoint;
use crate::domain::insight::signal::event::{SignalEvent, events};
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::{DateRange, Granularity};
use crate::storage::complaints::segments;
use crate::storage::insight::{change_points, signals, tallies};
use crate::storage::{StorageError, Tx};
use crate::workflow::insight::dashboard::control::{charted, control};
use crate::workflow::insight::dashboard::parts::parts_by;
use crate::workflow::insight::dashboard::trend::Trend;
use crate::workflow::insight::why::equal_outcomes::at_equal_outcomes;

/// The most values of a dimension that a filter lists; with more, the value is typed.
pub const MOST_OFFERED: u32 = 200;

/// The figures that the dashboard shows.
#[derive(Clone, Debug)]
pub struct DashboardFigures {
    /// The headline figures, over the whole range.
    pub whole: Point,
    /// The period of the same length before it; `None` before the calendar begins.
    pub before: Option<Point>,
    /// From `before` to `whole`; `None` unless both are shown.
    pub change: Option<Change>,
    /// What has come since the whole, until today; `None` for a range of one's own, or if nothing lies in between.
    pub so_far: Option<Point>,
    pub over_time: Vec<Point>,
    /// The rolling windows that end with each period; empty if there are none.
    pub rolling: Vec<Point>,
    /// Limits and signals; `None` if the trend has no control chart.
    pub control: Option<ControlSeries>,
    pub change_points: Vec<ChangePoint>,
    /// Signals of months in the trend, newest first.
    pub events: Vec<SignalEvent>,
    /// The parts by the chosen dimension; `None` if the whole is hidden or has no responses.
    pub parts: Option<Vec<Part>>,
    /// Those of the parts of which it can be said, by value; empty by outcome, and without parts.
    pub at_equal_outcomes: BTreeMap<String, EqualOutcomes>,
    /// The values that each filter lists; truncated if there are very many.
    pub offered: BTreeMap<Dimension, Vec<String>>,
}

/// The questions beside the whole and its trend, about the same whole.
struct Beside {
    before: Option<WholeQuery>,
    so_far: Option<WholeQuery>,
    rolling: Option<WholeQuery>,
    charted: Option<WholeQuery>,
}

/// The figures of the dashboard.
#[tracing::instrument(skip_all)]
pub async fn dashboard_figures(app: &App, query: &DashboardQuery) -> Result<DashboardFigures, StorageError> {
    let (today, minimum) = (app.today(), app.config.privacy.minimum_group);
    let mut tx = app.db.read().await?;
    let first_day = tallies::first_day(&mut tx).await?;
    let beside = Beside {
        before: before(query, today),
        so_far: so_far(query, today),
        rolling: query.rolling_trend(),
        charted: charted(&query.trend, first_day),
    };
    let mut trend = Trend::read(app, &mut tx, query, beside.ranges()).await?;
    let before = beside.before.as_ref().map(|query| trend.show_total(query));
    let so_far = beside.so_far.as_ref().map(|query| trend.show_total(query));
    let mut rolling = match &beside.rolling {
        Some(windows) => trend.show_windows(&query.trend, windows, minimum),
        None => Vec::new(),
    };
    let change_points = change_points::list(&mut tx).await?;
    let restarts = change_points::restarts(&mut tx).await?;
    let shown = query.trend.range;
    let mut happened = events(signals::list(&mut tx).await?);
    happened.retain(|event| event.signals().any(|raised| shown.contains(raised.signal.month)));
    let parts = if trend.has_details() {
        Some(parts_by(&mut tx, &query.whole.by(query.cut), minimum).await?)
    } else {
        None
    };
    let offered = offered(&mut tx).await?;
    drop(tx);
    let at_equal_outcomes = match &parts {
        Some(parts) => {
            let mut found = at_equal_outcomes(app, &query.whole, query.cut).await?;
            let is_shown = |value: &String| {
                parts.iter().any(|part| part.value == *value && part.figures.shown().is_some())
            };
            found.retain(|value, _| is_shown(value));
            found
        }
        None => BTreeMap::new(),
    };
    let charted = beside.charted.as_ref().map(|query| trend.open_series(query));
    let first = trend.first_with_anything();
    let over_time = trend.over_time.split_off(first);
    let mut rolling = rolling.split_off(first.min(rolling.len()));
    hide_unfilled(&mut rolling, first_day, query.trend.interval);
    Ok(DashboardFigures {
        at_equal_outcomes,
        change: before.as_ref().and_then(|before| change(before, &trend.whole, query.whole.confidence)),
        control: charted.and_then(|points| control(points, &over_time, &restarts, minimum)),
        whole: trend.whole,
        before,
        so_far,
        over_time,
        rolling,
        change_points,
        events: happened,
        parts,
        offered,
    })
}

impl Beside {
    /// The ranges of all periods that have to be counted.
    fn ranges(&self) -> Vec<DateRange> {
        let at_once = self.before.iter().chain(&self.so_far).map(|query| query.range);
        let in_periods = self.rolling.iter().chain(&self.charted);
        at_once.chain(in_periods.flat_map(|query| query.days_needed().split(query.interval))).collect()
    }
}

/// Hides windows that begin before the first data: they hold fewer periods than they claim.
fn hide_unfilled(windows: &mut [Point], first_day: Option<NaiveDate>, interval: Granularity) {
    let first = first_day.and_then(|day| interval.first_day(day));
    let is_unfilled = |window: &Point| first.is_some_and(|first| window.range.from() < first);
    for window in windows.iter_mut().filter(|window| is_unfilled(window)) {
        window.figures = Visible::TooSmall;
    }
}

/// The values that each filter lists: one more than [`MOST_OFFERED`] if there are too many for a list.
#[tracing::instrument(skip_all)]
pub async fn offered_values(app: &App) -> Result<BTreeMap<Dimension, Vec<String>>, StorageError> {
    offered(&mut app.db.read().await?).await
}

async fn offered(tx: &mut Tx) -> Result<BTreeMap<Dimension, Vec<String>>, StorageError> {
    segments::values_of_all(tx, MOST_OFFERED + 1).await
}
