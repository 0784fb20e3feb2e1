//! Approving a draft, which freezes it.

use sha2::{Digest, Sha256};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::ids::EditionId;
use crate::domain::reporting::document::{Document, DocumentKind, InBoth, canonical};
use crate::domain::reporting::edition::{Draft, Edition, Frozen, PageHashes};
use crate::domain::time::calendar::day_of;
use crate::storage::StorageError;
use crate::storage::reporting::editions;
use crate::views::reporting::page::{EditionHead, ReportPage};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};
use crate::workflow::reporting::public::has_data;
use crate::workflow::reporting::publish::{last_day, live, subject, waiting};

/// Why a draft is not approved.
#[derive(Debug, thiserror::Error)]
pub enum ApproveError {
    #[error("there is no draft of this report: prepare one first")]
    NoDraft,
    #[error("the draft was changed since you read it: read it again")]
    Changed,
    #[error("a report is approved by another person than who prepared it: ask a colleague")]
    OwnDraft,
    #[error("the year is not over: a report is approved from 1 January on")]
    NotOver,
    #[error("no complaint was received or closed in this year, so there is nothing to report on")]
    NoData,
    #[error("say what this edition changes: it corrects one that is published")]
    SaysNotWhatChanged,
    #[error("an approved edition waits to be published: publish it, or decide not to, first")]
    OneWaits,
    #[error("the report could not be written as JSON: {0}")]
    Writing(#[from] serde_json::Error),
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Approves the draft that was read, as it was prepared at `seen`, and freezes document and pages from the facts of this
/// moment.
///
/// # Errors
/// See [`ApproveError`]; then nothing was stored.
pub async fn approve(
    app: &App,
    actor: &Actor,
    year: i32,
    kind: DocumentKind,
    seen: Timestamp,
) -> Result<Edition, ApproveError> {
    if app.today() <= last_day(year) {
        return Err(ApproveError::NotOver);
    }
    let draft = editions::draft(&mut app.db.read().await?, year, kind).await?.ok_or(ApproveError::NoDraft)?;
    refuse_own(actor, &draft, seen)?;
    if !has_data(app, year).await? {
        return Err(ApproveError::NoData);
    }
    let document = live(app, year, kind, Some(&draft)).await?;
    let mut tx = app.db.write().await?;
    if waiting(&mut tx, year, kind).await?.is_some() {
        return Err(ApproveError::OneWaits);
    }
    let earlier = editions::of_year(&mut tx, year, kind).await?;
    let corrects = earlier.iter().any(Edition::is_published);
    if corrects && draft.changed.nl.is_empty() && draft.changed.en.is_empty() {
        return Err(ApproveError::SaysNotWhatChanged);
    }
    let approval = (actor.name(), app.now());
    let (edition, frozen) = freeze(app, &draft, &document, next_number(&earlier), approval)?;
    act(app, &mut tx, actor, Action::ApproveReport, &subject(&edition)).await?;
    if !editions::delete_draft(&mut tx, &draft).await? {
        return Err(ApproveError::Changed);
    }
    if !editions::insert(&mut tx, &edition, &frozen).await? {
        return Err(ApproveError::OneWaits);
    }
    tx.commit().await?;
    Ok(edition)
}

/// The number of the next edition: rejected ones keep theirs.
fn next_number(earlier: &[Edition]) -> u32 {
    earlier.iter().map(|edition| edition.number).max().unwrap_or_default() + 1
}

fn refuse_own(actor: &Actor, draft: &Draft, seen: Timestamp) -> Result<(), ApproveError> {
    if draft.prepared_at != seen {
        return Err(ApproveError::Changed);
    }
    if draft.prepared_by == actor.name() { Err(ApproveError::OwnDraft) } else { Ok(()) }
}

/// An edition from a draft and its document, approved by someone at a moment.
///
/// # Errors
/// The document cannot be written as JSON.
pub(in crate::workflow) fn freeze(
    app: &App,
    draft: &Draft,
    document: &Document,
    number: u32,
    (approved_by, approved_at): (&str, Timestamp),
) -> Result<(Edition, Frozen), serde_json::Error> {
    let content = canonical(document)?;
    let sha256: [u8; 32] = Sha256::digest(content.as_bytes()).into();
    let head = EditionHead::Approved {
        number,
        sha256,
        approved_on: day_of(approved_at, app.config.organisation.zone),
    };
    let InBoth { nl, en } =
        InBoth::of(|language| ReportPage { language, document, head: &head }.render().into_string());
    let pages_sha256 = PageHashes::of(&nl, &en);
    let frozen = Frozen { page_nl: nl, page_en: en, content };
    let edition = Edition {
        id: EditionId(app.randomness.uuid(approved_at)),
        year: draft.year,
        kind: draft.kind,
        number,
        prepared_by: draft.prepared_by.clone(),
        approved_by: approved_by.to_owned(),
        approved_at,
        published: None,
        rejected_at: None,
        sha256,
        pages_sha256,
    };
    Ok((edition, frozen))
}
