//! Signing in, by password or one-time link, and signing out.

use chrono::TimeDelta;

use std::net::IpAddr;

use crate::access::throttle::Place;
use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::access::new_password::{NewPassword, UnacceptablePassword};
use crate::domain::access::roles::Roles;
use crate::domain::access::session::{SessionStage, USE_NOTED_EVERY};
use crate::domain::access::token::{Token, TokenHash};
use crate::domain::ids::{SessionId, UserId};
use crate::domain::people::email_address::EmailAddress;
use crate::domain::people::language::Language;
use crate::storage::access::sessions::StoredSession;
use crate::storage::access::users::StoredUser;
use crate::storage::access::{second_factors, sessions, users};
use crate::storage::{StorageError, Tx};
use crate::telemetry::SignInWay;
use crate::workflow::access::audit::{Actor, record};

/// A signed-in user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub id: UserId,
    pub email: String,
    pub roles: Roles,
    /// The team whose complaints a handler works on.
    pub team: Option<String>,
    /// The language of the pages; `None` follows the browser.
    pub language: Option<Language>,
}

impl SignedIn {
    /// Whose follow-ups this user sees.
    #[must_use]
    pub fn follow_ups(&self) -> FollowUpsOf {
        FollowUpsOf::whom(&self.roles, self.team.as_deref())
    }
}

impl From<StoredUser> for SignedIn {
    fn from(user: StoredUser) -> Self {
        Self { id: user.id, email: user.email, roles: user.roles, team: user.team, language: user.language }
    }
}

/// Why a sign-in failed.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    #[error("the address and password do not belong together, or the account is disabled")]
    Refused,
    /// After too many wrong passwords, whether the account exists or not.
    #[error("too many wrong passwords; wait and try again")]
    Wait(TimeDelta),
    #[error("the sign-in link was used or has expired")]
    LinkGone,
    #[error(transparent)]
    BadPassword(#[from] UnacceptablePassword),
    #[error("the password could not be hashed")]
    Hashing,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A sign-in attempt.
#[derive(Clone, Debug)]
pub struct SignInAttempt {
    /// As typed.
    pub email: String,
    pub address: Option<IpAddr>,
    /// The code that the browser kept from an earlier sign-in.
    pub browser_code: Option<String>,
    pub browser: Browser,
}

/// The browser in which a session is opened.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// Its present session, which ends when the new one begins.
    pub session: Option<Token>,
    /// Browser and system as their owner would recognise them.
    pub name: String,
}

/// How long a request waits until the use of its session is noted.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(500);

/// How a user proved who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenedBy {
    /// By the password, or a link to set one.
    Password,
    /// At the identity provider, with its name of the session if it gave one.
    Provider { session: Option<String> },
}

/// A new session.
#[derive(Debug)]
pub struct Opened {
    pub session: Token,
    /// What it still waits for before it shows pages.
    pub stage: SessionStage,
    /// For the browser to keep: with it, attempts by others do not slow this user down.
    pub browser_code: String,
    /// Who it is for.
    pub user: SignedIn,
}

/// Signs in with address and password.
///
/// # Errors
/// See [`SignInError`]. The response and the work done are the same whether the account exists or not.
#[tracing::instrument(skip_all)]
pub async fn sign_in(app: &App, knock: &SignInAttempt, password: String) -> Result<Opened, SignInError> {
    let now = app.now();
    let email = folded(&knock.email);
    let is_known = knock.browser_code.as_ref().is_some_and(|code| app.secret.is_browser_code(&email, code));
    let place = if is_known { Place::KnownBrowser } else { Place::Address(knock.address) };
    if let Some(wait) = app.sign_in_throttle.wait(&email, &place, now) {
        app.telemetry.sign_in_refused(SignInWay::Password);
        return Err(SignInError::Wait(wait));
    }
    // Counted before the password is checked, so that concurrent attempts get no more tries than sequential ones.
    let is_worth_recording = app.sign_in_throttle.tried(&email, &place, now);
    let user = users::find_by_email(&mut app.db.read().await?, &email).await?;
    let user = user.filter(|user| user.disabled_at.is_none());
    let hash = user.as_ref().and_then(|user| user.password_hash.clone());
    let is_right = app.password_hasher.verify(password, hash).await;
    if let Some(user) = user.filter(|_| is_right) {
        let mut tx = app.db.write().await?;
        // The password may have been replaced, or the user disabled, while the one that was typed was checked.
        if let Some(user) = users::hold(&mut tx, &user).await? {
            app.sign_in_throttle.succeeded(&email, &place);
            let opened = open_session(app, &mut tx, &user, &knock.browser, OpenedBy::Password).await?;
            tx.commit().await?;
            return Ok(opened);
        }
    }
    app.telemetry.sign_in_refused(SignInWay::Password);
    if is_worth_recording {
        note_refusal(app, &email).await?;
    }
    Err(SignInError::Refused)
}

