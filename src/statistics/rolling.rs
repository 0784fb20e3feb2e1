//! Rolling windows: counts summed over the last periods, never an average of their scores.
//!
//! Twelve months are free of the season. Windows overlap, so they are for display and never for tests.

use crate::statistics::tally::Counts;

/// For each period the counts of the window that ends with it, and whether that window was complete.
#[must_use]
pub fn rolling(periods: &[Counts], window: usize) -> Vec<(Counts, bool)> {
    (1..=periods.len())
        .map(|end| {
            let start = end.saturating_sub(window);
            let within = periods.get(start..end).unwrap_or_default();
            (within.iter().copied().sum(), end >= window)
        })
        .collect()
}
