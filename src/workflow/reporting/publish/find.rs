//! Finding the edition that stands at an address, and reading what is frozen of it.
//!
//! The rule: no more is read of an edition than is asked for, since each of its pages is long.

use crate::app::App;
use crate::domain::people::language::Language;
use crate::domain::reporting::document::words::words_of;
use crate::domain::reporting::document::{DocumentKind, InBoth, read};
use crate::domain::reporting::edition::{Edition, Frozen, current};
use crate::domain::reporting::standing::DocumentStanding;
use crate::storage::StorageError;
use crate::storage::reporting::editions;

/// What stands at the address of an edition that was published once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Published(Edition),
    /// Taken back; with the number of the latest edition that counts, if there is a later one.
    Withdrawn {
        edition: Edition,
        next: Option<u32>,
    },
}

/// What there is of a document of a year to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Latest {
    Published(Edition),
    /// Approved, and neither published nor rejected: what it was made of is no draft any more.
    Waiting(Edition),
    /// Nothing is frozen that counts; with the latest edition, if it was withdrawn.
    Live(Option<Edition>),
}

/// The edition that waits to be published is behind the one that is.
#[tracing::instrument(skip_all)]
pub async fn latest(app: &App, year: i32, kind: DocumentKind) -> Result<Latest, StorageError> {
    let editions = editions::of_year(&mut app.db.read().await?, year, kind).await?;
    if let Some(published) = current(&editions) {
        return Ok(Latest::Published(published.clone()));
    }
    let first = |is_it: fn(&&Edition) -> bool| editions.iter().find(is_it).cloned();
    Ok(match first(|edition| edition.waits()) {
        Some(waiting) => Latest::Waiting(waiting),
        None => Latest::Live(first(|edition| edition.was_published())),
    })
}

/// An edition of a year, the latest one if no number is given, without its pages; `None` if it was never published.
#[tracing::instrument(skip_all)]
pub async fn find_published(
    app: &App,
    year: i32,
    kind: DocumentKind,
    number: Option<u32>,
) -> Result<Option<Found>, StorageError> {
    let editions = editions::of_year(&mut app.db.read().await?, year, kind).await?;
    let is_wanted =
        |edition: &&Edition| edition.was_published() && number.is_none_or(|number| edition.number == number);
    let Some(edition) = editions.iter().find(is_wanted).cloned() else { return Ok(None) };
    if edition.is_published() {
        return Ok(Some(Found::Published(edition)));
    }
    let next = current(&editions).map(|current| current.number).filter(|number| *number > edition.number);
    Ok(Some(Found::Withdrawn { edition, next }))
}

/// The page of an edition in a language, as it was frozen.
#[tracing::instrument(skip_all)]
pub async fn page_of(app: &App, edition: &Edition, language: Language) -> Result<String, StorageError> {
    let page = editions::page(&mut app.db.read().await?, edition.id, language).await?;
    page.ok_or_else(|| gone(edition))
}

/// The document of an edition as canonical JSON, as it was frozen.
#[tracing::instrument(skip_all)]
pub async fn content_of(app: &App, edition: &Edition) -> Result<String, StorageError> {
    let content = editions::content(&mut app.db.read().await?, edition.id).await?;
    content.ok_or_else(|| gone(edition))
}

/// The words that a correction begins with: those of the published edition. None are given where a draft holds words already.
#[tracing::instrument(skip_all)]
pub async fn words_to_begin_with(app: &App, standing: &DocumentStanding) -> Result<InBoth, StorageError> {
    let Some(edition) = standing.published().filter(|_| standing.draft.is_none()) else {
        return Ok(InBoth::default());
    };
    let content = content_of(app, edition).await?;
    // One that cannot be read has no words to give.
    Ok(read(&content).map(|document| words_of(&document)).unwrap_or_default())
}

fn gone(edition: &Edition) -> StorageError {
    StorageError::Inconsistent { column: "report_editions.id", value: edition.id.to_string() }
}

/// An edition of a year with all that is frozen, the latest one if no number is given; `None` if it is not published.
#[tracing::instrument(skip_all)]
pub async fn published(
    app: &App,
    year: i32,
    kind: DocumentKind,
    number: Option<u32>,
) -> Result<Option<(Edition, Frozen)>, StorageError> {
    match find_published(app, year, kind, number).await? {
        Some(Found::Published(edition)) => {
            let frozen = editions::frozen(&mut app.db.read().await?, edition.id).await?;
            Ok(frozen.map(|frozen| (edition, frozen)))
        }
        Some(Found::Withdrawn { .. }) | None => Ok(None),
    }
}
