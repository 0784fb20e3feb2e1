//! Pure mathematics on counts of answers.
//!
//! The rule: everything is computed from summed counts, never from averages of averages, and every formula is
//! O(1) in the number of responses. Values that leave this module are in NPS points (-100..=100) unless a name
//! says otherwise; inside, shares (0..=1) and proportions (-1..=1) are used.

pub mod interval;
pub mod normal;
pub mod suppression;
pub mod tally;
