//! Whether an edition is the one whose SHA-256 stands in the audit since it was approved and published.
//!
//! The rule: who can change the database can change a text together with its SHA-256 beside it, and not what the chain of the audit
//! holds. An edition that the audit holds no SHA-256 of, such as one from before it did, is named, and is no fault.

use crate::domain::access::action::Action;
use crate::domain::reporting::edition::Edition;
use crate::domain::reporting::verification::Fault;
use crate::storage::access::audit_subjects::{LinkedEntry, beginning_with};
use crate::storage::{StorageError, Tx};
use crate::workflow::reporting::publish::{frozen_subject, subject};

/// The actions whose entries hold the SHA-256 of what they are about.
const ACTIONS: [Action; 2] = [Action::ApproveReport, Action::PublishReport];

/// What the audit says of an edition.
pub(super) enum Audited {
    Same,
    /// It holds no SHA-256 of it.
    Unknown,
    Differs(Fault),
}

/// Holds the SHA-256 that are stored beside an edition against the audit; that text and pages are what these say is checked
/// elsewhere.
pub(super) async fn audited(tx: &mut Tx, edition: &Edition) -> Result<Audited, StorageError> {
    let begin = format!("{}, sha256 ", subject(edition));
    let mut entries = Vec::new();
    for action in ACTIONS {
        entries.extend(beginning_with(tx, action, &begin).await?);
    }
    Ok(judged(edition, &entries))
}

fn judged(edition: &Edition, entries: &[LinkedEntry]) -> Audited {
    if entries.is_empty() {
        return Audited::Unknown;
    }
    if !entries.iter().all(LinkedEntry::fits) {
        return Audited::Differs(Fault::AuditChanged { edition: edition.number });
    }
    let stored = frozen_subject(edition);
    let mut told = entries.iter().filter_map(|entry| entry.link.entry.as_ref());
    match told.find(|entry| entry.subject != stored) {
        None => Audited::Same,
        Some(other) => Audited::Differs(Fault::OtherThanAudited {
            edition: edition.number,
            stored: edition.fingerprint(),
            audited: fingerprint_in(&other.subject).to_owned(),
        }),
    }
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
    fn the_fingerprint_is_read_from_the_subject() {
        assert_eq!(fingerprint_in("public 2025, edition 1, sha256 0af3, page_nl 01, page_en 02"), "0af3");
        assert_eq!(fingerprint_in("public 2025, edition 1"), "");
    }
}
