//! The second factor of a user: how it stands, new recovery codes, and taking it away.
//!
//! The rule: what weakens it takes a code that counts, or another person: an administrator, or the operator.

mod check_code;
pub mod enrolment;
pub mod reseal;
pub mod sign_in;
pub mod waiting;

use chrono::TimeDelta;

use crate::access::throttle::Place;
use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::session::recovery_code::{CODES, RecoveryCode};
use crate::domain::access::session::second_factor::{SecondFactor, Standing};
use crate::domain::access::token::TokenHash;
use crate::domain::ids::UserId;
use crate::domain::people::email_address::EmailAddress;
use crate::storage::access::users::StoredUser;
use crate::storage::access::{second_factors, sessions, users};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::account::CurrentPasswordError;
use crate::workflow::access::audit::{Actor, record, stored_user};
use crate::workflow::access::permission::{act, demand};
use crate::workflow::access::second_factor::check_code::{CodeError, use_code};
use crate::workflow::access::sign_in::Browser;
use crate::workflow::access::users::{UserError, refuse_own_account};

/// Why a second factor was not changed by its user.
#[derive(Debug, thiserror::Error)]
pub enum SecondFactorError {
    #[error("this user has no password here; set up a second factor where the user signs in")]
    Elsewhere,
    #[error("the code is wrong or was used before; type the code that the app shows now")]
    WrongCode,
    #[error("too many wrong codes; wait and try again")]
    Wait(TimeDelta),
    #[error("the current password is another one")]
    WrongPassword,
    /// The second factor or the session changed since the secret was shown.
    #[error("this secret is no longer on offer; begin again")]
    OfferGone,
    #[error("the settings (access.second_factor) require a second factor of this user")]
    Required,
    #[error("the session has ended; sign in again")]
    SignedOut,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<CodeError> for SecondFactorError {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Wrong => Self::WrongCode,
            CodeError::Wait(wait) => Self::Wait(wait),
            CodeError::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<CurrentPasswordError> for SecondFactorError {
    fn from(error: CurrentPasswordError) -> Self {
        match error {
            CurrentPasswordError::Wrong => Self::WrongPassword,
            CurrentPasswordError::Wait(wait) => Self::Wait(wait),
            CurrentPasswordError::Storage(error) => Self::Storage(error),
        }
    }
}

/// How the second factor of a user stands.
#[tracing::instrument(skip_all)]
pub async fn look_at_second_factor(app: &App, email: &str) -> Result<SecondFactor, StorageError> {
    let mut tx = app.db.read().await?;
    let Some(user) = with_password(&mut tx, email).await? else {
        return Ok(SecondFactor { standing: Standing::Elsewhere, is_required: false });
    };
    let standing = match second_factors::find(&mut tx, user.id).await? {
        Some(_) => Standing::On { codes_left: second_factors::count_codes(&mut tx, user.id).await? },
        None => Standing::Off,
    };
    let is_required = app.config.access.second_factor.requires(&user.roles);
    Ok(SecondFactor { standing, is_required })
}

/// A user who signs in with a password; `None` for one who signs in elsewhere, and for the visitor of the demo.
async fn with_password(tx: &mut Tx, email: &str) -> Result<Option<StoredUser>, StorageError> {
    let user = users::find_by_email(tx, email).await?;
    Ok(user.filter(|user| user.password_hash.is_some() && user.disabled_at.is_none()))
}

/// Replaces the recovery codes of a user, who sees the new ones this once.
///
/// # Errors
/// See [`SecondFactorError`].
#[tracing::instrument(skip_all)]
pub async fn renew_recovery_codes(
    app: &App,
    email: &str,
    code: &str,
) -> Result<Vec<RecoveryCode>, SecondFactorError> {
    let user = owner(app, email).await?;
    let mut tx = use_code(app, &user, code, &Place::Anywhere).await?;
    let codes = replace_codes(app, &mut tx, user.id).await?;
    record(app, &mut tx, &Actor::User(user.email), Action::SetUpSecondFactor, "recovery codes").await?;
    tx.commit().await?;
    Ok(codes)
}

/// Draws new recovery codes and keeps their hashes.
async fn replace_codes(app: &App, tx: &mut Tx, user: UserId) -> Result<Vec<RecoveryCode>, StorageError> {
    let codes: Vec<RecoveryCode> = (0..CODES).map(|_| RecoveryCode::new(app.randomness.bytes())).collect();
    let hashes: Vec<TokenHash> = codes.iter().map(RecoveryCode::hash).collect();
    second_factors::replace_codes(tx, user, &hashes).await?;
    Ok(codes)
}

/// Removes the second factor of a user who has a code of it, unless the settings require it. The user's other sessions end.
///
/// # Errors
/// See [`SecondFactorError`].
#[tracing::instrument(skip_all)]
pub async fn remove_second_factor(
    app: &App,
    email: &str,
    code: &str,
    browser: &Browser,
) -> Result<(), SecondFactorError> {
    let user = owner(app, email).await?;
    if app.config.access.second_factor.requires(&user.roles) {
        return Err(SecondFactorError::Required);
    }
    let mut tx = use_code(app, &user, code, &Place::Anywhere).await?;
    second_factors::remove(&mut tx, user.id).await?;
    end_other_sessions(app, &mut tx, user.id, browser).await?;
    record(app, &mut tx, &Actor::User(user.email), Action::RemoveSecondFactor, "").await?;
    Ok(tx.commit().await?)
}

/// Ends the user's sessions in other browsers, after a change of the second factor: one that another person opened does not
/// outlive it (OWASP ASVS 5.0, 7.4.3).
async fn end_other_sessions(
    app: &App,
    tx: &mut Tx,
    user: UserId,
    browser: &Browser,
) -> Result<(), SecondFactorError> {
    let this = match &browser.session {
        Some(session) => sessions::find(tx, &session.hash(), app.now()).await?,
        None => None,
    };
    let this = this.filter(|session| session.user_id == user).ok_or(SecondFactorError::SignedOut)?;
    sessions::delete_others(tx, user, this.id).await?;
    Ok(())
}

/// The user whose second factor it is.
async fn owner(app: &App, email: &str) -> Result<StoredUser, SecondFactorError> {
    let user = with_password(&mut app.db.read().await?, email).await?;
    user.ok_or(SecondFactorError::Elsewhere)
}

/// Removes the second factor of a user who lost it, and ends the user's sessions. Before this, make sure who asks.
///
/// # Errors
/// See [`UserError`]. An administrator does not reset the own one: otherwise a stolen session would be enough to remove the
/// code that signing in takes.
#[tracing::instrument(skip_all)]
pub async fn reset_second_factor(app: &App, actor: &Actor, email: &EmailAddress) -> Result<(), UserError> {
    let email = email.folded();
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::ResetSecondFactor).await?;
    refuse_own_account(actor, &email)?;
    let user = users::find_by_email(&mut tx, &email).await?.ok_or(UserError::NoSuchUser)?;
    if !second_factors::remove(&mut tx, user.id).await? {
        return Err(UserError::NoSecondFactor);
    }
    sessions::delete_of_user(&mut tx, user.id).await?;
    act(app, &mut tx, actor, Action::ResetSecondFactor, &stored_user(user.id)).await?;
    Ok(tx.commit().await?)
}
