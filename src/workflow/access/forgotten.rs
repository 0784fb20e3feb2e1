//! Asking for a sign-in link by mail, when the password is forgotten.
//!
//! The rule: answer and work are the same whether the account exists, is disabled or never was, so that neither tells who
//! has an account: the same statements in the same order, of which two change a row for an account only. What was typed is
//! neither logged nor kept: it may be a password in the wrong field.

use std::net::IpAddr;

use chrono::TimeDelta;

use crate::app::App;
use crate::config::MailTransport;
use crate::domain::access::action::Action;
use crate::domain::ids::UserId;
use crate::storage::access::{account, users};
use crate::storage::sending::outbox::Queue;
use crate::storage::{StorageError, sending};
use crate::workflow::access::audit::{Actor, record};
use crate::workflow::access::sign_in::folded;
use crate::workflow::access::sign_in_link_mail::mail_link_to;

/// How long the link works.
const WORKS_FOR: TimeDelta = TimeDelta::hours(1);

/// Whether mail goes out: not while sending is paused, nor where mails are only written into a folder. It is the same for
/// every account.
#[tracing::instrument(skip_all)]
pub async fn mail_goes_out(app: &App) -> Result<bool, StorageError> {
    if !mail_leaves(app) {
        return Ok(false);
    }
    let state = sending::find(&mut app.db.read().await?, Queue::StaffMails).await?;
    Ok(state.paused_at.is_none())
}

/// Whether mails leave the machine at all, or are only written into a folder.
#[must_use]
pub fn mail_leaves(app: &App) -> bool {
    !matches!(app.config.mail.transport, MailTransport::File(_))
}

/// Queues a mail with a sign-in link, if there is an enabled account with this address that has a password here or may get
/// one. Beyond the limits of [`LinkLimit`](crate::access::link_limit::LinkLimit) nothing happens.
#[tracing::instrument(skip_all)]
pub async fn ask_for_link(app: &App, typed: &str, client: Option<IpAddr>) -> Result<(), StorageError> {
    let (now, email) = (app.now(), folded(typed));
    if !mail_goes_out(app).await? || !app.link_limit.admits(&email, client, now) {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    let user = users::find_by_email(&mut tx, &email).await?;
    let actor = user.map_or(Actor::Unknown, |user| Actor::User(user.email));
    record(app, &mut tx, &actor, Action::ForgetPassword, "").await?;
    // An identifier of no user, for which the same statements change nothing.
    let unused = UserId(app.randomness.uuid(now));
    let user = account::find_forgetful(&mut tx, &email).await?.unwrap_or(unused);
    mail_link_to(app, &mut tx, user, WORKS_FOR).await?;
    tx.commit().await?;
    app.wake_staff_mail.notify_one();
    Ok(())
}
