//! A report from its draft to its published editions.
//!
//! The rule: an edition is frozen when another person than who prepared it approves it. It is served unchanged from then on;
//! what was wrong is corrected by a further edition that says what changed.

use crate::domain::Timestamp;
use crate::domain::ids::EditionId;
use crate::domain::reporting::document::{DocumentKind, InBoth};

/// The longest words of the board and the longest note, in characters.
pub const LONGEST_WORDS: usize = 8_000;

/// What is being prepared for the next edition of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub year: i32,
    pub kind: DocumentKind,
    /// The board's own words; for the internal evaluation its conclusion.
    pub words: InBoth,
    /// What a correction changes; empty for the first edition.
    pub changed: InBoth,
    pub prepared_by: String,
    pub prepared_at: Timestamp,
}

/// An edition without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    pub id: EditionId,
    pub year: i32,
    pub kind: DocumentKind,
    /// From 1.
    pub number: u32,
    pub prepared_by: String,
    pub approved_by: String,
    pub approved_at: Timestamp,
    /// By whom and when it was published.
    pub published: Option<(String, Timestamp)>,
    /// When it was decided not to publish it.
    pub rejected_at: Option<Timestamp>,
    pub sha256: [u8; 32],
}

/// What is frozen with an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Canonical JSON of the [`Document`](crate::domain::reporting::document::Document).
    pub content: String,
    pub page_nl: String,
    pub page_en: String,
}
