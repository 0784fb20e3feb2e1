//! What the parts of a whole are told in: its columns, and which of them a part may not be told in alone.
//!
//! The rule: every step of making a table of parts goes by the same frame.

use crate::domain::insight::canonical::columns::Column;

/// The frame of a table of parts.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    pub columns: &'a [Column],
    /// The fewest answers that may be told.
    pub minimum: u64,
    /// Whether nothing may be told of a value, by its number, in one of two columns alone.
    pub is_tied: &'a dyn Fn(usize, &Column, &Column) -> bool,
}

impl Frame<'_> {
    /// Whether nothing may be told of a value in one of two columns, by their numbers, alone.
    #[must_use]
    pub fn ties(&self, value: usize, before: usize, after: usize) -> bool {
        let columns = self.columns.get(before).zip(self.columns.get(after));
        columns.is_some_and(|(before, after)| (self.is_tied)(value, before, after))
    }
}
