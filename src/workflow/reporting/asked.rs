//! Who was asked about the closures of a year, who answered, and what became of the others: as far as a public report may
//! tell it.
//!
//! The rule: closed complaints, mails and responses are printed in several places, so a row is printed only if what they
//! leave without it is not small either.

use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::hiding::unsummed::{Known, printed_beside};
use crate::domain::reporting::place::Place;
use crate::statistics::suppression::is_too_small;
use crate::statistics::tally::{Counts, Tally};
use crate::storage::StorageError;
use crate::storage::insight::tallies;
use crate::storage::reporting::counts::{self, CountedPlace};
use crate::workflow::insight::series::whole_at_once;
use crate::workflow::reporting::year::Year;

/// What may be told.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The responses by group; print them by [`Self::nps`].
    counts: Counts,
    /// Whether their number may be printed.
    shows_responses: bool,
    minimum: u64,
    pub invited: Invited,
    /// Those who did not answer, in the places that may be printed.
    pub unanswered: Vec<(Place, u64)>,
    /// Whether there are others who did not answer, and whether some of these were not asked.
    pub has_others: bool,
    pub has_others_not_asked: bool,
    /// Whether each of those not asked is in a place that is small.
    pub are_not_asked_few: bool,
}

/// How many got a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Invited {
    /// Of some imported responses it is not known.
    Unknown,
    Hidden,
    Mails(u64),
}

/// What may be told of a year in which this many complaints were closed.
pub(super) async fn asked(year: &Year<'_>, closed: u64) -> Result<Asked, StorageError> {
    let whole = year.whole();
    let now = whole_at_once(year.app, &whole).await?;
    let mut tx = year.app.db.read().await?;
    let days = tallies::answered_until(&mut tx, &whole, year.as_of()).await?;
    let places = counts::places(&mut tx, year.range, year.as_of()).await?;
    drop(tx);
    let tally: Tally = days.iter().map(|day| day.counts.tally).sum();
    let later: u64 = places.iter().filter(|one| one.is_mailed_later).map(|one| one.closures).sum();
    let mails = now.knows_invitations.then(|| now.invited.saturating_sub(later));
    Ok(Asked::of(tally.counts(), mails, &places, closed, year.public_minimum()))
}

impl Asked {
    fn of(counts: Counts, mails: Option<u64>, places: &[CountedPlace], closed: u64, minimum: u64) -> Self {
        let responses = counts.responses();
        let shows_responses =
            !is_too_small(responses, minimum) && !is_too_small(closed.abs_diff(responses), minimum);
        let beside = Beside { closed, responses: if shows_responses { responses } else { 0 } };
        let of_place = |place: Place| (place, closures(places, place));
        let rows: Vec<(Place, u64)> =
            Place::ALL.iter().copied().filter(|place| place.is_unanswered()).map(of_place).collect();
        let numbers: Vec<u64> = rows.iter().map(|(_, closures)| *closures).collect();
        let known = mails.map(|mails| beside.with_mails(&rows, mails)).unwrap_or_default();
        let with_mails = mails
            .filter(|mails| !is_too_small(*mails, minimum))
            .and_then(|mails| Some((printed_beside(&numbers, &known, minimum)?, Invited::Mails(mails))));
        let (printed, invited) = with_mails.unwrap_or_else(|| {
            let invited = if mails.is_some() { Invited::Hidden } else { Invited::Unknown };
            let printed = printed_beside(&numbers, &[beside.without_mails(&rows)], minimum);
            (printed.unwrap_or_default(), invited)
        });
        let is_printed = |place: usize| printed.get(place).copied().unwrap_or(false);
        let (shown, others): (Vec<_>, Vec<_>) =
            rows.into_iter().enumerate().partition(|(place, _)| is_printed(*place));
        let are_others = |is_in: fn(Place) -> bool| {
            others.iter().any(|(_, (place, closures))| *closures > 0 && is_in(*place))
        };
        let mut not_asked = others.iter().filter(|(_, (place, _))| place.is_not_asked());
        let are_not_asked_few = not_asked.all(|(_, (_, closures))| *closures < minimum);
        Self {
            counts,
            are_not_asked_few,
            shows_responses,
            minimum,
            invited,
            has_others: are_others(|_| true),
            has_others_not_asked: are_others(Place::is_not_asked),
            unanswered: shown.into_iter().map(|(_, row)| row).collect(),
        }
    }

    /// Whether few answered.
    pub(super) fn are_answers_few(&self) -> bool {
        self.counts.responses() < self.minimum
    }

    /// Whether one of the groups of respondents is small.
    pub(super) fn has_small_group(&self) -> bool {
        let Counts { promoters, passives, detractors } = self.counts;
        [promoters, passives, detractors].into_iter().any(|count| is_too_small(count, self.minimum))
    }

    /// The number of responses.
    pub(super) fn responses(&self) -> Figure {
        if self.shows_responses { Figure::count(self.counts.responses()) } else { Figure::Hidden }
    }

    /// The NPS with its interval at a confidence in percents: only where no group of respondents is small.
    pub(super) fn nps(&self, confidence: u8) -> Figure {
        let Counts { promoters, passives, detractors } = self.counts;
        if self.counts.responses() == 0 {
            Figure::Nothing
        } else if !self.shows_responses || self.has_small_group() {
            Figure::Hidden
        } else {
            Figure::Nps { promoters, passives, detractors, confidence }
        }
    }

