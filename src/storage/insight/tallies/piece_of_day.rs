//! In which piece a day is, as SQL.
//!
//! The rule: the calendar stays in Rust. The database only compares a day with the first days of the pieces, by halving,
//! so that both engines do the same for every table and no plan depends on how they join.

use chrono::NaiveDate;

use crate::domain::insight::series::pieces::Pieces;
use crate::storage::insight::selection::Binds;
use crate::storage::insight::tallies::grain::Grain;

/// The place of the first cut among the values of a statement, after the basis and the first and the last day.
const FIRST_CUT: usize = 4;

/// What a statement needs to sum by piece.
pub(super) struct PieceOfDay {
    /// An SQL expression over a column `day`, the same for all days of a piece.
    pub expression: String,
    /// The days to bind as `$4` and on: the first ones of the pieces but the first, then the run of whole months, if any.
    pub days: Vec<NaiveDate>,
    /// Whether there are months that are counted whole; the first and the last day of their run are the last two of `days`.
    has_months: bool,
}

impl PieceOfDay {
    pub fn of(pieces: &Pieces) -> Self {
        let (expression, mut days) = match pieces.cuts() {
            Some(cuts) => (piece_among(0, cuts.len()), cuts),
            None => ("day".to_owned(), Vec::new()),
        };
        let months = pieces.whole_months();
        days.extend(months.iter().flat_map(|months| [months.from(), months.to()]));
        Self { expression, days, has_months: months.is_some() }
    }

    /// The other values of the statement, numbered after the days.
    pub fn binds(&self) -> Binds {
        Binds::new(FIRST_CUT - 1 + self.days.len())
    }

    /// Where all days of a tally are, each once: tables, each with its condition on `day`. Whole months are read by month, what
    /// lies before and after them by day.
    pub fn sources(&self, tally: &str) -> Vec<String> {
        let by_day = Grain::Day.table(tally);
        if !self.has_months {
            return vec![format!("{by_day} WHERE day BETWEEN $2 AND $3")];
        }
        let to = FIRST_CUT - 1 + self.days.len();
        let from = to - 1;
        vec![
            format!("{} WHERE day BETWEEN ${from} AND ${to}", Grain::Month.table(tally)),
            format!("{by_day} WHERE day >= $2 AND day < ${from}"),
            format!("{by_day} WHERE day > ${to} AND day <= $3"),
        ]
    }
}

/// The number of the piece of a day that lies behind all cuts before `first` and before all cuts from `end` on.
fn piece_among(first: usize, end: usize) -> String {
    if first == end {
        return first.to_string();
    }
    let middle = usize::midpoint(first, end);
    format!(
        "CASE WHEN day < ${} THEN {} ELSE {} END",
        FIRST_CUT + middle,
        piece_among(first, middle),
        piece_among(middle + 1, end)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::period::DateRange;

    #[test]
    fn whole_months_are_read_by_month_and_the_days_around_them_by_day() {
        let range =
            |from: &str, to: &str| DateRange::new(from.parse().unwrap(), to.parse().unwrap()).unwrap();
        let piece = PieceOfDay::of(&Pieces::whole(range("2026-01-10", "2026-04-02")));
        assert_eq!(
            piece.days,
            [range("2026-02-01", "2026-03-31").from(), range("2026-02-01", "2026-03-31").to()]
        );
        assert_eq!(
            piece.sources("tally_totals"),
            [
                "tally_totals_by_month WHERE day BETWEEN $4 AND $5",
                "tally_totals WHERE day >= $2 AND day < $4",
                "tally_totals WHERE day > $5 AND day <= $3",
            ]
        );
        let within_a_month = PieceOfDay::of(&Pieces::whole(range("2026-01-10", "2026-01-20")));
        assert_eq!(within_a_month.sources("tally_totals"), ["tally_totals WHERE day BETWEEN $2 AND $3"]);
    }

    #[test]
    fn a_day_is_compared_with_few_cuts() {
        assert_eq!(piece_among(0, 0), "0");
        assert_eq!(piece_among(0, 1), "CASE WHEN day < $4 THEN 0 ELSE 1 END");
        assert_eq!(
            piece_among(0, 3),
            "CASE WHEN day < $5 THEN CASE WHEN day < $4 THEN 0 ELSE 1 END \
             ELSE CASE WHEN day < $6 THEN 2 ELSE 3 END END"
        );
    }
}
