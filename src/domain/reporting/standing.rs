//! Where the documents of a year stand, and what stands in the way of their next step.
//!
//! The rule: a page offers a step where the use case would take it, and says why not elsewhere, in the same words.

use chrono::{Datelike, NaiveDate};

use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::edition::contacts::contacts_in;
use crate::domain::reporting::edition::{Draft, Edition, current};

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
    /// Everyone who wrote in the draft, or judged what stands in it, by name; beside them who saved it last.
    pub preparers: Vec<String>,
    /// The latest first.
    pub editions: Vec<Edition>,
}

impl DocumentStanding {
    /// The latest published edition; `None` also if that was withdrawn.
    #[must_use]
    pub fn published(&self) -> Option<&Edition> {
        current(&self.editions)
    }

    /// Whether an edition was ever published, so that the next one says what it changes.
    #[must_use]
    pub fn was_published(&self) -> bool {
        self.editions.iter().any(Edition::was_published)
    }

    /// Whether a person wrote in the draft, and so may not approve it.
    #[must_use]
    pub fn is_prepared_by(&self, name: &str) -> bool {
        let saved_it = self.draft.as_ref().is_some_and(|draft| draft.prepared_by == name);
        saved_it || self.preparers.iter().any(|preparer| preparer == name)
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
        [
            (!year.is_over, Obstacle::NotOver),
            (!year.has_data, Obstacle::NoData),
            (!approver.may_publish, Obstacle::OtherRole),
            (self.is_prepared_by(approver.name), Obstacle::OwnDraft),
            (self.was_published() && !says_what_changed(draft), Obstacle::SaysNotWhatChanged),
        ]
        .into_iter()
        .find_map(|(stands, obstacle)| stands.then_some(obstacle))
    }
}

/// Whether a draft says what it changes to the readers of each language.
#[must_use]
pub fn says_what_changed(draft: &Draft) -> bool {
    !draft.changed.nl.is_empty() && !draft.changed.en.is_empty()
}

/// E-mail addresses and telephone numbers in the words of a draft, each once, which are confirmed before it is approved.
#[must_use]
pub fn contacts_of(draft: &Draft) -> Vec<String> {
    let texts = [&draft.words.nl, &draft.words.en, &draft.changed.nl, &draft.changed.en];
    let mut found: Vec<String> = Vec::new();
    for contact in texts.into_iter().flat_map(|text| contacts_in(text)) {
        if !found.contains(&contact) {
            found.push(contact);
        }
    }
    found
}

/// A person who wrote in the draft of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preparer {
    pub year: i32,
    pub kind: DocumentKind,
    pub name: String,
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

