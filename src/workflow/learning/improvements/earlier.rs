//! Improvements that were registered elsewhere before they started, such as those of the demonstration.
//!
//! The rule: only the operator brings them in, on the day on which they were registered; that day lies before the start.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::ids::ImprovementId;
use crate::domain::input::fields::FieldError;
use crate::domain::learning::improvement::Plan;
use crate::domain::learning::improvement::fields::STARTS_ON;
use crate::domain::time::calendar::day_of;
use crate::storage::learning::improvements as stored;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};
use crate::workflow::learning::improvements::ImproveError;

/// Brings in an improvement with the moment at which it was registered.
///
/// # Errors
/// [`ImproveError::Wrong`] if it started before that or before its reason was over; another actor is refused.
#[tracing::instrument(skip_all)]
pub async fn register_earlier(
    app: &App,
    actor: &Actor,
    plan: &Plan,
    registered_at: Timestamp,
) -> Result<ImprovementId, ImproveError> {
    if *actor != Actor::Operator {
        return Err(ActError::OnTheMachineOnly.into());
    }
    let wrong =
        |message: String| ImproveError::Wrong(vec![FieldError { field: STARTS_ON.to_owned(), message }]);
    if plan.starts_on < day_of(registered_at, app.config.organisation.zone) {
        return Err(wrong("must not lie before the day on which it was registered".to_owned()));
    }
    if let Some(month) = plan.month_not_over() {
        return Err(wrong(format!("must lie after its reason: {} is not over then", month.format("%Y-%m"))));
    }
    let id = ImprovementId(app.randomness.uuid(registered_at));
    let mut tx = app.db.write().await?;
    stored::insert(&mut tx, id, plan, actor.name(), registered_at).await?;
    act(app, &mut tx, actor, Action::RegisterImprovement, &id.to_string()).await?;
    tx.commit().await?;
    Ok(id)
}
