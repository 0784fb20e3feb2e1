//! Acts on causes, one by one and in any order.

use std::collections::BTreeSet;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::learning::causes::pareto::{CauseSums, Told};
use crate::domain::learning::causes::parse_name;

fn at(day: u32) -> Timestamp {
    format!("2026-01-{day:02}T12:00:00Z").parse().unwrap()
}

fn managed(names: &[&str]) -> (CauseBook, Vec<CauseId>) {
    let mut book = CauseBook::default();
    let numbered = (1_u128..).zip(names);
    let ids = numbered.map(|(number, name)| book.manage(name, CauseId(Uuid::from_u128(number)), at(1), "x"));
    let ids = ids.collect();
    (book, ids)
}

#[test]
fn an_old_name_counts_and_is_remembered() {
    let (mut book, ids) = managed(&["traag", "toon"]);
    book.rename(ids[0], "lange duur", at(2)).unwrap();
    assert_eq!((book.canonical("traag"), book.canonical("lange duur")), ("lange duur", "lange duur"));
    assert_eq!(book.rename(ids[0], "toon", at(3)), Err(CauseRefusal::Taken));
    assert_eq!(book.rename(ids[1], "traag", at(3)), Err(CauseRefusal::Taken), "also a name that it had");
    let told: Vec<(&str, Option<Timestamp>)> =
        book.history(ids[0]).into_iter().map(|name| (name.name.as_str(), name.until)).collect();
    assert_eq!(told, [("traag", Some(at(2))), ("lange duur", None)]);
    book.rename(ids[0], "traag", at(4)).unwrap();
    assert_eq!(book.canonical("lange duur"), "traag", "an earlier name may come back");
    let periods: Vec<(&str, Timestamp, Option<Timestamp>)> =
        book.history(ids[0]).into_iter().map(|name| (name.name.as_str(), name.since, name.until)).collect();
    let expected =
        [("traag", at(1), Some(at(2))), ("lange duur", at(2), Some(at(4))), ("traag", at(4), None)];
    assert_eq!(periods, expected, "and that it was away is remembered");
    let names = book.changed_names(&CauseBook::default()).into_iter().cloned().collect();
    let causes = book.changed_causes(&CauseBook::default()).into_iter().cloned().collect();
    assert_eq!(CauseBook::new(causes, names), book, "its rows are all of it");
}

#[test]
fn a_merge_follows_merges_and_never_leads_in_a_circle() {
    let (mut book, ids) = managed(&["a", "b", "c"]);
    book.merge(ids[0], ids[1], at(2)).unwrap();
    assert_eq!(book.merge(ids[1], ids[0], at(3)), Err(CauseRefusal::Itself), "the other way round");
    book.merge(ids[1], ids[2], at(3)).unwrap();
    assert_eq!(["a", "b", "c", "d"].map(|name| book.canonical(name)), ["c", "c", "c", "d"]);
    assert_eq!(book.merge(ids[2], ids[0], at(4)), Err(CauseRefusal::Itself), "by way of others");
    assert_eq!(book.by_id(ids[0]).map(|cause| cause.id), Some(ids[2]));
    assert_eq!(book.merged(ids[2]).len(), 2);
    assert_eq!(book.history(ids[2]).len(), 3, "and every name is remembered");
    book.rename(ids[2], "a", at(5)).unwrap();
    assert_eq!(book.canonical("b"), "a", "a merged name may become the name of both");
    let of_a: Vec<_> = book.history(ids[2]).into_iter().filter(|name| name.name == "a").collect();
    let until: Vec<Option<Timestamp>> = of_a.iter().map(|name| name.until).collect();
    assert_eq!(until, [Some(at(2)), None], "what it named before is remembered");
    let into_merged = book.manage("d", CauseId(Uuid::from_u128(9)), at(6), "x");
    book.merge(into_merged, ids[1], at(6)).unwrap();
    assert_eq!(book.canonical("d"), "a");
}

