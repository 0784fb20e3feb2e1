//! The control chart of the dashboard's trend.
//!
//! The rule: its limits are computed from the first periods of all data, whatever part is shown, so that they match those
//! of the signals.

use chrono::NaiveDate;

use crate::domain::insight::control_chart::{BASELINE, ControlSeries, control_series};
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::series::Point;
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::suppression::is_too_small;
use crate::workflow::insight::dashboard::trend::responses_of;

/// The periods that the chart of a trend needs; `None` if such periods have no chart. Quarters and years are too few for
/// a baseline; days hold too few responses. `first` is the first day of all data.
pub(super) fn charted(trend: &WholeQuery, first: Option<NaiveDate>) -> Option<WholeQuery> {
    if !matches!(trend.interval, Granularity::Month | Granularity::Week) {
        return None;
    }
    let first = first.and_then(|day| trend.interval.first_day(day));
    let from = first.unwrap_or(trend.range.from()).min(trend.range.from());
    DateRange::new(from, trend.range.to()).map(|range| trend.within(range))
}

/// The chart of `points`, the periods of [`charted`] with nothing hidden, as far as the trend shows them.
pub(super) fn control(
    mut points: Vec<Point>,
    over_time: &[Point],
    restarts: &[NaiveDate],
    minimum_group: u64,
) -> Option<ControlSeries> {
    for point in &mut points {
        let shown = over_time.iter().find(|shown| shown.range == point.range);
        let is_hidden = shown.is_some_and(|shown| shown.figures.is_too_small());
        if is_hidden || is_too_small(responses_of(point), minimum_group) {
            point.figures = Visible::TooSmall;
        }
    }
    let mut series = control_series(&points, restarts, BASELINE);
    series.points.retain(|point| over_time.iter().any(|shown| shown.range == point.range));
    // A range that begins within a period cannot be shown on this chart.
    (series.points.len() == over_time.len()).then_some(series)
}
