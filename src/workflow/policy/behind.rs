//! The complaints behind a figure of the scoreboard, by reference.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Reference;
use crate::domain::ids::ComplaintId;
use crate::domain::policy::behind::BehindQuery;
use crate::storage::{StorageError, complaints, norms};
use crate::workflow::policy::clocks::clocks_of;
use crate::workflow::policy::counting::segment_of;
use crate::workflow::policy::scoreboard::{bounds, fits};

/// References on one page, and complaints read at once to find them.
const ON_A_PAGE: usize = 100;
const PIECE: u32 = 500;
/// Complaints looked at for one page, at most: a rare standing in a long range takes several.
const MOST_PIECES: usize = 20;

/// One page of complaints, in the order of receipt.
#[derive(Clone, Debug)]
pub struct Behind {
    pub complaints: Vec<(Reference, Timestamp)>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<(Timestamp, ComplaintId)>,
}

/// The complaints received in a range that stand so for a KPI.
#[tracing::instrument(skip_all)]
pub async fn complaints_behind(app: &App, query: &BehindQuery) -> Result<Behind, StorageError> {
    let mut tx = app.db.read().await?;
    let limits = norms::limits(&mut tx).await?;
    let (from, until) = (bounds(app, query.whole.range.from()).0, bounds(app, query.whole.range.to()).1);
    let (mut found, mut after) = (Vec::new(), query.after);
    for _ in 0..MOST_PIECES {
        let piece = complaints::received(&mut tx, from, until, after, PIECE).await?;
        for received in &piece {
            let complaint = &received.stored.complaint;
            let clocks = clocks_of(app, &limits, complaint);
            let stands =
                clocks.iter().any(|clock| clock.kpi == query.kpi && clock.standing == query.standing);
            after = Some((complaint.received_at, received.stored.id));
            if stands && fits(&segment_of(app, complaint), &query.whole.filters) {
                found.push((received.reference.clone(), complaint.received_at));
            }
            if found.len() == ON_A_PAGE {
                return Ok(Behind { complaints: found, next: after });
            }
        }
        if piece.len() < PIECE as usize {
            return Ok(Behind { complaints: found, next: None });
        }
    }
    Ok(Behind { complaints: found, next: after })
}
