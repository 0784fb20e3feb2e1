//! What happened to the facts of a year after a report on it was approved, and which of it explains a difference.
//!
//! The rule: a cause is named only where it was found. Where none was, that is said.

use crate::domain::reporting::difference::Difference;

/// Counts of what was registered or changed after a moment and belongs to a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Complaints that were registered since.
    pub late: u64,
    /// Complaints that were known before and reported again or corrected since.
    pub changed: u64,
    /// Complaints from which name and address were removed since; no figure depends on these.
    pub erased: u64,
    /// Answers to surveys that came, were changed or were imported since.
    pub answers: u64,
    /// Reviews of the quality sample that were written or corrected since.
    pub reviews: u64,
    /// Norms that were adopted and verdicts that were given since.
    pub norms: u64,
    /// Improvements that were registered, changed or closed since.
    pub improvements: u64,
    /// Sentences of the policy that were judged since.
    pub assessments: u64,
}

/// Why a figure or a heading is another than when the report was approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    #[error("complaints registered since: {0}")]
    LateComplaints(u64),
    #[error("complaints corrected since: {0}")]
    ChangedComplaints(u64),
    #[error("answers that came or were changed since: {0}")]
    Answers(u64),
    #[error("quality reviews written or corrected since: {0}")]
    Reviews(u64),
    #[error("norms adopted and verdicts given since: {0}")]
    Norms(u64),
    #[error("improvements registered, changed or closed since: {0}")]
    Improvements(u64),
    #[error("sentences of the policy judged since: {0}")]
    Assessments(u64),
    #[error("another file with headings is in use")]
    Headings,
    #[error("this version of Naklank counts by another method")]
    Method,
    #[error("a setting is another")]
    Settings,
    #[error("another fact was changed, such as a number of notifications")]
    Another,
}

impl Changes {
    /// The causes of a difference; at least one. With another method than that of this program, every figure may be another by
    /// that alone.
    #[must_use]
    pub fn causes_of(&self, difference: &Difference, is_other_method: bool) -> Vec<Cause> {
        let section = match difference {
            Difference::Heading { .. } | Difference::Order => return vec![Cause::Headings],
            Difference::Method { .. } => return vec![Cause::Method],
            Difference::Setting { .. } => return vec![Cause::Settings],
            Difference::Figure { place, .. } => place.section.as_str(),
        };
        let mut causes: Vec<Cause> = self.behind(section).into_iter().flatten().collect();
        if is_other_method {
            causes.insert(0, Cause::Method);
        }
        if causes.is_empty() {
            causes.push(Cause::Another);
        }
        causes
    }

    /// What the figures of a section depend on, as far as it was changed.
    fn behind(&self, section: &str) -> Vec<Option<Cause>> {
        let some = |count: u64, cause: fn(u64) -> Cause| (count > 0).then(|| cause(count));
        let complaints =
            [some(self.late, Cause::LateComplaints), some(self.changed, Cause::ChangedComplaints)];
        let answers = some(self.answers, Cause::Answers);
        let norms = some(self.norms, Cause::Norms);
        let of_section = match section {
            "flow" | "kinds" | "causes" | "team_flow" | "pareto" | "discussed" => vec![],
            "nps" | "team_nps" | "themes" | "signals" => vec![answers],
            "norms" | "method" => vec![answers, norms],
            "assessment" => vec![some(self.assessments, Cause::Assessments)],
            "improvements" | "improvements_followed" => {
                vec![answers, some(self.improvements, Cause::Improvements)]
            }
            // The summary, the KPIs and the other sections of the evaluation depend on all of it.
            _ => vec![
                answers,
                some(self.reviews, Cause::Reviews),
                norms,
                some(self.improvements, Cause::Improvements),
            ],
        };
        complaints.into_iter().chain(of_section).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reporting::difference::Place;

    fn in_section(section: &str) -> Difference {
        let place = Place { section: section.to_owned(), ..Place::default() };
        Difference::Figure { place, then: None, now: None }
    }

    #[test]
    fn a_difference_has_the_causes_that_its_section_depends_on() {
        let changes = Changes { late: 1, answers: 3, reviews: 2, erased: 5, ..Changes::default() };
        assert_eq!(changes.causes_of(&in_section("flow"), false), [Cause::LateComplaints(1)]);
        assert_eq!(
            changes.causes_of(&in_section("nps"), false),
            [Cause::LateComplaints(1), Cause::Answers(3)]
        );
        assert_eq!(
            changes.causes_of(&in_section("kpis"), true),
            [Cause::Method, Cause::LateComplaints(1), Cause::Answers(3), Cause::Reviews(2)]
        );
        assert_eq!(changes.causes_of(&Difference::Order, false), [Cause::Headings]);
    }

    #[test]
    fn what_has_no_cause_that_is_kept_says_so_and_a_removed_name_is_none() {
        let erased = Changes { erased: 5, ..Changes::default() };
        assert_eq!(erased.causes_of(&in_section("kpis"), false), [Cause::Another]);
    }
}
