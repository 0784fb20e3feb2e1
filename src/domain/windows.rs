//! The windows of a question over time: single periods, or several that end with each of them.

use crate::domain::nps_query::NpsQuery;
use crate::domain::period::DateRange;
use crate::statistics::suppression::is_too_small;

/// The ranges of the points: the periods themselves, or windows that end with each of them.
#[must_use]
pub fn windows(query: &NpsQuery) -> Vec<DateRange> {
    let before = query.rolling.saturating_sub(1) as usize;
    let periods = query.days_needed().split(query.interval);
    periods
        .windows(before + 1)
        .filter_map(|window| DateRange::new(window.first()?.from(), window.last()?.to()))
        .collect()
}

/// For each window whether its neighbour gives a small period away: two neighbouring windows differ by the period that
/// enters and the one that leaves, and where one of these is empty, the difference is the other. `sizes` are the
/// responses of the single periods that the windows are made of.
#[must_use]
pub fn told_by_neighbours(sizes: &[u64], rolling: u32, minimum: u64) -> Vec<bool> {
    let rolling = rolling.max(1) as usize;
    let windows = (sizes.len() + 1).saturating_sub(rolling);
    let size = |index: usize| sizes.get(index).copied().unwrap_or_default();
    let told = |index: usize| {
        let (entering, leaving) = (size(index + rolling - 1), size(index - 1));
        (leaving == 0 && is_too_small(entering, minimum)) || (entering == 0 && is_too_small(leaving, minimum))
    };
    (0..windows).map(|index| rolling > 1 && index > 0 && told(index)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_period_that_enters_alone_is_told_by_the_window_before() {
        assert_eq!(told_by_neighbours(&[0, 20, 3], 2, 5), [false, true]);
        assert_eq!(told_by_neighbours(&[9, 20, 3], 2, 5), [false, false]);
        assert_eq!(told_by_neighbours(&[3, 20, 0], 2, 5), [false, true]);
        assert_eq!(told_by_neighbours(&[3, 20, 3], 1, 5), [false, false, false]);
        assert!(told_by_neighbours(&[3], 2, 5).is_empty());
    }
}
