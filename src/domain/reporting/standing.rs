//! Where the documents of a year stand, and what stands in the way of their next step.
//!
//! The rule: a page offers a step where the use case would take it, and says why not elsewhere, in the same words.

use chrono::{Datelike, NaiveDate};

use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::edition::{Draft, Edition};

/// The day before which the complaint report of a year is published: 1 April of the next one (policy, section 5).
#[must_use]
pub fn due_before(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year.saturating_add(1), 4, 1).unwrap_or(NaiveDate::MAX)
}

/// Whether the last day of a year has passed.
#[must_use]
pub fn is_over(year: i32, today: NaiveDate) -> bool {
    today.year() > year
}

/// Where a document of a year stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentStanding {
    pub draft: Option<Draft>,
    /// The latest first.
    pub editions: Vec<Edition>,
}

impl DocumentStanding {
    /// The latest published edition.
    #[must_use]
    pub fn published(&self) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.is_published())
    }

    /// The edition that was approved and neither published nor rejected.
    #[must_use]
    pub fn waiting(&self) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.waits())
    }

    /// What stands in the way of approving the draft; `None` if it can be approved.
    #[must_use]
    pub fn obstacle(&self, year: &YearFacts, approver: &Approver<'_>) -> Option<Obstacle> {
        if self.waiting().is_some() {
            return Some(Obstacle::OneWaits);
        }
        let Some(draft) = &self.draft else { return Some(Obstacle::NoDraft) };
        let says_nothing = draft.changed.nl.is_empty() && draft.changed.en.is_empty();
        [
            (!year.is_over, Obstacle::NotOver),
            (!year.has_data, Obstacle::NoData),
            (!approver.may_publish, Obstacle::OtherRole),
            (draft.prepared_by == approver.name, Obstacle::OwnDraft),
            (self.published().is_some() && says_nothing, Obstacle::SaysNotWhatChanged),
        ]
        .into_iter()
        .find_map(|(stands, obstacle)| stands.then_some(obstacle))
    }
}

/// What is known of a year, whatever its documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearFacts {
    /// Whether its last day has passed.
    pub is_over: bool,
    /// Whether a complaint was received or closed in it.
    pub has_data: bool,
}

/// Who would approve a draft.
#[derive(Clone, Copy, Debug)]
pub struct Approver<'a> {
    /// As the audit names them.
    pub name: &'a str,
    /// Whether their role allows it.
    pub may_publish: bool,
}

/// The documents of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearStanding {
    pub year: i32,
    pub facts: YearFacts,
    pub public: DocumentStanding,
    pub internal: DocumentStanding,
}

impl YearStanding {
    /// Picks the documents of a year out of the drafts and editions of all years.
    #[must_use]
    pub fn new(year: i32, facts: YearFacts, drafts: &[Draft], editions: &[Edition]) -> Self {
        let of = |kind: DocumentKind| DocumentStanding {
            draft: drafts.iter().find(|draft| draft.year == year && draft.kind == kind).cloned(),
            editions: editions
                .iter()
                .filter(|edition| edition.year == year && edition.kind == kind)
                .cloned()
                .collect(),
        };
        Self { year, facts, public: of(DocumentKind::Public), internal: of(DocumentKind::Internal) }
    }

    /// Whether a document of the year was ever drafted.
    #[must_use]
    pub fn has_document(&self) -> bool {
        [&self.public, &self.internal].into_iter().any(|standing| *standing != DocumentStanding::default())
    }

    /// The standing of one of the two documents.
    #[must_use]
    pub fn of(&self, kind: DocumentKind) -> &DocumentStanding {
        match kind {
            DocumentKind::Public => &self.public,
            DocumentKind::Internal => &self.internal,
        }
    }
}

