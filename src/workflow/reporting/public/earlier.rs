//! The editions of a year that were published before a moment.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::reporting::document::{Document, DocumentKind};
use crate::domain::reporting::hiding::editions::Published;
use crate::storage::StorageError;
use crate::storage::reporting::editions;

/// The published editions of the public report of a year, also those that were withdrawn since: they were read. One that is published
/// at the very moment is not before it, so that an edition is never held against itself.
pub(super) async fn published_before(
    app: &App,
    year: i32,
    moment: Timestamp,
) -> Result<Vec<Published>, StorageError> {
    let mut tx = app.db.read().await?;
    let mut published = Vec::new();
    for edition in editions::of_year(&mut tx, year, DocumentKind::Public).await? {
        if edition.published.as_ref().is_none_or(|(_, at)| *at >= moment) {
            continue;
        }
        let Some(content) = editions::content(&mut tx, edition.id).await? else { continue };
        let document: Document = serde_json::from_str(&content).map_err(|error| {
            StorageError::Inconsistent { column: "report_editions.content", value: error.to_string() }
        })?;
        published.push(Published { number: edition.number, document });
    }
    Ok(published)
}
