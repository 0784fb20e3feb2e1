//! By how much the numbers of two editions differ.
//!
//! The rule: what follows from two numbers counts as well: the rest of a share, the responses behind an NPS, and the rows
//! that only one of two tables names, which are the same complaints together.

use crate::domain::reporting::document::{Label, Row, Table};
use crate::domain::reporting::figure::Figure;

/// Whether two figures of the same differ by a small number.
#[must_use]
pub fn values_tell(before: &Figure, now: &Figure, minimum: u64) -> bool {
    let (before, now) = (numbers(before), numbers(now));
    let mut same = before.iter().filter_map(|(name, n)| {
        let (_, m) = now.iter().find(|(other, _)| other == name)?;
        Some((*n, *m))
    });
    same.any(|(n, m)| is_small(n, m, minimum))
}

/// Whether two tables of the same differ somewhere by a small number.
#[must_use]
pub fn table_tells(before: &Table, now: &Table, minimum: u64) -> bool {
    let mut before_only: Vec<&Row> = before.rows.iter().collect();
    let mut now_only = Vec::new();
    for row in &now.rows {
        let same = before_only.iter().position(|one| one.label == row.label && row.label != Label::Others);
        let Some(place) = same else {
            now_only.push(row);
            continue;
        };
        let one = before_only.remove(place);
        if columns(before, now).any(|(then, at)| cells_tell(one, then, row, at, minimum)) {
            return true;
        }
    }
    columns(before, now).any(|(then, at)| {
        let sums = summed(&before_only, then).zip(summed(&now_only, at));
        sums.is_some_and(|(n, m)| is_small(n, m, minimum))
    })
}

/// The positions of each column that both tables have, among the figures of a row.
fn columns<'a>(before: &'a Table, now: &'a Table) -> impl Iterator<Item = (usize, usize)> + 'a {
    let figures = |table: &'a Table| table.columns.iter().skip(1).enumerate();
    figures(before).filter_map(move |(then, name)| {
        let (at, _) = figures(now).find(|(_, other)| *other == name)?;
        Some((then, at))
    })
}

fn cells_tell(before: &Row, then: usize, now: &Row, at: usize, minimum: u64) -> bool {
    let both = before.figures.get(then).zip(now.figures.get(at));
    both.is_some_and(|(before, now)| values_tell(before, now, minimum))
}

/// The sum of a column of counts over some rows; `None` if one of them is no count, such as a hidden one.
fn summed(rows: &[&Row], column: usize) -> Option<u64> {
    let count = |row: &&Row| match row.figures.get(column) {
        Some(Figure::Count { count }) => Some(*count),
        _ => None,
    };
    rows.iter().map(count).sum()
}

fn is_small(n: u64, m: u64, minimum: u64) -> bool {
    n != m && n.abs_diff(m) < minimum
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
        Figure::Points { reviews, .. } => vec![("reviews", *reviews)],
        Figure::Effect { .. }
        | Figure::Norm { .. }
        | Figure::Verdict { .. }
        | Figure::Money { .. }
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
