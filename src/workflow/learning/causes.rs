//! Causes of complaints: their names, what staff do with them, and their figures.

pub mod acts;
pub mod figures;
mod hiding;
pub mod merging;

use chrono::{NaiveDate, NaiveTime};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::learning::causes::CauseBook;
use crate::domain::time::calendar::{first_of_month_before, moment_of};
use crate::storage::StorageError;
use crate::storage::learning::causes;
use crate::storage::learning::causes::counts;

/// The months before this one whose complaints tell which names are offered.
const MONTHS_OFFERED: u32 = 12;

/// All causes that acts were about, with their names.
#[tracing::instrument(skip_all)]
pub async fn cause_book(app: &App) -> Result<CauseBook, StorageError> {
    causes::book(&mut app.db.read().await?).await
}

/// The names to choose from where a complaint gets its causes: present names that are not retired, also of causes that no
/// act was about and that complaints of the last twelve months have; sorted.
#[tracing::instrument(skip_all)]
pub async fn offered_causes(app: &App) -> Result<Vec<String>, StorageError> {
    let since = begin_of(app, first_of_month_before(app.today(), MONTHS_OFFERED));
    let mut tx = app.db.read().await?;
    let book = causes::book(&mut tx).await?;
    let told = counts::told(&mut tx, Some(since)).await?;
    Ok(book.offered_with(&told).into_iter().map(str::to_owned).collect())
}

/// The first moment of a day.
fn begin_of(app: &App, day: NaiveDate) -> Timestamp {
    moment_of(day, NaiveTime::MIN, app.config.organisation.zone)
}
