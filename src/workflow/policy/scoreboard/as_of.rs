//! What the scoreboard is made of, as it stood at a moment of the past.
//!
//! The rule: what was known then is what is dated by then: a fact that happened later was not told yet. It reads the
//! complaints themselves, since counts are of today, so it takes as long as there are complaints in the range.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Complaint;
use crate::domain::insight::measure::Measure;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::policy::clock::{Clock, FactState};
use crate::domain::policy::scoreboard::DayStates;
use crate::domain::time::calendar::day_of;
use crate::storage::insight::counts::DayCount;
use crate::storage::{StorageError, Tx, complaints, norms};
use crate::workflow::policy::clocks::clocks_at;
use crate::workflow::policy::counting::segment_of;
use crate::workflow::policy::scoreboard::counted::Known;
use crate::workflow::policy::scoreboard::{bounds, fits};

/// Complaints read at once.
const PIECE: u32 = 2_000;

/// What was known at a moment of the complaints received in a range.
pub(super) async fn known_at(
    app: &App,
    tx: &mut Tx,
    whole: &WholeQuery,
    as_of: Timestamp,
) -> Result<Known, StorageError> {
    let limits = norms::limits(tx).await?;
    let (from, until) = (bounds(app, whole.range.from()).0, bounds(app, whole.range.to()).1);
    let (mut known, mut after) = (Known::default(), None);
    loop {
        let piece = complaints::received(tx, from, until, after, PIECE).await?;
        let Some(last) = piece.last() else { return Ok(known) };
        after = Some((last.stored.complaint.received_at, last.stored.id));
        for received in &piece {
            let Some(complaint) = received.stored.complaint.as_of(as_of, app.config.organisation.zone) else {
                continue;
            };
            if fits(&segment_of(app, &complaint), &whole.filters) {
                add(app, &mut known, &complaint, &clocks_at(app, &limits, &complaint, as_of), as_of);
            }
        }
    }
}

fn add(app: &App, known: &mut Known, complaint: &Complaint, clocks: &[Clock], as_of: Timestamp) {
    let day = day_of(complaint.received_at, app.config.organisation.zone);
    known.received.push(DayCount { day, measure: Measure::Received, item: String::new(), amount: 1 });
    for clock in clocks {
        let state = FactState::of(&clock.facts, &clock.allowed);
        let over = u64::from(state.waits() && !clock.allowed.includes(as_of));
        known.days.push(DayStates { day, kpi: clock.kpi, state, complaints: 1, over });
        let Some(by_program) = clock.kpi.definition().clocked().and_then(|clocked| clocked.by_program) else {
            continue;
        };
        let happened = u64::from((by_program.applies)(&complaint.facts) && !state.waits());
        *known.by_program.entry(clock.kpi).or_default() += happened;
    }
}
