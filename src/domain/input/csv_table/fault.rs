//! What can be wrong with a line of a file, as a kind with its details.
//!
//! The rule: the command line and the API say it in English by `Display`; a page says it in its own language by the kind.

use crate::domain::input::fields::FieldError;

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    #[error("has a NUL character, as no text file has; save the file as CSV UTF-8")]
    Nul,
    #[error("is not UTF-8 text; save the file as CSV UTF-8")]
    NotUtf8,
    #[error("has a quote that is never closed")]
    NeverClosed,
    #[error("has text behind a closing quote; write a quote within a cell twice")]
    BehindQuote,
    /// What the CSV reader says.
    #[error("{0}")]
    Unreadable(String),
    #[error("the file is empty; its first line must name the columns")]
    Empty,
    #[error("there is no row below the header")]
    NoRows,
    #[error("the column `{0}` is not known")]
    UnknownColumn(String),
    #[error("the column `{0}` is there twice")]
    ColumnTwice(String),
    #[error("the column `{0}` is missing")]
    ColumnMissing(String),
    #[error("has {has} {} where the header has {needs}", cells(.has))]
    Cells { has: usize, needs: usize },
    /// A reference that an earlier line has too.
    #[error("{0} is in the file twice")]
    Twice(String),
    /// The number of the line that has another count.
    #[error("tells another count than line {0} of the same")]
    OtherCount(u64),
    #[error("{}", FieldError::in_one_line(.0))]
    Fields(Vec<FieldError>),
}

fn cells(count: &usize) -> &'static str {
    if *count == 1 { "cell" } else { "cells" }
}

/// What is wrong with a line of a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct LineMistake {
    /// Counted from 1, the header included.
    pub line: u64,
    pub fault: LineFault,
}

impl LineMistake {
    /// The mistake of a line.
    #[must_use]
    pub fn new(line: u64, fault: LineFault) -> Self {
        Self { line, fault }
    }

    /// How many lines have mistakes.
    #[must_use]
    pub fn lines(mistakes: &[Self]) -> usize {
        mistakes.iter().map(|mistake| mistake.line).collect::<std::collections::BTreeSet<_>>().len()
    }

    /// "1 line is wrong", "3 lines are wrong".
    #[must_use]
    pub fn count_in_words(mistakes: &[Self]) -> String {
        match Self::lines(mistakes) {
            1 => "1 line is wrong".to_owned(),
            lines => format!("{lines} lines are wrong"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_cells_or_lines_agrees_with_its_noun() {
        let cells = |has| LineMistake::new(3, LineFault::Cells { has, needs: 2 });
        assert_eq!(cells(1).to_string(), "line 3: has 1 cell where the header has 2");
        assert_eq!(cells(4).to_string(), "line 3: has 4 cells where the header has 2");
        assert_eq!(LineMistake::count_in_words(&[cells(1), cells(4)]), "1 line is wrong");
        let two = [cells(1), LineMistake::new(4, LineFault::NotUtf8)];
        assert_eq!(LineMistake::count_in_words(&two), "2 lines are wrong");
    }
}
