//! The funnel of closures over time.

use crate::app::App;
use crate::domain::insight::funnel::{FunnelGroup, FunnelPoint, funnel, funnel_of_whole};
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::{DateRange, Granularity};
use crate::storage::StorageError;
use crate::storage::insight::tallies;
use crate::workflow::insight::series::{nps_over_time, whole_at_once};

/// The funnel, in the periods and groups of the same query for NPS.
#[tracing::instrument(skip_all)]
pub async fn funnel_over_time(app: &App, query: &NpsQuery) -> Result<Vec<FunnelGroup>, StorageError> {
    let series = nps_over_time(app, query).await?;
    let places = tallies::places(&mut app.db.read().await?, query).await?;
    Ok(funnel(&series, &places, app.config.privacy.minimum_group))
}

/// The funnel of a whole over its whole range.
#[tracing::instrument(skip_all)]
pub async fn funnel_at_once(app: &App, query: &WholeQuery) -> Result<FunnelPoint, StorageError> {
    let point = whole_at_once(app, query).await?;
    let places = tallies::places(&mut app.db.read().await?, query).await?;
    Ok(funnel_of_whole(&point, &places, app.config.privacy.minimum_group))
}

/// The funnel of the last twelve months as one point.
#[tracing::instrument(skip_all)]
pub async fn funnel_of_last_year(app: &App) -> Result<Option<FunnelPoint>, StorageError> {
    let today = app.today();
    let Some(range) = DateRange::new(first_of_month_before(today, 11), today) else { return Ok(None) };
    funnel_at_once(app, &WholeQuery::over(range, Granularity::Total)).await.map(Some)
}
