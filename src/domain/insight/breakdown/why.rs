//! Why NPS differs between two periods: the difference, and its split over the groups of each dimension.
//!
//! The rule: a difference that may not be shown has no split either, and no split claims a cause.

use crate::domain::insight::breakdown::split::Split;
use crate::domain::insight::series::Figures;
use crate::domain::insight::visible::Visible;
use crate::statistics::difference::Difference;

/// Everything that the page says about a difference, except words of respondents.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    pub now: Visible<Figures>,
    pub before: Visible<Figures>,
    /// Now minus before; `None` if one of the periods is hidden or has no responses.
    pub difference: Option<Difference>,
    /// One for each dimension with several groups; empty without a difference.
    pub splits: Vec<Split>,
}
