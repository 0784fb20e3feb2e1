//! All that the pages about causes show.

use std::collections::BTreeMap;

use crate::domain::complaints::segment::Dimension;
use crate::domain::ids::ThemeId;
use crate::domain::insight::theme::Theme;
use crate::domain::insight::visible::Visible;
use crate::domain::learning::causes::months::CauseMonth;
use crate::domain::learning::causes::pareto::{Pareto, ParetoRow};
use crate::domain::learning::causes::{Cause, CauseName};

/// The page of all causes.
#[derive(Clone, Debug)]
pub struct CausesOverview {
    pub pareto: Pareto,
    /// The present names of the other causes: no complaint of the selection has them.
    pub others: Vec<String>,
    /// The values that each filter lists.
    pub offered: BTreeMap<Dimension, Vec<String>>,
}

/// The page of one cause.
#[derive(Clone, Debug)]
pub struct OneCause {
    /// Its present name.
    pub name: String,
    /// The cause, if an act was about it.
    pub managed: Option<Cause>,
    /// Every name that counts for it, oldest first; empty unless it is managed.
    pub names: Vec<CauseName>,
    /// The causes that were merged into it, to which some of the names belonged.
    pub merged: Vec<Cause>,
    /// Its figures; `None` if no complaint and no response of the selection has it.
    pub row: Option<ParetoRow>,
    /// All complaints of the selection.
    pub complaints: Visible<u64>,
    pub months: Vec<CauseMonth>,
    pub themes: Vec<Theme>,
    /// The themes that are tied to it.
    pub tied: Vec<ThemeId>,
    /// The other causes, by their present name.
    pub others: Vec<String>,
    pub offered: BTreeMap<Dimension, Vec<String>>,
}

/// What a merge will do, before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeAhead {
    /// The present name of the cause that goes on under another.
    pub cause: String,
    /// The present name of the cause that it will count for.
    pub into: String,
    /// Its other names, which then count for that one too; sorted.
    pub earlier_names: Vec<String>,
    /// The names of its themes, which are then tied to that one; sorted.
    pub themes: Vec<String>,
}
