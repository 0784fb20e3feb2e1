//! Verifies a published report: that what was frozen is unchanged, and how it differs from a report on today's facts.
//!
//! The rule: it reads, and changes nothing. The report is computed again as of the same moment, with the words that it has, so
//! that only facts, headings and methods can differ.

mod chained;
mod frozen;

use chrono::{NaiveDate, NaiveTime};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::reporting::changes::Cause;
use crate::domain::reporting::difference::{Difference, differences};
use crate::domain::reporting::document::words::{changed_of, words_of};
use crate::domain::reporting::document::{Document, DocumentKind};
use crate::domain::reporting::edition::Edition;
use crate::domain::reporting::method::{METHOD, is_earlier};
use crate::domain::reporting::verification::{Explained, Fault, Verified};
use crate::domain::time::calendar::{moment_of, parse_moment};
use crate::storage::StorageError;
use crate::storage::reporting::changes::{self, Bounds};
use crate::storage::reporting::editions;
use crate::workflow::reporting::evaluation::internal_report;
use crate::workflow::reporting::public::public_report;
use crate::workflow::reporting::verify::chained::{Audited, audited, shown_again, told_published};

/// Why a report cannot be verified.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error("no edition of the {} of {year} is published, so there is nothing to verify", name_of(.kind))]
    NoEdition { year: i32, kind: DocumentKind },
    #[error(
        "no edition of the {} of {year} stands as published, and the audit says that edition {edition} was", name_of(.kind)
    )]
    Gone { year: i32, kind: DocumentKind, edition: u32 },
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// How the command line calls a document.
fn name_of(kind: &DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Public => "complaint report",
        DocumentKind::Internal => "evaluation of the policy",
    }
}

/// Verifies every published edition of a document of a year, and computes the latest again.
///
/// # Errors
/// See [`VerifyError`].
#[tracing::instrument(skip_all)]
pub async fn verify_report(app: &App, year: i32, kind: DocumentKind) -> Result<Verified, VerifyError> {
    let mut tx = app.db.read().await?;
    let mut published = editions::of_year(&mut tx, year, kind).await?;
    // One that was withdrawn was read, so it is checked too.
    published.retain(Edition::was_published);
    let mut gone = told_published(&mut tx, year, kind).await?;
    let (mut checked, mut unaudited) = (Vec::new(), Vec::new());
    for edition in published {
        gone.remove(&edition.number);
        let stored = editions::frozen(&mut tx, edition.id).await?.unwrap_or_default();
        let audited = audited(&mut tx, &edition).await?;
        let shown_again = shown_again(&mut tx, &edition).await?;
        let mut found = frozen::check(app, edition, &stored);
        found.faults.extend(shown_again);
        match audited {
            Audited::Same => {}
            Audited::Unknown => unaudited.push(found.edition.number),
            Audited::Differs(fault) => found.faults.push(fault),
        }
        checked.push(found);
    }
    drop(tx);
    let faults = checked.iter().flat_map(|checked| checked.faults.clone());
    let faults = faults.chain(gone.iter().map(|edition| Fault::Gone { edition: *edition })).collect();
    let latest = checked.into_iter().next().ok_or_else(|| match gone.last() {
        Some(edition) => VerifyError::Gone { year, kind, edition: *edition },
        None => VerifyError::NoEdition { year, kind },
    })?;
    let verified = Verified {
        edition: latest.edition,
        faults,
        unaudited,
        differences: Vec::new(),
        laid_out_otherwise: latest.laid_out_otherwise,
        erased: 0,
    };
    match latest.document {
        Some(document) => Ok(compare(app, year, kind, verified, &document).await?),
        None => Ok(verified),
    }
}

/// Adds what differs from a report on today's facts, and why.
async fn compare(
    app: &App,
    year: i32,
    kind: DocumentKind,
    verified: Verified,
    then: &Document,
) -> Result<Verified, StorageError> {
    let as_of = parse_moment(&then.as_of).unwrap_or(verified.edition.approved_at);
    let (words, changed) = (words_of(then), changed_of(then));
    let now = match kind {
        DocumentKind::Public => public_report(app, year, as_of, &words, &changed).await?,
        DocumentKind::Internal => internal_report(app, year, as_of, &words, &changed).await?,
    };
    let Some(years) = bounds(app, year).zip(bounds(app, year.saturating_sub(1))) else { return Ok(verified) };
    let changes = changes::since(&mut app.db.read().await?, years.into(), as_of).await?;
    let of_all = causes_of_all(then, &now);
    let explained =
        |difference: Difference| Explained { causes: changes.causes_of(&difference, &of_all), difference };
    let differences = differences(then, &now).into_iter().map(explained).collect();
    Ok(Verified { differences, erased: changes.contacts_removed, ..verified })
}

/// What can make any figure another: the method, or the least count that is printed.
fn causes_of_all(then: &Document, now: &Document) -> Vec<Cause> {
    let other = if is_earlier(&then.method) { Cause::EarlierMethod } else { Cause::UnknownMethod };
    let method = (then.method != METHOD).then_some(other);
    let minimum = (then.minimum != now.minimum).then_some(Cause::Settings);
    method.into_iter().chain(minimum).collect()
}

/// The days and moments of a year; `None` for one that no calendar has.
fn bounds(app: &App, year: i32) -> Option<Bounds> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    let last = NaiveDate::from_ymd_opt(year, 12, 31)?;
    let begins =
        |day: NaiveDate| -> Timestamp { moment_of(day, NaiveTime::MIN, app.config.organisation.zone) };
    Some(Bounds { number: year, first, last, begins: begins(first), ends: begins(last.succ_opt()?) })
}
