//! Whether an edition is the one whose SHA-256 stands in the audit since it was approved and published.
//!
//! The rule: who can change the database can change a text together with its SHA-256 beside it, and not what the chain of the audit
//! holds. The same goes for whether an edition was published, withdrawn, or is there at all. An edition that the audit holds no
//! SHA-256 of, such as one from before it did, is named, and is no fault.

use std::collections::BTreeSet;

use crate::domain::access::action::Action;
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::edition::Edition;
use crate::domain::reporting::verification::Fault;
use crate::storage::access::audit_subjects::{LinkedEntry, beginning_with};
use crate::storage::{StorageError, Tx};
use crate::workflow::reporting::publish::{frozen_subject, subject};

/// What the audit says of an edition.
pub(super) enum Audited {
    Same,
    /// It holds no SHA-256 of it.
    Unknown,
    Differs(Fault),
}

/// Holds the SHA-256 that are stored beside a published edition against the audit; that text and pages are what these say is
/// checked elsewhere.
pub(super) async fn audited(tx: &mut Tx, edition: &Edition) -> Result<Audited, StorageError> {
    let begin = format!("{}, sha256 ", subject(edition));
    let approved = beginning_with(tx, Action::ApproveReport, &begin).await?;
    let published = beginning_with(tx, Action::PublishReport, &begin).await?;
    Ok(judged(edition, &approved, &published))
}

fn judged(edition: &Edition, approved: &[LinkedEntry], published: &[LinkedEntry]) -> Audited {
    let entries = || approved.iter().chain(published);
    if entries().next().is_none() {
        return Audited::Unknown;
    }
    if !entries().all(LinkedEntry::fits) {
        return Audited::Differs(Fault::AuditChanged { edition: edition.number });
    }
    let stored = frozen_subject(edition);
    let mut told = entries().filter_map(|entry| entry.link.entry.as_ref());
    match told.find(|entry| entry.subject != stored) {
        Some(other) => Audited::Differs(Fault::OtherThanAudited {
            edition: edition.number,
            stored: edition.fingerprint(),
            audited: fingerprint_in(&other.subject).to_owned(),
        }),
        // Who approved it did so before it was published, with a program that was no newer.
        None if published.is_empty() => Audited::Differs(Fault::NotPublished { edition: edition.number }),
        None => Audited::Same,
    }
}

/// That an edition is shown although the audit says that it was withdrawn.
pub(super) async fn shown_again(tx: &mut Tx, edition: &Edition) -> Result<Option<Fault>, StorageError> {
    let begin = format!("{}, ", subject(edition));
    let is_told = !beginning_with(tx, Action::WithdrawReport, &begin).await?.is_empty();
    let is_again = is_told && edition.withdrawn.is_none();
    Ok(is_again.then_some(Fault::ShownAgain { edition: edition.number }))
}

/// The editions of a document of a year that were published, as the audit says, by number.
pub(super) async fn told_published(
    tx: &mut Tx,
    year: i32,
    kind: DocumentKind,
) -> Result<BTreeSet<u32>, StorageError> {
    let begin = format!("{kind} {year}, edition ");
    let entries = beginning_with(tx, Action::PublishReport, &begin).await?;
    let subjects = entries.iter().filter_map(|entry| entry.link.entry.as_ref());
    Ok(subjects.filter_map(|entry| number_in(entry.subject.strip_prefix(&begin)?)).collect())
}

/// The number that a text begins with, up to a comma.
fn number_in(text: &str) -> Option<u32> {
    text.split(',').next()?.parse().ok()
}

/// The SHA-256 of the text in a subject.
fn fingerprint_in(subject: &str) -> &str {
    let rest = subject.split_once(", sha256 ").map_or("", |(_, rest)| rest);
    rest.split(',').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprint_and_number_are_read_from_the_subject() {
        assert_eq!(fingerprint_in("public 2025, edition 1, sha256 0af3, page_nl 01, page_en 02"), "0af3");
        assert_eq!(fingerprint_in("public 2025, edition 1"), "");
        assert_eq!([number_in("12, sha256 0af3"), number_in("3"), number_in("x")], [Some(12), Some(3), None]);
    }
}
