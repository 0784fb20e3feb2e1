//! What the pages about improvements name: what a plan may choose from, and what it names by identifier.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::App;
use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::ids::CauseId;
use crate::domain::insight::signal::event::{SignalEvent, events};
use crate::domain::learning::improvement::known::Known;
use crate::storage::StorageError;
use crate::storage::insight::signals;
use crate::workflow::answering::questionnaires::{current_questionnaire, find_questionnaire};
use crate::workflow::learning::causes::offered_causes;
use crate::workflow::learning::improvements::{cause_names, known_for_plans};

/// All of it, as it is now.
#[derive(Clone, Debug)]
pub struct PlanNames {
    pub known: Known,
    /// The name of each cause; of one that was merged, that of the one it counts for.
    pub causes: BTreeMap<CauseId, String>,
    /// The names of causes that are not retired.
    pub offered_causes: Vec<String>,
    /// The questionnaire in force, for the words of its items.
    pub questionnaire: Arc<Questionnaire>,
    /// Newest first.
    pub events: Vec<SignalEvent>,
}

/// What plans name.
#[tracing::instrument(skip_all)]
pub async fn plan_names(app: &App) -> Result<PlanNames, StorageError> {
    let known = known_for_plans(app).await?;
    let causes = cause_names(app).await?;
    let current = current_questionnaire(app).await?;
    let questionnaire = find_questionnaire(app, &current).await?;
    let events = events(signals::list(&mut app.db.read().await?).await?);
    let offered_causes = offered_causes(app).await?;
    Ok(PlanNames { known, causes, offered_causes, questionnaire, events })
}
