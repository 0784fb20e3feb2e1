//! What happened to the facts of a year after a report on it was approved, and which of it explains a difference.
//!
//! The rule: a cause is named only where it was found and can explain that figure ([`sources`]). Where none was, that is said.

pub mod sources;

use crate::domain::reporting::changes::sources::{Relation, Source, sources_of};
use crate::domain::reporting::difference::Difference;

/// Counts of what was registered or changed after a moment and can explain a figure of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The year that the report is about.
    pub year: i32,
    /// Of the complaints of that year.
    pub of_year: ComplaintChanges,
    /// Of those of the year before, which stands beside it.
    pub of_year_before: ComplaintChanges,
    /// Complaints that were changed since and stand nowhere in the year, though they were registered or closed in it.
    pub left: u64,
    /// Complaints from which name and address were removed since; no figure depends on that alone.
    pub contacts_removed: u64,
    /// Those of them whose person was erased: a link that could be answered ended, and words are gone.
    pub erased: u64,
    /// Answers to surveys that came, were changed or were imported since.
    pub answers: u64,
    /// Reviews of the quality sample that were written or corrected since.
    pub reviews: u64,
    /// Norms that were adopted and verdicts that were given since.
    pub norms: u64,
    /// Numbers of notifications that were told or corrected since.
    pub notifications: u64,
    /// Causes of complaints that were renamed or merged since.
    pub cause_names: u64,
    /// Follow-ups that were done since.
    pub follow_ups: u64,
    /// Improvements that were registered, changed or closed since.
    pub improvements: u64,
    /// Sentences of the policy that were judged since.
    pub assessments: u64,
    /// Months of the year that were marked, or whose mark was explained, since.
    pub signals: u64,
}

/// Complaints by what of them can explain a number of complaints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ComplaintChanges {
    /// Received in the year.
    pub received: Since,
    /// Closed in the year, now or as it was reported before.
    pub closed: Since,
    /// Open when the year began, now or perhaps before.
    pub at_start: Since,
    /// Open when it ended, now or perhaps before.
    pub at_end: Since,
    /// Any of these.
    pub any: Since,
}

/// How many complaints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// Registered since.
    pub late: u64,
    /// Known before and reported again or corrected since.
    pub changed: u64,
}

impl ComplaintChanges {
    fn of(&self, relation: Relation) -> Since {
        match relation {
            Relation::Received => self.received,
            Relation::Closed => self.closed,
            Relation::AtStart => self.at_start,
            Relation::AtEnd => self.at_end,
            Relation::Any => self.any,
        }
    }
}

/// Why a figure or a heading is another than when the report was approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    #[error("complaints registered since: {0}")]
    LateComplaints(u64),
    #[error("complaints corrected since: {0}")]
    ChangedComplaints(u64),
    #[error("complaints that left the year since, by a correction: {0}")]
    LeftComplaints(u64),
    #[error("answers that came or were changed since: {0}")]
    Answers(u64),
    #[error("quality reviews written or corrected since: {0}")]
    Reviews(u64),
    #[error("norms adopted and verdicts given since: {0}")]
    Norms(u64),
    #[error("numbers of notifications told or corrected since: {0}")]
    Notifications(u64),
    #[error("causes renamed or merged since: {0}")]
    CauseNames(u64),
    #[error("follow-ups done since: {0}")]
    FollowUps(u64),
    #[error("improvements registered, changed or closed since: {0}")]
    Improvements(u64),
    #[error("sentences of the policy judged since: {0}")]
    Assessments(u64),
    #[error("months marked or explained since: {0}")]
    Signals(u64),
    #[error("complaints whose person was erased since: {0}")]
    Erasures(u64),
    #[error("another file with headings is in use")]
    Headings,
    #[error("made by an earlier method")]
    EarlierMethod,
    #[error("made by a method that this version of Naklank does not know")]
    UnknownMethod,
    #[error("a setting is another")]
    Settings,
    #[error("another fact was changed, of which no time is kept")]
    Another,
}