#[test]
fn a_retired_cause_counts_and_is_not_offered() {
    let (mut book, ids) = managed(&["a", "b"]);
    book.retire(ids[0], at(2));
    let told: BTreeSet<String> = ["a", "c"].map(str::to_owned).into();
    assert_eq!((book.offered(), book.canonical("a")), (vec!["b"], "a"));
    assert_eq!(book.offered_with(&told).into_iter().collect::<Vec<_>>(), ["b", "c"]);
    book.restore(ids[0]);
    assert_eq!(book.offered(), ["a", "b"]);
}

#[test]
fn only_rows_that_changed_are_written() {
    let (before, ids) = managed(&["a", "b"]);
    let mut book = before.clone();
    book.retire(ids[0], at(2));
    assert_eq!((book.changed_causes(&before).len(), book.changed_names(&before).len()), (1, 0));
    let new = book.manage("c", CauseId(Uuid::from_u128(7)), at(3), "x");
    book.merge(ids[1], new, at(3)).unwrap();
    let changed: Vec<CauseId> = book.changed_causes(&before).into_iter().map(|cause| cause.id).collect();
    assert_eq!(changed.len(), 3);
    assert_eq!(changed[2], ids[1], "after the one that it refers to");
}

#[test]
fn a_name_is_one_line_of_moderate_length() {
    assert_eq!(parse_name("  <script>alert(1)</script> ").unwrap(), "<script>alert(1)</script>");
    assert!(parse_name(&"é".repeat(200)).is_ok());
    for wrong in ["", "  ", "a\nb", "a\tb", "a|b", "a\u{0}b", &"é".repeat(201)] {
        assert_eq!(parse_name(wrong), Err(CauseRefusal::Name), "{wrong:?}");
    }
}

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

proptest! {
    #[test]
    fn no_act_loses_or_doubles_a_complaint(
        complaints in proptest::collection::vec((proptest::collection::vec(0..6_usize, 0..4), 1..9_u64), 0..12),
        acts in proptest::collection::vec((0..4_u8, 0..6_usize, 0..6_usize), 0..20),
    ) {
        let told: Vec<Told<u64>> = complaints
            .iter()
            .map(|(causes, count)| {
                let mut names: Vec<String> = Vec::new();
                for cause in causes {
                    let name = NAMES[*cause].to_owned();
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                Told { causes: names, count: *count }
            })
            .collect();
        let mut book = CauseBook::default();
        for (number, (act, one, other)) in (1_u128..).zip(&acts) {
            let id = book.manage(NAMES[*one], CauseId(Uuid::from_u128(number * 2)), at(1), "x");
            let known = book.names.len();
            match act {
                0 => {
                    let _ = book.rename(id, NAMES[*other], at(2));
                }
                1 => book.retire(id, at(2)),
                2 => book.restore(id),
                _ => {
                    let into = book.manage(NAMES[*other], CauseId(Uuid::from_u128(number * 2 + 1)), at(1), "x");
                    let _ = book.merge(id, into, at(2));
                }
            }
            prop_assert!(book.names.len() >= known, "a name is never forgotten");
        }
        let sums = CauseSums::of(&book, &told, &[]);
        prop_assert_eq!(sums.all.complaints, told.iter().map(|told| told.count).sum::<u64>());
        let with_any: u64 = told.iter().filter(|told| !told.causes.is_empty()).map(|told| told.count).sum();
        prop_assert_eq!(sums.by_cause.values().map(|sum| sum.main).sum::<u64>(), with_any, "one main cause each");
        prop_assert_eq!(sums.not_told.complaints + with_any, sums.all.complaints);
        for (cause, sum) in &sums.by_cause {
            prop_assert_eq!(book.canonical(cause), cause.as_str(), "a figure stands at a present name");
            let has = |told: &&Told<u64>| told.causes.iter().any(|name| book.canonical(name) == cause.as_str());
            prop_assert_eq!(sum.complaints, told.iter().filter(has).map(|told| told.count).sum::<u64>());
        }
    }
}
