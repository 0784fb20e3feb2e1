//! The clocks of a complaint: how each KPI counts it, and where it stands.

use crate::app::App;
use crate::domain::complaints::complaint::{Complaint, Reference};
use crate::domain::norms::norm::Ledger;
use crate::domain::policy::clock::{Calendar, Clock, LimitInForce};
use crate::domain::policy::kpi::Kpi;
use crate::domain::time::calendar::day_of;
use crate::storage::{StorageError, complaints, norms};

/// The clocks of a complaint now; `None` if it is unknown.
pub async fn clocks(app: &App, reference: &Reference) -> Result<Option<Vec<Clock>>, StorageError> {
    let mut tx = app.db.read().await?;
    let Some(stored) = complaints::find(&mut tx, reference).await? else { return Ok(None) };
    let ledger = norms::ledger(&mut tx).await?;
    Ok(Some(clocks_of(app, &ledger, &stored.complaint)))
}

/// One clock for each KPI that has one.
fn clocks_of(app: &App, ledger: &Ledger, complaint: &Complaint) -> Vec<Clock> {
    let calendar =
        Calendar { working_days: &app.config.policy.working_days, zone: app.config.organisation.zone };
    let clock = |kpi: &Kpi| {
        let limit = limit_in_force(app, ledger, *kpi, complaint)?;
        Clock::read(*kpi, complaint, limit, calendar, app.now())
    };
    Kpi::ALL.iter().filter_map(clock).collect()
}

/// The limit by which a complaint is judged: that of the norm in force on its day of receipt.
fn limit_in_force(app: &App, ledger: &Ledger, kpi: Kpi, complaint: &Complaint) -> Option<LimitInForce> {
    let limit = kpi.definition().limit?;
    let received_on = day_of(complaint.received_at, app.config.organisation.zone);
    let norm = ledger.in_force(kpi, received_on).map(|norm| norm.id);
    Some(LimitInForce { limit, norm })
}
