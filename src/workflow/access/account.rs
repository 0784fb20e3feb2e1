//! The own account of a signed-in user: what its page shows, its language, its mails and its password.
//!
//! The rule: whose account it is follows from the session and never from a form, so that no form changes another's.

use chrono::TimeDelta;

use crate::access::throttle::Place;
use crate::app::App;
use crate::domain::access::account::{Account, OwnSession, WantedMails};
use crate::domain::access::action::Action;
use crate::domain::access::new_password::{NewPassword, UnacceptablePassword};
use crate::domain::access::rights::Right;
use crate::domain::access::token::Token;
use crate::domain::people::language::Language;
use crate::storage::access::sessions::StoredSession;
use crate::storage::access::users::StoredUser;
use crate::storage::access::{account, sessions, users};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::{Actor, record};

/// Why the own account was not changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error("the session has ended; sign in again")]
    SignedOut,
    #[error("the current password is another one")]
    WrongPassword,
    /// After too many wrong current passwords.
    #[error("too many wrong passwords; wait and try again")]
    Wait(TimeDelta),
    #[error(transparent)]
    Unacceptable(#[from] UnacceptablePassword),
    #[error("the password could not be hashed")]
    Hashing,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why the current password was not accepted.
#[derive(Debug)]
pub(super) enum CurrentPasswordError {
    Wrong,
    /// After too many wrong ones.
    Wait(TimeDelta),
    Storage(StorageError),
}

impl From<CurrentPasswordError> for AccountError {
    fn from(error: CurrentPasswordError) -> Self {
        match error {
            CurrentPasswordError::Wrong => Self::WrongPassword,
            CurrentPasswordError::Wait(wait) => Self::Wait(wait),
            CurrentPasswordError::Storage(error) => Self::Storage(error),
        }
    }
}

/// A change of password, as typed.
pub struct PasswordChange {
    pub current: String,
    pub new: String,
}

/// The session that a token opens, and its user; `None` if it has ended.
pub(super) async fn find_owner(
    app: &App,
    tx: &mut Tx,
    session: &Token,
) -> Result<Option<(StoredSession, StoredUser)>, StorageError> {
    let Some(session) = sessions::find(tx, &session.hash(), app.now()).await? else { return Ok(None) };
    let user = users::find(tx, session.user_id).await?;
    Ok(user.map(|user| (session, user)))
}

/// What the page about the own account shows; `None` if the session has ended.
#[tracing::instrument(skip_all)]
pub async fn find_account(app: &App, session: &Token) -> Result<Option<Account>, StorageError> {
    let mut tx = app.db.read().await?;
    let Some((this, user)) = find_owner(app, &mut tx, session).await? else { return Ok(None) };
    let stored = sessions::list_of_user(&mut tx, user.id, app.now()).await?;
    Ok(Some(Account {
        has_password: user.password_hash.is_some(),
        mails: account::wanted_mails(&mut tx, user.id).await?,
        sessions: stored.into_iter().map(|session| own(session, &this)).collect(),
    }))
}

fn own(session: StoredSession, this: &StoredSession) -> OwnSession {
    OwnSession {
        id: session.id,
        stage: session.stage,
        browser: session.browser,
        created_at: session.created_at,
        last_used_at: session.last_used_at,
        is_this: session.id == this.id,
    }
}

/// Sets the language of the pages; `None` follows the browser.
///
/// # Errors
/// [`AccountError::SignedOut`].
#[tracing::instrument(skip_all)]
pub async fn set_language(
    app: &App,
    session: &Token,
    language: Option<Language>,
) -> Result<(), AccountError> {
    let mut tx = app.db.write().await?;
    let (_, user) = find_owner(app, &mut tx, session).await?.ok_or(AccountError::SignedOut)?;
    account::set_language(&mut tx, user.id, language).await?;
    Ok(tx.commit().await?)
}

/// Sets which mails the user wants. One that the roles do not allow stays as it was, since the page does not show it.
///
/// # Errors
/// [`AccountError::SignedOut`].
#[tracing::instrument(skip_all)]
pub async fn set_mails(app: &App, session: &Token, wanted: WantedMails) -> Result<(), AccountError> {
    let mut tx = app.db.write().await?;
    let (_, user) = find_owner(app, &mut tx, session).await?.ok_or(AccountError::SignedOut)?;
    let before = account::wanted_mails(&mut tx, user.id).await?;
    let allowed = |right, wanted, before| if user.roles.have(right) { wanted } else { before };
    let mails = WantedMails {
        signals: allowed(Right::SeeInsights, wanted.signals, before.signals),
        audit_heads: allowed(Right::ReadAudit, wanted.audit_heads, before.audit_heads),
        due_follow_ups: allowed(Right::HandleFollowUps, wanted.due_follow_ups, before.due_follow_ups),
    };
    account::set_wanted_mails(&mut tx, user.id, mails).await?;
    Ok(tx.commit().await?)
}

/// Replaces the password. All other sessions and the links that were mailed before end; this session goes on with the
/// token that is returned (OWASP ASVS 5.0, 7.2.4 and 7.4.3).
///
/// # Errors
/// See [`AccountError`].
#[tracing::instrument(skip_all)]
pub async fn change_password(
    app: &App,
    session: &Token,
    change: PasswordChange,
) -> Result<Token, AccountError> {
    let owner = find_owner(app, &mut app.db.read().await?, session).await?;
    let (this, user) = owner.ok_or(AccountError::SignedOut)?;
    let context = [app.config.organisation.name.as_str(), user.email.as_str()];
    let new = NewPassword::parse(&change.new, &context)?;
    verify_current(app, &user, change.current).await?;
    let hash = app.password_hasher.hash(&app.randomness, &new).await.ok_or(AccountError::Hashing)?;
    let token = Token::random("", app.randomness.bytes());
    let mut tx = app.db.write().await?;
    // A session that ended while the password was hashed changes nothing.
    if !sessions::replace_token(&mut tx, &session.hash(), &token.hash()).await? {
        return Err(AccountError::SignedOut);
    }
    if !users::set_password(&mut tx, user.id, &hash).await? {
        return Err(AccountError::SignedOut);
    }
    sessions::delete_others(&mut tx, user.id, this.id).await?;
    users::delete_sign_in_links(&mut tx, user.id).await?;
    record(app, &mut tx, &Actor::User(user.email), Action::SetPassword, "").await?;
    tx.commit().await?;
    Ok(token)
}

/// Checks the current password: a session that was left open may be used by another person. Wrong ones are counted apart
/// from those of signing in, so that they do not delay it, and stand in the audit as those do.
pub(super) async fn verify_current(
    app: &App,
    user: &StoredUser,
    typed: String,
) -> Result<(), CurrentPasswordError> {
    let (now, place) = (app.now(), Place::KnownBrowser);
    let name = format!("current password of {}", user.email);
    if let Some(wait) = app.sign_in_throttle.wait(&name, &place, now) {
        return Err(CurrentPasswordError::Wait(wait));
    }
    // Counted before the password is checked, so that concurrent attempts get no more tries than sequential ones.
    let is_worth_recording = app.sign_in_throttle.tried(&name, &place, now);
    if app.password_hasher.verify(typed, user.password_hash.clone()).await {
        app.sign_in_throttle.succeeded(&name, &place);
        return Ok(());
    }
    if is_worth_recording {
        record_wrong_password(app, user).await.map_err(CurrentPasswordError::Storage)?;
    }
    Err(CurrentPasswordError::Wrong)
}

async fn record_wrong_password(app: &App, user: &StoredUser) -> Result<(), StorageError> {
    let mut tx = app.db.write().await?;
    let actor = Actor::User(user.email.clone());
    record(app, &mut tx, &actor, Action::RefuseSignIn, "current password").await?;
    tx.commit().await
}
