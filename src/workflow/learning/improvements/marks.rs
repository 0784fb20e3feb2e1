//! The improvements that charts mark.
//!
//! The rule: what has not started yet marks nothing, nor what was withdrawn.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::learning::mark::Mark;
use crate::domain::time::period::DateRange;
use crate::storage::StorageError;
use crate::storage::learning::marks;
use crate::workflow::learning::causes::cause_book;

/// The improvements that started within a range, oldest first.
pub async fn marks(app: &App, range: DateRange) -> Result<Vec<Mark>, StorageError> {
    match DateRange::new(range.from(), range.to().min(app.today())) {
        Some(passed) => marks::started(&mut app.db.read().await?, passed).await,
        None => Ok(Vec::new()),
    }
}

/// The improvements that have started against the cause of a name, as a chart takes them: the day and what is said of it.
pub async fn marks_of_cause(app: &App, name: &str) -> Result<Vec<(NaiveDate, String)>, StorageError> {
    let Some(cause) = cause_book(app).await?.find(name).map(|cause| cause.id) else { return Ok(Vec::new()) };
    let found = marks::of_cause(&mut app.db.read().await?, cause, app.today()).await?;
    Ok(found.into_iter().map(|mark| (mark.day, mark.title)).collect())
}
