//! The complaints of a year, counted.
//!
//! The rule: what is brought forward and received is what is closed and carried forward, or the report is not made; and all
//! tables are over the complaints of this flow.

use crate::domain::reporting::flow::Flow;
use crate::storage::StorageError;
use crate::storage::reporting::counts::{self, ComplaintGroup};
use crate::workflow::reporting::year::Year;

/// How often it is counted anew while complaints come in.
const ATTEMPTS: usize = 3;

/// The complaints of a year.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub flow: Flow,
    pub groups: Vec<ComplaintGroup>,
}

/// Counts the complaints of a year.
///
/// # Errors
/// [`StorageError::Inconsistent`] if a complaint is lost or counted twice.
pub(super) async fn counted(year: &Year<'_>) -> Result<Counted, StorageError> {
    let (begins, ends) = year.known();
    for _ in 0..ATTEMPTS {
        let flow = flow_of(year).await?;
        let groups = counts::groups(&mut year.app.db.read().await?, begins, ends).await?;
        let sum = |is_in: fn(&ComplaintGroup) -> bool| -> u64 {
            groups.iter().filter(|group| is_in(group)).map(|group| group.complaints).sum()
        };
        let is_same =
            sum(|group| group.is_received) == flow.received && sum(|group| group.is_closed) == flow.closed;
        // Complaints that come in between two statements are in one of them only.
        if is_same {
            return Ok(Counted { flow, groups });
        }
    }
    let value = "the complaints of the year change while they are counted".to_owned();
    Err(StorageError::Inconsistent { column: "complaints", value })
}

/// The flow of a year.
///
/// # Errors
/// [`StorageError::Inconsistent`] if it does not add up.
pub(super) async fn flow_of(year: &Year<'_>) -> Result<Flow, StorageError> {
    let (begins, ends) = year.known();
    let flow = counts::flow(&mut year.app.db.read().await?, begins, ends).await?;
    if flow.adds_up() {
        return Ok(flow);
    }
    let Flow { brought_forward, received, closed, carried_forward } = flow;
    let value =
        format!("{brought_forward} + {received} is not {closed} + {carried_forward} in {}", year.number);
    Err(StorageError::Inconsistent { column: "complaints.closed_at", value })
}
