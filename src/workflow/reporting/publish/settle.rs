//! Computing the document that is frozen, from facts that stand still.
//!
//! The rule: nothing is frozen whose figures moved while they were computed, nor whose tables count other complaints.

use crate::app::App;
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::scoreboard::Scoreboard;
use crate::domain::reporting::document::Document;
use crate::domain::reporting::edition::Draft;
use crate::domain::reporting::edition::settled::{MOST_COMPUTED, is_settled};
use crate::storage::StorageError;
use crate::workflow::reporting::counted::flow_of;
use crate::workflow::reporting::publish::{ApproveError, live};
use crate::workflow::reporting::year::Year;

/// The document of a draft, computed until two in a row are the same and its tables agree.
///
/// # Errors
/// [`ApproveError::Unsettled`] and [`ApproveError::TablesDiffer`], after [`MOST_COMPUTED`] of them.
pub(super) async fn settled(app: &App, draft: &Draft) -> Result<Document, ApproveError> {
    let mut refusal = ApproveError::Unsettled;
    let mut before = live(app, draft.year, draft.kind, Some(draft)).await?;
    for _ in 1..MOST_COMPUTED {
        let now = live(app, draft.year, draft.kind, Some(draft)).await?;
        if is_settled(&before, &now) {
            if do_tables_agree(app, draft.year).await? {
                return Ok(now);
            }
            refusal = ApproveError::TablesDiffer;
        }
        before = now;
    }
    Err(refusal)
}

/// Holds the table of complaints that came and went against that of the KPIs, before small numbers are hidden in them.
async fn do_tables_agree(app: &App, year: i32) -> Result<bool, StorageError> {
    let Some(year) = Year::of(app, year, app.now()) else { return Ok(true) };
    let received = flow_of(&year).await?.received;
    Ok(is_same_received(received, &year.scoreboard(year.whole()).await?))
}

/// Whether as many complaints were received as stand anywhere with KPI 1, which is about every complaint that was received: two
/// tables that are counted apart from each other.
fn is_same_received(received: u64, board: &Scoreboard) -> bool {
    let row = board.rows.iter().find(|row| row.kpi == Kpi::Acknowledgement);
    let standings = row.and_then(|row| row.whole.standings).unwrap_or_default();
    standings.all() == received
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::policy::scoreboard::{KpiFigures, KpiRow, Standings};
    use crate::domain::time::period::DateRange;

    fn board(standings: Standings) -> Scoreboard {
        let [from, to] = ["2025-01-01", "2025-12-31"].map(|day| day.parse().unwrap());
        let row = KpiRow {
            kpi: Kpi::Acknowledgement,
            whole: KpiFigures::of_standings(standings, None, false),
            points: Vec::new(),
            automatic: None,
            topics: BTreeMap::new(),
        };
        let as_of = "2026-02-01T09:00:00Z".parse().unwrap();
        Scoreboard { as_of, range: DateRange::new(from, to).unwrap(), rows: vec![row] }
    }

    #[test]
    fn the_complaints_of_two_tables_are_the_same_or_not() {
        let standings =
            Standings { timely: 7, late: 2, unknown: 1, not_applicable: 2, ..Standings::default() };
        assert!(is_same_received(12, &board(standings)));
        assert!(!is_same_received(13, &board(standings)), "one came in between");
        assert!(!is_same_received(11, &board(standings)));
    }
}