/// Normalises an address as users are stored: lower case, the domain in A-labels. What is no address stays a text that no
/// account has, without control characters, which PostgreSQL does not take: it is looked for as any other.
pub(super) fn folded(email: &str) -> String {
    let email = email.trim();
    email
        .parse()
        .map_or_else(|_| without_controls(&email.to_lowercase()), |address: EmailAddress| address.folded())
}

fn without_controls(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}

/// Records a wrong password for an account from a place in the audit: the first of a series, and one an hour while it goes
/// on. The work is the same whether the account exists or not, and what was typed is not recorded: it may be a password in
/// the wrong field.
async fn note_refusal(app: &App, email: &str) -> Result<(), StorageError> {
    let mut tx = app.db.write().await?;
    let user = users::find_by_email(&mut tx, email).await?;
    let actor = user.map_or(Actor::Unknown, |user| Actor::User(user.email));
    record(app, &mut tx, &actor, Action::RefuseSignIn, "").await?;
    tx.commit().await
}

/// Whether a one-time link still works. Checking does not use it up; one that does not work is counted as refused.
#[tracing::instrument(skip_all)]
pub async fn owner_of_link(app: &App, link: &Token) -> Result<Option<String>, StorageError> {
    let owner = user_of_link(app, link).await?;
    if owner.is_none() {
        app.telemetry.sign_in_refused(SignInWay::Link);
    }
    Ok(owner.map(|user| user.email))
}

/// Whose one-time link it is; `None` if it no longer works.
async fn user_of_link(app: &App, link: &Token) -> Result<Option<StoredUser>, StorageError> {
    users::find_by_sign_in_link(&mut app.db.read().await?, &link.hash(), app.now()).await
}

/// Sets the password chosen by the owner of a one-time link, and signs in; this uses up the link.
///
/// # Errors
/// See [`SignInError`]. An unacceptable password does not use up the link.
#[tracing::instrument(skip_all)]
pub async fn sign_in_with_link(
    app: &App,
    link: &Token,
    password: &str,
    browser: &Browser,
) -> Result<Opened, SignInError> {
    let opened = open_by_link(app, link, password, browser).await;
    if let Err(SignInError::LinkGone) = opened {
        app.telemetry.sign_in_refused(SignInWay::Link);
    }
    opened
}

