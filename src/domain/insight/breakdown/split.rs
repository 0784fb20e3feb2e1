//! A difference of two periods split over the groups of one dimension, as far as the groups may be shown.
//!
//! The rule: both wholes are shown beside it, so a group that is hidden in one of the periods is joined with others, in
//! both periods, to a remainder that may be told in each. So the split adds up, and no small group can be computed from
//! what is shown.

use std::collections::BTreeMap;

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::HiddenParts;
use crate::domain::insight::series::DayTally;
use crate::statistics::decomposition::{BeforeAndNow, Contribution, decompose};
use crate::statistics::estimate::Estimate;
use crate::statistics::normal::Confidence;
use crate::statistics::tally::Counts;

/// The most groups by name; the others are in the remainder.
pub const MOST_GROUPS: usize = 15;

/// A difference split over the groups of a dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    pub dimension: Dimension,
    /// By other shares of the groups, in points.
    pub mix: f64,
    /// By other scores within the groups, in points.
    pub within: f64,
    /// The largest contribution first, the remainder last.
    pub groups: Vec<GroupChange>,
}

/// What changed in one group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupChange {
    /// The value, empty if unknown; `None` for the remainder.
    pub value: Option<String>,
    /// `None` without responses.
    pub before: Option<Estimate>,
    pub now: Option<Estimate>,
    pub contribution: Contribution,
}

impl Split {
    /// The group that makes most of the mix, in the direction of the whole of it; `None` if there is no mix.
    #[must_use]
    pub fn most_by_mix(&self) -> Option<&GroupChange> {
        self.most(self.mix, |contribution| contribution.mix)
    }

    /// The group that makes most of the change within groups, likewise.
    #[must_use]
    pub fn most_within(&self) -> Option<&GroupChange> {
        self.most(self.within, |contribution| contribution.within)
    }

    fn most(&self, sum: f64, of: impl Fn(&Contribution) -> f64) -> Option<&GroupChange> {
        let along = |group: &&GroupChange| of(&group.contribution) * sum > 0.0;
        let size = |group: &&GroupChange| of(&group.contribution).abs();
        self.groups.iter().filter(along).max_by(|one, other| size(one).total_cmp(&size(other)))
    }
}

