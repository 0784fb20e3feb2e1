//! The clocks of a complaint: how each KPI counts it, and where it stands.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::complaints::complaint::{Complaint, Reference};
use crate::domain::policy::clock::{Calendar, Clock};
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::limits::Limits;
use crate::domain::time::calendar::day_of;
use crate::storage::{StorageError, complaints, norms};

/// The clocks of a complaint now; `None` if it is unknown.
#[tracing::instrument(skip_all)]
pub async fn clocks(app: &App, reference: &Reference) -> Result<Option<Vec<Clock>>, StorageError> {
    let mut tx = app.db.read().await?;
    let Some(stored) = complaints::find(&mut tx, reference).await? else { return Ok(None) };
    let limits = norms::limits(&mut tx).await?;
    Ok(Some(clocks_of(app, &limits, &stored.complaint)))
}

/// One clock for each KPI that has one.
pub(super) fn clocks_of(app: &App, limits: &Limits, complaint: &Complaint) -> Vec<Clock> {
    clocks_at(app, limits, complaint, app.now())
}

/// The same as they stood at a moment.
pub(super) fn clocks_at(app: &App, limits: &Limits, complaint: &Complaint, at: Timestamp) -> Vec<Clock> {
    let received_on = day_of(complaint.received_at, app.config.organisation.zone);
    let clock = |kpi: &Kpi| {
        let limit = limits.in_force(*kpi, received_on)?;
        Clock::read(*kpi, complaint, limit, calendar(app), at)
    };
    Kpi::ALL.iter().filter_map(clock).collect()
}

/// The calendar that the organisation's clocks go by.
pub(super) fn calendar(app: &App) -> Calendar<'_> {
    Calendar { working_days: &app.config.policy.working_days, zone: app.config.organisation.zone }
}
