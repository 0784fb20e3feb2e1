//! An attack on what is told: every answer is an equation, and what follows from all of them is computed.

mod linear;
mod marks;
mod random;

use std::collections::BTreeMap;

use crate::domain::insight::canonical::attack::linear::Equations;
use crate::domain::insight::canonical::attack::random::{Random, cross, parts};
use crate::domain::insight::canonical::columns::{ByMonth, columns};
use crate::domain::insight::canonical::cross::{ByPair, Cross};
use crate::domain::insight::canonical::month::Month;
use crate::domain::insight::canonical::table::{ByValue, Table};

const MINIMUM: u64 = 5;

fn is_small(answers: u64) -> bool {
    answers > 0 && answers < MINIMUM
}

/// Every selection of some of these, the empty one first.
fn selections<'a>(names: &[&'a str]) -> Vec<Vec<&'a str>> {
    let chosen = |mask: u32| {
        let is_in = |(place, _): &(usize, &&str)| mask >> place & 1 == 1;
        names.iter().enumerate().filter(is_in).map(|(_, name)| *name).collect()
    };
    (0..1_u32 << names.len()).map(chosen).collect()
}

/// Every range of months from the first to the last one with answers.
fn ranges(whole: &ByMonth) -> Vec<(Month, Month)> {
    let (Some(first), Some(last)) = (whole.keys().next(), whole.keys().last()) else { return Vec::new() };
    let from = |from: i32| (from..=last.0).map(move |to| (Month(from), Month(to)));
    (first.0..=last.0).flat_map(from).collect()
}

fn together<'a>(parts: impl IntoIterator<Item = &'a ByMonth>) -> ByMonth {
    let mut sum = ByMonth::new();
    for (month, answers) in parts.into_iter().flatten() {
        *sum.entry(*month).or_default() += answers;
    }
    sum
}

/// Answers of a value, or of a pair of values, in a month.
type Cell<'a> = (&'a str, &'a str, Month, u64);

/// Which cells a question is about: these values, all where none is named, over these months.
fn asked(cells: &[Cell<'_>], firsts: &[&str], seconds: &[&str], (from, to): (Month, Month)) -> Vec<bool> {
    let is_of = |names: &[&str], name: &str| names.is_empty() || names.contains(&name);
    let is_asked = |(first, second, month, _): &Cell<'_>| {
        is_of(firsts, first) && is_of(seconds, second) && from <= *month && *month <= to
    };
    cells.iter().map(is_asked).collect()
}

