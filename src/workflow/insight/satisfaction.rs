//! Satisfaction with each item, over time.

use crate::app::App;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::satisfaction::{SatisfactionGroup, satisfaction};
use crate::storage::StorageError;
use crate::storage::insight::tallies;
use crate::workflow::insight::published::protection_of_items;
use crate::workflow::insight::series::nps_over_time;

/// Satisfaction, in the periods and groups of the same query for NPS.
#[tracing::instrument(skip_all)]
pub async fn satisfaction_over_time(
    app: &App,
    query: &NpsQuery,
) -> Result<Vec<SatisfactionGroup>, StorageError> {
    let series = nps_over_time(app, query).await?;
    let mut tx = app.db.read().await?;
    let ratings = tallies::ratings_by_period(&mut tx, query).await?;
    let items = protection_of_items(app, &mut tx, query).await?;
    Ok(satisfaction(query, &series, &ratings, &items, app.config.privacy.minimum_group))
}
