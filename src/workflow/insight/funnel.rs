//! The funnel of closures over time.

use crate::app::App;
use crate::domain::insight::funnel::{FunnelGroup, FunnelPoint, funnel};
use crate::domain::insight::query::{Basis, Filters, NpsQuery};
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::normal::Confidence;
use crate::storage::StorageError;
use crate::storage::insight::tallies;
use crate::workflow::insight::series::nps_over_time;

/// The funnel, in the periods and groups of the same query for NPS.
pub async fn funnel_over_time(app: &App, query: &NpsQuery) -> Result<Vec<FunnelGroup>, StorageError> {
    let series = nps_over_time(app, query).await?;
    let places = tallies::places(&mut app.db.read().await?, query).await?;
    Ok(funnel(&series, &places, app.config.privacy.minimum_group))
}

/// The funnel of the last twelve months as one point.
pub async fn funnel_of_last_year(app: &App) -> Result<Option<FunnelPoint>, StorageError> {
    let today = app.today();
    let Some(range) = DateRange::new(first_of_month_before(today, 11), today) else { return Ok(None) };
    let query = NpsQuery {
        range,
        interval: Granularity::Total,
        basis: Basis::Closed,
        group_by: None,
        filters: Filters::new(),
        rolling: 1,
        confidence: Confidence::default(),
    };
    let groups = funnel_over_time(app, &query).await?;
    Ok(groups.into_iter().next().and_then(|group| group.points.into_iter().next()))
}
