//! What happened to the demo's complaints: a story that the scoreboard tells.
//!
//! Before the year that is reported on too many people were called late; many calls come just before their time is over; of one
//! month nothing was noted; and one month has no count of notifications.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, TimeDelta};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::complaints::complaint::{Level, Outcome};
use crate::domain::complaints::facts::{AcknowledgedBy, AnsweredBy, Fact, Facts, Remedy};
use crate::domain::insight::measure::Measure;
use crate::domain::time::calendar::{day_of, first_of_month_before};
use crate::randomness::Randomness;
use crate::storage::insight::counts::Count;
use crate::storage::policy::notifications;
use crate::storage::{StorageError, Tx};
use crate::workflow::demo::cases::Case;
use crate::workflow::demo::learning::{CAUSE_EARLIER, CAUSE_TARGETED, CAUSE_TOLD, EARLIER_NAME, IMPROVED};
use crate::workflow::demo::reports::reported_year;

/// Months before this one of whose complaints nothing was noted, and whose notifications were not counted.
const UNNOTED: u32 = 8;
const UNCOUNTED: u32 = 14;
/// Notifications to a complaint, and how far they vary.
const NOTIFICATIONS: f64 = 105.0;
const VARIATION: f64 = 30.0;
/// The shares of complaints to the board that the board answers, and of rejections in which the customer is pointed to Kifid.
const BOARD_ANSWERS: f64 = 0.9;
const POINTED: f64 = 0.96;
/// A stream of chance for each complaint, so that the rest of the sample data stays as it is.
const STREAM: u64 = 0x5eed_0000;

/// The facts of a complaint at a level; `luck` (0..1) decides how soon it was acknowledged.
pub(super) fn facts(app: &App, case: &Case, level: Level, received_at: Timestamp, luck: f64) -> Facts {
    let closed_at = case.closed_at;
    let chance = Randomness::from_seed(STREAM + case.number as u64);
    let received_on = day_of(received_at, app.config.organisation.zone);
    let closed_on = day_of(closed_at, app.config.organisation.zone);
    let acknowledged = received_at + TimeDelta::minutes(30 + (luck * 25.5 * 60.0) as i64);
    let is_noted = first_of_month_before(received_on, 0) != first_of_month_before(app.today(), UNNOTED);
    let called = called(&chance, received_at, received_on.year() < reported_year(app.today()));
    let written = app.config.policy.working_days.later(received_on, 1 + (chance.share() * 6.4) as usize);
    let written = received_at + TimeDelta::days((written - received_on).num_days());
    let noted = |at: Timestamp| is_noted.then(|| Fact::At(at.min(closed_at)));
    let remedies = [Remedy::None, Remedy::Explanation, Remedy::Apology, Remedy::Correction];
    let pick = |many: usize| (chance.share() * chance.share() * many as f64) as usize;
    Facts {
        acknowledged: Some(Fact::At(acknowledged.min(closed_at))),
        acknowledged_by: Some(if chance.share() < 0.3 {
            AcknowledgedBy::Automatic
        } else {
            AcknowledgedBy::Person
        }),
        phone_response: noted(called),
        phone_response_required: (chance.share() < 0.05).then_some(false),
        written_response: noted(written),
        causes: causes(&chance, received_on, app.today()),
        remedy: remedies.get(pick(remedies.len())).copied(),
        employee_discussed_on: discussed(&chance, closed_on, app.today(), 0.92),
        team_discussed_on: discussed(&chance, closed_on, app.today(), 0.85),
        answered_by: is_noted.then(|| answered_by(&chance, level)),
        kifid_pointed: is_rejected(case.outcome).then(|| chance.share() < POINTED),
        ..Facts::default()
    }
}

/// The board answers nearly all complaints that came to it.
fn answered_by(chance: &Randomness, level: Level) -> AnsweredBy {
    if level == Level::Board && chance.share() < BOARD_ANSWERS {
        AnsweredBy::Board
    } else {
        AnsweredBy::Other
    }
}

fn is_rejected(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Rejected | Outcome::PartlyUpheld)
}

/// One or two causes. The one that an improvement was about became rarer with it, and had another name before.
fn causes(chance: &Randomness, received_on: NaiveDate, today: NaiveDate) -> Vec<String> {
    let age = (today - received_on).num_days();
    let targeted = if age > IMPROVED as i64 { 0.46 } else { 0.26 };
    let earlier = age > EARLIER_NAME;
    let name = |draw: f64| match draw {
        draw if draw < targeted => {
            if earlier {
                CAUSE_EARLIER
            } else {
                CAUSE_TARGETED
            }
        }
        draw if draw < targeted + 0.24 => "Communicatie",
        draw if draw < targeted + 0.42 => "Beslissing",
        _ => CAUSE_TOLD,
    };
    let main = name(chance.share());
    let second = name(chance.share());
    let has_second = chance.share() < 0.2 && second != main;
    [Some(main), has_second.then_some(second)].into_iter().flatten().map(str::to_owned).collect()
}

/// Most closed complaints are discussed within weeks, some late and some not at all.
fn discussed(chance: &Randomness, closed_on: NaiveDate, today: NaiveDate, share: f64) -> Option<NaiveDate> {
    let days = 2 + (chance.share() * chance.share() * 45.0) as u64;
    let on = closed_on.checked_add_days(Days::new(days))?;
    (chance.share() < share && on < today).then_some(on)
}

fn called(chance: &Randomness, received_at: Timestamp, is_before: bool) -> Timestamp {
    let late = if is_before { 0.09 } else { 0.03 };
    let hours = match chance.share() {
        kind if kind < late => 49.0 + chance.share() * 60.0,
        kind if kind < 0.35 => 44.0 + chance.share() * 3.9,
        _ => 1.0 + chance.share() * 40.0,
    };
    received_at + TimeDelta::minutes((hours * 60.0) as i64)
}

/// Tells the notifications of each month that is over but one.
pub(super) async fn tell_notifications(
    app: &App,
    tx: &mut Tx,
    complaints: &[Count],
) -> Result<(), StorageError> {
    let chance = Randomness::from_seed(STREAM);
    let mut by_month: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    for counted in complaints.iter().filter(|counted| counted.key.measure == Measure::Received) {
        *by_month.entry(first_of_month_before(counted.key.day, 0)).or_default() += counted.amount;
    }
    let (running, uncounted) =
        (first_of_month_before(app.today(), 0), first_of_month_before(app.today(), UNCOUNTED));
    for (month, complaints) in by_month {
        let number = complaints as f64 * (NOTIFICATIONS + (chance.share() - 0.5) * VARIATION);
        if month < running && month != uncounted {
            notifications::set(tx, month, "", number as u64).await?;
        }
    }
    Ok(())
}
