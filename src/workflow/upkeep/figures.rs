//! Counts of what is stored and of the connections to it, for a monitoring system.

use crate::app::App;
use crate::domain::insight::query::Basis;
use crate::domain::upkeep::figures::{AnswersByState, Connections, Figures};
use crate::storage::answering::{attempts, responses};
use crate::storage::follow_ups::lists::count_overdue;
use crate::storage::insight::tallies;
use crate::storage::{StorageError, Tx};

/// Reads what is stored.
#[tracing::instrument(skip_all)]
pub async fn figures(app: &App) -> Result<Figures, StorageError> {
    let mut tx = app.db.read().await?;
    Ok(Figures {
        answers: answers(&mut tx).await?,
        overdue_follow_ups: count_overdue(&mut tx, app.today()).await?,
    })
}

/// The connections of this process at this moment; asks the database nothing.
#[must_use]
pub fn connections(app: &App) -> Connections {
    app.db.connections()
}

/// Those that count, those that are held because they look pressed by a machine, and the attempts that were kept apart.
/// What counts is read from the tallies, so that the cost does not grow with the number of answers.
async fn answers(tx: &mut Tx) -> Result<AnswersByState, StorageError> {
    let counted = tallies::answers_of_all_months(tx, Basis::Closed).await?.values().sum();
    let held = responses::count_held(tx).await?;
    let attempts = attempts::count_all(tx).await?;
    let attempts = attempts.into_iter().map(|(reason, attempts)| (reason.name(), attempts));
    Ok([("counted", counted), ("held", held)].into_iter().chain(attempts).collect())
}
