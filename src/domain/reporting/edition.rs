//! A report from its draft to its published editions.
//!
//! The rule: an edition is frozen when another person than who prepared it approves it. It is served unchanged from then on;
//! what was wrong is corrected by a further edition that says what changed. One that must not be read any more is withdrawn: it
//! stays as it was frozen, and its address says why it is not shown.

pub mod contacts;
pub mod settled;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use crate::domain::Timestamp;
use crate::domain::ids::EditionId;
use crate::domain::named::named_enum;
use crate::domain::people::language::Language;
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

named_enum! {
    /// Why a published edition is not shown any more.
    pub enum WithdrawalReason {
        /// A person is named or can be recognised in it.
        PersonNamed = "person_named",
        WrongFigures = "wrong_figures",
        WrongWords = "wrong_words",
        Other = "other",
    }
}

/// That a published edition was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    pub by: String,
    pub at: Timestamp,
    pub reason: WithdrawalReason,
}

/// The approved edition that a person saw before deciding about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenEdition {
    pub year: i32,
    pub kind: DocumentKind,
    pub number: u32,
    pub sha256: [u8; 32],
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
    /// That it was taken back after it was published.
    pub withdrawn: Option<Withdrawal>,
    /// That of its document as canonical JSON.
    pub sha256: [u8; 32],
    pub pages_sha256: PageHashes,
}

/// The SHA-256 of the page in each language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageHashes {
    pub nl: [u8; 32],
    pub en: [u8; 32],
}

impl PageHashes {
    /// Those of two pages.
    #[must_use]
    pub fn of(nl: &str, en: &str) -> Self {
        let hash = |page: &str| -> [u8; 32] { Sha256::digest(page.as_bytes()).into() };
        Self { nl: hash(nl), en: hash(en) }
    }

    /// That of the page in a language; of the Dutch one in a language that there is none in.
    #[must_use]
    pub fn in_language(&self, language: Language) -> [u8; 32] {
        if language.name() == "en" { self.en } else { self.nl }
    }
}

impl Edition {
    /// Whether it is served to its readers.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.was_published() && self.withdrawn.is_none()
    }

    /// Whether it was ever served, also if it was withdrawn since.
    #[must_use]
    pub fn was_published(&self) -> bool {
        self.published.is_some()
    }

    /// What a person who looks at it has seen of it.
    #[must_use]
    pub fn seen(&self) -> SeenEdition {
        SeenEdition { year: self.year, kind: self.kind, number: self.number, sha256: self.sha256 }
    }

    /// Whether it was approved, and neither published nor rejected since.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.published.is_none() && self.rejected_at.is_none()
    }

    /// Its SHA-256 in hexadecimal digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        HEXLOWER.encode(&self.sha256)
    }
}

/// What is frozen with an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frozen {
    /// Canonical JSON of the [`Document`](crate::domain::reporting::document::Document).
    pub content: String,
    pub page_nl: String,
    pub page_en: String,
}

impl Frozen {
    /// The page in a language; the Dutch one in a language that there is none in.
    #[must_use]
    pub fn page(&self, language: Language) -> &str {
        let pages = [("nl", &self.page_nl), ("en", &self.page_en)];
        let own = pages.into_iter().find(|(name, _)| *name == language.name());
        own.map_or(&self.page_nl, |(_, page)| page)
    }
}

/// The edition that counts: the latest that was published, unless that one was withdrawn, since what it corrected is no better.
/// The editions are those of one document of one year, the latest first.
#[must_use]
pub fn current(editions: &[Edition]) -> Option<&Edition> {
    editions.iter().find(|edition| edition.was_published()).filter(|edition| edition.is_published())
}
