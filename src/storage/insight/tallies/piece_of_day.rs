//! In which piece a day is, as SQL.
//!
//! The rule: the calendar stays in Rust. The database only compares a day with the first days of the pieces, by halving,
//! so that both engines do the same for every table and no plan depends on how they join.

use chrono::NaiveDate;

use crate::domain::insight::series::pieces::Pieces;
use crate::storage::insight::selection::Binds;

/// The place of the first cut among the values of a statement, after the basis and the first and the last day.
const FIRST_CUT: usize = 4;

/// What a statement needs to sum by piece.
pub(super) struct PieceOfDay {
    /// An SQL expression over a column `day`, the same for all days of a piece.
    pub expression: String,
    /// The first days of the pieces but the first, to bind as `$4` and on.
    pub cuts: Vec<NaiveDate>,
}

impl PieceOfDay {
    pub fn of(pieces: &Pieces) -> Self {
        match pieces.cuts() {
            Some(cuts) => Self { expression: piece_among(0, cuts.len()), cuts },
            None => Self { expression: "day".to_owned(), cuts: Vec::new() },
        }
    }

    /// The other values of the statement, numbered after the cuts.
    pub fn binds(&self) -> Binds {
        Binds::new(FIRST_CUT - 1 + self.cuts.len())
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