    /// The share of the responses that are of promoters, and of detractors; `None` where NPS is hidden.
    pub(super) fn shares(&self) -> Option<[Figure; 2]> {
        let Figure::Nps { promoters, detractors, .. } = self.nps(90) else { return None };
        let responses = self.counts.responses();
        Some([Figure::share(promoters, responses), Figure::share(detractors, responses)])
    }

    /// How many got a mail.
    pub(super) fn mails(&self) -> Figure {
        match self.invited {
            Invited::Unknown => Figure::Unknown,
            Invited::Hidden => Figure::Hidden,
            Invited::Mails(mails) => Figure::count(mails),
        }
    }

    /// Responses over mails: RR1 of AAPOR, since who was mailed is known and an answer without a score is none.
    pub(super) fn rate(&self) -> Figure {
        let responses = self.counts.responses();
        match self.invited {
            Invited::Unknown => Figure::Unknown,
            Invited::Mails(mails)
                if self.shows_responses && !is_too_small(mails.abs_diff(responses), self.minimum) =>
            {
                match mails {
                    0 => Figure::Nothing,
                    whole => Figure::Share { part: responses, whole, decimals: 1 },
                }
            }
            Invited::Hidden | Invited::Mails(_) => Figure::Hidden,
        }
    }
}

/// Numbers that are printed elsewhere.
#[derive(Clone, Copy)]
struct Beside {
    closed: u64,
    /// 0 where they are hidden.
    responses: u64,
}

impl Beside {
    fn without_mails(self, rows: &[(Place, u64)]) -> Known {
        Known::between(self.closed, self.responses, positions(rows, |_| true))
    }

    fn with_mails(self, rows: &[(Place, u64)], mails: u64) -> Vec<Known> {
        vec![
            self.without_mails(rows),
            Known::between(mails, self.responses, positions(rows, Place::is_mailed)),
            Known::between(self.closed, mails, positions(rows, |place| !place.is_mailed())),
        ]
    }
}

fn positions(rows: &[(Place, u64)], is_in: impl Fn(Place) -> bool) -> Vec<usize> {
    rows.iter().enumerate().filter(|(_, (place, _))| is_in(*place)).map(|(position, _)| position).collect()
}

fn closures(places: &[CountedPlace], place: Place) -> u64 {
    places.iter().filter(|one| one.place == place).map(|one| one.closures).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINIMUM: u64 = 10;

    fn counted(place: Place, closures: u64) -> CountedPlace {
        CountedPlace { place, is_mailed_later: false, closures }
    }

    fn answers(promoters: u64, passives: u64, detractors: u64) -> Counts {
        Counts { promoters, passives, detractors }
    }

    #[test]
    fn what_adds_up_is_printed_row_by_row() {
        let places = [
            counted(Place::Answered, 60),
            counted(Place::Expired, 25),
            counted(Place::NoAddress, 15),
            counted(Place::Unreported, 3),
        ];
        let told = Asked::of(answers(30, 20, 10), Some(85), &places, 100, MINIMUM);
        assert_eq!(told.unanswered, [(Place::Expired, 25), (Place::NoAddress, 15)]);
        assert!(!told.has_others);
        assert_eq!(told.rate(), Figure::Share { part: 60, whole: 85, decimals: 1 });
        assert_eq!(told.nps(90), Figure::Nps { promoters: 30, passives: 20, detractors: 10, confidence: 90 });
        assert_eq!(told.shares(), Some([Figure::share(30, 60), Figure::share(10, 60)]));
    }

    #[test]
    fn a_small_place_takes_the_next_smallest_with_it_and_a_small_group_the_score() {
        let places = [
            counted(Place::Answered, 60),
            counted(Place::Expired, 25),
            counted(Place::Returned, 12),
            counted(Place::Unsubscribed, 3),
        ];
        let told = Asked::of(answers(40, 15, 5), Some(100), &places, 100, MINIMUM);
        assert_eq!((told.unanswered.as_slice(), told.has_others), ([(Place::Expired, 25)].as_slice(), true));
        assert_eq!((told.nps(90), told.shares()), (Figure::Hidden, None));
        assert!(told.has_small_group() && !told.are_answers_few());
        assert_eq!(told.responses(), Figure::count(60));
    }

    #[test]
    fn a_small_number_without_an_answer_hides_how_many_were_asked() {
        let places =
            [counted(Place::Answered, 60), counted(Place::Expired, 5), counted(Place::NoAddress, 35)];
        let told = Asked::of(answers(30, 20, 10), Some(65), &places, 100, MINIMUM);
        assert_eq!((told.mails(), told.rate()), (Figure::Hidden, Figure::Hidden));
        assert_eq!(told.unanswered, [], "35 would leave five of a hundred");
        assert!(told.has_others_not_asked && !told.are_not_asked_few);
        let unknown = Asked::of(answers(30, 20, 10), None, &places, 100, MINIMUM);
        assert_eq!((unknown.mails(), unknown.rate()), (Figure::Unknown, Figure::Unknown));
    }

    #[test]
    fn few_without_an_answer_hide_all() {
        let places = [counted(Place::Answered, 95), counted(Place::Expired, 5)];
        let told = Asked::of(answers(60, 20, 15), Some(100), &places, 100, MINIMUM);
        assert_eq!(
            (told.responses(), told.nps(90), told.mails()),
            (Figure::Hidden, Figure::Hidden, Figure::count(100))
        );
        assert!(!told.has_small_group() && !told.are_answers_few(), "it is the others who are few");
        let nothing = Asked::of(Counts::default(), Some(0), &[], 0, MINIMUM);
        assert_eq!(
            (nothing.nps(90), nothing.rate(), nothing.responses()),
            (Figure::Nothing, Figure::Nothing, Figure::count(0))
        );
    }
}
