//! What the page of discussed complaints shows.

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Reference;
use crate::domain::learning::discussed::Discussed;
use crate::domain::learning::discussed::share::DiscussedTable;

/// A complaint in the list of those that are closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedComplaint {
    pub reference: Reference,
    /// Empty if unknown.
    pub team: String,
    pub handler: Option<String>,
    pub closed_at: Timestamp,
    pub discussed: Discussed,
}

/// The list and the shares.
#[derive(Clone, Debug, PartialEq)]
pub struct DiscussedOverview {
    /// Those of the page that is asked for, the latest closed first.
    pub listed: Vec<ClosedComplaint>,
    /// Whether there is a page behind it.
    pub has_next: bool,
    pub table: DiscussedTable,
}
