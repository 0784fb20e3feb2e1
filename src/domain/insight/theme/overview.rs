//! All that the page of themes shows, read and hidden as one set.

use std::collections::BTreeMap;

use crate::domain::complaints::segment::Dimension;
use crate::domain::ids::ThemeId;
use crate::domain::insight::theme::Theme;
use crate::domain::insight::theme::check::Precision;
use crate::domain::insight::theme::growth::ThemeGrowth;
use crate::domain::insight::theme::table::ThemeTable;
use crate::domain::insight::theme::teams::TeamShare;
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::DateRange;

/// The themes of a selection.
#[derive(Clone, Debug)]
pub struct ThemesOverview {
    /// All themes by name.
    pub themes: Vec<Theme>,
    /// Nothing if no response gave a reason.
    pub table: Visible<ThemeTable>,
    /// The period before; `None` at the beginning of the calendar.
    pub before: Option<DateRange>,
    /// The themes that can be compared with the period before.
    pub growth: Vec<ThemeGrowth>,
    /// `None` if no theme may be shown by team, or there is one team only.
    pub by_team: Option<ThemeByTeam>,
    /// The themes that were checked.
    pub precisions: BTreeMap<ThemeId, Precision>,
    /// The values that each filter lists; truncated if there are very many.
    pub offered: BTreeMap<Dimension, Vec<String>>,
}

/// One theme by team.
#[derive(Clone, Debug)]
pub struct ThemeByTeam {
    pub theme: Theme,
    pub teams: Vec<TeamShare>,
}
