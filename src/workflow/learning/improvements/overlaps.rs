//! Other improvements that may have a part in the effect of one.
//!
//! The rule: they run for some of the same people at the same time, whatever they should change.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::learning::effect::Overlap;
use crate::domain::learning::improvement::concerns::may_share;
use crate::domain::learning::improvement::{End, Improvement};
use crate::domain::time::calendar::day_of;
use crate::storage::learning::improvements as stored;
use crate::storage::{StorageError, Tx};

/// The others that overlap with an improvement, those that start last first.
pub(super) async fn overlaps(
    app: &App,
    tx: &mut Tx,
    improvement: &Improvement,
) -> Result<Vec<Overlap>, StorageError> {
    let others = stored::list(tx).await?;
    let do_overlap = |other: &&Improvement| {
        other.id != improvement.id
            && !matches!(other.end, Some(End::Withdrawn { .. }))
            && run_together(app, improvement, other)
            && may_share(&improvement.plan.concerns, &other.plan.concerns)
    };
    let named = |other: &Improvement| Overlap { id: other.id, title: other.plan.title.clone() };
    Ok(others.iter().filter(do_overlap).map(named).collect())
}

fn run_together(app: &App, one: &Improvement, other: &Improvement) -> bool {
    let last = |of: &Improvement| match of.end {
        Some(End::Closed { at, .. } | End::Withdrawn { at, .. }) => day_of(at, app.config.organisation.zone),
        None => NaiveDate::MAX,
    };
    one.plan.starts_on <= last(other) && other.plan.starts_on <= last(one)
}
