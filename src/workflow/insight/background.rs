//! The figures behind those of the dashboard: whether they stand for all complaints, and what moves with them.
//!
//! The rule: about the same whole as the dashboard, hidden in the same way, each figure summed by the database.

use crate::app::App;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::Part;
use crate::domain::insight::drivers::{Driver, drivers};
use crate::domain::insight::funnel::{FunnelPoint, funnel_of_whole};
use crate::domain::insight::query::Basis;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::representation::{Representation, representation};
use crate::domain::insight::series::Point;
use crate::domain::insight::timing::{Timing, timing};
use crate::storage::insight::tallies;
use crate::storage::{StorageError, Tx};
use crate::workflow::insight::dashboard::parts::parts_by;
use crate::workflow::insight::dashboard::trend::Trend;

/// Dimensions in which respondents are compared with all closed complaints.
const COVERED: [Dimension; 3] = [Dimension::Outcome, Dimension::Product, Dimension::Channel];

/// The figures of the page behind the dashboard.
#[derive(Clone, Debug)]
pub struct BackgroundFigures {
    /// The headline figures, over the whole range.
    pub whole: Point,
    pub over_time: Vec<Point>,
    /// `None` if the whole is hidden or has no responses.
    pub details: Option<BackgroundDetails>,
    pub funnel: FunnelPoint,
}

/// What stands behind the headline figures.
#[derive(Clone, Debug)]
pub struct BackgroundDetails {
    /// The parts in which respondents are compared with all closed complaints.
    pub covered: Vec<(Dimension, Vec<Part>)>,
    pub representation: Option<Representation>,
    pub drivers: Vec<Driver>,
    pub timing: Timing,
}

/// The figures of the page behind the dashboard. The target is the norm in points, or zero if there is none.
#[tracing::instrument(skip_all)]
pub async fn background_figures(
    app: &App,
    query: &DashboardQuery,
    target: f64,
) -> Result<BackgroundFigures, StorageError> {
    let minimum = app.config.privacy.minimum_group;
    let mut tx = app.db.read().await?;
    let mut trend = Trend::read(app, &mut tx, query, []).await?;
    let details = if trend.has_details() {
        Some(details(&mut tx, query, trend.responses_in_whole, minimum, target).await?)
    } else {
        None
    };
    let places = tallies::places(&mut tx, &query.whole).await?;
    let first = trend.first_with_anything();
    let over_time = trend.over_time.split_off(first);
    Ok(BackgroundFigures {
        funnel: funnel_of_whole(&trend.whole, &places, minimum),
        whole: trend.whole,
        over_time,
        details,
    })
}

async fn details(
    tx: &mut Tx,
    query: &DashboardQuery,
    responses_in_whole: u64,
    minimum: u64,
    target: f64,
) -> Result<BackgroundDetails, StorageError> {
    let confidence = query.whole.confidence;
    let mut covered = Vec::with_capacity(COVERED.len());
    for dimension in COVERED {
        covered.push((dimension, parts_by(tx, &query.whole.by(dimension), minimum).await?));
    }
    let rated = tallies::scores_by_rating(tx, &query.whole).await?;
    let reminded = tallies::scores_by_reminders(tx, &query.whole).await?;
    // By the day of the answer, closures and answers are not of the same people.
    let representation = match query.whole.basis {
        Basis::Closed => {
            let pair = [Dimension::Outcome, Dimension::Channel];
            let strata = tallies::read_cross(tx, &query.whole, pair).await?;
            representation(&strata, confidence, minimum, target)
        }
        Basis::Answered => None,
    };
    Ok(BackgroundDetails {
        covered,
        representation,
        drivers: drivers(&rated, confidence, minimum),
        timing: timing(&reminded, responses_in_whole, confidence, minimum),
    })
}
