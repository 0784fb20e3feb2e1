//! What the verification of a published report finds.
//!
//! The rule: a fault is what is wrong with the frozen report itself. That today's facts are others is none: the report says what
//! was known when it was approved.

use crate::domain::people::language::Language;
use crate::domain::reporting::changes::Cause;
use crate::domain::reporting::difference::Difference;
use crate::domain::reporting::edition::Edition;

/// The result of a verification.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    /// The latest published edition, which was computed again.
    pub edition: Edition,
    /// What is wrong with the published editions; empty if all hold.
    pub faults: Vec<Fault>,
    /// The editions whose SHA-256 the audit does not hold: approved before it did, or not approved here, as those of the demo.
    pub unaudited: Vec<u32>,
    /// What differs from a report on the facts as they are known today.
    pub differences: Vec<Explained>,
    /// The languages in which this program would lay the page out in another way.
    pub laid_out_otherwise: Vec<Language>,
    /// Complaints from which name and address were removed since; their figures stay.
    pub erased: u64,
}

/// A difference and its causes.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    pub difference: Difference,
    /// At least one.
    pub causes: Vec<Cause>,
}

/// What is wrong with an edition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("edition {edition}: the text has the SHA-256 {actual}; {stored} was stored when it was approved")]
    OtherText { edition: u32, actual: String, stored: String },
    #[error(
        "edition {edition}: the page in {language} has another SHA-256 than the one that was stored when it was approved"
    )]
    OtherPage { edition: u32, language: Language },
    #[error("edition {edition}: the text is not that of a report")]
    Unreadable { edition: u32 },
    #[error(
        "edition {edition}: the SHA-256 beside its text and pages are not those that the audit holds since it was approved: of the text {audited} there and {stored} here"
    )]
    OtherThanAudited { edition: u32, stored: String, audited: String },
    #[error(
        "edition {edition}: an entry of the audit about it is not what was written there; `naklank audit verify` says more"
    )]
    AuditChanged { edition: u32 },
    #[error("edition {edition}: it stands as published, and the audit holds its approval and no publication")]
    NotPublished { edition: u32 },
    #[error("edition {edition}: the audit says that it was withdrawn, and it is shown again")]
    ShownAgain { edition: u32 },
    #[error(
        "edition {edition}: the audit says that it was published, and it does not stand as published any more"
    )]
    Gone { edition: u32 },
}

impl std::fmt::Display for Explained {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let causes: Vec<String> = self.causes.iter().map(ToString::to_string).collect();
        write!(formatter, "{} ({})", self.difference, causes.join("; "))
    }
}
