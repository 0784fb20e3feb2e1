//! What the scoreboard is made of, as it stood at a moment of the past.
//!
//! The rule: what was known then is what is dated by then: a fact that happened later was not told yet. It reads the
//! complaints themselves, since counts are of today, so it takes as long as there are complaints in the range. It keeps
//! a number for each day and state and no complaint, so that a million of them take no more memory than a thousand.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Complaint;
use crate::domain::complaints::segment::Segment;
use crate::domain::insight::measure::Measure;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::policy::clock::{Clock, FactState};
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::scoreboard::DayStates;
use crate::domain::time::calendar::day_of;
use crate::domain::time::period::DateRange;
use crate::storage::insight::counts::DayCount;
use crate::storage::{StorageError, Tx, complaints, norms};
use crate::workflow::policy::clocks::clocks_at;
use crate::workflow::policy::counting::segment_of;
use crate::workflow::policy::scoreboard::counted::Known;
use crate::workflow::policy::scoreboard::{bounds, fits};

/// Complaints read at once.
const PIECE: u32 = 2_000;

/// What was known at a moment of the complaints received in a range, of those that are asked about.
pub(super) async fn known_at(
    app: &App,
    tx: &mut Tx,
    whole: &WholeQuery,
    as_of: Timestamp,
) -> Result<Known, StorageError> {
    let asked = |segment: &Segment| fits(segment, &whole.filters).then_some(());
    let mut known = known_by(app, tx, whole.range, as_of, asked).await?;
    Ok(known.remove(&()).unwrap_or_default())
}

/// The same of several groups, by one reading. `group` says which a complaint is of; `None`: of none.
pub(super) async fn known_by<K: Ord + Send>(
    app: &App,
    tx: &mut Tx,
    range: DateRange,
    as_of: Timestamp,
    group: impl Fn(&Segment) -> Option<K> + Send + Sync,
) -> Result<BTreeMap<K, Known>, StorageError> {
    let limits = norms::limits(tx).await?;
    let (from, until) = (bounds(app, range.from()).0, bounds(app, range.to()).1);
    let (mut groups, mut after) = (BTreeMap::<K, Counted>::new(), None);
    loop {
        let piece = complaints::received(tx, from, until, after, PIECE).await?;
        let Some(last) = piece.last() else { break };
        after = Some((last.stored.complaint.received_at, last.stored.id));
        for received in &piece {
            let Some(complaint) = received.stored.complaint.as_of(as_of, app.config.organisation.zone) else {
                continue;
            };
            if let Some(group) = group(&segment_of(app, &complaint)) {
                let day = day_of(complaint.received_at, app.config.organisation.zone);
                let clocks = clocks_at(app, &limits, &complaint, as_of);
                groups.entry(group).or_default().add(day, &complaint, &clocks, as_of);
            }
        }
    }
    Ok(groups.into_iter().map(|(group, counted)| (group, counted.known())).collect())
}

/// Numbers of complaints by day of receipt.
#[derive(Default)]
struct Counted {
    received: BTreeMap<NaiveDate, i64>,
    /// How many by state, and how many of these have no time left.
    states: BTreeMap<(NaiveDate, Kpi, FactState), (u64, u64)>,
    by_program: BTreeMap<Kpi, u64>,
}

impl Counted {
    fn add(&mut self, day: NaiveDate, complaint: &Complaint, clocks: &[Clock], as_of: Timestamp) {
        *self.received.entry(day).or_default() += 1;
        for clock in clocks {
            let state = FactState::of(&clock.facts, &clock.allowed);
            let (complaints, over) = self.states.entry((day, clock.kpi, state)).or_default();
            *complaints += 1;
            *over += u64::from(state.waits() && !clock.allowed.includes(as_of));
            let Some(by_program) = clock.kpi.definition().clocked().and_then(|clocked| clocked.by_program)
            else {
                continue;
            };
            let happened = u64::from((by_program.applies)(&complaint.facts) && !state.waits());
            *self.by_program.entry(clock.kpi).or_default() += happened;
        }
    }

    fn known(self) -> Known {
        let states = self.states.into_iter();
        let received = self.received.into_iter();
        Known {
            days: states
                .map(|((day, kpi, state), (complaints, over))| DayStates {
                    day,
                    kpi,
                    state,
                    complaints,
                    over,
                })
                .collect(),
            by_program: self.by_program,
            received: received
                .map(|(day, amount)| DayCount {
                    day,
                    measure: Measure::Received,
                    item: String::new(),
                    amount,
                })
                .collect(),
        }
    }
}
