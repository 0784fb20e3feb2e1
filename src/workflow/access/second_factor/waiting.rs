//! Sessions that do not show pages yet, since they wait for a second factor.

use crate::app::App;
use crate::domain::access::session::SessionStage;
use crate::domain::access::token::Token;
use crate::storage::StorageError;
use crate::storage::access::{sessions, users};
use crate::workflow::access::sign_in::SignedIn;

/// The user of a session, and what the session still waits for; `None` if it has ended.
#[tracing::instrument(skip_all)]
pub async fn find_at_any_stage(
    app: &App,
    session: &Token,
) -> Result<Option<(SignedIn, SessionStage)>, StorageError> {
    let mut tx = app.db.read().await?;
    let Some(found) = sessions::find(&mut tx, &session.hash(), app.now()).await? else { return Ok(None) };
    let user = users::find(&mut tx, found.user_id).await?;
    Ok(user.map(|user| (SignedIn::from(user), found.stage)))
}
