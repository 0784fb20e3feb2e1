//! NPS over time on a control chart.

use crate::app::App;
use crate::domain::insight::control_chart::{ControlQuery, ControlSeries, control_series};
use crate::storage::StorageError;
use crate::storage::insight::change_points;
use crate::workflow::insight::series::whole_over_time;

/// The chart; its limits restart at the change points that say so.
#[tracing::instrument(skip_all)]
pub async fn control_chart(app: &App, question: &ControlQuery) -> Result<ControlSeries, StorageError> {
    let points = whole_over_time(app, &question.query).await?;
    let restarts = change_points::restarts(&mut app.db.read().await?).await?;
    Ok(control_series(&points, &restarts, question.baseline))
}
