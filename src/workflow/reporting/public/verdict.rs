//! Which verdicts are printed beside a value that is a bound or hidden.
//!
//! The rule: a verdict follows from the exact numbers. It stands beside hidden ones only if all numbers of which the same is
//! printed have this verdict, so that it tells nothing about them.

use crate::domain::policy::scoreboard::{KpiFigures, KpiRow, KpiVerdict, NO_NORM, Standings};
use crate::domain::reporting::figure::Figure;
use crate::workflow::reporting::public::in_time::{
    LATE, TIMELY, UNKNOWN, counts_in_time, parts, share_in_time, standings_of,
};

/// The verdict of a KPI with a clock.
pub(super) fn verdict_in_time(row: &KpiRow, minimum: u64) -> Figure {
    let figures = &row.whole;
    let Some((norm, standings)) = figures.norm.zip(figures.standings) else { return given(figures) };
    let shown = parts(&standings, minimum);
    if figures.verdict.is_none() || [TIMELY, LATE, UNKNOWN].iter().all(|place| shown.tells(&[*place])) {
        return given(figures);
    }
    let printed = |one: &Standings| (share_in_time(one, minimum), counts_in_time(one, minimum));
    let now = printed(&standings);
    let alike = shown.alike().into_iter().map(|counts| standings_of(&counts));
    let verdicts = alike.filter(|one| printed(one) == now).map(|one| one.census().verdict(norm.value));
    told(figures, verdicts.map(KpiVerdict::Judged).map(Some))
}

/// The verdict of a rate that hides how many of the complaints received in the year it is about, or how many of these it is
/// not about.
pub(super) fn verdict_of_hidden_rate(figures: &KpiFigures, received: u64, minimum: u64) -> Figure {
    let few = 1..minimum;
    let many = few.clone().filter_map(|few| received.checked_sub(few));
    let alike = few.chain(many).filter(|complaints| *complaints <= received);
    let of = |complaints| KpiFigures::of_rate(complaints, figures.denominator, figures.norm, false).verdict;
    told(figures, alike.map(of))
}

/// The verdict on answers or reviews beside their value.
pub(super) fn beside(value: &Figure, verdict: Figure) -> Figure {
    match &verdict {
        Figure::Verdict { verdict: name } if *value == Figure::Hidden && name != NO_NORM => Figure::Hidden,
        _ => verdict,
    }
}

/// The verdict as it was given.
pub(super) fn given(figures: &KpiFigures) -> Figure {
    let named = |verdict: KpiVerdict| Figure::Verdict { verdict: verdict.name().to_owned() };
    figures.verdict.map_or(Figure::Nothing, named)
}

/// The verdict, if there are several numbers of which the same is printed and all have it.
fn told(figures: &KpiFigures, alike: impl Iterator<Item = Option<KpiVerdict>>) -> Figure {
    let alike: Vec<Option<KpiVerdict>> = alike.collect();
    let is_one = alike.len() > 1 && alike.iter().all(|verdict| *verdict == figures.verdict);
    let is_judged = matches!(figures.verdict, Some(KpiVerdict::Judged(_)));
    if is_judged && !is_one { Figure::Hidden } else { given(figures) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::ids::NormId;
    use crate::domain::policy::kpi::Kpi;
    use crate::domain::policy::scoreboard::NormBeside;
    use crate::statistics::verdict::Verdict;

    const MINIMUM: u64 = 10;

    fn norm(value: f64) -> Option<NormBeside> {
        Some(NormBeside { id: NormId(uuid::Uuid::nil()), value, limit: None })
    }

    fn row(standings: Standings, value: f64) -> KpiRow {
        KpiRow {
            kpi: Kpi::WrittenResponse,
            whole: KpiFigures::of_standings(standings, norm(value), false),
            points: Vec::new(),
            automatic: None,
            topics: BTreeMap::new(),
        }
    }

    fn of(timely: u64, late: u64, value: f64) -> Figure {
        verdict_in_time(&row(Standings { timely, late, ..Standings::default() }, value), MINIMUM)
    }

    fn named(verdict: Verdict) -> Figure {
        Figure::Verdict { verdict: verdict.name().to_owned() }
    }

    #[test]
    fn a_verdict_beside_a_bound_does_not_tell_how_many_were_late() {
        // Of 30, with a norm of 95 %, only one may be late.
        assert_eq!(of(29, 1, 0.95), Figure::Hidden);
        assert_eq!(of(28, 2, 0.95), Figure::Hidden);
        // Of 200, with a norm of 90 %, it is met whether one or nine were late.
        assert_eq!(of(195, 5, 0.90), named(Verdict::Met));
        assert_eq!(of(15, 15, 0.90), named(Verdict::NotMet), "nothing is hidden");
        assert_eq!(of(5, 0, 0.90), Figure::Hidden, "the only number that could be");
    }

    #[test]
    fn a_rate_of_hidden_complaints_is_judged_if_all_small_numbers_are_judged_alike() {
        let rate = |complaints, notifications, received| {
            let figures = KpiFigures::of_rate(complaints, Some(notifications), norm(0.015), false);
            verdict_of_hidden_rate(&figures, received, MINIMUM)
        };
        assert_eq!(rate(5, 400, 100), Figure::Hidden, "six would be met and seven not");
        assert_eq!(rate(5, 100_000, 100), named(Verdict::Met));
    }

    #[test]
    fn a_hidden_score_keeps_its_verdict_for_itself() {
        let met = named(Verdict::Met);
        let none = Figure::Verdict { verdict: NO_NORM.to_owned() };
        assert_eq!(beside(&Figure::Hidden, met.clone()), Figure::Hidden);
        assert_eq!(beside(&Figure::count(12), met.clone()), met);
        assert_eq!(beside(&Figure::Hidden, none.clone()), none);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// By brute force: of all numbers of which the same is printed and the same is hidden, the verdict is one.
        #[test]
        fn a_verdict_leaves_all_numbers_that_the_other_figures_leave(
            timely in 0..40u64, late in 0..12u64, unknown in 0..12u64, norm in 0.5..1.0f64,
        ) {
            let printed = |one: &Standings| {
                let shown = parts(one, MINIMUM);
                let alone = [TIMELY, LATE, UNKNOWN].map(|place| shown.count(&[place]));
                (share_in_time(one, MINIMUM), counts_in_time(one, MINIMUM), alone)
            };
            let verdict = |one: Standings| verdict_in_time(&row(one, norm), MINIMUM);
            let told = Standings { timely, late, unknown, ..Standings::default() };
            let figures = printed(&told);
            let all = timely + late + unknown;
            for late in 0..=all {
                for unknown in 0..=all - late {
                    let other = Standings { timely: all - late - unknown, late, unknown, ..Standings::default() };
                    if printed(&other) == figures {
                        prop_assert_eq!(verdict(other), verdict(told), "{} late, {} not known", late, unknown);
                    }
                }
            }
        }
    }
}
