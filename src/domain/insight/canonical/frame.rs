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
    /// Whether nothing may be told of one of these values in one of two columns alone.
    #[must_use]
    pub fn ties(&self, values: &[usize], before: usize, after: usize) -> bool {
        let (Some(before), Some(after)) = (self.columns.get(before), self.columns.get(after)) else {
            return false;
        };
        values.iter().any(|value| (self.is_tied)(*value, before, after))
    }
}
