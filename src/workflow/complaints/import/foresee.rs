//! What an import of complaints would do.
//!
//! The rule: nothing is stored, and nothing is locked.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::complaints::complaint::Status;
use crate::domain::time::calendar::day_of;
use crate::storage::{StorageError, complaints};
use crate::workflow::complaints::import::ComplaintsToImport;

/// What would be stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ForeseenComplaints {
    pub rows: usize,
    /// Complaints that are not known yet.
    pub new: usize,
    /// Known complaints that the file has otherwise than they are stored.
    pub changed: usize,
    pub closed: usize,
    /// The first and the last day of receipt.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

/// Foresees the import of a parsed file.
#[tracing::instrument(skip_all)]
pub async fn foresee_complaints(
    app: &App,
    read: &ComplaintsToImport,
) -> Result<ForeseenComplaints, StorageError> {
    let mut tx = app.db.read().await?;
    let zone = app.config.organisation.zone;
    let mut foreseen = ForeseenComplaints { rows: read.complaints.len(), ..ForeseenComplaints::default() };
    for (reference, complaint) in &read.complaints {
        foreseen.closed += usize::from(matches!(complaint.status, Status::Closed { .. }));
        let day = day_of(complaint.received_at, zone);
        let (first, last) = foreseen.days.unwrap_or((day, day));
        foreseen.days = Some((first.min(day), last.max(day)));
        match complaints::find(&mut tx, reference).await? {
            None => foreseen.new += 1,
            Some(stored) if stored.complaint != *complaint => foreseen.changed += 1,
            Some(_) => {}
        }
    }
    Ok(foreseen)
}
