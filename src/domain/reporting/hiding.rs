//! What is left out of a public report so that no small count can be had from it, by subtraction neither.
//!
//! The rule: a count of complaints or of people that is printed is 0 or at least the minimum, and so is every count that
//! follows from printed ones, those of other tables and of other editions included. The totals of a year (brought forward,
//! received, closed, carried forward) are printed as they are: they tell nothing about who.

pub mod editions;
pub mod parts;
pub mod rows;
pub mod unsummed;

/// The least count of a public report that is printed.
pub const MINIMUM: u64 = 10;

/// The least count that is printed where an organisation hides figures under `minimum_group` elsewhere.
#[must_use]
pub fn minimum(minimum_group: u64) -> u64 {
    MINIMUM.max(minimum_group)
}
