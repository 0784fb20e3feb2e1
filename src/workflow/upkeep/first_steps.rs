//! What is left to do in an installation to which no complaint was reported and no answer imported yet.

use crate::app::App;
use crate::config::MailTransport;
use crate::domain::upkeep::first_steps::FirstSteps;
use crate::storage::access::{accounts, api_keys};
use crate::storage::{StorageError, complaints, norms};

/// The steps; `None` once there is a complaint or an answer.
#[tracing::instrument(skip_all)]
pub async fn first_steps(app: &App) -> Result<Option<FirstSteps>, StorageError> {
    let mut tx = app.db.read().await?;
    if complaints::has_begun(&mut tx).await? {
        return Ok(None);
    }
    Ok(Some(FirstSteps {
        has_mail_server: !matches!(app.config.mail.transport, MailTransport::File(_)),
        has_users: accounts::list(&mut tx).await?.len() > 1,
        has_norms: !norms::ledger(&mut tx).await?.0.is_empty(),
        has_keys: !api_keys::list(&mut tx).await?.is_empty(),
    }))
}
