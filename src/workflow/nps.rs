//! NPS over time.

use crate::app::App;
use crate::domain::calendar::first_of_month_before;
use crate::domain::nps_query::{Basis, Filters, NpsQuery};
use crate::domain::nps_series::{Counted, Figures, Group, Point, series};
use crate::domain::period::{DateRange, Interval};
use crate::statistics::normal::Confidence;
use crate::statistics::suppression::hidden_beside_a_total;
use crate::storage::{StorageError, imports, tallies};

/// Periods that the dashboard shows: three years of months, or as many quarters and years.
const MONTHS_SHOWN: u32 = 36;

/// Answers a question about NPS over time.
///
/// # Errors
/// The database failed.
pub async fn nps_over_time(app: &App, query: &NpsQuery) -> Result<Vec<Group>, StorageError> {
    let mut tx = app.db.read().await?;
    let counted = Counted {
        days: tallies::read(&mut tx, query).await?,
        awaiting: tallies::awaiting(&mut tx, query).await?,
        earlier: imports::earlier_periods(&mut tx, query.days_needed()).await?,
    };
    Ok(series(query, &counted, app.today(), app.config.privacy.minimum_group))
}

/// What the dashboard shows.
#[derive(Clone, Debug)]
pub struct DashboardFigures {
    /// The last twelve months as one.
    pub last_year: Point,
    pub over_time: Vec<Point>,
    pub confidence: Confidence,
}

/// The figures of the dashboard, by month, quarter or year.
///
/// # Errors
/// The database failed.
pub async fn dashboard_figures(app: &App, interval: Interval) -> Result<DashboardFigures, StorageError> {
    let today = app.today();
    let confidence = Confidence::default();
    let whole = |range, interval| NpsQuery {
        range,
        interval,
        basis: Basis::Closed,
        group_by: None,
        filters: Filters::new(),
        rolling: 1,
        confidence,
    };
    let since = |months| first_of_month_before(today, months);
    let start = interval.first_day(since(MONTHS_SHOWN - 1)).unwrap_or_else(|| since(MONTHS_SHOWN - 1));
    let range = |from| {
        DateRange::new(from, today)
            .ok_or(StorageError::Inconsistent { column: "the calendar", value: today.to_string() })
    };
    let last_year = one_series(app, &whole(range(since(11))?, Interval::Total)).await?;
    let mut over_time = one_series(app, &whole(range(start)?, interval)).await?;
    let Some(last_year) = last_year.into_iter().next() else {
        return Err(StorageError::Inconsistent { column: "the last year", value: String::new() });
    };
    hide_what_could_be_subtracted(&last_year, &mut over_time, app.config.privacy.minimum_group);
    let first_with_anything = over_time
        .iter()
        .position(|point| point.closed > 0 || responses(point) != Some(0))
        .unwrap_or_default();
    Ok(DashboardFigures { last_year, over_time: over_time.split_off(first_with_anything), confidence })
}

async fn one_series(app: &App, query: &NpsQuery) -> Result<Vec<Point>, StorageError> {
    let groups = nps_over_time(app, query).await?;
    Ok(groups.into_iter().next().map(|group| group.points).unwrap_or_default())
}

/// The total stands on the same page: a single hidden period within it takes another with it.
fn hide_what_could_be_subtracted(total: &Point, points: &mut [Point], minimum_group: u64) {
    let within: Vec<usize> = points
        .iter()
        .enumerate()
        .filter(|(_, point)| total.range.encloses(&point.range))
        .map(|(index, _)| index)
        .collect();
    // A suppressed period counts as one response here: how many it has, nobody may infer from what else is hidden.
    let sizes: Vec<u64> = within
        .iter()
        .filter_map(|index| points.get(*index))
        .map(|point| responses(point).unwrap_or(1))
        .collect();
    for (index, hide) in within.iter().zip(hidden_beside_a_total(&sizes, minimum_group)) {
        if let Some(point) = points.get_mut(*index).filter(|_| hide) {
            point.figures = Figures::Suppressed;
        }
    }
}

fn responses(point: &Point) -> Option<u64> {
    match &point.figures {
        Figures::Suppressed => None,
        Figures::Shown(shown) => Some(shown.tally.responses()),
    }
}