impl Changes {
    /// The causes of a difference; at least one. `of_all` can explain every figure, such as another method than that of this
    /// program.
    #[must_use]
    pub fn causes_of(&self, difference: &Difference, of_all: &[Cause]) -> Vec<Cause> {
        let sources = match difference {
            // Another method can have other sections too.
            Difference::Heading { .. } | Difference::Order => {
                return of_methods(of_all).chain([Cause::Headings]).collect();
            }
            Difference::Method { .. } => return of_methods(of_all).collect(),
            Difference::Setting { .. } => return vec![Cause::Settings],
            Difference::Figure { place, then, now } => {
                sources_of(place, self.year, [then.as_ref(), now.as_ref()])
            }
        };
        let mut causes = of_all.to_vec();
        for cause in sources.into_iter().flat_map(|source| self.caused_by(source)) {
            if !causes.contains(&cause) {
                causes.push(cause);
            }
        }
        if causes.is_empty() {
            causes.push(Cause::Another);
        }
        causes
    }

    /// What changed of a source, if anything did.
    fn caused_by(&self, source: Source) -> Vec<Cause> {
        let one = |count: u64, cause: fn(u64) -> Cause| some(&[(count, cause)]);
        match source {
            Source::Complaints(relation) => complaints(self.of_year.of(relation), self.left),
            Source::YearBefore(relation) => complaints(self.of_year_before.of(relation), 0),
            Source::Answers => one(self.answers, Cause::Answers),
            Source::Reviews => one(self.reviews, Cause::Reviews),
            Source::Norms => one(self.norms, Cause::Norms),
            Source::Notifications => one(self.notifications, Cause::Notifications),
            Source::CauseNames => one(self.cause_names, Cause::CauseNames),
            Source::FollowUps => one(self.follow_ups, Cause::FollowUps),
            Source::Improvements => one(self.improvements, Cause::Improvements),
            Source::Assessments => one(self.assessments, Cause::Assessments),
            Source::Signals => one(self.signals, Cause::Signals),
            Source::Erasures => one(self.erased, Cause::Erasures),
            Source::Settings => vec![Cause::Settings],
        }
    }
}

fn of_methods(causes: &[Cause]) -> impl Iterator<Item = Cause> {
    let is_method = |cause: &Cause| matches!(cause, Cause::EarlierMethod | Cause::UnknownMethod);
    causes.iter().copied().filter(is_method)
}

fn complaints(since: Since, left: u64) -> Vec<Cause> {
    some(&[
        (since.late, Cause::LateComplaints),
        (since.changed, Cause::ChangedComplaints),
        (left, Cause::LeftComplaints),
    ])
}

/// How often something happened, and the cause that it then is.
type Counted = (u64, fn(u64) -> Cause);

