//! How often staff decide that somebody is not asked.
//!
//! A few such decisions are right (a bereavement, a threat). Many would make the score look better than it is, so more
//! than [`MOST`] of a team's closures in a quarter raise a warning.

use std::collections::BTreeMap;

use crate::app::App;
use crate::domain::nps_query::{Basis, Filters, NpsQuery};
use crate::domain::period::{DateRange, Interval};
use crate::domain::segment::Dimension;
use crate::domain::sending::OptOutWarning;
use crate::statistics::normal::Confidence;
use crate::storage::{StorageError, Tx, invitations, tallies};

/// The share of a team's closures up to which nobody asks questions.
pub const MOST: f64 = 0.02;

/// The teams that opted out too many in this quarter and the one before.
pub async fn warnings(app: &App, tx: &mut Tx) -> Result<Vec<OptOutWarning>, StorageError> {
    let mut warnings = Vec::new();
    let mut day = app.today();
    for _ in 0..2 {
        let (first, last) = (Interval::Quarter.first_day(day), Interval::Quarter.last_day(day));
        let quarter = first.zip(last).and_then(|(first, last)| DateRange::new(first, last));
        let Some(quarter) = quarter else { break };
        warnings.extend(warnings_of(tx, quarter).await?);
        let Some(before) = quarter.from().pred_opt() else { break };
        day = before;
    }
    Ok(warnings)
}

async fn warnings_of(tx: &mut Tx, quarter: DateRange) -> Result<Vec<OptOutWarning>, StorageError> {
    let opted_out = invitations::opt_outs_by_team(tx, quarter).await?;
    if opted_out.is_empty() {
        return Ok(Vec::new());
    }
    let closed = closed_by_team(tx, quarter).await?;
    let warnings = opted_out.into_iter().filter_map(|(team, opted_out)| {
        let closed = closed.get(&team).copied().unwrap_or_default();
        (opted_out as f64 > MOST * closed as f64).then_some(OptOutWarning {
            quarter,
            team,
            opted_out,
            closed,
        })
    });
    Ok(warnings.collect())
}

async fn closed_by_team(tx: &mut Tx, quarter: DateRange) -> Result<BTreeMap<String, u64>, StorageError> {
    let query = NpsQuery {
        range: quarter,
        interval: Interval::Total,
        basis: Basis::Closed,
        group_by: Some(Dimension::Team),
        filters: Filters::new(),
        rolling: 1,
        confidence: Confidence::default(),
    };
    let mut closed = BTreeMap::new();
    for day in tallies::read(tx, &query).await? {
        *closed.entry(day.group).or_default() += day.counts.closed;
    }
    Ok(closed)
}