fn sum(cells: &[Cell<'_>], asked: &[bool]) -> u64 {
    cells.iter().zip(asked).filter(|(_, asked)| **asked).map(|(cell, _)| cell.3).sum()
}

/// What an attacker wants: every cell and every question with few answers.
fn wanted(cells: &[Cell<'_>], questions: Vec<Vec<bool>>) -> Vec<Vec<bool>> {
    let alone = (0..cells.len()).map(|at| (0..cells.len()).map(|other| other == at).collect());
    alone.chain(questions).filter(|asked: &Vec<bool>| is_small(sum(cells, asked))).collect()
}

/// Whether a small sum follows from what the tables tell of a whole and its parts, and whether one follows from what
/// every answer that hides its own small figures tells.
fn follows(parts: &ByValue) -> (bool, bool) {
    let whole = together(parts.values());
    let columns = columns(&whole, MINIMUM, |_, _| false);
    let (of_whole, of_parts) = (Table::of_whole(&columns), Table::of_parts(columns.clone(), parts, MINIMUM));
    let cells: Vec<Cell<'_>> = parts
        .iter()
        .flat_map(|(value, months)| months.iter().map(move |(month, n)| (value.as_str(), "", *month, *n)))
        .collect();
    let names: Vec<&str> = parts.keys().map(String::as_str).collect();
    let (mut told, mut alone, mut questions) = (Equations::default(), Equations::default(), Vec::new());
    for (from, to) in ranges(&whole) {
        let months = |month: Month| from <= month && month <= to;
        for values in selections(&names) {
            let asked = asked(&cells, &values, &[], (from, to));
            let is_told = match values.as_slice() {
                [] => of_whole.tells(&[""], months),
                some => of_parts.tells(some, months),
            };
            if is_told {
                assert!(!is_small(sum(&cells, &asked)), "{values:?} {from:?} {to:?} of {parts:?}");
                told.add(&asked);
            }
            if values.len() < 2 && !is_small(sum(&cells, &asked)) {
                alone.add(&asked);
            }
            questions.push(asked);
        }
    }
    let wanted = wanted(&cells, questions);
    (wanted.iter().any(|asked| told.imply(asked)), wanted.iter().any(|asked| alone.imply(asked)))
}

#[test]
fn no_small_sum_follows_from_any_answers_about_parts_and_the_attack_works() {
    let mut attacked = 0;
    for seed in 1..400 {
        let (by_table, by_answer) = follows(&parts(&mut Random::new(seed)));
        assert!(!by_table, "seed {seed}");
        attacked += u32::from(by_answer);
    }
    assert!(attacked > 200, "answers that are protected alone tell small sums: {attacked}");
}

/// Whether a small sum within one value of the first dimension follows from answers about it and its pairs, and whether
/// one is the difference of two answers of which the one is within the other.
fn follows_from_pairs(pairs: &ByPair) -> (bool, bool) {
    let (mut first, mut second): (ByValue, ByValue) = (BTreeMap::new(), BTreeMap::new());
    for ((one, other), months) in pairs {
        for (month, answers) in months {
            *first.entry(one.clone()).or_default().entry(*month).or_default() += answers;
            *second.entry(other.clone()).or_default().entry(*month).or_default() += answers;
        }
    }
    let whole = together(pairs.values());
    let columns = columns(&whole, MINIMUM, |_, _| false);
    let of_whole = Table::of_whole(&columns);
    let of_first = Table::of_parts(columns.clone(), &first, MINIMUM);
    let of_second = Table::of_parts(columns.clone(), &second, MINIMUM);
    let cross = Cross::of(&of_first, &of_second, pairs.clone(), columns, MINIMUM);
    let cells: Vec<Cell<'_>> = pairs
        .iter()
        .flat_map(|((one, other), months)| {
            months.iter().map(move |(month, n)| (one.as_str(), other.as_str(), *month, *n))
        })
        .collect();
    let (firsts, seconds): (Vec<&str>, Vec<&str>) =
        (first.keys().map(String::as_str).collect(), second.keys().map(String::as_str).collect());
    let mut told = Vec::new();
    let mut within: BTreeMap<&str, (Equations, Vec<Vec<bool>>)> = BTreeMap::new();
    for (from, to) in ranges(&whole) {
        let months = |month: Month| from <= month && month <= to;
        for (one, other) in selections(&firsts)
            .iter()
            .flat_map(|one| selections(&seconds).into_iter().map(move |other| (one.clone(), other)))
        {
            let asked = asked(&cells, &one, &other, (from, to));
            let is_told = match (one.as_slice(), other.as_slice()) {
                ([], []) => of_whole.tells(&[""], months),
                (some, []) => of_first.tells(some, months),
                ([], some) => of_second.tells(some, months),
                (some, others) => cross.tells(some, others, months),
            };
            assert!(!is_told || !is_small(sum(&cells, &asked)), "{one:?} {other:?} of {pairs:?}");
            if let [value] = one.as_slice() {
                let (equations, questions) = within.entry(value).or_default();
                if is_told {
                    equations.add(&asked);
                }
                questions.push(asked.clone());
            }
            if is_told {
                told.push((one, other, (from, to), asked));
            }
        }
    }
    let by_sums = within
        .into_values()
        .any(|(equations, questions)| wanted(&cells, questions).iter().any(|asked| equations.imply(asked)));
    let is_within = |names: &[&str], others: &[&str]| {
        names.is_empty() || (!others.is_empty() && others.iter().all(|name| names.contains(name)))
    };
    let by_difference = told.iter().any(|(one, other, (from, to), more)| {
        told.iter().any(|(less_one, less_other, (less_from, less_to), less)| {
            is_within(one, less_one)
                && is_within(other, less_other)
                && from <= less_from
                && less_to <= to
                && is_small(sum(&cells, more).abs_diff(sum(&cells, less)))
        })
    });
    (by_sums, by_difference)
}

#[test]
fn no_small_sum_of_pairs_is_the_difference_of_two_answers() {
    for seed in 1..150 {
        let pairs = cross(&mut Random::new(seed));
        assert_eq!(follows_from_pairs(&pairs), (false, false), "seed {seed}: {pairs:?}");
    }
}
