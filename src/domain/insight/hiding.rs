//! What stays hidden when a total and its periods are shown on one page.
//!
//! The rule: no small count can be computed by subtraction, neither from the total nor from rolling windows. Ranges that
//! overlap in other ways are held against each other by [`shown_ranges`].

pub mod shown_ranges;
pub mod windows;

use crate::domain::insight::series::Point;
use crate::domain::insight::visible::Visible;
use crate::statistics::suppression::{hidden_beside_a_total, is_too_small};

/// Hides what is too small, and what would reveal it: the total is shown on the same page, so if a single period within
/// it is hidden, another one is hidden too, and so is a period that began before the total and has a small part in it.
pub fn hide_beside_total(total: &mut Point, points: &mut [Point], minimum: u64) {
    let within: Vec<bool> = points.iter().map(|point| total.range.encloses(&point.range)).collect();
    let sizes: Vec<u64> = points.iter().map(responses).collect();
    let sizes_within: Vec<u64> =
        sizes.iter().zip(&within).filter(|(_, within)| **within).map(|(size, _)| *size).collect();
    let elsewhere = responses(total).saturating_sub(sizes_within.iter().sum());
    let mut hidden_within = hidden_beside_a_total(&sizes_within, elsewhere, minimum).into_iter();
    let total_begins = total.range.from();
    for ((point, size), is_within) in points.iter_mut().zip(&sizes).zip(&within) {
        let is_hidden = if *is_within {
            hidden_within.next().unwrap_or(true)
        } else {
            // The period in which the total begins: its count outside the total must not be small.
            let beside = size.saturating_sub(elsewhere);
            is_too_small(*size, minimum)
                || (point.range.contains(total_begins) && is_too_small(beside, minimum))
        };
        if is_hidden {
            point.figures = Visible::TooSmall;
        }
    }
    if is_too_small(responses(total), minimum) {
        total.figures = Visible::TooSmall;
    }
}

fn responses(point: &Point) -> u64 {
    point.figures.responses().unwrap_or_default()
}

/// Hides every window that contains a hidden or a small period, which could be computed from the periods that are
/// shown. `before` are the periods before the range that windows reach back to, with nothing hidden.
pub fn hide_windows(windows: &mut [Point], shown: &[Point], before: &[Point], minimum: u64) {
    for window in windows {
        let is_within = |period: &&Point| window.range.encloses(&period.range);
        let is_hidden = shown.iter().filter(is_within).any(|period| period.figures.is_too_small())
            || before.iter().filter(is_within).any(|period| is_too_small(responses(period), minimum));
        if is_hidden {
            window.figures = Visible::TooSmall;
        }
    }
}