/// Why a step is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// No draft was prepared.
    NoDraft,
    /// The draft was changed since it was read.
    Changed,
    /// Who would approve it prepared it.
    OwnDraft,
    /// The year is not over.
    NotOver,
    /// No complaint was received or closed in the year.
    NoData,
    /// It corrects a published edition and does not say what it changes.
    SaysNotWhatChanged,
    /// An approved edition waits to be published.
    OneWaits,
    /// No edition waits to be published.
    NoneWaits,
    /// The role does not allow it.
    OtherRole,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Timestamp;
    use crate::domain::ids::EditionId;
    use crate::domain::reporting::document::InBoth;
    use crate::domain::reporting::edition::PageHashes;

    const OVER: YearFacts = YearFacts { is_over: true, has_data: true };
    const ANN: Approver<'_> = Approver { name: "ann@example.org", may_publish: true };

    fn at() -> Timestamp {
        "2026-02-01T09:00:00Z".parse().unwrap()
    }

    fn draft(by: &str) -> Draft {
        Draft {
            year: 2025,
            kind: DocumentKind::Public,
            words: InBoth::default(),
            changed: InBoth::default(),
            prepared_by: by.to_owned(),
            prepared_at: at(),
        }
    }

    fn edition(number: u32, is_published: bool) -> Edition {
        Edition {
            id: EditionId(uuid::Uuid::from_u128(number.into())),
            year: 2025,
            kind: DocumentKind::Public,
            number,
            prepared_by: "bob@example.org".to_owned(),
            approved_by: "ann@example.org".to_owned(),
            approved_at: at(),
            published: is_published.then(|| ("ann@example.org".to_owned(), at())),
            rejected_at: None,
            sha256: [7; 32],
            pages_sha256: PageHashes::default(),
        }
    }

    #[test]
    fn the_draft_of_another_person_about_a_year_that_is_over_can_be_approved() {
        let standing = DocumentStanding { draft: Some(draft("bob@example.org")), editions: Vec::new() };
        assert_eq!(standing.obstacle(&OVER, &ANN), None);
        for (facts, approver, expected) in [
            (YearFacts { is_over: false, ..OVER }, ANN, Obstacle::NotOver),
            (YearFacts { has_data: false, ..OVER }, ANN, Obstacle::NoData),
            (OVER, Approver { may_publish: false, ..ANN }, Obstacle::OtherRole),
            (OVER, Approver { name: "bob@example.org", ..ANN }, Obstacle::OwnDraft),
        ] {
            assert_eq!(standing.obstacle(&facts, &approver), Some(expected));
        }
        assert_eq!(DocumentStanding::default().obstacle(&OVER, &ANN), Some(Obstacle::NoDraft));
    }

    #[test]
    fn a_correction_says_what_it_changes_and_one_edition_at_a_time_waits() {
        let draft = draft("bob@example.org");
        let mut standing = DocumentStanding { draft: Some(draft.clone()), editions: vec![edition(1, true)] };
        assert_eq!(standing.obstacle(&OVER, &ANN), Some(Obstacle::SaysNotWhatChanged));
        let changed = InBoth { nl: String::new(), en: "A late complaint.".to_owned() };
        standing.draft = Some(Draft { changed, ..draft });
        assert_eq!(standing.obstacle(&OVER, &ANN), None);
        standing.editions.insert(0, edition(2, false));
        assert_eq!(standing.obstacle(&OVER, &ANN), Some(Obstacle::OneWaits));
        assert_eq!(standing.published().map(|edition| edition.number), Some(1));
        assert_eq!(standing.waiting().map(|edition| edition.number), Some(2));
    }

    #[test]
    fn a_year_ends_on_its_last_day_and_its_report_is_due_three_months_later() {
        assert!(!is_over(2025, "2025-12-31".parse().unwrap()));
        assert!(is_over(2025, "2026-01-01".parse().unwrap()));
        assert_eq!(due_before(2025).to_string(), "2026-04-01");
    }

    #[test]
    fn drafts_and_editions_come_to_the_document_of_their_year() {
        let internal = Draft { kind: DocumentKind::Internal, ..draft("bob@example.org") };
        let other = Edition { year: 2024, ..edition(1, true) };
        let editions = [edition(2, false), edition(1, true), other];
        let standing = YearStanding::new(2025, OVER, &[internal], &editions);
        assert_eq!(standing.of(DocumentKind::Public).editions.len(), 2);
        assert!(standing.of(DocumentKind::Public).draft.is_none());
        assert!(standing.of(DocumentKind::Internal).draft.is_some());
    }
}
