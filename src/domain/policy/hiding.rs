//! Which figures of a filtered scoreboard stay hidden.
//!
//! The rule: of a part of the organisation a period with 1 to `minimum - 1` complaints (or reviews) is not told, nor what
//! it could be computed from: if the whole range is shown, a second period goes with a single hidden one. The figures of the
//! organisation as a whole are about its own work and are never hidden.

use crate::domain::policy::scoreboard::{KpiFigures, KpiRow};
use crate::statistics::suppression::{hidden_beside_a_total, is_too_small};

/// Hides the periods of a filtered row that are too small.
pub fn hide_small(row: &mut KpiRow, minimum: u64) {
    let sizes: Vec<u64> = row.points.iter().map(|(_, figures)| size(figures)).collect();
    let whole = size(&row.whole);
    let elsewhere = whole.saturating_sub(sizes.iter().sum());
    let hidden = hidden_beside_a_total(&sizes, elsewhere, minimum);
    for ((_, figures), is_hidden) in row.points.iter_mut().zip(hidden) {
        if is_hidden {
            figures.hide();
        }
    }
    if is_too_small(whole, minimum) {
        row.whole.hide();
    }
    let by_others = |automatic: u64| happened(&row.whole).saturating_sub(automatic);
    let may_be_told = |automatic: &u64| {
        !row.whole.is_hidden
            && !is_too_small(*automatic, minimum)
            && !is_too_small(by_others(*automatic), minimum)
    };
    row.automatic = row.automatic.filter(may_be_told);
    if row.whole.is_hidden {
        row.topics.clear();
    }
    // One that is too small could be computed from the others and the whole.
    if row.topics.values().any(|topic| is_too_small(topic.reviews, minimum)) {
        row.topics.clear();
    }
}

/// How many complaints or reviews a figure is about.
fn size(figures: &KpiFigures) -> u64 {
    match (&figures.standings, &figures.sample) {
        (Some(standings), _) => standings.all(),
        // As many as were closed, where none was reviewed: few closures are told no better than few reviews.
        (None, Some(sample)) if sample.reviewed == 0 => sample.closures,
        (None, Some(sample)) => sample.reviewed,
        (None, None) => figures.numerator.and_then(|number| u64::try_from(number).ok()).unwrap_or_default(),
    }
}

/// For how many the fact of a KPI with a clock happened.
fn happened(figures: &KpiFigures) -> u64 {
    figures.standings.map_or(0, |standings| standings.timely + standings.late)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::policy::kpi::Kpi;
    use crate::domain::policy::scoreboard::Standings;
    use crate::domain::time::period::DateRange;

    fn row(counts: &[u64]) -> KpiRow {
        let figures = |timely| {
            let standings = Standings { timely, ..Standings::default() };
            KpiFigures::of_standings(standings, None, false)
        };
        let day = chrono::NaiveDate::default();
        let range = DateRange::new(day, day).unwrap();
        KpiRow {
            kpi: Kpi::PhoneResponse,
            whole: figures(counts.iter().sum()),
            points: counts.iter().map(|count| (range, figures(*count))).collect(),
            automatic: Some(0),
            topics: BTreeMap::new(),
        }
    }

    fn hidden(counts: &[u64]) -> Vec<bool> {
        let mut row = row(counts);
        hide_small(&mut row, 5);
        row.points.iter().map(|(_, figures)| figures.is_hidden).collect()
    }

    #[test]
    fn a_small_period_takes_another_with_it() {
        assert_eq!(hidden(&[20, 3, 8, 0]), [false, true, true, false]);
        assert_eq!(hidden(&[20, 0, 8]), [false, false, false]);
        let mut small = row(&[2, 1]);
        hide_small(&mut small, 5);
        assert!(small.whole.is_hidden && small.whole.standings.is_none() && small.whole.numerator.is_none());
        assert_eq!((small.automatic, small.whole.verdict), (None, None));
    }

    proptest! {
        #[test]
        fn no_hidden_period_can_be_computed(counts in prop::collection::vec(0..12u64, 1..12)) {
            let hidden = hidden(&counts);
            let together: u64 = counts.iter().zip(&hidden).filter(|(_, hidden)| **hidden).map(|(count, _)| count).sum();
            let total: u64 = counts.iter().sum();
            prop_assert!(together == 0 || together >= 5 || total < 5);
        }
    }
}
