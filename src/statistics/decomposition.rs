//! The difference of two Net Promoter Scores, split into the mix of groups and what changed within them.
//!
//! NPS is the sum over groups of a group's share of the responses times its own NPS, so a difference comes from other
//! shares (mix) or from other scores (within). Each is weighed by the mean of the other factor before and now: Kitagawa
//! E. (1955), Journal of the American Statistical Association 50:1168-1194. For two factors this is also Shapley's value,
//! so the order in which they change does not matter and there is no interaction left over.
//!
//! The mix of one group is counted from the mean level of both periods: a growing group lowers NPS if it scores below
//! that level. The level cancels out in the sum, since shares add up to one (Oaxaca R., Ransom M. (1999), Review of
//! Economics and Statistics 81:154-157, on why single contributions depend on the level they are counted from).
//!
//! The rule: mix and within add up to the difference, for every table of counts. A group without responses in one of the
//! periods has no score there that could have changed, so all of its contribution is mix.

use crate::statistics::tally::Counts;

/// A group of respondents in both periods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BeforeAndNow {
    pub before: Counts,
    pub now: Counts,
}

/// The part of one group in the difference.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Contribution {
    /// The group's share of the responses, 0..=1.
    pub share_before: f64,
    pub share_now: f64,
    /// By a larger or smaller share, in points.
    pub mix: f64,
    /// By another score, in points.
    pub within: f64,
}

impl Contribution {
    /// Mix and within together, in points.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.mix + self.within
    }
}

/// The split of a difference, now minus before.
#[derive(Clone, Debug, PartialEq)]
pub struct Decomposition {
    /// In points; `mix` plus `within`.
    pub difference: f64,
    pub mix: f64,
    pub within: f64,
    /// In the order of the groups.
    pub contributions: Vec<Contribution>,
}

/// The split over groups that hold every response once; `None` if either period has no responses.
#[must_use]
pub fn decompose(groups: &[BeforeAndNow]) -> Option<Decomposition> {
    let before: Counts = groups.iter().map(|group| group.before).sum();
    let now: Counts = groups.iter().map(|group| group.now).sum();
    let (nps_before, nps_now) = (before.nps()?, now.nps()?);
    let level = (nps_before + nps_now) / 2.0;
    let share = |part: &Counts, whole: &Counts| part.responses() as f64 / whole.responses() as f64;
    let contributions: Vec<Contribution> = groups
        .iter()
        .map(|group| {
            let (share_before, share_now) = (share(&group.before, &before), share(&group.now, &now));
            // A score that is missing in one period is taken to be that of the other.
            let scores = match (group.before.nps(), group.now.nps()) {
                (Some(before), Some(now)) => Some((before, now)),
                (Some(only), None) | (None, Some(only)) => Some((only, only)),
                (None, None) => None,
            };
            let (mean, change) = scores.map_or((level, 0.0), |(b, n)| ((b + n) / 2.0, n - b));
            Contribution {
                share_before,
                share_now,
                mix: (share_now - share_before) * (mean - level),
                within: change * (share_before + share_now) / 2.0,
            }
        })
        .collect();
    Some(Decomposition {
        difference: nps_now - nps_before,
        mix: contributions.iter().map(|contribution| contribution.mix).sum(),
        within: contributions.iter().map(|contribution| contribution.within).sum(),
        contributions,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counts(promoters: u64, detractors: u64) -> Counts {
        Counts { promoters, passives: 0, detractors }
    }

    fn group(before: (u64, u64), now: (u64, u64)) -> BeforeAndNow {
        BeforeAndNow { before: counts(before.0, before.1), now: counts(now.0, now.1) }
    }

    fn is(value: f64, expected: f64) -> bool {
        (value - expected).abs() < 1e-9
    }

    /// 40 of 100 rejected at -50 and 60 upheld at +50 give 10; with 60 rejected and 40 upheld it is -10.
    #[test]
    fn the_same_scores_in_other_shares_are_all_mix() {
        let found = decompose(&[group((10, 30), (15, 45)), group((45, 15), (30, 10))]).unwrap();
        assert!(is(found.difference, -20.0) && is(found.mix, -20.0) && is(found.within, 0.0), "{found:?}");
        assert!(is(found.contributions[0].mix, -10.0) && is(found.contributions[1].mix, -10.0));
        assert!(is(found.contributions[0].share_before, 0.4) && is(found.contributions[0].share_now, 0.6));
    }

    /// As above, with the rejected at -60 now: -16 in all. Within: -10 * (0.4 + 0.6) / 2. Mix, from the level -3:
    /// 0.2 * (-55 + 3) and -0.2 * (50 + 3).
    #[test]
    fn other_shares_and_other_scores_are_kept_apart() {
        let found = decompose(&[group((10, 30), (12, 48)), group((45, 15), (30, 10))]).unwrap();
        assert!(is(found.difference, -26.0) && is(found.within, -5.0) && is(found.mix, -21.0), "{found:?}");
        assert!(is(found.contributions[0].within, -5.0) && is(found.contributions[1].within, 0.0));
        assert!(is(found.contributions[0].mix, -10.4) && is(found.contributions[1].mix, -10.6));
    }

    /// A at 0 keeps its score; B at -100 is new and half of all: from 0 to -50, counted from the level -25.
    #[test]
    fn a_group_of_one_period_only_is_all_mix() {
        let found = decompose(&[group((25, 25), (25, 25)), group((0, 0), (0, 50))]).unwrap();
        assert!(is(found.difference, -50.0) && is(found.within, 0.0) && is(found.mix, -50.0), "{found:?}");
        assert!(is(found.contributions[0].mix, -12.5) && is(found.contributions[1].mix, -37.5));
    }

    #[test]
    fn without_responses_in_a_period_there_is_nothing_to_split() {
        assert_eq!(decompose(&[group((0, 0), (3, 4))]), None);
        assert_eq!(decompose(&[group((3, 4), (0, 0))]), None);
        assert_eq!(decompose(&[]), None);
    }

    fn any_counts() -> impl Strategy<Value = Counts> {
        prop_oneof![
            Just(Counts::default()),
            (0..300u64, 0..300u64, 0..300u64).prop_map(|(promoters, passives, detractors)| Counts {
                promoters,
                passives,
                detractors
            })
        ]
    }

    fn any_groups() -> impl Strategy<Value = Vec<BeforeAndNow>> {
        let group = (any_counts(), any_counts()).prop_map(|(before, now)| BeforeAndNow { before, now });
        proptest::collection::vec(group, 1..30)
    }

    proptest! {
        #[test]
        fn mix_and_within_add_up_to_the_difference(groups in any_groups()) {
            if let Some(found) = decompose(&groups) {
                let of_groups: f64 = found.contributions.iter().map(Contribution::total).sum();
                prop_assert!(is(found.mix + found.within, found.difference), "{:?}", found);
                prop_assert!(is(of_groups, found.difference), "{:?}", found);
            }
        }

        #[test]
        fn the_other_way_round_it_is_the_opposite(groups in any_groups()) {
            let turned = |group: &BeforeAndNow| BeforeAndNow { before: group.now, now: group.before };
            let back = decompose(&groups.iter().map(turned).collect::<Vec<_>>());
            if let (Some(there), Some(back)) = (decompose(&groups), back) {
                prop_assert!(is(there.mix, -back.mix) && is(there.within, -back.within));
            }
        }

        #[test]
        fn one_group_is_all_within(before in any_counts(), now in any_counts()) {
            if let Some(found) = decompose(&[BeforeAndNow { before, now }]) {
                prop_assert!(is(found.mix, 0.0) && is(found.within, found.difference));
            }
        }
    }
}
