//! What the data gives for a sentence of the policy.
//!
//! The rule: what was not told is counted beside what was, so that no share looks better than it may be.

use crate::domain::reporting::figure::Figure;
use crate::statistics::census::Census;

/// The figures of a kind of evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// Of what is known.
    pub figure: Figure,
    /// The same if nothing that is not known was done; [`Figure::Nothing`] where that cannot be.
    pub at_least: Figure,
    /// Of how many it is not known; [`Figure::Nothing`] where that cannot be.
    pub unknown: Figure,
}

impl Given {
    /// A figure of which everything is known.
    #[must_use]
    pub fn of(figure: Figure) -> Self {
        Self { figure, at_least: Figure::Nothing, unknown: Figure::Nothing }
    }

    /// Where the data says nothing.
    #[must_use]
    pub fn nothing() -> Self {
        Self::of(Figure::Nothing)
    }

    /// Of how many the figure is, such as complaints, points or answers; hidden with it, and nothing where it is no part of any.
    #[must_use]
    pub fn of_how_many(&self) -> Figure {
        match &self.figure {
            Figure::Share { whole, .. } => Figure::count(*whole),
            Figure::Points { maximum, .. } => Figure::count(*maximum),
            Figure::Rate { base, .. } => Figure::count(*base),
            Figure::Nps { promoters, passives, detractors, .. } => {
                Figure::count(promoters + passives + detractors)
            }
            Figure::Hidden => Figure::Hidden,
            _ => Figure::Nothing,
        }
    }

    /// Counts of everything, parts of which may not be known.
    #[must_use]
    pub fn census(census: Census) -> Self {
        let Census { timely, late, unknown } = census;
        if timely + late + unknown == 0 {
            return Self::nothing();
        }
        let known = Figure::exact_share(timely, timely + late);
        Self {
            figure: if timely + late == 0 { Figure::Unknown } else { known },
            at_least: Figure::exact_share(timely, timely + late + unknown),
            unknown: Figure::count(unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_stands_beside_the_share_of_what_is() {
        let given = Given::census(Census { timely: 8, late: 2, unknown: 10 });
        assert_eq!(given.figure, Figure::Share { part: 8, whole: 10, decimals: 1 });
        assert_eq!(given.at_least, Figure::Share { part: 8, whole: 20, decimals: 1 });
        assert_eq!(given.unknown, Figure::Count { count: 10 });
        let untold = Given::census(Census { timely: 0, late: 0, unknown: 3 });
        assert_eq!((untold.figure, untold.unknown), (Figure::Unknown, Figure::Count { count: 3 }));
        assert_eq!(Given::census(Census::default()), Given::nothing());
    }

    #[test]
    fn a_figure_tells_of_how_many_it_is() {
        let answers = Figure::Nps { promoters: 5, passives: 4, detractors: 3, confidence: 95 };
        let points = Figure::Points { points: 70, maximum: 80, reviews: 10 };
        for (figure, expected) in [
            (Figure::exact_share(8, 10), Figure::count(10)),
            (points, Figure::count(80)),
            (Figure::Rate { count: 3, base: 250, per: 100, decimals: 2 }, Figure::count(250)),
            (answers, Figure::count(12)),
            (Figure::Hidden, Figure::Hidden),
            (Figure::Unknown, Figure::Nothing),
        ] {
            assert_eq!(Given::of(figure.clone()).of_how_many(), expected, "{figure:?}");
        }
    }
}
