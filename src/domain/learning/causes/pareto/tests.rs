//! A Pareto that was worked out by hand, and what it hides.

use proptest::prelude::*;

use super::*;
use crate::domain::input::spreadsheet::Dialect;

fn told<T>(causes: &[&str], count: T) -> Told<T> {
    Told { causes: causes.iter().map(|cause| (*cause).to_owned()).collect(), count }
}

fn answers(promoters: u64, passives: u64, detractors: u64) -> Counts {
    Counts { promoters, passives, detractors }
}

fn of(received: &[Told<u64>], answered: &[Told<Counts>], least: Least) -> Pareto {
    let book = CauseBook::default();
    pareto(&CauseSums::of(&book, received, answered), &book, Confidence::P95, least)
}

const ALL_SHOWN: Least = Least { complaints: 1, answers: 1 };
const FIVE: Least = Least { complaints: 5, answers: 5 };

#[test]
fn a_complaint_counts_once_in_the_total_and_once_in_each_of_its_causes() {
    // 10 + 6 + 4 + 5 = 25 complaints; causes are named 10 + 6 + (4 + 4) = 24 times: duur 14, toon 10.
    let received = [told(&["duur"], 10), told(&["toon"], 6), told(&["duur", "toon"], 4), told(&[], 5)];
    let answered = [told(&["duur"], answers(2, 3, 5)), told(&["duur", "toon"], answers(4, 0, 0))];
    let found = of(&received, &answered, ALL_SHOWN);
    assert_eq!((found.complaints, found.not_told, found.named), (Visible::Shown(25), Visible::Shown(5), 24));
    let shown: Vec<(&str, u64, Option<u64>)> =
        found.shown().map(|(row, share)| (row.cause.as_str(), share.complaints, share.main)).collect();
    assert_eq!(shown, [("duur", 14, Some(14)), ("toon", 10, Some(6))]);
    let (duur, toon) = (found.rows[0].complaints.shown().unwrap(), found.rows[1].complaints.shown().unwrap());
    assert_eq!((duur.share, duur.cumulative), (14.0 / 25.0, 14.0 / 24.0));
    assert_eq!((toon.share, toon.cumulative), (10.0 / 25.0, 1.0), "the line reaches all that was named");
    let nps = |row: &ParetoRow| row.nps.shown().map(|estimate| (estimate.n, estimate.nps));
    assert_eq!(nps(&found.rows[0]), Some((14, 100.0 * 1.0 / 14.0)), "6 promoters less 5 detractors of 14");
    assert_eq!(nps(&found.rows[1]), Some((4, 100.0)));
    assert_eq!(found.nps.shown().map(|estimate| estimate.n), Some(14));
}

#[test]
fn a_small_cause_of_a_part_takes_another_with_it_and_the_whole_hides_none() {
    let received = [told(&["a"], 20), told(&["b"], 8), told(&["c"], 3), told(&[], 4)];
    let found = of(&received, &[], FIVE);
    let hidden: Vec<&str> =
        found.rows.iter().filter(|row| row.complaints.is_too_small()).map(|row| row.cause.as_str()).collect();
    assert_eq!(hidden, ["b", "c"], "3 alone would be 31 less 28");
    assert_eq!(found.not_told, Visible::TooSmall);
    assert_eq!(found.complaints, Visible::Shown(35));
    let whole = of(&received, &[], Least::of(&Filters::new(), 5));
    assert!(whole.rows.iter().all(|row| row.complaints.shown().is_some()));
    assert_eq!(whole.rows[2].complaints.shown().map(|share| share.cumulative), Some(1.0));
}

#[test]
fn the_nps_of_few_is_hidden_and_so_is_that_of_all_but_few() {
    let least = Least { complaints: 1, answers: 5 };
    let few = [told(&["a"], answers(10, 0, 0)), told(&["b"], answers(3, 0, 0)), told(&[], answers(9, 9, 9))];
    let found = of(&[told(&["a"], 50), told(&["b"], 40)], &few, least);
    assert!(found.rows.iter().all(|row| row.nps.is_too_small()), "3 alone would be 40 less 37");
    assert!(found.not_told_nps.shown().is_some());
    let all_but_few = [told(&["a", "b"], answers(10, 0, 0)), told(&["a"], answers(2, 0, 0))];
    let found = of(&[told(&["a"], 50), told(&["b"], 40)], &all_but_few, least);
    assert_eq!(found.row("b").map(|row| row.nps.is_too_small()), Some(true), "12 less 10 are two");
    assert_eq!(found.row("a").map(|row| row.nps.is_too_small()), Some(false));
}

