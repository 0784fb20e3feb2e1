//! From a draft to a published edition: prepared by one person, approved by another, published, and corrected by a further
//! edition.
//!
//! The rule: what is approved is frozen at that moment, and what is published is what was approved and seen, to the letter. The
//! audit holds its SHA-256, so that its chain vouches for it.

mod edit;
mod find;
mod freeze;
mod settle;
mod withdraw;

use chrono::NaiveDate;
use data_encoding::HEXLOWER;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::reporting::document::{Document, DocumentKind};
use crate::domain::reporting::edition::{Draft, Edition, SeenEdition};
use crate::storage::reporting::editions;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};
use crate::workflow::reporting::evaluation::internal_report;
use crate::workflow::reporting::public::{is_known_of, public_report};

pub use self::edit::{DiscardError, SaveDraftError, discard_draft, save_draft};
pub use self::find::{
    Found, Latest, content_of, find_published, latest, page_of, published, words_to_begin_with,
};
pub(in crate::workflow) use self::freeze::freeze;
pub use self::freeze::{ApproveError, Reviewed, approve};
pub use self::withdraw::{WithdrawError, withdraw};

/// Why an approved edition is neither published nor rejected.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    #[error("there is no approved edition that waits to be published")]
    NoneWaits,
    #[error("the edition that waits to be published is another than the one you saw: look at it first")]
    OtherEdition,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What a report is at this moment: live, from today's facts.
#[derive(Clone, Debug)]
pub struct Preview {
    pub document: Document,
    /// `None` before the first one is saved.
    pub draft: Option<Draft>,
    /// The latest first.
    pub editions: Vec<Edition>,
}

/// Why there is nothing to look at before it is approved.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    #[error("no complaint was received or closed in {0}, so there is nothing to report on")]
    NoData(i32),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The document of a year as its next edition would be if it were approved now.
///
/// # Errors
/// See [`PreviewError`].
#[tracing::instrument(skip_all)]
pub async fn preview(app: &App, year: i32, kind: DocumentKind) -> Result<Preview, PreviewError> {
    let mut tx = app.db.read().await?;
    if !is_known_of(app, &mut tx, year).await? {
        return Err(PreviewError::NoData(year));
    }
    let draft = editions::draft(&mut tx, year, kind).await?;
    let editions = editions::of_year(&mut tx, year, kind).await?;
    drop(tx);
    let document = live(app, year, kind, draft.as_ref()).await?;
    Ok(Preview { document, draft, editions })
}

/// The document from today's facts, with the words of the draft.
async fn live(
    app: &App,
    year: i32,
    kind: DocumentKind,
    draft: Option<&Draft>,
) -> Result<Document, StorageError> {
    let words = draft.map(|draft| draft.words.clone()).unwrap_or_default();
    let changed = draft.map(|draft| draft.changed.clone()).unwrap_or_default();
    match kind {
        DocumentKind::Public => public_report(app, year, app.now(), &words, &changed).await,
        DocumentKind::Internal => internal_report(app, year, app.now(), &words, &changed).await,
    }
}

/// Publishes the approved edition that was seen.
///
/// # Errors
/// See [`DecideError`]; of two who publish at once, one finds none that waits.
#[tracing::instrument(skip_all)]
pub async fn publish(app: &App, actor: &Actor, seen: SeenEdition) -> Result<Edition, DecideError> {
    let mut tx = app.db.write().await?;
    let waiting = waiting_as_seen(&mut tx, seen).await?;
    act(app, &mut tx, actor, Action::PublishReport, &frozen_subject(&waiting)).await?;
    let now = app.now();
    if !editions::publish(&mut tx, waiting.id, actor.name(), now).await? {
        return Err(DecideError::NoneWaits);
    }
    tx.commit().await?;
    Ok(Edition { published: Some((actor.name().to_owned(), now)), ..waiting })
}

/// Decides that the approved edition that was seen is not published. Its words are a draft again, of those who wrote them.
///
/// # Errors
/// See [`DecideError`].
#[tracing::instrument(skip_all)]
pub async fn reject(app: &App, actor: &Actor, seen: SeenEdition) -> Result<(), DecideError> {
    let mut tx = app.db.write().await?;
    let waiting = waiting_as_seen(&mut tx, seen).await?;
    act(app, &mut tx, actor, Action::RejectReport, &subject(&waiting)).await?;
    if !editions::reject(&mut tx, waiting.id, app.now()).await? {
        return Err(DecideError::NoneWaits);
    }
    edit::draft_again(app, &mut tx, &waiting).await?;
    Ok(tx.commit().await?)
}

/// The approved edition that waits, if it is the one that was seen.
async fn waiting_as_seen(tx: &mut Tx, seen: SeenEdition) -> Result<Edition, DecideError> {
    let waiting = waiting(tx, seen.year, seen.kind).await?.ok_or(DecideError::NoneWaits)?;
    if waiting.seen() == seen { Ok(waiting) } else { Err(DecideError::OtherEdition) }
}

/// The edition that was approved and waits to be published, without its pages.
#[tracing::instrument(skip_all)]
pub async fn approved(app: &App, year: i32, kind: DocumentKind) -> Result<Option<Edition>, StorageError> {
    waiting(&mut app.db.read().await?, year, kind).await
}

/// The editions of all years.
#[tracing::instrument(skip_all)]
pub async fn all_editions(app: &App) -> Result<Vec<Edition>, StorageError> {
    editions::list(&mut app.db.read().await?).await
}

/// The last day of a year; the latest day there is for a year that no calendar has.
fn last_day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// The approved edition that was neither published nor rejected.
async fn waiting(tx: &mut Tx, year: i32, kind: DocumentKind) -> Result<Option<Edition>, StorageError> {
    let editions = editions::of_year(tx, year, kind).await?;
    Ok(editions.into_iter().find(Edition::waits))
}

/// How an edition is named in the audit.
pub(in crate::workflow::reporting) fn subject(edition: &Edition) -> String {
    format!("{} {}, edition {}", edition.kind, edition.year, edition.number)
}

/// The same with the SHA-256 of its text and of each page, in hexadecimal digits, which `reports verify` reads there.
pub(in crate::workflow::reporting) fn frozen_subject(edition: &Edition) -> String {
    let [nl, en] = [edition.pages_sha256.nl, edition.pages_sha256.en].map(|hash| HEXLOWER.encode(&hash));
    format!("{}, sha256 {}, page_nl {nl}, page_en {en}", subject(edition), edition.fingerprint())
}
