//! All figures of the dashboard, read and hidden as one set.

use std::collections::BTreeMap;

use crate::app::App;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::{Part, parts};
use crate::domain::insight::control_chart::{BASELINE, ControlSeries, control_series};
use crate::domain::insight::drivers::{Driver, drivers};
use crate::domain::insight::funnel::FunnelPoint;
use crate::domain::insight::hiding::{hide_beside_total, hide_windows};
use crate::domain::insight::query::Basis;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::representation::{Representation, representation};
use crate::domain::insight::series::Point;
use crate::domain::insight::signal::change_point::ChangePoint;
use crate::domain::insight::signal::event::{SignalEvent, events};
use crate::domain::insight::timing::{Timing, timing};
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::suppression::is_too_small;
use crate::storage::complaints::segments;
use crate::storage::insight::{change_points, signals, tallies};
use crate::storage::{StorageError, Tx};
use crate::workflow::insight::funnel::funnel_at_once;
use crate::workflow::insight::series::{open_series, open_total};

/// The most values of a dimension that a filter lists; with more, the value is typed.
pub const MOST_OFFERED: u32 = 200;
/// Dimensions in which respondents are compared with all closed complaints.
const COVERED: [Dimension; 3] = [Dimension::Outcome, Dimension::Product, Dimension::Channel];

/// The figures that the dashboard shows.
#[derive(Clone, Debug)]
pub struct DashboardFigures {
    /// The headline figures, over the whole range.
    pub whole: Point,
    pub over_time: Vec<Point>,
    /// The rolling windows that end with each period; empty if there are none.
    pub rolling: Vec<Point>,
    /// Limits and signals; `None` if the trend has no control chart.
    pub control: Option<ControlSeries>,
    pub change_points: Vec<ChangePoint>,
    /// Signals of months in the trend, newest first.
    pub events: Vec<SignalEvent>,
    /// `None` if the whole is hidden or has no responses.
    pub details: Option<Details>,
    pub funnel: FunnelPoint,
    /// The values that each filter lists; truncated if there are very many.
    pub offered: BTreeMap<Dimension, Vec<String>>,
}

/// The breakdowns behind the headline figures.
#[derive(Clone, Debug)]
pub struct Details {
    /// The parts by the chosen dimension.
    pub parts: Vec<Part>,
    /// The parts in which respondents are compared with all closed complaints.
    pub covered: Vec<(Dimension, Vec<Part>)>,
    pub representation: Option<Representation>,
    pub drivers: Vec<Driver>,
    pub timing: Timing,
}

/// The figures of the dashboard. The target is the norm in points, or zero if there is none.
pub async fn dashboard_figures(
    app: &App,
    query: &DashboardQuery,
    target: f64,
) -> Result<DashboardFigures, StorageError> {
    let minimum = app.config.privacy.minimum_group;
    let mut whole = open_total(app, &query.whole).await?;
    let mut over_time = open_series(app, &query.trend).await?;
    let (mut rolling, looked_back_on) = match query.rolling_trend() {
        Some(rolling) => {
            let periods = query.trend.within(rolling.days_needed());
            (open_series(app, &rolling).await?, open_series(app, &periods).await?)
        }
        None => (Vec::new(), Vec::new()),
    };
    let responses_in_whole = responses_of(&whole);
    hide_beside_total(&mut whole, &mut over_time, minimum);
    hide_windows(&mut rolling, &over_time, &looked_back_on, minimum);
    let first = over_time.iter().position(has_anything).unwrap_or_default();
    let over_time = over_time.split_off(first);
    let mut rolling = rolling.split_off(first.min(rolling.len()));
    let mut tx = app.db.read().await?;
    hide_unfilled(&mut tx, &mut rolling, query.trend.interval).await?;
    let change_points = change_points::list(&mut tx).await?;
    let months = query.trend.range;
    let mut happened = events(signals::list(&mut tx).await?);
    happened.retain(|event| event.signals().any(|raised| months.contains(raised.signal.month)));
    drop(tx);
    let has_details = !whole.figures.is_too_small() && responses_in_whole > 0;
    Ok(DashboardFigures {
        control: control(app, &query.trend, &over_time).await?,
        details: if has_details {
            Some(details(app, query, responses_in_whole, target).await?)
        } else {
            None
        },
        funnel: funnel_at_once(app, &query.whole).await?,
        whole,
        over_time,
        rolling,
        change_points,
        events: happened,
        offered: offered_values(app).await?,
    })
}

