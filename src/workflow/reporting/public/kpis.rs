//! The six KPIs of a year: value, norm and verdict, and the counts behind those with a clock.
//!
//! The rule: the complaints of a KPI with a clock are parts of those received, which are printed. What would tell of a small part
//! is a bound, or is hidden, and so is a verdict ([`verdict`](super::verdict)).

use crate::domain::policy::kpi::Measurement;
use crate::domain::policy::scoreboard::{KpiFigures, KpiRow, Scoreboard};
use crate::domain::reporting::document::{Part, Row};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::flow::Flow;
use crate::statistics::suppression::is_too_small;
use crate::workflow::reporting::asked::Asked;
use crate::workflow::reporting::public::in_time::{LATE, TIMELY, counts_in_time, parts, share_in_time};
use crate::workflow::reporting::public::norms::norm_figure;
use crate::workflow::reporting::public::nps::NpsNorm;
use crate::workflow::reporting::public::verdict::{beside, given, verdict_in_time, verdict_of_hidden_rate};
use crate::workflow::reporting::say::{known, table};

/// What the KPIs are printed from.
pub(super) struct KpiFacts<'a> {
    pub board: &'a Scoreboard,
    pub asked: &'a Asked,
    pub nps: &'a NpsNorm,
    pub flow: Flow,
    pub minimum: u64,
}

/// The tables of the section.
pub(super) fn kpi_parts(facts: &KpiFacts<'_>) -> Vec<Part> {
    let rows = facts.board.rows.iter().map(|row| facts.row(row)).collect();
    let counts = facts.board.rows.iter().filter_map(|row| counts_row(row, facts.minimum)).collect();
    let columns =
        ["label", "numerator", "denominator", "at_least", "at_most", "pending", "unknown", "not_applicable"];
    vec![table("kpis", ["label", "value", "norm", "verdict"], rows), table("kpi_counts", columns, counts)]
}

impl KpiFacts<'_> {
    fn row(&self, row: &KpiRow) -> Row {
        let norm = norm_of(row).unwrap_or(Figure::Nothing);
        let given = given(&row.whole);
        let figures = match row.kpi.definition().measurement {
            Measurement::Estimate => {
                let value = self.asked.nps(self.nps.confidence);
                let verdict = beside(&value, self.nps.verdict.clone());
                vec![value, self.nps.norm.clone(), verdict]
            }
            Measurement::Clocked(_) => {
                vec![value_in_time(row, self.minimum), norm, verdict_in_time(row, self.minimum)]
            }
            Measurement::Rate => {
                let value = self.rate(&row.whole);
                let verdict = match value {
                    Figure::Hidden => verdict_of_hidden_rate(&row.whole, self.flow.received, self.minimum),
                    _ => given,
                };
                vec![value, norm, verdict]
            }
            Measurement::Sample => {
                let value = self.points(&row.whole);
                let verdict = beside(&value, given);
                vec![value, norm, verdict]
            }
        };
        Row { label: known("kpi", row.kpi.name()), figures }
    }

    /// Complaints over notifications. In a running year they are those of the months that are over, of which the others
    /// must not be few.
    fn rate(&self, figures: &KpiFigures) -> Figure {
        let complaints = figures.numerator.and_then(|complaints| u64::try_from(complaints).ok());
        match complaints.zip(figures.denominator) {
            Some((part, whole)) if whole > 0 => {
                let is_small = |count| is_too_small(count, self.minimum);
                if is_small(part) || is_small(self.flow.received.saturating_sub(part)) {
                    Figure::Hidden
                } else {
                    Figure::Share { part, whole, decimals: 2 }
                }
            }
            _ => Figure::Unknown,
        }
    }

    /// Points of reviews: not of few, nor of all closures but a few.
    fn points(&self, figures: &KpiFigures) -> Figure {
        let Some(sample) = figures.sample.filter(|sample| sample.reviewed > 0) else {
            return Figure::Nothing;
        };
        let points = figures.numerator.and_then(|points| u64::try_from(points).ok());
        match points.zip(figures.denominator) {
            Some((points, maximum)) => {
                let reviews = sample.reviewed;
                let is_small = |count| is_too_small(count, self.minimum);
                if is_small(reviews) || is_small(self.flow.closed.abs_diff(reviews)) {
                    Figure::Hidden
                } else {
                    Figure::Points { points, maximum, reviews }
                }
            }
            None => Figure::Nothing,
        }
    }
}

/// The norm in force when the year began; `None` if there was none.
pub(super) fn norm_of(row: &KpiRow) -> Option<Figure> {
    row.whole.norm.map(|norm| norm_figure(row.kpi, norm.value, norm.limit))
}

/// The share in time of those of which it is known; where these would tell a small number, what it is at least.
pub(super) fn value_in_time(row: &KpiRow, minimum: u64) -> Figure {
    share_in_time(&row.whole.standings.unwrap_or_default(), minimum)
}

/// Whether that share is of fewer complaints than all, since of some it is not known.
pub(super) fn is_of_known(row: &KpiRow, minimum: u64) -> bool {
    let standings = row.whole.standings.unwrap_or_default();
    standings.unknown > 0 && parts(&standings, minimum).share(&[TIMELY], &[LATE], 1) != Figure::Hidden
}

/// The counts behind a KPI with a clock.
fn counts_row(row: &KpiRow, minimum: u64) -> Option<Row> {
    let figures = counts_in_time(&row.whole.standings?, minimum);
    Some(Row { label: known("kpi", row.kpi.name()), figures })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::policy::kpi::Kpi;
    use crate::domain::policy::scoreboard::Standings;

    const MINIMUM: u64 = 10;

    fn row(timely: u64, late: u64, unknown: u64) -> KpiRow {
        let standings = Standings { timely, late, unknown, ..Standings::default() };
        KpiRow {
            kpi: Kpi::WrittenResponse,
            whole: KpiFigures::of_standings(standings, None, false),
            points: Vec::new(),
            automatic: None,
            topics: BTreeMap::new(),
        }
    }

    #[test]
    fn a_few_that_were_late_or_are_not_known_make_the_value_a_bound() {
        let bound = |percent, whole| Figure::ShareAtLeast { percent, whole };
        assert_eq!(
            value_in_time(&row(180, 20, 0), MINIMUM),
            Figure::Share { part: 180, whole: 200, decimals: 1 }
        );
        assert_eq!(value_in_time(&row(195, 5, 0), MINIMUM), bound(95, 200));
        assert_eq!(value_in_time(&row(180, 15, 5), MINIMUM), bound(90, 200));
        assert_eq!(value_in_time(&row(3, 2, 0), MINIMUM), Figure::Hidden);
        assert_eq!(value_in_time(&row(0, 0, 0), MINIMUM), Figure::Nothing);
    }

    #[test]
    fn a_share_of_those_of_which_it_is_known_says_so() {
        assert!(is_of_known(&row(180, 20, 15), MINIMUM));
        assert!(!is_of_known(&row(180, 20, 0), MINIMUM), "all are known");
        assert!(!is_of_known(&row(180, 15, 5), MINIMUM), "the bound is of all");
    }

    #[test]
    fn the_counts_of_a_small_part_are_hidden_and_those_of_all_are_not() {
        let figures = counts_row(&row(195, 5, 0), MINIMUM).unwrap().figures;
        assert_eq!(figures[..2], [Figure::Hidden, Figure::count(200)]);
        assert_eq!(figures[4..], [Figure::count(0), Figure::count(0), Figure::count(0)]);
    }
}
