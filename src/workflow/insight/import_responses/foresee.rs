//! What an import would do.
//!
//! The rule: a file that would be refused is refused here as well, with the same words, and nothing is stored.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::app::App;
use crate::domain::answering::imported::ForeseenImport;
use crate::storage::answering::imports;
use crate::storage::complaints::segments;
use crate::workflow::insight::import_responses::{ImportResponsesError, ResponsesToImport};

/// Foresees the import of parsed files.
///
/// # Errors
/// A file that was imported before, or the database failed.
#[tracing::instrument(skip_all)]
pub async fn foresee(app: &App, read: &ResponsesToImport) -> Result<ForeseenImport, ImportResponsesError> {
    let mut tx = app.db.read().await?;
    if imports::is_known(&mut tx, &read.hash).await? {
        return Err(ImportResponsesError::Repeated);
    }
    if let Some(hash) = &read.periods_hash
        && imports::is_known(&mut tx, hash).await?
    {
        return Err(ImportResponsesError::RepeatedPeriods);
    }
    let ids: BTreeSet<Uuid> = read.segments().into_keys().collect();
    let known = segments::find_all(&mut tx, &ids).await?;
    let closing_days: BTreeSet<NaiveDate> =
        read.responses.iter().map(|response| response.closed_on).collect();
    Ok(ForeseenImport {
        responses: read.responses.len(),
        periods: read.periods.len(),
        days: read.closing_days(),
        closing_days: closing_days.len(),
        new_segments: ids.len() - known.len(),
        past_retention: read.past_retention,
    })
}