#[test]
fn a_selection_without_complaints_has_an_empty_table() {
    let found = of(&[], &[], ALL_SHOWN);
    assert_eq!((found.complaints, found.nps), (Visible::Shown(0), Visible::Nothing));
    let csv = String::from_utf8(found.sheet().to_csv(Dialect::Comma)).unwrap();
    assert!(csv.starts_with("cause,retired,complaints,main,share,cumulative,") && csv.lines().count() == 1);
}

#[test]
fn a_cause_with_responses_alone_is_a_row_without_complaints() {
    let found = of(&[], &[told(&["a"], answers(5, 0, 0))], ALL_SHOWN);
    assert_eq!(found.rows[0].complaints.shown().map(|share| share.complaints), Some(0));
    assert_eq!(found.shown().count(), 0, "and no bar");
}

#[test]
fn a_small_main_part_cannot_be_had_from_the_other_main_parts() {
    // Main parts 40, 6 and 3, and 12 without a cause: 61 in all, and 61 - 40 - 6 - 12 would be the 3.
    let received = [
        told(&["a"], 20),
        told(&["b"], 6),
        told(&["c"], 3),
        told(&["a", "c"], 10),
        told(&["a", "b"], 10),
        told(&[], 12),
    ];
    let found = of(&received, &[], FIVE);
    let main = |cause: &str| found.row(cause).and_then(|row| row.complaints.shown()).map(|share| share.main);
    assert_eq!((main("a"), main("b"), main("c")), (Some(Some(40)), Some(None), Some(None)));
    assert_eq!(found.not_told, Visible::Shown(12));
}

#[test]
fn few_complaints_without_a_cause_cannot_be_had_from_the_main_parts() {
    let received = [told(&["a"], 20), told(&["b"], 8), told(&[], 3)];
    let found = of(&received, &[], FIVE);
    let shown: Vec<(u64, Option<u64>)> =
        found.shown().map(|(_, share)| (share.complaints, share.main)).collect();
    assert_eq!(shown, [(20, Some(20)), (8, None)], "31 less 28 would be the 3");
    assert_eq!(found.not_told, Visible::TooSmall);
}

#[test]
fn all_complaints_but_few_are_hidden_with_the_few() {
    let received = [told(&["a"], 12), told(&["a", "b"], 20), told(&["b"], 3)];
    let found = of(&received, &[], FIVE);
    assert!(found.rows.iter().all(|row| row.complaints.is_too_small()), "35 less 32 are three without a");
    let whole = of(&received, &[], Least::of(&Filters::new(), 5));
    assert_eq!(whole.rows[0].complaints.shown().and_then(|share| share.main), Some(32));
}

#[test]
fn few_complaints_with_two_causes_cannot_be_had_from_how_often_causes_were_named() {
    let received = [told(&["a"], 20), told(&["b"], 10), told(&["a", "b"], 3), told(&[], 9)];
    let found = of(&received, &[], FIVE);
    assert_eq!(found.not_told, Visible::TooSmall, "36 named less 33 with a cause would be the 3");
    assert_eq!(found.shown().count(), 2);
}

#[test]
fn the_nps_of_a_cause_within_another_is_hidden_if_few_are_left_of_that() {
    let least = Least { complaints: 1, answers: 5 };
    let nested =
        [told(&["a", "b"], answers(10, 0, 0)), told(&["b"], answers(0, 0, 3)), told(&[], answers(9, 9, 9))];
    let found = of(&[], &nested, least);
    // 40 less 27 without a cause are those with b, so a lies within b, and b less a are three.
    assert_eq!(found.row("a").map(|row| row.nps.is_too_small()), Some(true));
    assert_eq!(found.row("b").and_then(|row| row.nps.shown()).map(|estimate| estimate.n), Some(13));
    let both = [
        told(&["a"], answers(10, 0, 0)),
        told(&["b"], answers(12, 0, 0)),
        told(&["a", "b"], answers(0, 0, 3)),
    ];
    let found = of(&[], &both, least);
    assert_eq!(found.row("a").map(|row| row.nps.is_too_small()), Some(true), "13 and 15 less 25 are three");
    assert_eq!(found.row("b").map(|row| row.nps.is_too_small()), Some(false));
}

