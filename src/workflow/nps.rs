//! NPS over time.

use crate::app::App;
use crate::domain::calendar::first_of_month_before;
use crate::domain::nps_query::{Basis, Filters, NpsQuery};
use crate::domain::nps_series::{Counted, Figures, Group, Point, series};
use crate::domain::period::{DateRange, Interval};
use crate::statistics::normal::Confidence;
use crate::statistics::suppression::{hidden_beside_a_total, is_too_small};
use crate::storage::{StorageError, imports, tallies};

/// Periods that the dashboard shows: three years of months, or as many quarters and years.
const MONTHS_SHOWN: u32 = 36;

/// Answers a question about NPS over time.
///
/// # Errors
/// The database failed.
pub async fn nps_over_time(app: &App, query: &NpsQuery) -> Result<Vec<Group>, StorageError> {
    let counted = count(app, query).await?;
    Ok(series(query, &counted, app.today(), app.config.privacy.minimum_group))
}

async fn count(app: &App, query: &NpsQuery) -> Result<Counted, StorageError> {
    let mut tx = app.db.read().await?;
    Ok(Counted {
        days: tallies::read(&mut tx, query).await?,
        awaiting: tallies::awaiting(&mut tx, query).await?,
        earlier: imports::earlier_periods(&mut tx, query.days_needed()).await?,
    })
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
    let Some(mut last_year) = last_year.into_iter().next() else {
        return Err(StorageError::Inconsistent { column: "the last year", value: String::new() });
    };
    let first_with_anything =
        over_time.iter().position(|point| point.closed > 0 || responses(point) > 0).unwrap_or_default();
    hide(&mut last_year, &mut over_time, app.config.privacy.minimum_group);
    Ok(DashboardFigures { last_year, over_time: over_time.split_off(first_with_anything), confidence })
}

/// One series with nothing hidden yet.
async fn one_series(app: &App, query: &NpsQuery) -> Result<Vec<Point>, StorageError> {
    let nothing_hidden = 1;
    let groups = series(query, &count(app, query).await?, app.today(), nothing_hidden);
    Ok(groups.into_iter().next().map(|group| group.points).unwrap_or_default())
}

/// Hides what is too small, and what would tell it: the total stands on the same page, so a single hidden period
/// within it takes another with it, and so does a small part of the total that lies in a period begun before it.
fn hide(total: &mut Point, points: &mut [Point], minimum: u64) {
    let within: Vec<bool> = points.iter().map(|point| total.range.encloses(&point.range)).collect();
    let sizes: Vec<u64> = points.iter().map(responses).collect();
    let sizes_within: Vec<u64> =
        sizes.iter().zip(&within).filter(|(_, within)| **within).map(|(size, _)| *size).collect();
    let elsewhere = responses(total).saturating_sub(sizes_within.iter().sum());
    let mut hidden_within = hidden_beside_a_total(&sizes_within, elsewhere, minimum).into_iter();
    let total_begins = total.range.from();
    for ((point, size), is_within) in points.iter_mut().zip(&sizes).zip(&within) {
        let is_hidden = if *is_within {
            hidden_within.next().unwrap_or(true)
        } else {
            // The period in which the total begins: what it has beside its share in the total must not be small.
            let beside = size.saturating_sub(elsewhere);
            is_too_small(*size, minimum)
                || (point.range.contains(total_begins) && is_too_small(beside, minimum))
        };
        if is_hidden {
            point.figures = Figures::Suppressed;
        }
    }
    if is_too_small(responses(total), minimum) {
        total.figures = Figures::Suppressed;
    }
}

fn responses(point: &Point) -> u64 {
    match &point.figures {
        Figures::Suppressed => 0,
        Figures::Shown(shown) => shown.tally.responses(),
    }
}
