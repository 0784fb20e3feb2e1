//! Checking a code of a user: of the authenticator app, or a recovery code.
//!
//! The rule: a code is used in the transaction of what it allows, so that it is used up exactly when that happens. Wrong
//! codes delay the next one and never lock a user out for good.

use chrono::TimeDelta;

use crate::access::throttle::Place;
use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::session::second_factor::{TotpSecret, TypedCode};
use crate::domain::access::token::sealed::Sealed;
use crate::domain::ids::UserId;
use crate::storage::access::second_factors;
use crate::storage::access::users::{self, StoredUser};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::{Actor, record};

/// What the key is for under which secrets are kept.
pub(super) const PURPOSE: &str = "second factor";

/// Why a code was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    #[error("the code is wrong or was used before; type the code that the app shows now")]
    Wrong,
    #[error("too many wrong codes; wait and try again")]
    Wait(TimeDelta),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Uses a code; returns the transaction in which it was used, for the caller to go on with and to commit.
pub(super) async fn use_code(
    app: &App,
    user: &StoredUser,
    typed: &str,
    place: &Place,
) -> Result<Tx, CodeError> {
    // A name of its own, so that wrong passwords and wrong codes do not count for each other.
    let name = format!("second factor of {}", user.email);
    if let Some(wait) = app.sign_in_throttle.wait(&name, place, app.now()) {
        return Err(CodeError::Wait(wait));
    }
    // Counted before the code is checked, so that concurrent attempts get no more tries than sequential ones.
    let is_worth_recording = app.sign_in_throttle.tried(&name, place, app.now());
    let mut tx = app.db.write().await?;
    // Held before anything else, so that a new password ends the session which the code opens, or is seen here.
    let held = users::hold(&mut tx, user).await?;
    if held.is_some() && is_used(app, &mut tx, user, typed).await? {
        app.sign_in_throttle.succeeded(&name, place);
        return Ok(tx);
    }
    if is_worth_recording {
        record(app, &mut tx, &actor(user), Action::RefuseSignIn, "second factor").await?;
        tx.commit().await?;
    }
    Err(CodeError::Wrong)
}

async fn is_used(app: &App, tx: &mut Tx, user: &StoredUser, typed: &str) -> Result<bool, StorageError> {
    let Some(factor) = second_factors::find(tx, user.id).await? else { return Ok(false) };
    match TypedCode::parse(typed) {
        None => Ok(false),
        Some(TypedCode::ByTime(code)) => {
            let secret = open(app, user.id, &factor.secret)?;
            match secret.fitting_step(&code, app.now(), factor.last_step) {
                Some(step) => second_factors::use_step(tx, user.id, step).await,
                None => Ok(false),
            }
        }
        Some(TypedCode::Recovery(code)) => {
            let is_used = second_factors::use_code(tx, user.id, &code.hash(), app.now()).await?;
            if is_used {
                record(app, tx, &actor(user), Action::UseRecoveryCode, "").await?;
            }
            Ok(is_used)
        }
    }
}

/// Seals a secret to be kept.
pub(super) fn seal(app: &App, user: UserId, secret: &TotpSecret) -> Result<Sealed, StorageError> {
    let key = app.secret.sealing_key(PURPOSE);
    let sealed = Sealed::of(secret.bytes(), &key, app.randomness.bytes(), user.0.as_bytes());
    sealed.ok_or_else(|| unreadable("one that cannot be sealed"))
}

fn open(app: &App, user: UserId, sealed: &Sealed) -> Result<TotpSecret, StorageError> {
    let opened = app.secret.open(PURPOSE, sealed, user.0.as_bytes());
    let secret = opened.and_then(|bytes| TotpSecret::of_bytes(&bytes));
    secret.ok_or_else(|| unreadable("one that no secret file opens"))
}

fn unreadable(what: &str) -> StorageError {
    StorageError::Inconsistent { column: "users.totp_secret", value: what.to_owned() }
}

fn actor(user: &StoredUser) -> Actor {
    Actor::User(user.email.clone())
}
