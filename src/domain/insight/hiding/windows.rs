//! The windows of an NPS query: single periods, or rolling windows.

use crate::domain::insight::query::NpsQuery;
use crate::domain::time::period::DateRange;
use crate::statistics::suppression::is_too_small;

/// The ranges of the points: the periods themselves, or the windows that end with each of them.
#[must_use]
pub fn windows(query: &NpsQuery) -> Vec<DateRange> {
    let before = query.rolling.saturating_sub(1) as usize;
    let periods = query.days_needed().split(query.interval);
    periods
        .windows(before + 1)
        .filter_map(|window| DateRange::new(window.first()?.from(), window.last()?.to()))
        .collect()
}

/// For each window, whether it and its neighbours reveal a small period. Neighbouring windows differ by the period that
/// enters and the one that leaves, so periods a window's length apart are known up to a constant; if one of them is
/// empty, all of them are known. Then every window that contains a small one of them reveals it. `sizes` are the
/// responses of the single periods.
#[must_use]
pub fn revealed_by_neighbours(sizes: &[u64], rolling: u32, minimum: u64) -> Vec<bool> {
    let rolling = rolling.max(1) as usize;
    let windows = (sizes.len() + 1).saturating_sub(rolling);
    let chain = |start: usize| sizes.iter().skip(start % rolling).step_by(rolling);
    let is_told = |place: usize, size: u64| {
        rolling > 1 && windows > 1 && is_too_small(size, minimum) && chain(place).any(|other| *other == 0)
    };
    let told: Vec<bool> = sizes.iter().enumerate().map(|(place, size)| is_told(place, *size)).collect();
    told.windows(rolling).map(|within| within.contains(&true)).take(windows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_period_that_enters_alone_is_told_by_the_window_before() {
        assert_eq!(revealed_by_neighbours(&[0, 20, 3], 2, 5), [false, true]);
        // 23 - 50 + 50 - 20: a chain of windows reveals the first period.
        assert_eq!(revealed_by_neighbours(&[3, 20, 30, 20, 0], 2, 5), [true, false, false, false]);
        assert_eq!(revealed_by_neighbours(&[9, 20, 3], 2, 5), [false, false]);
        assert_eq!(revealed_by_neighbours(&[3, 20, 0], 2, 5), [true, false]);
        assert_eq!(revealed_by_neighbours(&[3, 20, 3], 1, 5), [false, false, false]);
        assert!(revealed_by_neighbours(&[3], 2, 5).is_empty());
    }
}
