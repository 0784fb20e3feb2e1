//! The second step of signing in: a code of the authenticator app or a recovery code, after the password.
//!
//! The rule: the session that waits for the code is used up by it, and another one shows pages.

use chrono::TimeDelta;

use crate::access::throttle::Place;
use crate::app::App;
use crate::domain::access::session::SessionStage;
use crate::domain::access::token::Token;
use crate::storage::StorageError;
use crate::storage::access::users::StoredUser;
use crate::storage::access::{sessions, users};
use crate::telemetry::SignInWay;
use crate::workflow::access::second_factor::check_code::{CodeError, use_code};
use crate::workflow::access::sign_in::{Browser, Opened, OpenedBy, open_at};

/// A code that was typed to sign in.
#[derive(Clone, Debug)]
pub struct CodeAttempt {
    /// As typed.
    pub code: String,
    /// The code that the browser kept from an earlier sign-in.
    pub browser_code: Option<String>,
    /// The browser, whose session waits for the code.
    pub browser: Browser,
}

/// Why a code did not open a session.
#[derive(Debug, thiserror::Error)]
pub enum CodeSignInError {
    #[error("the sign-in has ended; sign in again")]
    Ended,
    #[error("the code is wrong or was used before; type the code that the app shows now")]
    Wrong,
    #[error("too many wrong codes; wait and try again")]
    Wait(TimeDelta),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<CodeError> for CodeSignInError {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Wrong => Self::Wrong,
            CodeError::Wait(wait) => Self::Wait(wait),
            CodeError::Storage(error) => Self::Storage(error),
        }
    }
}

/// Opens a session by a code, in place of the one that waits for it.
///
/// # Errors
/// See [`CodeSignInError`].
#[tracing::instrument(skip_all)]
pub async fn sign_in_with_code(app: &App, attempt: &CodeAttempt) -> Result<Opened, CodeSignInError> {
    let opened = open_by_code(app, attempt).await;
    if let Err(CodeSignInError::Wrong | CodeSignInError::Wait(_)) = opened {
        app.telemetry.sign_in_refused(SignInWay::Code);
    }
    opened
}

async fn open_by_code(app: &App, attempt: &CodeAttempt) -> Result<Opened, CodeSignInError> {
    let session = attempt.browser.session.as_ref().ok_or(CodeSignInError::Ended)?;
    let user = waiting_user(app, session).await?.ok_or(CodeSignInError::Ended)?;
    let knows = |code: &String| app.secret.is_browser_code(&user.email, code);
    let is_known = attempt.browser_code.as_ref().is_some_and(knows);
    let place = if is_known { Place::KnownBrowser } else { Place::Anywhere };
    let mut tx = use_code(app, &user, &attempt.code, &place).await?;
    // Ended meanwhile, such as by an administrator.
    if sessions::delete(&mut tx, &session.hash()).await?.is_none() {
        return Err(CodeSignInError::Ended);
    }
    let opened =
        open_at(app, &mut tx, &user, &attempt.browser, OpenedBy::Password, SessionStage::Open).await?;
    tx.commit().await?;
    Ok(opened)
}

/// The user whose session waits for a code.
async fn waiting_user(app: &App, session: &Token) -> Result<Option<StoredUser>, StorageError> {
    let mut tx = app.db.read().await?;
    let found = sessions::find(&mut tx, &session.hash(), app.now()).await?;
    match found.filter(|session| session.stage == SessionStage::AwaitsCode) {
        Some(session) => users::find(&mut tx, session.user_id).await,
        None => Ok(None),
    }
}
