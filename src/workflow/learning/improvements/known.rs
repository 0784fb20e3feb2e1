//! What a plan may name now, and whether it concerns anyone.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::rights::Right;
use crate::domain::ids::{CauseId, SignalId};
use crate::domain::input::fields::Fields;
use crate::domain::insight::measure::Measure;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::query::{Basis, Filters};
use crate::domain::insight::series::pieces::Pieces;
use crate::domain::insight::signal::event::{SignalEvent, events};
use crate::domain::learning::improvement::fields::{CONCERNS, parse, take_concerns};
use crate::domain::learning::improvement::known::Known;
use crate::domain::learning::improvement::{Plan, Reason, Target};
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::{DateRange, Granularity};
use crate::storage::access::users::{self, StoredUser};
use crate::storage::insight::{counts, signals, tallies, themes};
use crate::storage::learning::causes as managed;
use crate::storage::learning::improvements::causes;
use crate::storage::{StorageError, Tx};
use crate::workflow::answering::questionnaires::{current_questionnaire, find_questionnaire};
use crate::workflow::learning::improvements::ImproveError;

/// Months in which those whom an improvement concerns must have had a complaint or an answer.
const MONTHS_OF_PEOPLE: u32 = 24;

/// What the form of a plan offers.
#[tracing::instrument(skip_all)]
pub async fn known_for_plans(app: &App) -> Result<Known, StorageError> {
    // Before the transaction: the version of the questionnaire is read by one of its own.
    let questionnaire = find_questionnaire(app, &current_questionnaire(app).await?).await?;
    let now = app.now();
    let mut tx = app.db.read().await?;
    let told = causes::told(&mut tx).await?;
    let may_own = |user: &StoredUser| user.disabled_at.is_none() && user.roles.have(Right::SeeInsights);
    let users = users::list(&mut tx).await?.into_iter().filter(may_own);
    Ok(Known {
        today: app.today(),
        owners: users.map(|user| (user.email, user.id)).collect(),
        items: questionnaire.items.clone(),
        causes: causes::standing(&mut tx).await?,
        told_causes: told.into_iter().map(|name| (name, CauseId(app.randomness.uuid(now)))).collect(),
        themes: themes::list(&mut tx).await?.into_iter().map(|theme| (theme.name, theme.id)).collect(),
        signals: by_signal(&events(signals::list(&mut tx).await?)),
    })
}

/// Each signal with the months that are left out if it is a reason.
fn by_signal(events: &[SignalEvent]) -> BTreeMap<SignalId, Vec<NaiveDate>> {
    let of_event = |event: &SignalEvent| {
        event.signals().map(|raised| (raised.id, event.bad_months())).collect::<Vec<_>>()
    };
    events.iter().flat_map(of_event).collect()
}

/// A plan, and what was known when it was read.
pub struct ReadPlan {
    pub plan: Plan,
    /// What it may name; causes that no one managed yet have the identifiers that the plan has them by.
    pub known: Known,
}

impl ReadPlan {
    /// The plan, after each cause that no one managed yet and that it names got a row.
    pub(super) async fn with_causes(
        self,
        tx: &mut Tx,
        by: &str,
        now: Timestamp,
    ) -> Result<Plan, StorageError> {
        let Self { mut plan, known } = self;
        for (name, id) in known.told_causes {
            let reason = Reason::Cause(id);
            if !plan.reasons.contains(&reason) && plan.target != Target::Cause(id) {
                continue;
            }
            // Someone else may have given it a row in the meantime.
            let kept = managed::ensure(tx, &name, now, by, id).await?;
            plan.reasons.iter_mut().filter(|one| **one == reason).for_each(|one| *one = Reason::Cause(kept));
            if plan.target == Target::Cause(id) {
                plan.target = Target::Cause(kept);
            }
        }
        plan.reasons.sort();
        Ok(plan)
    }
}

/// Reads a plan, with every mistake at once.
pub(super) async fn read_plan(app: &App, mut fields: Fields) -> Result<ReadPlan, ImproveError> {
    let known = known_for_plans(app).await?;
    let concerns = take_concerns(&mut fields);
    if !concerns_anyone(&mut app.db.read().await?, &concerns, known.today).await? {
        fields.refuse(
            CONCERNS,
            "concerns nobody: no complaint of the last 24 months is one of these; choose other values",
        );
    }
    let plan = parse(fields, concerns, &known).map_err(ImproveError::Wrong)?;
    Ok(ReadPlan { plan, known })
}

/// Whether a complaint was received, or a closure or an answer counted, in the last months.
async fn concerns_anyone(tx: &mut Tx, concerns: &Filters, today: NaiveDate) -> Result<bool, StorageError> {
    let Some(range) = DateRange::new(first_of_month_before(today, MONTHS_OF_PEOPLE), today) else {
        return Ok(false);
    };
    if concerns.is_empty() {
        return Ok(true);
    }
    let query = WholeQuery::over(range, Granularity::Total).about(Basis::Closed, concerns.clone());
    let received = counts::read(tx, &query, &[Measure::Received]).await?;
    if received.iter().any(|day| day.amount > 0) {
        return Ok(true);
    }
    let counted = tallies::read_pieces(tx, &query, &Pieces::whole(range)).await?;
    Ok(counted.iter().any(|piece| piece.counts.closed > 0 || piece.counts.tally.responses() > 0))
}
