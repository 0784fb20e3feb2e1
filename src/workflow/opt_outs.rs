//! How often staff decide that somebody is not asked.
//!
//! A few such decisions are right (a bereavement, a threat). Many would make the score look better than it is, so more
//! than [`MOST`] of a team's closures in a quarter raise a warning.

use crate::app::App;
use crate::domain::period::{DateRange, Interval};
use crate::domain::sending::OptOutWarning;
use crate::storage::{StorageError, Tx, invitations};

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
        for (team, opted_out, closed) in invitations::opt_outs_by_team(tx, quarter).await? {
            if opted_out as f64 > MOST * closed as f64 {
                warnings.push(OptOutWarning { quarter, team, opted_out, closed });
            }
        }
        let Some(before) = quarter.from().pred_opt() else { break };
        day = before;
    }
    Ok(warnings)
}
