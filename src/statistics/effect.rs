//! The effect of an improvement: how much more a figure changed where it was carried out than elsewhere.
//!
//! Difference in differences: the change of those whom it concerns minus the change of the rest over the same days, so that
//! what changed for all is taken off. Its interval applies MOVER twice (see [`super::difference`]): to each change, and to
//! the two changes; each cell brings the limits of its own interval. The answers still needed follow from the usual formula
//! for a difference of means, solved for one of the cells.
//!
//! The rule: a cell without answers has no value, and an effect needs all its cells.

use crate::statistics::interval::{Interval, score_interval_at};
use crate::statistics::normal::{Confidence, quantile};
use crate::statistics::proportion::{Part, wilson};
use crate::statistics::tally::Counts;

/// The confidence of an effect.
pub const CONFIDENCE: Confidence = Confidence::P95;
/// With this probability an effect as large as planned is told.
pub const POWER: f64 = 0.8;

/// The figure of one group over one window, in points (or percentage points).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    pub value: f64,
    /// At [`CONFIDENCE`].
    pub interval: Interval,
    /// Of one answer, in points squared.
    pub variance: f64,
    /// The number of answers; at least 1.
    pub n: u64,
}

/// A cell after and the cell before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    pub after: Cell,
    pub before: Cell,
}

/// An effect, in points upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    pub points: f64,
    pub interval: Interval,
}

impl Cell {
    /// The NPS of some answers; `None` without answers.
    #[must_use]
    pub fn of_scores(counts: &Counts) -> Option<Self> {
        Some(Self {
            value: counts.nps()?,
            interval: score_interval_at(counts, CONFIDENCE.quantile())?,
            variance: counts.variance()? * 10_000.0,
            n: counts.responses(),
        })
    }

    /// A share in per cent; `None` of nothing.
    #[must_use]
    pub fn of_share(part: Part) -> Option<Self> {
        let found = wilson(part.some, part.all, CONFIDENCE)?;
        Some(Self {
            value: 100.0 * found.share,
            interval: Interval { low: 100.0 * found.low, high: 100.0 * found.high },
            variance: found.share * (1.0 - found.share) * 10_000.0,
            n: part.all,
        })
    }

    /// The same to plan with: answers that are all alike do not tell that others will be, so as if one more had differed.
    #[must_use]
    pub fn for_planning(self) -> Self {
        let one = 1.0 / (self.n as f64 + 1.0);
        Self { variance: self.variance.max(one * (1.0 - one) * 10_000.0), ..self }
    }

    /// The variance of its value.
    fn variance_of_value(&self) -> f64 {
        self.variance / self.n as f64
    }

    fn estimated(&self) -> Effect {
        Effect { points: self.value, interval: self.interval }
    }
}

/// The effect: the change, less that of the rest; `None` as the rest means that it concerns everyone.
#[must_use]
pub fn effect(concerned: &Change, rest: Option<&Change>) -> Effect {
    let change = |of: &Change| minus(of.after.estimated(), of.before.estimated());
    match rest {
        Some(rest) => minus(change(concerned), change(rest)),
        None => change(concerned),
    }
}

/// MOVER: the distances to the limits, squared and added.
fn minus(a: Effect, b: Effect) -> Effect {
    let points = a.points - b.points;
    Effect {
        points,
        interval: Interval {
            low: points - (a.points - a.interval.low).hypot(b.interval.high - b.points),
            high: points + (a.interval.high - a.points).hypot(b.points - b.interval.low),
        },
    }
}

/// The largest variance of an effect with which one of `gap` points is told with a probability of `power` (0.5..1).
#[must_use]
pub fn variance_allowed(gap: f64, power: f64) -> f64 {
    (gap / (CONFIDENCE.quantile() + quantile(power))).powi(2)
}

