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
    let part = Least { complaints: 5, answers: 5 };
    let found = of(&received, &[], part);
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

proptest! {
    #[test]
    fn what_is_hidden_cannot_be_had_from_the_rest(
        counts in proptest::collection::vec(0..12_u64, 0..8),
        without in 0..12_u64,
    ) {
        let names: Vec<String> = (0..counts.len()).map(|number| format!("c{number}")).collect();
        let mut received: Vec<Told<u64>> =
            names.iter().zip(&counts).map(|(name, count)| told(&[name], *count)).collect();
        received.push(told(&[], without));
        let found = of(&received, &[], Least { complaints: 5, answers: 5 });
        let shown: u64 = found.rows.iter().filter_map(|row| row.complaints.shown()).map(|share| share.complaints).sum();
        let hidden = found.named - shown;
        prop_assert!(!is_too_small(hidden, 5) || is_too_small(found.named, 5));
        let last = found.shown().last().map(|(_, share)| share.cumulative);
        prop_assert!(hidden > 0 || last.is_none_or(|last| last == 1.0));
    }
}