/// Those of which there are any.
fn some(counted: &[Counted]) -> Vec<Cause> {
    counted.iter().filter(|(count, _)| *count > 0).map(|(count, cause)| cause(*count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reporting::difference::Place;
    use crate::domain::reporting::figure::Figure;

    fn at(section: &str, part: &str, row: &str, column: &str) -> Difference {
        let [section, part, row, column] = [section, part, row, column].map(str::to_owned);
        let place = Place { section, part, row, nth: 0, column };
        Difference::Figure { place, then: Some(Figure::count(12)), now: Some(Figure::count(13)) }
    }

    /// One complaint of each kind, told apart by its number.
    fn changes() -> Changes {
        let since = |late, changed| Since { late, changed };
        Changes {
            year: 2025,
            of_year: ComplaintChanges {
                received: since(1, 0),
                closed: since(0, 2),
                at_start: since(0, 3),
                at_end: since(4, 0),
                any: since(5, 5),
            },
            of_year_before: ComplaintChanges { received: since(6, 0), ..ComplaintChanges::default() },
            answers: 7,
            reviews: 8,
            norms: 9,
            notifications: 10,
            improvements: 11,
            contacts_removed: 12,
            ..Changes::default()
        }
    }

    #[test]
    fn a_difference_has_the_causes_that_can_explain_this_figure() {
        let changes = changes();
        for (difference, expected) in [
            (at("flow", "flow", "2025", "received"), vec![Cause::LateComplaints(1)]),
            (at("flow", "flow", "2025", "closed"), vec![Cause::ChangedComplaints(2)]),
            (at("flow", "flow_identity", "", "brought_forward"), vec![Cause::ChangedComplaints(3)]),
            (at("flow", "flow", "2024", "received"), vec![Cause::LateComplaints(6)]),
            (at("flow", "flow", "2024", "carried_forward"), vec![Cause::Another]),
            (at("summary", "summary_received", "", "open"), vec![Cause::LateComplaints(4)]),
            (at("kinds", "channel", "channel:web", "complaints"), vec![Cause::LateComplaints(1)]),
            (at("kinds", "outcome", "outcome:upheld", "share"), vec![Cause::ChangedComplaints(2)]),
            (at("kpis", "kpis", "kpi:acknowledgement", "norm"), vec![Cause::Norms(9)]),
            (
                at("kpis", "kpis", "kpi:acknowledgement", "value"),
                vec![Cause::LateComplaints(1), Cause::Norms(9)],
            ),
            (at("kpis", "kpis", "kpi:handling_quality", "value"), vec![Cause::Reviews(8)]),
            (at("kpis", "kpis", "kpi:nps", "value"), vec![Cause::ChangedComplaints(2), Cause::Answers(7)]),
            (
                at("kpis", "kpis", "kpi:complaint_rate", "value"),
                vec![Cause::LateComplaints(1), Cause::Notifications(10)],
            ),
            (at("norms", "norms", "kpi:nps", "norm"), vec![Cause::Norms(9)]),
            (at("method", "asked_after_days", "", "days"), vec![Cause::Settings]),
        ] {
            assert_eq!(changes.causes_of(&difference, &[]), expected, "{difference}");
        }
        assert_eq!(changes.causes_of(&Difference::Order, &[]), [Cause::Headings]);
    }

    #[test]
    fn a_figure_that_was_or_is_hidden_may_be_so_by_numbers_beside_it() {
        let mut difference = at("kpis", "kpis", "kpi:handling_quality", "value");
        if let Difference::Figure { now, .. } = &mut difference {
            *now = Some(Figure::Hidden);
        }
        let expected = [Cause::ChangedComplaints(2), Cause::Reviews(8)];
        assert_eq!(changes().causes_of(&difference, &[]), expected);
        let mut difference = at("team_kpis", "team_acknowledgement", "Noord", "timely");
        if let Difference::Figure { then, .. } = &mut difference {
            *then = Some(Figure::Hidden);
        }
        let expected = [Cause::LateComplaints(5), Cause::ChangedComplaints(5), Cause::Norms(9)];
        assert_eq!(changes().causes_of(&difference, &[]), expected);
    }

    #[test]
    fn another_method_or_setting_and_a_complaint_that_left_are_causes_and_a_removed_name_is_none() {
        let place = at("flow", "flow", "2025", "received");
        let left = Changes { year: 2025, left: 1, ..Changes::default() };
        let of_all = [Cause::EarlierMethod, Cause::Settings];
        assert_eq!(
            left.causes_of(&place, &of_all),
            [Cause::EarlierMethod, Cause::Settings, Cause::LeftComplaints(1)]
        );
        assert_eq!(left.causes_of(&Difference::Order, &of_all), [Cause::EarlierMethod, Cause::Headings]);
        let method = Difference::Method { then: "before".to_owned(), now: "now".to_owned() };
        assert_eq!(left.causes_of(&method, &of_all), [Cause::EarlierMethod]);
        let setting = at("method", "asked_after_days", "", "days");
        assert_eq!(left.causes_of(&setting, &[Cause::Settings]), [Cause::Settings], "each once");
        let removed = Changes { year: 2025, contacts_removed: 5, ..Changes::default() };
        assert_eq!(removed.causes_of(&place, &[]), [Cause::Another]);
    }

    #[test]
    fn an_erasure_explains_who_was_asked_and_the_words_that_are_gone_and_no_number_of_complaints() {
        let erased = Changes { year: 2025, contacts_removed: 2, erased: 2, signals: 3, ..Changes::default() };
        for (difference, expected) in [
            (at("nps", "non_response", "place:waiting", "complaints"), Cause::Erasures(2)),
            (at("method", "not_asked_no_address", "", "complaints"), Cause::Erasures(2)),
            (at("themes", "themes", "Wachten", "detractors"), Cause::Erasures(2)),
            (at("nps", "nps", "2025", "value"), Cause::Another),
            (at("flow", "flow", "2025", "received"), Cause::Another),
            (at("signals", "signals", "months:2025-03/2025-03", "cause"), Cause::Signals(3)),
        ] {
            assert_eq!(erased.causes_of(&difference, &[]), [expected], "{difference}");
        }
    }
}
