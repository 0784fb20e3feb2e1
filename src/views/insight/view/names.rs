//! The names of what a view is asked with, as its forms and the list of saved views have them.

use crate::domain::insight::query::Basis;
use crate::domain::insight::query::why::Against;
use crate::domain::time::period::Granularity;
use crate::texts::Texts;

/// The name of the periods of a trend; `None` for the whole range at once, which no form offers.
pub(in crate::views::insight) fn interval_name(text: &Texts, interval: Granularity) -> Option<String> {
    match interval {
        Granularity::Day => Some(text.view_day()),
        Granularity::Week => Some(text.view_week()),
        Granularity::Month => Some(text.dashboard_month()),
        Granularity::Quarter => Some(text.dashboard_quarter()),
        Granularity::Year => Some(text.dashboard_year()),
        Granularity::Total => None,
    }
}

/// The name of the day that counts.
pub(in crate::views::insight) fn basis_name(text: &Texts, basis: Basis) -> String {
    match basis {
        Basis::Closed => text.view_basis_closed(),
        Basis::Answered => text.view_basis_answered(),
    }
}

/// The name of the period to compare with.
pub(in crate::views::insight) fn against_name(text: &Texts, against: Against) -> String {
    match against {
        Against::Before => text.why_against_before(),
        Against::YearEarlier => text.why_against_year_earlier(),
    }
}
