//! By how much the numbers of two editions differ.
//!
//! The rule: what follows from numbers counts as well: the rest of a share, the responses behind an NPS, every sum of rows, and
//! what a total leaves of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::reporting::document::Label;
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::hiding::editions::pieces::{Piece, Pieces};
use crate::domain::reporting::place::Place;

/// More sums than these are not gone through: then the parts stay as they were.
const MOST_SUMS: usize = 500_000;

/// Whether two editions of the same parts differ somewhere by a small number.
#[must_use]
pub fn tell(before: &Pieces<'_>, now: &Pieces<'_>, minimum: u64) -> bool {
    let figures = |one: &Piece<'_>, other: &Piece<'_>| {
        one.pairs(other).iter().any(|(then, now)| values_tell(then, now, minimum))
    };
    let pairs = before.list.iter().any(|one| now.list.iter().any(|other| figures(one, other)));
    let mut sums = tables(before, now);
    sums.extend([
        places(before, now),
        answers(before, now),
        pointed(before, now),
        without_amount(before, now),
    ]);
    pairs
        || sums.iter().any(|changes| reaches_small(changes, minimum))
        || standings_tell(before, now, minimum)
}

/// Whether two figures of the same differ by a small number, or sums of money or points by those of few amounts or reviews.
fn values_tell(before: &Figure, now: &Figure, minimum: u64) -> bool {
    if let Some((then, later)) = terms(before).zip(terms(now)) {
        return before != now && then.abs_diff(later) < minimum;
    }
    let (before, now) = (numbers(before), numbers(now));
    before
        .iter()
        .any(|(name, n)| now.iter().any(|(other, m)| other == name && is_small(change(*n, *m), minimum)))
}

/// Of how many amounts or reviews a figure is the sum, if it is one: what one of them was follows from two such sums.
fn terms(figure: &Figure) -> Option<u64> {
    match figure {
        Figure::Money { amounts, .. } => Some(*amounts),
        Figure::Points { reviews, .. } => Some(*reviews),
        _ => None,
    }
}

/// By how much the rows of each table changed, and what is in no row that both name, if both have a total. Rows of one table
/// have nothing in common, so every sum of these is a change that can be told.
fn tables(before: &Pieces<'_>, now: &Pieces<'_>) -> Vec<Vec<i64>> {
    let keys: BTreeSet<&str> =
        now.list.iter().filter(|piece| piece.label.is_some()).map(|piece| piece.key).collect();
    keys.into_iter().map(|key| rows(&before.rows(key), &now.rows(key))).collect()
}

fn rows(before: &[(&Label, u64)], now: &[(&Label, u64)]) -> Vec<i64> {
    let mut changes: Vec<i64> = Vec::new();
    let mut total = None;
    for (label, m) in now {
        let Some((_, n)) = before.iter().find(|(own, _)| own == label) else { continue };
        match label {
            Label::Total => total = Some(change(*n, *m)),
            Label::Others => {}
            Label::Known { .. } | Label::Own { .. } | Label::Words { .. } | Label::NotTold => {
                changes.push(change(*n, *m));
            }
        }
    }
    let told: i64 = changes.iter().sum();
    changes.extend(total.map(|total| total - told));
    changes
}

/// Those who answered, those who did not by place, the others who got a mail, and the other complaints that were closed.
fn places(before: &Pieces<'_>, now: &Pieces<'_>) -> Vec<i64> {
    let (then, rows) = (before.rows("non_response"), now.rows("non_response"));
    let mut changes = Vec::new();
    let mut mailed = 0;
    for (label, m) in &rows {
        let Some((_, n)) = then.iter().find(|(own, _)| own == label) else { continue };
        let change = change(*n, *m);
        changes.push(change);
        if is_mailed(label) {
            mailed += change;
        }
    }
    let of = |name| Some(change(before.count("response", name)?, now.count("response", name)?));
    let answered = of("responses");
    changes.extend(answered);
    changes.extend(of("invited").map(|invited| invited - mailed - answered.unwrap_or_default()));
    // Without anything of the group there is nothing to hold against the total.
    let told: i64 = changes.iter().sum();
    let closed = before.closed.zip(now.closed).filter(|_| !changes.is_empty());
    changes.extend(closed.map(|(n, m)| change(n, m) - told));
    changes
}

fn is_mailed(label: &Label) -> bool {
    let Label::Known { name } = label else { return false };
    let place = name.strip_prefix("place:").and_then(|name| name.parse::<Place>().ok());
    place.is_some_and(Place::is_mailed)
}

/// Those who answered, by group.
fn answers(before: &Pieces<'_>, now: &Pieces<'_>) -> Vec<i64> {
    let of = |pieces: &Pieces<'_>| match pieces.figure("nps", "value") {
        Some(Figure::Nps { promoters, passives, detractors, .. }) => {
            Some([*promoters, *passives, *detractors])
        }
        _ => None,
    };
    let both = of(before).zip(of(now));
    both.map_or_else(Vec::new, |(before, now)| before.iter().zip(now).map(|(n, m)| change(*n, m)).collect())
}

/// Payments with an amount, and those without.
fn without_amount(before: &Pieces<'_>, now: &Pieces<'_>) -> Vec<i64> {
    let of = |pieces: &Pieces<'_>| {
        pieces.list.iter().find_map(|piece| match (piece.figure("complaints"), piece.figure("amount")) {
            (Some(Figure::Count { count }), Some(Figure::Money { amounts, .. })) => Some((*count, *amounts)),
            _ => None,
        })
    };
    let Some(((count, amounts), (later, further))) = of(before).zip(of(now)) else { return Vec::new() };
    let with_amount = change(amounts, further);
    vec![with_amount, change(count, later) - with_amount]
}