/// How many more answers the cell after needs, so that an effect of `gap` points is told with a probability of `power`
/// (0.5..1) if the other cells stay as they are; 0 if it has enough, `None` if no number is enough.
#[must_use]
pub fn more_needed(concerned: &Change, rest: Option<&Change>, gap: f64, power: f64) -> Option<u64> {
    let of_rest = rest.map(|rest| [rest.after, rest.before]).into_iter().flatten();
    let others: f64 =
        [concerned.before].into_iter().chain(of_rest).map(|cell| cell.variance_of_value()).sum();
    let left = variance_allowed(gap, power) - others;
    let needed = (left > 0.0).then(|| (concerned.after.variance / left).ceil() as u64)?;
    Some(needed.saturating_sub(concerned.after.n))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::statistics::difference::difference;

    fn any_counts() -> impl Strategy<Value = Counts> {
        (0..60u64, 0..60u64, 0..60u64)
            .prop_filter("at least one answer", |(p, q, d)| p + q + d > 0)
            .prop_map(|(promoters, passives, detractors)| Counts { promoters, passives, detractors })
    }

    fn cell(counts: &Counts) -> Cell {
        Cell::of_scores(counts).unwrap()
    }

    fn any_change() -> impl Strategy<Value = Change> {
        (any_counts(), any_counts())
            .prop_map(|(after, before)| Change { after: cell(&after), before: cell(&before) })
    }

    proptest! {
        #[test]
        fn without_a_rest_it_is_the_difference_of_two_scores(after in any_counts(), before in any_counts()) {
            let found = effect(&Change { after: cell(&after), before: cell(&before) }, None);
            let plain = difference(&after, &before, CONFIDENCE).unwrap();
            prop_assert_eq!(found.points, plain.points);
            prop_assert_eq!(found.interval, plain.interval);
        }

        #[test]
        fn the_rest_as_the_concerned_has_the_opposite_effect(a in any_change(), b in any_change()) {
            let (here, there) = (effect(&a, Some(&b)), effect(&b, Some(&a)));
            prop_assert!((here.points + there.points).abs() < 1e-9);
            prop_assert!((here.interval.low + there.interval.high).abs() < 1e-9);
            prop_assert!(here.interval.contains(here.points));
        }

        #[test]
        fn before_as_after_has_the_opposite_effect(a in any_change(), b in any_change()) {
            let swapped = |of: Change| Change { after: of.before, before: of.after };
            let (here, there) = (effect(&a, Some(&b)), effect(&swapped(a), Some(&swapped(b))));
            prop_assert!((here.points + there.points).abs() < 1e-9);
            prop_assert!((here.interval.low + there.interval.high).abs() < 1e-9);
        }

        #[test]
        fn a_rest_makes_it_no_surer(a in any_change(), b in any_change()) {
            let width = |effect: Effect| effect.interval.high - effect.interval.low;
            prop_assert!(width(effect(&a, Some(&b))) >= width(effect(&a, None)) - 1e-9);
        }

        #[test]
        fn a_larger_effect_needs_no_more_answers(a in any_change(), gap in 1.0..60.0f64, more in 0.0..60.0f64) {
            let needed = |gap| more_needed(&a, None, gap, POWER).unwrap_or(u64::MAX);
            prop_assert!(needed(gap + more) <= needed(gap));
        }
    }

    #[test]
    fn a_share_counts_in_percentage_points() {
        let cell = Cell::of_share(Part { some: 81, all: 263 }).unwrap();
        // Newcombe (1998), Statistics in Medicine 17:857-872, table I.
        assert!((cell.interval.low - 25.53).abs() < 5e-3 && (cell.interval.high - 36.62).abs() < 5e-3);
        assert!((cell.variance - 10_000.0 * 81.0 * 182.0 / 263.0_f64.powi(2)).abs() < 1e-9);
        assert_eq!(cell.n, 263);
        assert_eq!(Cell::of_share(Part { some: 0, all: 0 }), None);
        assert_eq!(Cell::of_scores(&Counts::default()), None);
    }

    #[test]
    fn answers_that_are_all_alike_are_planned_with_as_if_one_more_differed() {
        let share = |some, all| Cell::of_share(Part { some, all }).unwrap();
        assert!((share(9, 9).for_planning().variance - share(9, 10).variance).abs() < 1e-9);
        assert_eq!(share(8, 9).for_planning(), share(8, 9));
    }

    #[test]
    fn enough_answers_need_no_more_and_too_few_before_can_never_tell() {
        let share = |some, all| Cell::of_share(Part { some, all }).unwrap();
        let many = Change { after: share(2_500, 5_000), before: share(2_500, 5_000) };
        assert_eq!(more_needed(&many, None, 5.0, POWER), Some(0));
        let few_before = Change { after: share(2_500, 5_000), before: share(5, 10) };
        assert_eq!(more_needed(&few_before, None, 5.0, POWER), None);
    }
}
