//! The fact that stops a clock: what a KPI with a clock needs to say of itself, once.
//!
//! The rule: columns, counts, clocks and figures follow from this; no other code tells one such KPI from another.

use crate::domain::complaints::facts::{Fact, Facts};
use crate::domain::insight::measure::Measure;
use crate::domain::policy::limit::Limit;

/// A fact, the time that the policy allows for it, and what it is counted under.
#[derive(Clone, Copy, Debug)]
pub struct ClockedFact {
    /// What its fields and columns begin with: `_at` its moment, `_never` that it is known not to have happened.
    pub name: &'static str,
    pub limit: Limit,
    /// What was told of it; `None` for nothing.
    pub happened: fn(&Facts) -> Option<Fact>,
    /// Whether it must happen for this complaint.
    pub is_required: fn(&Facts) -> bool,
    /// Whether a complaint can say that it need not happen, in the field with `_required`.
    pub can_be_waived: bool,
    pub measure: Measure,
    /// What else is counted of those that a program did by itself; `None` if no program does.
    pub by_program: Option<ByProgram>,
}

/// The facts that a program brought about.
#[derive(Clone, Copy, Debug)]
pub struct ByProgram {
    pub measure: Measure,
    pub applies: fn(&Facts) -> bool,
}