/// The split from counts by day and group of both periods; `None` with fewer than two groups to tell apart. `hidden` says
/// which groups stay hidden before, and which now.
#[must_use]
pub fn split(
    dimension: Dimension,
    before: &[DayTally],
    now: &[DayTally],
    confidence: Confidence,
    hidden: [HiddenParts<'_>; 2],
) -> Option<Split> {
    let mut summed: BTreeMap<&str, BeforeAndNow> = BTreeMap::new();
    for day in before {
        let sum = &mut summed.entry(&day.group).or_default().before;
        *sum = *sum + day.counts.tally.counts();
    }
    for day in now {
        let sum = &mut summed.entry(&day.group).or_default().now;
        *sum = *sum + day.counts.tally.counts();
    }
    summed.retain(|_, counts| counts.before.responses() + counts.now.responses() > 0);
    let groups: Vec<(&str, BeforeAndNow)> = summed.into_iter().collect();
    let named = joined(&groups, hidden)?;
    if named.len() < 2 {
        return None;
    }
    let counts: Vec<BeforeAndNow> = named.iter().map(|(_, counts)| *counts).collect();
    let found = decompose(&counts)?;
    let mut groups: Vec<GroupChange> = named
        .into_iter()
        .zip(found.contributions)
        .map(|((value, counts), contribution)| GroupChange {
            value: value.map(str::to_owned),
            before: Estimate::of(&counts.before, confidence),
            now: Estimate::of(&counts.now, confidence),
            contribution,
        })
        .collect();
    groups.sort_by(by_weight);
    Some(Split { dimension, mix: found.mix, within: found.within, groups })
}

/// The groups that stand by name, and the remainder of all others; `None` without responses in one of the periods.
fn joined<'a>(
    groups: &[(&'a str, BeforeAndNow)],
    [before, now]: [HiddenParts<'_>; 2],
) -> Option<Vec<(Option<&'a str>, BeforeAndNow)>> {
    let counts: Vec<BeforeAndNow> = groups.iter().map(|(_, counts)| *counts).collect();
    let of_all = decompose(&counts)?.contributions;
    let hidden_before = before(&sizes(groups, |group| group.before));
    let hidden_now = now(&sizes(groups, |group| group.now));
    let hidden = hidden_before.into_iter().zip(hidden_now).map(|(before, now)| before || now);
    let (mut shown, mut rest): (Vec<_>, Vec<_>) =
        groups.iter().zip(of_all).zip(hidden).partition(|(_, is_hidden)| !is_hidden);
    shown.sort_by(|((_, one), _), ((_, other), _)| size(other).total_cmp(&size(one)));
    rest.extend(shown.split_off(shown.len().min(MOST_GROUPS)));
    let mut named: Vec<(Option<&str>, BeforeAndNow)> =
        shown.into_iter().map(|((group, _), _)| (Some(group.0), group.1)).collect();
    if !rest.is_empty() {
        let together = rest.into_iter().fold(BeforeAndNow::default(), |sum, ((group, _), _)| BeforeAndNow {
            before: sum.before + group.1.before,
            now: sum.now + group.1.now,
        });
        named.push((None, together));
    }
    Some(named)
}

fn sizes<'a>(
    groups: &[(&'a str, BeforeAndNow)],
    of: impl Fn(&BeforeAndNow) -> Counts,
) -> Vec<(&'a str, u64)> {
    groups.iter().map(|(value, counts)| (*value, of(counts).responses())).collect()
}

fn size(contribution: &Contribution) -> f64 {
    contribution.mix.abs() + contribution.within.abs()
}

fn by_weight(one: &GroupChange, other: &GroupChange) -> std::cmp::Ordering {
    let key = |group: &GroupChange| (group.value.is_none(), -size(&group.contribution));
    let ((one_is_rest, one), (other_is_rest, other)) = (key(one), key(other));
    one_is_rest.cmp(&other_is_rest).then(one.total_cmp(&other))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::insight::breakdown::hidden_in_one_answer;
    use crate::domain::insight::series::DayCounts;
    use crate::statistics::suppression::is_too_small;
    use crate::statistics::tally::Tally;

    fn day(group: &str, promoters: u64, detractors: u64) -> DayTally {
        let mut tally = Tally::default();
        (tally.0[10], tally.0[0]) = (promoters, detractors);
        let counts = DayCounts { tally, ..DayCounts::default() };
        DayTally { day: "2026-01-05".parse().unwrap(), group: group.to_owned(), counts }
    }

    fn of(before: &[DayTally], now: &[DayTally]) -> Option<Split> {
        let hidden: HiddenParts<'_> = &|parts| hidden_in_one_answer(parts, 5);
        split(Dimension::Outcome, before, now, Confidence::P95, [hidden; 2])
    }

    /// The counts of `statistics::decomposition`, over several days.
    #[test]
    fn more_rejected_complaints_are_mix() {
        let before = [day("rejected", 10, 20), day("rejected", 0, 10), day("upheld", 45, 15)];
        let now = [day("rejected", 12, 48), day("upheld", 30, 10)];
        let found = of(&before, &now).unwrap();
        assert!((found.mix + 21.0).abs() < 1e-9 && (found.within + 5.0).abs() < 1e-9, "{found:?}");
        assert_eq!(found.groups[0].value.as_deref(), Some("rejected"), "15.4 of 26 points");
        assert_eq!(found.most_by_mix().unwrap().value.as_deref(), Some("upheld"));
        assert_eq!(found.most_within().unwrap().value.as_deref(), Some("rejected"));
        assert_eq!(found.groups[0].before.unwrap().n, 40);
    }

    #[test]
    fn a_group_that_is_small_in_one_period_is_joined_in_both() {
        let before = [day("a", 20, 10), day("b", 2, 1), day("c", 6, 6), day("d", 9, 9)];
        let now = [day("a", 20, 10), day("b", 20, 0), day("c", 7, 7), day("d", 9, 10)];
        let found = of(&before, &now).unwrap();
        let named: Vec<Option<&str>> = found.groups.iter().map(|group| group.value.as_deref()).collect();
        assert!(named.contains(&Some("a")) && named.contains(&Some("d")) && named.len() == 3, "{named:?}");
        let rest = found.groups.last().unwrap();
        assert_eq!((rest.before.unwrap().n, rest.now.unwrap().n), (15, 34), "b and the next smallest, c");
    }

    #[test]
    fn one_group_and_an_empty_period_have_no_split() {
        assert_eq!(of(&[day("a", 20, 10)], &[day("a", 10, 20)]), None);
        assert_eq!(of(&[day("a", 20, 10), day("b", 1, 1)], &[day("a", 10, 20)]), None, "all is joined");
        assert_eq!(of(&[], &[day("a", 10, 20), day("b", 10, 20)]), None);
        assert_eq!(of(&[], &[]), None);
    }

    #[test]
    fn the_smallest_of_very_many_groups_are_told_together() {
        let many = |promoters: u64| -> Vec<DayTally> {
            (0..40).map(|number| day(&format!("{number:02}"), promoters + number, 10)).collect()
        };
        let found = of(&many(10), &many(30)).unwrap();
        assert_eq!(found.groups.len(), MOST_GROUPS + 1);
        assert_eq!(found.groups.last().unwrap().value, None);
    }

    proptest! {
        #[test]
        fn what_is_shown_adds_up_and_shows_nothing_small(
            before in proptest::collection::vec((0..25u64, 0..25u64), 1..12),
            now in proptest::collection::vec((0..25u64, 0..25u64), 1..12),
        ) {
            let days = |counts: &[(u64, u64)]| -> Vec<DayTally> {
                counts.iter().enumerate().map(|(at, (p, d))| day(&at.to_string(), *p, *d)).collect()
            };
            let total = |counts: &[(u64, u64)]| Counts {
                promoters: counts.iter().map(|(p, _)| p).sum(),
                passives: 0,
                detractors: counts.iter().map(|(_, d)| d).sum(),
            };
            let (whole_before, whole_now) = (total(&before), total(&now));
            prop_assume!(!is_too_small(whole_before.responses(), 5) && !is_too_small(whole_now.responses(), 5));
            if let Some(found) = of(&days(&before), &days(&now)) {
                let difference = whole_now.nps().unwrap() - whole_before.nps().unwrap();
                let of_groups: f64 = found.groups.iter().map(|group| group.contribution.total()).sum();
                prop_assert!((found.mix + found.within - difference).abs() < 1e-9);
                prop_assert!((of_groups - difference).abs() < 1e-9);
                for group in &found.groups {
                    for estimate in [group.before, group.now].into_iter().flatten() {
                        prop_assert!(estimate.n >= 5, "{:?}", found);
                    }
                }
            }
        }
    }
}
