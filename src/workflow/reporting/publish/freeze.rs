//! Approving a draft, which freezes it.

use sha2::{Digest, Sha256};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::ids::EditionId;
use crate::domain::reporting::document::{Document, DocumentKind, InBoth, canonical};
use crate::domain::reporting::edition::{Draft, Edition, Frozen, PageHashes};
use crate::domain::reporting::standing::{contacts_of, says_what_changed};
use crate::domain::time::calendar::{day_of, parse_moment};
use crate::storage::StorageError;
use crate::storage::reporting::{editions, preparers};
use crate::views::reporting::page::{EditionHead, ReportPage};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};
use crate::workflow::reporting::public::has_data;
use crate::workflow::reporting::publish::settle::settled;
use crate::workflow::reporting::publish::{frozen_subject, last_day, waiting};

/// Why a draft is not approved.
#[derive(Debug, thiserror::Error)]
pub enum ApproveError {
    #[error("there is no draft of this report: prepare one first")]
    NoDraft,
    #[error("the draft was changed since you read it: read it again")]
    Changed,
    #[error("a report is approved by a person who wrote nothing in it: ask a colleague")]
    OwnDraft,
    #[error("the year is not over: a report is approved from 1 January on")]
    NotOver,
    #[error("no complaint was received or closed in this year, so there is nothing to report on")]
    NoData,
    #[error("say in Dutch and in English what this edition changes: it corrects one that is published")]
    SaysNotWhatChanged,
    #[error("an approved edition waits to be published: publish it, or decide not to, first")]
    OneWaits,
    #[error(
        "its words hold e-mail addresses or telephone numbers: take them out, or confirm that they may be read"
    )]
    NamesContacts,
    #[error(
        "complaints or answers came in each time that it was computed, or an edition was published meanwhile: try again in a moment"
    )]
    Unsettled,
    #[error(
        "two tables count other complaints: the number received is not the sum of the standings of KPI 1. Run `naklank tallies check`"
    )]
    TablesDiffer,
    #[error("the report could not be written as JSON: {0}")]
    Writing(#[from] serde_json::Error),
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What the person who approves has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// When the draft was prepared that was read.
    pub seen: Timestamp,
    /// Whether the e-mail addresses and telephone numbers in its words may be read by everyone.
    pub are_contacts_meant: bool,
}

impl From<Timestamp> for Reviewed {
    fn from(seen: Timestamp) -> Self {
        Self { seen, are_contacts_meant: false }
    }
}

/// Approves the draft that was read, and freezes document and pages from the facts of this moment.
///
/// # Errors
/// See [`ApproveError`]; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn approve(
    app: &App,
    actor: &Actor,
    year: i32,
    kind: DocumentKind,
    reviewed: impl Into<Reviewed>,
) -> Result<Edition, ApproveError> {
    let reviewed = reviewed.into();
    if app.today() <= last_day(year) {
        return Err(ApproveError::NotOver);
    }
    let mut tx = app.db.read().await?;
    let draft = editions::draft(&mut tx, year, kind).await?.ok_or(ApproveError::NoDraft)?;
    let preparers = preparers::of_draft(&mut tx, year, kind).await?;
    drop(tx);
    refuse_unread(actor, &draft, &preparers, reviewed)?;
    if !has_data(app, year).await? {
        return Err(ApproveError::NoData);
    }
    let document = settled(app, &draft).await?;
    store(app, actor, &draft, &document).await
}

/// Freezes the draft and its document, if nothing came in between.
async fn store(
    app: &App,
    actor: &Actor,
    draft: &Draft,
    document: &Document,
) -> Result<Edition, ApproveError> {
    let (year, kind) = (draft.year, draft.kind);
    let mut tx = app.db.write().await?;
    if waiting(&mut tx, year, kind).await?.is_some() {
        return Err(ApproveError::OneWaits);
    }
    // They may have judged a sentence of the policy since the draft was read.
    if preparers::of_draft(&mut tx, year, kind).await?.iter().any(|preparer| preparer == actor.name()) {
        return Err(ApproveError::OwnDraft);
    }
    let earlier = editions::of_year(&mut tx, year, kind).await?;
    if is_overtaken(document, &earlier) {
        return Err(ApproveError::Unsettled);
    }
    let corrects = earlier.iter().any(Edition::was_published);
    if corrects && !says_what_changed(draft) {
        return Err(ApproveError::SaysNotWhatChanged);
    }
    let approval = (actor.name(), app.now());
    let (edition, frozen) = freeze(app, draft, document, next_number(&earlier), approval)?;
    act(app, &mut tx, actor, Action::ApproveReport, &frozen_subject(&edition)).await?;
    if !editions::delete_draft(&mut tx, draft).await? {
        return Err(ApproveError::Changed);
    }
    if !editions::insert(&mut tx, &edition, &frozen).await? {
        return Err(ApproveError::OneWaits);
    }
    preparers::hand_over(&mut tx, year, kind, edition.id).await?;
    tx.commit().await?;
    Ok(edition)
}

/// Whether an edition was published at the moment of a document or after it, by a process whose clock is ahead or in between: what
/// may be printed beside that edition was not held against it.
fn is_overtaken(document: &Document, earlier: &[Edition]) -> bool {
    let published = earlier.iter().filter_map(|edition| edition.published.as_ref());
    let latest = published.map(|(_, at)| *at).max();
    latest.zip(parse_moment(&document.as_of)).is_some_and(|(published, as_of)| published >= as_of)
}

/// The number of the next edition: rejected ones keep theirs.
fn next_number(earlier: &[Edition]) -> u32 {
    earlier.iter().map(|edition| edition.number).max().unwrap_or_default() + 1
}

/// Refuses a draft that is another than was read, that the person wrote in, or whose contacts were not confirmed.
fn refuse_unread(
    actor: &Actor,
    draft: &Draft,
    preparers: &[String],
    reviewed: Reviewed,
) -> Result<(), ApproveError> {
    if draft.prepared_at != reviewed.seen {
        return Err(ApproveError::Changed);
    }
    let name = actor.name();
    if draft.prepared_by == name || preparers.iter().any(|preparer| preparer == name) {
        return Err(ApproveError::OwnDraft);
    }
    if !reviewed.are_contacts_meant && !contacts_of(draft).is_empty() {
        return Err(ApproveError::NamesContacts);
    }
    Ok(())
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
    let public_url = app.config.http.public_url.as_str();
    let page = |language| ReportPage { language, document, head: &head, public_url }.render().into_string();
    let InBoth { nl, en } = InBoth::of(page);
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
        withdrawn: None,
        sha256,
        pages_sha256,
    };
    Ok((edition, frozen))
}