/// The drafts and editions of all years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllDocuments {
    pub drafts: Vec<Draft>,
    pub preparers: Vec<Preparer>,
    /// Of each document of a year the latest first.
    pub editions: Vec<Edition>,
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
    /// Picks the documents of a year out of those of all years.
    #[must_use]
    pub fn new(year: i32, facts: YearFacts, all: &AllDocuments) -> Self {
        let of = |kind: DocumentKind| DocumentStanding {
            draft: all.drafts.iter().find(|draft| draft.year == year && draft.kind == kind).cloned(),
            preparers: all
                .preparers
                .iter()
                .filter(|one| one.year == year && one.kind == kind)
                .map(|one| one.name.clone())
                .collect(),
            editions: all
                .editions
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
    /// Words were typed on the page that are not saved in the draft.
    Unsaved,
    /// Who would approve it wrote in it.
    OwnDraft,
    /// The year has not begun.
    Future,
    /// The year is not over.
    NotOver,
    /// No complaint was received or closed in the year.
    NoData,
    /// It corrects a published edition and does not say in both languages what it changes.
    SaysNotWhatChanged,
    /// An approved edition waits to be published.
    OneWaits,
    /// No edition waits to be published.
    NoneWaits,
    /// The edition that waits is another one than was seen.
    OtherEdition,
    /// The facts changed each time that it was computed.
    Unsettled,
    /// Two tables of it count other complaints.
    TablesDiffer,
    /// Its words hold e-mail addresses or telephone numbers, and it was not confirmed that these may be read.
    NamesContacts,
    /// It was not confirmed that the draft is to be thrown away.
    Unconfirmed,
    /// It was not confirmed that the approved edition is not to be published.
    RejectUnconfirmed,
    /// It was not confirmed that the edition is to be withdrawn.
    WithdrawUnconfirmed,
    /// It was not said which edition is to be withdrawn.
    NoEdition,
    /// The edition is not published.
    NotPublished,
    /// No reason was given.
    NoReason,
    /// The role does not allow it.
    OtherRole,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Timestamp;
    use crate::domain::ids::EditionId;
    use crate::domain::reporting::document::InBoth;
    use crate::domain::reporting::edition::{PageHashes, Withdrawal, WithdrawalReason};

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
            withdrawn: None,
            sha256: [7; 32],
            pages_sha256: PageHashes::default(),
        }
    }

    #[test]
    fn the_draft_of_another_person_about_a_year_that_is_over_can_be_approved() {
        let standing =
            DocumentStanding { draft: Some(draft("bob@example.org")), ..DocumentStanding::default() };
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
        let mut standing = DocumentStanding {
            draft: Some(draft.clone()),
            preparers: Vec::new(),
            editions: vec![edition(1, true)],
        };
        assert_eq!(standing.obstacle(&OVER, &ANN), Some(Obstacle::SaysNotWhatChanged));
        let in_english = InBoth { nl: String::new(), en: "A late complaint.".to_owned() };
        standing.draft = Some(Draft { changed: in_english.clone(), ..draft.clone() });
        assert_eq!(
            standing.obstacle(&OVER, &ANN),
            Some(Obstacle::SaysNotWhatChanged),
            "Dutch readers are not told"
        );
        let changed = InBoth { nl: "Een late klacht.".to_owned(), ..in_english };
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
        let preparer = |kind| Preparer { year: 2025, kind, name: "eve@example.org".to_owned() };
        let all = AllDocuments {
            drafts: vec![internal],
            preparers: vec![preparer(DocumentKind::Internal)],
            editions: vec![edition(2, false), edition(1, true), other],
        };
        let standing = YearStanding::new(2025, OVER, &all);
        assert_eq!(standing.of(DocumentKind::Internal).preparers, ["eve@example.org"]);
        assert!(standing.of(DocumentKind::Public).preparers.is_empty());
        assert_eq!(standing.of(DocumentKind::Public).editions.len(), 2);
        assert!(standing.of(DocumentKind::Public).draft.is_none());
        assert!(standing.of(DocumentKind::Internal).draft.is_some());
    }

    #[test]
    fn who_ever_wrote_in_it_cannot_approve_it() {
        let standing = DocumentStanding {
            draft: Some(draft("bob@example.org")),
            preparers: vec!["ann@example.org".to_owned(), "bob@example.org".to_owned()],
            editions: Vec::new(),
        };
        assert_eq!(standing.obstacle(&OVER, &ANN), Some(Obstacle::OwnDraft));
        assert_eq!(standing.obstacle(&OVER, &Approver { name: "eve@example.org", ..ANN }), None);
    }

    #[test]
    fn after_a_withdrawn_edition_none_counts_until_the_next() {
        let withdrawal =
            Withdrawal { by: "ann@example.org".to_owned(), at: at(), reason: WithdrawalReason::PersonNamed };
        let second = Edition { withdrawn: Some(withdrawal), ..edition(2, true) };
        let standing =
            DocumentStanding { editions: vec![second, edition(1, true)], ..DocumentStanding::default() };
        assert_eq!(standing.published(), None, "what it corrected does not come back");
        assert!(standing.was_published());
    }

    #[test]
    fn the_contacts_in_all_words_of_a_draft_are_found_once() {
        let words = InBoth { nl: "Bel 06 12345678.".to_owned(), en: "Call 06 12345678.".to_owned() };
        let changed = InBoth { nl: String::new(), en: "Ask jan@example.org.".to_owned() };
        let draft = Draft { words, changed, ..draft("bob@example.org") };
        assert_eq!(contacts_of(&draft), ["06 12345678", "jan@example.org"]);
    }
}