/// Those who were pointed to Kifid, those of whom it is not told, and the others.
fn pointed(before: &Pieces<'_>, now: &Pieces<'_>) -> Vec<i64> {
    // Where nothing was recorded, the sentence has no shares: all are not told.
    let unrecorded = |pieces: &Pieces<'_>| pieces.count("kifid_not_recorded", "complaints");
    let part = |pieces: &Pieces<'_>, name: &str| match pieces.figure("kifid_pointed", name) {
        Some(Figure::Share { part, .. }) => Some(*part),
        Some(_) => None,
        None => unrecorded(pieces).map(|all| if name == "not_told" { all } else { 0 }),
    };
    let all =
        |pieces: &Pieces<'_>| pieces.count("kifid_pointed", "complaints").or_else(|| unrecorded(pieces));
    let of = |name| Some(change(part(before, name)?, part(now, name)?));
    let mut changes: Vec<i64> = [of("share"), of("not_told")].into_iter().flatten().collect();
    let all = all(before).zip(all(now));
    let told: i64 = changes.iter().sum();
    changes.extend(all.map(|(n, m)| change(n, m) - told));
    changes
}

/// Whether some of the standings behind a KPI differ by a small number.
fn standings_tell(before: &Pieces<'_>, now: &Pieces<'_>, minimum: u64) -> bool {
    let (before, now) = (follow(standings(before)), follow(standings(now)));
    now.iter().any(|(set, m)| before.get(set).is_some_and(|n| is_small(change(*n, *m), minimum)))
}

/// The numbers of complaints in time (1), late (2), unknown (4), pending (8) and without need (16), by the sum of these.
fn standings(pieces: &Pieces<'_>) -> Vec<(u8, u64)> {
    let key = "kpi_counts";
    let counts =
        [("numerator", 1), ("denominator", 3), ("unknown", 4), ("pending", 8), ("not_applicable", 16)];
    let mut found: Vec<(u8, u64)> =
        counts.iter().filter_map(|(name, set)| Some((*set, pieces.count(key, name)?))).collect();
    if !found.is_empty() {
        found.extend(pieces.received.map(|received| (31, received)));
    }
    for (name, set) in [("at_least", 1), ("at_most", 5)] {
        match pieces.figure(key, name) {
            Some(Figure::Share { part, whole, .. }) => found.extend([(set, *part), (7, *whole)]),
            Some(Figure::ShareAtLeast { whole, .. } | Figure::ShareAtMost { whole, .. }) => {
                found.push((7, *whole));
            }
            _ => {}
        }
    }
    found
}

/// All that follows from sets: what a part leaves of a whole, and the sum of two that have nothing in common.
fn follow(mut new: Vec<(u8, u64)>) -> BTreeMap<u8, u64> {
    let mut known: BTreeMap<u8, u64> = BTreeMap::new();
    while let Some((set, count)) = new.pop() {
        if known.contains_key(&set) {
            continue;
        }
        for (other, n) in &known {
            if set & other == *other {
                new.push((set & !other, count.saturating_sub(*n)));
            } else if set & other == set {
                new.push((other & !set, n.saturating_sub(count)));
            } else if set & other == 0 {
                new.push((set | other, count + n));
            }
        }
        known.insert(set, count);
    }
    known
}

/// Whether the sum of some changes is small.
fn reaches_small(changes: &[i64], minimum: u64) -> bool {
    let mut sums = BTreeSet::from([0_i64]);
    for change in changes.iter().filter(|change| **change != 0) {
        let more: Vec<i64> = sums.iter().map(|sum| sum + change).collect();
        if more.iter().any(|sum| is_small(*sum, minimum)) {
            return true;
        }
        sums.extend(more);
        if sums.len() > MOST_SUMS {
            return true;
        }
    }
    false
}

fn change(before: u64, now: u64) -> i64 {
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    number(now).saturating_sub(number(before))
}

fn is_small(change: i64, minimum: u64) -> bool {
    change != 0 && change.unsigned_abs() < minimum
}

/// The counts of complaints or people behind a figure, by name.
fn numbers(figure: &Figure) -> Vec<(&'static str, u64)> {
    match figure {
        Figure::Count { count } => vec![("count", *count)],
        Figure::Share { part, whole, .. } => {
            vec![("part", *part), ("whole", *whole), ("rest", whole.saturating_sub(*part))]
        }
        Figure::ShareAtLeast { whole, .. } | Figure::ShareAtMost { whole, .. } => vec![("whole", *whole)],
        Figure::Rate { count, base, .. } => vec![("count", *count), ("base", *base)],
        Figure::Nps { promoters, passives, detractors, .. } => vec![
            ("promoters", *promoters),
            ("passives", *passives),
            ("detractors", *detractors),
            ("responses", promoters + passives + detractors),
        ],
        Figure::Effect { .. }
        | Figure::Norm { .. }
        | Figure::Verdict { .. }
        | Figure::Money { .. }
        | Figure::Points { .. }
        | Figure::Number { .. }
        | Figure::Percent { .. }
        | Figure::Day { .. }
        | Figure::Text { .. }
        | Figure::Link { .. }
        | Figure::Standardised { .. }
        | Figure::Hidden
        | Figure::Unknown
        | Figure::Nothing => Vec::new(),
    }
}
