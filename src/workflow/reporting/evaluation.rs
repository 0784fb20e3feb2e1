//! The internal evaluation of a year as one document: the board's conclusion, the figures, and what a further edition changes.
//!
//! The rule: it stands above the figures and the assessment, so that a sentence's evidence may be a figure of the evaluation.

use chrono::SecondsFormat;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::reporting::document::{Document, DocumentKind, InBoth};
use crate::domain::reporting::internal::InternalSection;
use crate::domain::reporting::method::METHOD;
use crate::domain::time::calendar::written_in;
use crate::storage::StorageError;
use crate::workflow::reporting::assessment::sentences_of;
use crate::workflow::reporting::internal::{figures, words_of_the_board};
use crate::workflow::reporting::year::Year;

/// The internal evaluation of a year as of a moment, with its conclusion and, of a further edition, what that changes.
#[tracing::instrument(skip_all)]
pub async fn internal_report(
    app: &App,
    year: i32,
    as_of: Timestamp,
    words: &InBoth,
    changed: &InBoth,
) -> Result<Document, StorageError> {
    let mut sections = Vec::new();
    if !words.is_empty() {
        sections.push(words_of_the_board(InternalSection::Conclusion, words));
    }
    if let Some(year) = Year::of(app, year, as_of) {
        sections.extend(figures(&year, &sentences_of(&year).await?).await?);
    }
    if !changed.is_empty() {
        sections.push(words_of_the_board(InternalSection::Changed, changed));
    }
    Ok(Document {
        method: METHOD.to_owned(),
        document: DocumentKind::Internal.name().to_owned(),
        year,
        organisation: app.config.organisation.name.clone(),
        as_of: written_in(as_of, app.config.organisation.zone, SecondsFormat::AutoSi),
        minimum: app.config.privacy.minimum_group,
        sections,
    })
}