/// The numbers of complaints that shown numbers prove, as sums and differences of them.
fn proven_complaints(found: &Pareto, sums: &CauseSums) -> Vec<u64> {
    let Some(all) = found.complaints.shown().copied() else { return Vec::new() };
    let shares: Vec<&CauseShare> = found.rows.iter().filter_map(|row| row.complaints.shown()).collect();
    let some: Vec<u64> = shares.iter().map(|share| share.complaints).collect();
    let hidden: Vec<u64> = found
        .rows
        .iter()
        .filter(|row| row.complaints.is_too_small())
        .map(|row| sums.by_cause[&row.cause].complaints)
        .collect();
    let mains: Vec<(u64, u64)> =
        shares.iter().filter_map(|share| Some((share.main?, share.complaints - share.main?))).collect();
    let told = found.not_told.shown().map(|not_told| all - not_told);
    let mut proven = vec![all];
    proven.extend(&some);
    proven.extend(some.iter().map(|some| all - some));
    proven.extend(mains.iter().flat_map(|(main, beside)| [*main, *beside]));
    proven.push(told.unwrap_or(all) - mains.iter().map(|(main, _)| main).sum::<u64>());
    if let Some(told) = told {
        proven.extend([told, all - told]);
        proven.extend(some.iter().map(|some| told - some));
    }
    // A cumulative share that is not zero tells how often causes were named.
    if some.iter().any(|some| *some > 0) {
        proven.push(found.named - some.iter().sum::<u64>());
        for whole in [Some(all), told].into_iter().flatten() {
            proven.push(hidden.iter().map(|hidden| whole - hidden).sum());
        }
        if let Some(told) = told {
            let surplus = found.named - told;
            proven.extend([surplus, surplus - mains.iter().map(|(_, beside)| beside).sum::<u64>()]);
        }
    }
    proven
}

/// The same for responses. How often their causes were named is shown only by all causes together.
fn proven_responses(found: &Pareto) -> Vec<u64> {
    let number = |nps: &Visible<Estimate>| match nps {
        Visible::Shown(estimate) => Some(estimate.n),
        Visible::Nothing => Some(0),
        Visible::TooSmall => None,
    };
    let Some(all) = number(&found.nps) else { return Vec::new() };
    let some: Vec<u64> = found.rows.iter().filter_map(|row| number(&row.nps)).collect();
    let mut proven = vec![all];
    proven.extend(&some);
    proven.extend(some.iter().map(|some| all - some));
    if let Some(told) = number(&found.not_told_nps).map(|not_told| all - not_told) {
        proven.extend([told, all - told]);
        proven.extend(some.iter().map(|some| told - some));
        if some.len() == found.rows.len() {
            proven.push(some.iter().sum::<u64>() - told);
        }
    }
    proven
}

proptest! {
    #[test]
    fn no_small_number_can_be_proven_by_those_that_are_shown(
        complaints in proptest::collection::vec((proptest::collection::vec(0..4_usize, 0..4), 0..12_u64), 0..9),
    ) {
        let names = ["a", "b", "c", "d"];
        let (mut received, mut answered) = (Vec::new(), Vec::new());
        for (causes, count) in &complaints {
            let mut causes: Vec<&str> = causes.iter().map(|cause| names[*cause]).collect();
            causes.sort_unstable_by_key(|name| std::cmp::Reverse(*name));
            causes.dedup();
            received.push(told(&causes, *count));
            answered.push(told(&causes, answers(0, 0, *count)));
        }
        let sums = CauseSums::of(&CauseBook::default(), &received, &answered);
        let found = of(&received, &answered, FIVE);
        for number in proven_complaints(&found, &sums).into_iter().chain(proven_responses(&found)) {
            prop_assert!(!is_too_small(number, 5), "{number} of {found:?}");
        }
        if found.complaints.is_too_small() {
            prop_assert!(found.shown().count() == 0 && found.not_told.or_zeros().is_none());
        }
        let whole = of(&received, &answered, Least::of(&Filters::new(), 5));
        prop_assert!(whole.rows.iter().all(|row| row.complaints.shown().is_some_and(|share| share.main.is_some())));
    }

    #[test]
    fn causes_that_share_no_complaint_hide_each_other(
        counts in proptest::collection::vec(0..12_u64, 0..8),
        without in 0..12_u64,
    ) {
        let names: Vec<String> = (0..counts.len()).map(|number| format!("c{number}")).collect();
        let told = |name: &[&str], count: u64| told(name, answers(count, 0, 0));
        let mut answered: Vec<Told<Counts>> =
            names.iter().zip(&counts).map(|(name, count)| told(&[name.as_str()], *count)).collect();
        answered.push(told(&[], without));
        let found = of(&[], &answered, FIVE);
        let shown = |nps: &Visible<Estimate>| nps.shown().map_or(0, |estimate| estimate.n);
        let all: u64 = counts.iter().sum::<u64>() + without;
        let of_shown: u64 = found.rows.iter().map(|row| shown(&row.nps)).sum::<u64>() + shown(&found.not_told_nps);
        prop_assert!(!is_too_small(all - of_shown, 5) || is_too_small(all, 5));
    }
}
