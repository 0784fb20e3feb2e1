//! Signing in and out, by password or by one-time link.

use chrono::TimeDelta;

use std::net::IpAddr;

use crate::access::passwords;
pub use crate::access::passwords::SHORTEST;
use crate::access::throttle::Place;
use crate::app::App;
use crate::domain::access::roles::{FollowUpsOf, Role};
use crate::domain::access::token::Token;
use crate::domain::people::email_address::EmailAddress;
use crate::storage::access::users::StoredUser;
use crate::storage::access::{sessions, users};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::{Actor, record};

/// How long a session lasts: a working day.
pub const SESSION: TimeDelta = TimeDelta::hours(12);
/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub email: String,
    pub role: Role,
    /// Whose complaints a handler works on.
    pub team: Option<String>,
}

impl SignedIn {
    /// Whose follow-ups this person sees.
    #[must_use]
    pub fn follow_ups(&self) -> FollowUpsOf {
        FollowUpsOf::whom(self.role, self.team.as_deref())
    }
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    #[error("the address and password do not belong together, or the account is disabled")]
    Refused,
    /// After too many wrong passwords, whether there is such an account or not.
    #[error("too many wrong passwords; wait and try again")]
    Wait(TimeDelta),
    #[error("the sign-in link was used or has expired")]
    LinkGone,
    #[error("the password must be {} to {} characters long", passwords::SHORTEST, passwords::LONGEST)]
    BadPassword,
    #[error("the password could not be hashed")]
    Hashing,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Somebody who knocks.
#[derive(Clone, Debug)]
pub struct Knock {
    /// As typed.
    pub email: String,
    pub address: Option<IpAddr>,
    /// What the browser keeps of an earlier sign-in.
    pub browser_code: Option<String>,
    /// The session that the browser has now, which ends with the new one.
    pub session: Option<Token>,
}

/// A session that was opened.
#[derive(Debug)]
pub struct Opened {
    pub session: Token,
    /// For the browser to keep: its person is not kept waiting by others.
    pub browser_code: String,
}

/// Signs in with address and password.
///
/// # Errors
/// See [`SignInError`]. Answer and work are the same whether there is such an account or not.
pub async fn sign_in(app: &App, knock: &Knock, password: String) -> Result<Opened, SignInError> {
    let now = app.now();
    let email = folded(&knock.email);
    let is_known = knock.browser_code.as_ref().is_some_and(|code| app.secret.is_browser_code(&email, code));
    let place = if is_known { Place::KnownBrowser } else { Place::Address(knock.address) };
    if let Some(wait) = app.sign_in_throttle.wait(&email, &place, now) {
        return Err(SignInError::Wait(wait));
    }
    // Counted before it is known, so that many at once get no more tries than one after the other.
    let is_first = app.sign_in_throttle.tried(&email, &place, now);
    let user = users::find_by_email(&mut app.db.read().await?, &email).await?;
    let user = user.filter(|user| user.disabled_at.is_none());
    let hash = user.as_ref().and_then(|user| user.password_hash.clone());
    // No one has a longer password, and no one has us hash a book.
    let password = if password.chars().count() > passwords::LONGEST { String::new() } else { password };
    let is_right = app.password_room.verify(password, hash).await;
    match user.filter(|_| is_right) {
        Some(user) => {
            app.sign_in_throttle.succeeded(&email, &place);
            let mut tx = app.db.write().await?;
            let opened = open_session(app, &mut tx, &user, knock.session.as_ref()).await?;
            tx.commit().await?;
            Ok(opened)
        }
        None => {
            if is_first {
                note_refusal(app, &email).await?;
            }
            Err(SignInError::Refused)
        }
    }
}

/// An address as users are kept: in lower case, the domain in A-labels.
fn folded(email: &str) -> String {
    let email = email.trim();
    email.parse().map_or_else(|_| email.to_lowercase(), |address: EmailAddress| address.folded())
}

/// The first wrong password of late for an account from a place is in the audit: the same work whether there is such an account
/// or not, and no words of somebody who typed a password into the wrong field.
async fn note_refusal(app: &App, email: &str) -> Result<(), StorageError> {
    let mut tx = app.db.write().await?;
    let user = users::find_by_email(&mut tx, email).await?;
    let actor = user.map_or(Actor::Unknown, |user| Actor::User(user.email));
    record(app, &mut tx, &actor, "sign in refused", "").await?;
    tx.commit().await
}

/// Whether a one-time link still works. Looking changes nothing.
pub async fn sign_in_link_is_good(app: &App, link: &Token) -> Result<bool, StorageError> {
    users::sign_in_link_is_good(&mut app.db.read().await?, &link.hash(), app.now()).await
}

/// Sets the password that the owner of a one-time link chose, and signs in; the link is used up.
///
/// # Errors
/// See [`SignInError`]. A password that will not do leaves the link as it is.
pub async fn sign_in_with_link(
    app: &App,
    link: &Token,
    password: String,
    session: Option<&Token>,
) -> Result<Opened, SignInError> {
    if !sign_in_link_is_good(app, link).await? {
        return Err(SignInError::LinkGone);
    }
    if !passwords::is_long_enough(&password) {
        return Err(SignInError::BadPassword);
    }
    let hash = app.password_room.hash(&app.randomness, password).await.ok_or(SignInError::Hashing)?;
    let mut tx = app.db.write().await?;
    let id = users::use_sign_in_link(&mut tx, &link.hash(), app.now()).await?.ok_or(SignInError::LinkGone)?;
    let user = users::find(&mut tx, id).await?.ok_or(SignInError::LinkGone)?;
    users::set_password(&mut tx, id, &hash).await?;
    // Who knew the old password is out.
    sessions::delete_of_user(&mut tx, id).await?;
    record(app, &mut tx, &Actor::User(user.email.clone()), "set password", "").await?;
    let opened = open_session(app, &mut tx, &user, session).await?;
    tx.commit().await?;
    Ok(opened)
}

async fn open_session(
    app: &App,
    tx: &mut Tx,
    user: &StoredUser,
    before: Option<&Token>,
) -> Result<Opened, StorageError> {
    let now = app.now();
    let session = Token::random("", app.randomness.bytes());
    if let Some(before) = before {
        sessions::delete(tx, &before.hash()).await?;
    }
    sessions::insert(tx, &session.hash(), user.id, now, now + SESSION).await?;
    record(app, tx, &Actor::User(user.email.clone()), "sign in", "").await?;
    Ok(Opened { session, browser_code: app.secret.browser_code(&user.email) })
}

/// Who is behind a session; none when it has ended.
pub async fn find_session(app: &App, session: &Token) -> Result<Option<SignedIn>, StorageError> {
    let user = sessions::find_user(&mut app.db.read().await?, &session.hash(), app.now()).await?;
    Ok(user.map(|user| SignedIn { email: user.email, role: user.role, team: user.team }))
}

/// Ends a session.
pub async fn sign_out(app: &App, session: &Token) -> Result<(), StorageError> {
    let mut tx = app.db.write().await?;
    let ended = sessions::delete(&mut tx, &session.hash()).await?;
    if let Some(user) = match ended {
        Some(id) => users::find(&mut tx, id).await?,
        None => None,
    } {
        record(app, &mut tx, &Actor::User(user.email), "sign out", "").await?;
    }
    tx.commit().await
}
