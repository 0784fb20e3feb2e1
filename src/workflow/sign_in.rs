//! Signing in and out, by password or by one-time link.

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::access::Role;
use crate::domain::ids::UserId;
use crate::domain::token::Token;
use crate::storage::users::StoredUser;
use crate::storage::{StorageError, sessions, users};
use crate::workflow::passwords;

/// How long a session lasts: a working day.
pub const SESSION: TimeDelta = TimeDelta::hours(12);
/// Wrong passwords in a row after which the account rests.
const MOST_FAILURES: i64 = 10;
/// How long it rests.
const REST: TimeDelta = TimeDelta::minutes(15);

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub email: String,
    pub role: Role,
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    #[error("the address and password do not belong together, or the account is disabled")]
    Refused,
    #[error("too many wrong passwords; the account rests for a quarter of an hour")]
    Locked,
    #[error("the sign-in link was used or has expired")]
    LinkGone,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Signs in with address and password; returns the session's secret.
///
/// # Errors
/// See [`SignInError`].
pub async fn sign_in(app: &App, email: &str, password: String) -> Result<Token, SignInError> {
    let email = email.trim().to_lowercase();
    // Held until a failure is counted, so that guesses in parallel are counted one after the other as well.
    let _room = app.password_room.acquire().await.map_err(|_| SignInError::Refused)?;
    let user = users::find_by_email(&mut app.db.read().await?, &email).await?;
    let now = app.now();
    if user.as_ref().is_some_and(|user| user.locked_until.is_some_and(|until| until > now)) {
        return Err(SignInError::Locked);
    }
    let user = user.filter(|user| user.disabled_at.is_none());
    let hash = user.as_ref().and_then(|user| user.password_hash.clone());
    let is_right = passwords::verify(password, hash).await;
    let Some(user) = user else { return Err(SignInError::Refused) };
    if is_right {
        return open_session(app, user.id).await.map_err(SignInError::from);
    }
    note_failure(app, &user).await?;
    Err(SignInError::Refused)
}

async fn note_failure(app: &App, user: &StoredUser) -> Result<(), StorageError> {
    let mut tx = app.db.write().await?;
    users::note_failed_sign_in(&mut tx, user.id, MOST_FAILURES, app.now() + REST).await?;
    tx.commit().await
}

/// Whether a one-time link still works. Looking changes nothing.
///
/// # Errors
/// The database failed.
pub async fn sign_in_link_is_good(app: &App, link: &Token) -> Result<bool, StorageError> {
    users::sign_in_link_is_good(&mut app.db.read().await?, &link.hash(), app.now()).await
}

/// Signs in with a one-time link, which is used up.
///
/// # Errors
/// See [`SignInError`].
pub async fn sign_in_with_link(app: &App, link: &Token) -> Result<Token, SignInError> {
    let mut tx = app.db.write().await?;
    let user = users::use_sign_in_link(&mut tx, &link.hash(), app.now()).await?;
    tx.commit().await?;
    let user = user.ok_or(SignInError::LinkGone)?;
    Ok(open_session(app, user).await?)
}

async fn open_session(app: &App, user: UserId) -> Result<Token, StorageError> {
    let now = app.now();
    let token = Token::random("", app.randomness.bytes());
    let mut tx = app.db.write().await?;
    users::forget_failed_sign_ins(&mut tx, user).await?;
    sessions::insert(&mut tx, &token.hash(), user, now, now + SESSION).await?;
    tx.commit().await?;
    Ok(token)
}

/// Who is behind a session; none when it has ended.
///
/// # Errors
/// The database failed.
pub async fn find_session(app: &App, session: &Token) -> Result<Option<SignedIn>, StorageError> {
    let user = sessions::find_user(&mut app.db.read().await?, &session.hash(), app.now()).await?;
    Ok(user.map(|user| SignedIn { email: user.email, role: user.role }))
}

/// Ends a session.
///
/// # Errors
/// The database failed.
pub async fn sign_out(app: &App, session: &Token) -> Result<(), StorageError> {
    let mut tx = app.db.write().await?;
    sessions::delete(&mut tx, &session.hash()).await?;
    tx.commit().await
}
