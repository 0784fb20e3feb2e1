//! The sentences of the policy, and what the organisation judges of each in a year.
//!
//! The rule: a sentence rests on one kind of evidence at most, of which the data gives figures; a judgement is a person's and
//! never follows from them. The latest judgement counts, and those before it are kept.

pub mod form;
pub mod given;
pub mod sentences_file;

use crate::domain::Timestamp;
use crate::domain::named::named_enum;
use crate::domain::reporting::assessment::given::Given;
use crate::domain::reporting::document::InBoth;

/// The longest note on a judgement, in characters.
pub const LONGEST_NOTE: usize = 2_000;

/// What is said of a sentence without a judgement, beside the names of [`Judgement`].
pub const NOT_JUDGED: &str = "not_judged";

named_enum! {
    /// What of the data a sentence rests on.
    pub enum Evidence {
        /// KPI 1: the share of complaints acknowledged in time.
        Acknowledged = "acknowledged",
        /// KPI 2: the share with a telephone response in time.
        Called = "called",
        /// KPI 3: the share with a written response in time.
        AnsweredInWriting = "answered_in_writing",
        /// KPI 4: the points that reviewers gave of those that could be given.
        HandlingQuality = "handling_quality",
        /// KPI 4: how much of the sample that was drawn was reviewed.
        QualityReviewed = "quality_reviewed",
        /// KPI 5: the NPS of the year.
        NpsFollowed = "nps_followed",
        /// KPI 6: complaints for each hundred notifications.
        ComplaintRate = "complaint_rate",
        /// Complaints upheld in part or rejected whose customer was pointed to Kifid or the court.
        KifidPointed = "kifid_pointed",
        /// Board complaints that the board answered itself.
        BoardAnsweredByBoard = "board_answered_by_board",
        /// Closed complaints discussed in time with the employee who handled them.
        DiscussedWithEmployee = "discussed_with_employee",
        /// Closed complaints discussed in time in the team.
        DiscussedInTeam = "discussed_in_team",
        /// Received complaints with a cause.
        CausesFound = "causes_found",
        /// Improvements that ran in the year of whose effect something can be told.
        ImprovementsFollowed = "improvements_followed",
        /// Follow-ups due in the year that ended in time.
        FollowedUp = "followed_up",
        /// The day on which the complaint report of the year before was published.
        ReportPublishedBefore1April = "report_published_before_1_april",
        /// The day on which the evaluation of the year before was published.
        EvaluatedEveryYear = "evaluated_every_year",
        /// KPIs for which a norm was in force at the end of the year.
        NormInLedger = "norm_in_ledger",
        /// The data says nothing about it.
        None = "none",
    }
}

named_enum! {
    /// Whether the organisation did what a sentence says.
    pub enum Judgement {
        Kept = "kept",
        Partly = "partly",
        NotKept = "not_kept",
        CannotBeSaid = "cannot_be_said",
    }
}

/// A sentence of the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Small letters, digits and underscores; judgements are kept by it.
    pub key: String,
    pub words: InBoth,
    pub evidence: Evidence,
}

/// The sentences of the policy, in its order; each key is there once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentences(Vec<Sentence>);

impl Sentences {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Sentence] {
        &self.0
    }

    /// The sentence with a key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&Sentence> {
        self.0.iter().find(|sentence| sentence.key == key)
    }
}

/// What was judged of a sentence in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The key of the sentence.
    pub sentence: String,
    pub judgement: Judgement,
    /// May be empty.
    pub note: String,
    /// The address of who judged.
    pub by: String,
    pub at: Timestamp,
}

/// A judgement that is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAssessment {
    pub sentence: String,
    pub judgement: Judgement,
    pub note: String,
    /// When the judgement that its author saw was made; `None` if there was none.
    pub seen: Option<Timestamp>,
}

/// All judgements of a year, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History(pub Vec<Assessment>);

impl History {
    /// The judgement of a sentence that counts.
    #[must_use]
    pub fn latest(&self, sentence: &str) -> Option<&Assessment> {
        self.0.iter().rev().find(|one| one.sentence == sentence)
    }

    /// Whether a judgement says something else than the one that counts, and than the one that its author saw: a form is sent
    /// with what its author left alone.
    #[must_use]
    pub fn is_changed_by(&self, new: &NewAssessment) -> bool {
        let of_sentence = self.0.iter().filter(|one| one.sentence == new.sentence);
        let mut known = of_sentence.filter(|one| Some(one.at) == new.seen).chain(self.latest(&new.sentence));
        !known.any(|one| one.judgement == new.judgement && one.note == new.note)
    }

    /// Whether the author of a judgement saw the one that counts.
    #[must_use]
    pub fn was_seen(&self, new: &NewAssessment) -> bool {
        self.latest(&new.sentence).map(|latest| latest.at) == new.seen
    }
}

/// A sentence with what the data gives and what was judged.
#[derive(Clone, Debug, PartialEq)]
pub struct AssessedSentence {
    pub sentence: Sentence,
    pub given: Given,
    pub latest: Option<Assessment>,
}

impl AssessedSentence {
    /// The name of its judgement.
    #[must_use]
    pub fn judgement(&self) -> &'static str {
        self.latest.as_ref().map_or(NOT_JUDGED, |latest| latest.judgement.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: u32) -> Timestamp {
        format!("2026-03-20T14:00:{second:02}Z").parse().unwrap()
    }

    fn judged(judgement: Judgement, second: u32) -> Assessment {
        let (sentence, note) = ("kifid".to_owned(), String::new());
        Assessment { sentence, judgement, note, by: "a@example.org".to_owned(), at: at(second) }
    }

    fn new(judgement: Judgement, seen: Option<u32>) -> NewAssessment {
        let (sentence, note) = ("kifid".to_owned(), String::new());
        NewAssessment { sentence, judgement, note, seen: seen.map(at) }
    }

    #[test]
    fn what_an_author_left_alone_changes_nothing_though_a_colleague_did() {
        let history = History(vec![judged(Judgement::Kept, 1), judged(Judgement::Partly, 2)]);
        assert_eq!(history.latest("kifid"), Some(&judged(Judgement::Partly, 2)));
        assert_eq!(history.latest("board"), None);
        assert!(!history.is_changed_by(&new(Judgement::Kept, Some(1))), "left alone");
        assert!(!history.is_changed_by(&new(Judgement::Partly, Some(1))), "both judged alike");
        let other = new(Judgement::NotKept, Some(1));
        assert!(history.is_changed_by(&other) && !history.was_seen(&other));
        let back = new(Judgement::Kept, Some(2));
        assert!(
            history.is_changed_by(&back) && history.was_seen(&back),
            "the earlier judgement is given anew"
        );
        assert!(History::default().was_seen(&new(Judgement::Kept, None)));
    }
}