/// Hides windows that begin before the first data: they hold fewer periods than they claim.
async fn hide_unfilled(
    tx: &mut Tx,
    windows: &mut [Point],
    interval: Granularity,
) -> Result<(), StorageError> {
    let first = tallies::first_day(tx).await?.and_then(|day| interval.first_day(day));
    let is_unfilled = |window: &Point| first.is_some_and(|first| window.range.from() < first);
    for window in windows.iter_mut().filter(|window| is_unfilled(window)) {
        window.figures = Visible::TooSmall;
    }
    Ok(())
}

/// The values that each filter lists: one more than [`MOST_OFFERED`] if there are too many for a list.
pub async fn offered_values(app: &App) -> Result<BTreeMap<Dimension, Vec<String>>, StorageError> {
    let mut tx = app.db.read().await?;
    let mut offered = BTreeMap::new();
    for &dimension in Dimension::ALL {
        offered.insert(dimension, segments::values(&mut tx, dimension, MOST_OFFERED + 1).await?);
    }
    Ok(offered)
}

/// The control chart of the trend. Its limits are computed from the first periods of all data, whatever part is
/// shown, so that they match those of the signals. `None` if the trend's periods have no chart.
async fn control(
    app: &App,
    trend: &WholeQuery,
    over_time: &[Point],
) -> Result<Option<ControlSeries>, StorageError> {
    if !has_chart(trend.interval) {
        return Ok(None);
    }
    let mut tx = app.db.read().await?;
    let restarts = change_points::restarts(&mut tx).await?;
    let first = tallies::first_day(&mut tx).await?.and_then(|day| trend.interval.first_day(day));
    drop(tx);
    let from = first.unwrap_or(trend.range.from()).min(trend.range.from());
    let Some(range) = DateRange::new(from, trend.range.to()) else { return Ok(None) };
    let mut points = open_series(app, &trend.within(range)).await?;
    for point in &mut points {
        let shown = over_time.iter().find(|shown| shown.range == point.range);
        let is_hidden = shown.is_some_and(|shown| shown.figures.is_too_small());
        if is_hidden || is_too_small(responses_of(point), app.config.privacy.minimum_group) {
            point.figures = Visible::TooSmall;
        }
    }
    let mut series = control_series(&points, &restarts, BASELINE);
    series.points.retain(|point| over_time.iter().any(|shown| shown.range == point.range));
    // A range that begins within a period cannot be shown on this chart.
    Ok((series.points.len() == over_time.len()).then_some(series))
}

/// Quarters and years are too few for a baseline; days hold too few responses.
fn has_chart(interval: Granularity) -> bool {
    matches!(interval, Granularity::Month | Granularity::Week)
}

fn has_anything(point: &Point) -> bool {
    point.closed > 0 || point.figures.is_too_small() || responses_of(point) > 0
}

fn responses_of(point: &Point) -> u64 {
    point.figures.responses().unwrap_or_default()
}

async fn details(
    app: &App,
    query: &DashboardQuery,
    responses_in_whole: u64,
    target: f64,
) -> Result<Details, StorageError> {
    let (minimum, confidence) = (app.config.privacy.minimum_group, query.whole.confidence);
    let mut tx = app.db.read().await?;
    let mut by = async |dimension: Dimension| {
        let days = tallies::read(&mut tx, &query.whole.by(dimension)).await?;
        Ok::<_, StorageError>(parts(&days, confidence, minimum))
    };
    let own_parts = by(query.cut).await?;
    let mut covered = Vec::new();
    for dimension in COVERED {
        covered.push((dimension, by(dimension).await?));
    }
    let strata = tallies::read_cross(&mut tx, &query.whole, [Dimension::Outcome, Dimension::Channel]).await?;
    let rated = tallies::scores_by_rating(&mut tx, &query.whole).await?;
    let reminded = tallies::scores_by_reminders(&mut tx, &query.whole).await?;
    Ok(Details {
        parts: own_parts,
        covered,
        // By the day of the answer, closures and answers are not of the same people.
        representation: (query.whole.basis == Basis::Closed)
            .then(|| representation(&strata, confidence, minimum, target))
            .flatten(),
        drivers: drivers(&rated, confidence, minimum),
        timing: timing(&reminded, responses_in_whole, confidence, minimum),
    })
}
