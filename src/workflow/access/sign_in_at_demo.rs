//! Going on as another account of the demonstration, which needs no password there.
//!
//! The rule: only a program that runs as the demonstration does this.

use crate::app::App;
use crate::domain::access::session::SessionStage;
use crate::storage::StorageError;
use crate::storage::access::users;
use crate::workflow::access::sign_in::{Browser, Opened, OpenedBy, open_at};

/// Opens a session; `None` where this is no demonstration, or has no such account.
#[tracing::instrument(skip_all)]
pub async fn sign_in_at_demo(
    app: &App,
    email: &str,
    browser: &Browser,
) -> Result<Option<Opened>, StorageError> {
    if !app.config.is_demo {
        return Ok(None);
    }
    let mut tx = app.db.write().await?;
    let found = users::find_by_email(&mut tx, email).await?;
    let Some(user) = found.filter(|user| user.disabled_at.is_none()) else { return Ok(None) };
    let opened = open_at(app, &mut tx, &user, browser, OpenedBy::Password, SessionStage::Open).await?;
    tx.commit().await?;
    Ok(Some(opened))
}