async fn open_by_link(
    app: &App,
    link: &Token,
    password: &str,
    browser: &Browser,
) -> Result<Opened, SignInError> {
    let owner = user_of_link(app, link).await?.ok_or(SignInError::LinkGone)?;
    let context = [app.config.organisation.name.as_str(), owner.email.as_str()];
    let password = NewPassword::parse(password, &context)?;
    let hash = app.password_hasher.hash(&app.randomness, &password).await.ok_or(SignInError::Hashing)?;
    let mut tx = app.db.write().await?;
    // Held before the link is used, so that of two links that are used at once one wins. A password that was set meanwhile
    // ended this link.
    let user = users::hold(&mut tx, &owner).await?.ok_or(SignInError::LinkGone)?;
    let used = users::use_sign_in_link(&mut tx, &link.hash(), app.now()).await?;
    if used != Some(user.id) || !users::set_password(&mut tx, user.id, &hash).await? {
        return Err(SignInError::LinkGone);
    }
    // Sessions opened with the old password end, and so do other links.
    sessions::delete_of_user(&mut tx, user.id).await?;
    users::delete_sign_in_links(&mut tx, user.id).await?;
    record(app, &mut tx, &Actor::User(user.email.clone()), Action::SetPassword, "").await?;
    let opened = open_session(app, &mut tx, &user, browser, OpenedBy::Password).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Opens a session, which after a password may still wait for the second factor. The provider has its own.
pub(super) async fn open_session(
    app: &App,
    tx: &mut Tx,
    user: &StoredUser,
    browser: &Browser,
    how: OpenedBy,
) -> Result<Opened, StorageError> {
    let stage = match how {
        OpenedBy::Password => stage_after_password(app, tx, user).await?,
        OpenedBy::Provider { .. } => SessionStage::Open,
    };
    open_at(app, tx, user, browser, how, stage).await
}

async fn stage_after_password(
    app: &App,
    tx: &mut Tx,
    user: &StoredUser,
) -> Result<SessionStage, StorageError> {
    if second_factors::find(tx, user.id).await?.is_some() {
        Ok(SessionStage::AwaitsCode)
    } else if app.config.access.second_factor.requires(&user.roles) {
        Ok(SessionStage::MustEnrol)
    } else {
        Ok(SessionStage::Open)
    }
}

/// Opens a session at a stage. The one that the browser had ends, so that none keeps its token when it gets further.
pub(super) async fn open_at(
    app: &App,
    tx: &mut Tx,
    user: &StoredUser,
    browser: &Browser,
    how: OpenedBy,
    stage: SessionStage,
) -> Result<Opened, StorageError> {
    let now = app.now();
    let session = Token::random("", app.randomness.bytes());
    if let Some(before) = &browser.session {
        sessions::delete(tx, &before.hash()).await?;
    }
    let (at_provider, provider_session) = match how {
        OpenedBy::Password => (false, None),
        OpenedBy::Provider { session } => (true, session),
    };
    let stored = StoredSession {
        id: SessionId(app.randomness.uuid(now)),
        user_id: user.id,
        stage,
        browser: browser.name.clone(),
        created_at: now,
        last_used_at: now,
        expires_at: now + stage.longest(),
        at_provider,
        provider_session,
    };
    sessions::insert(tx, &session.hash(), &stored).await?;
    if stage == SessionStage::Open {
        record(app, tx, &Actor::User(user.email.clone()), Action::SignIn, "").await?;
    }
    let browser_code = app.secret.browser_code(&user.email);
    Ok(Opened { session, stage, browser_code, user: user.clone().into() })
}

/// The user of an open session; `None` if it has ended. Its use is noted from time to time, by which it stays alive.
#[tracing::instrument(skip_all)]
pub async fn find_session(app: &App, session: &Token) -> Result<Option<SignedIn>, StorageError> {
    let (now, hash) = (app.now(), session.hash());
    let found = sessions::find_user(&mut app.db.read().await?, &hash, now).await?;
    let Some((user, last_used_at)) = found else { return Ok(None) };
    if now - last_used_at >= USE_NOTED_EVERY {
        note_use(app, &hash).await;
    }
    Ok(Some(user.into()))
}

/// Notes that a session is in use. While the database takes no writes, staff can still read.
async fn note_use(app: &App, session: &TokenHash) {
    let noting = async {
        let mut tx = app.db.write().await?;
        sessions::set_used(&mut tx, session, app.now()).await?;
        tx.commit().await
    };
    let noted = tokio::time::timeout(PATIENCE, noting).await;
    if let Err(error) = noted.unwrap_or(Err(StorageError::TookTooLong)) {
        tracing::warn!(%error, "the use of a session was not noted");
    }
}

/// Ends a session.
#[tracing::instrument(skip_all)]
pub async fn sign_out(app: &App, session: &Token) -> Result<(), StorageError> {
    let mut tx = app.db.write().await?;
    let ended = sessions::delete(&mut tx, &session.hash()).await?;
    if let Some(user) = match ended {
        Some(id) => users::find(&mut tx, id).await?,
        None => None,
    } {
        record(app, &mut tx, &Actor::User(user.email), Action::SignOut, "").await?;
    }
    tx.commit().await
}
