//! Who may sign in.

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::access::Role;
use crate::domain::email_address::EmailAddress;
use crate::domain::ids::UserId;
use crate::domain::token::Token;
use crate::storage::StorageError;
use crate::storage::users::{self, StoredUser};
use crate::workflow::actor::{Actor, record};
use crate::workflow::passwords;

/// How long a one-time sign-in link works.
const LINK: TimeDelta = TimeDelta::hours(24);

/// A user to be added.
#[derive(Debug)]
pub struct NewUser {
    pub email: EmailAddress,
    pub role: Role,
    pub team: Option<String>,
    /// None: the user comes in by a one-time link.
    pub password: Option<String>,
}

/// Why a user was not added or disabled.
#[derive(Debug, thiserror::Error)]
pub enum UserError {
    #[error("there is a user with this address already")]
    Taken,
    #[error("there is no active user with this address")]
    Unknown,
    #[error("the password must be at least {} characters long", passwords::SHORTEST)]
    ShortPassword,
    #[error("the password could not be hashed")]
    Hashing,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Adds a user; returns a one-time sign-in link if there is no password.
///
/// # Errors
/// See [`UserError`].
pub async fn add_user(app: &App, user: NewUser) -> Result<Option<Token>, UserError> {
    let password_hash = match user.password {
        Some(password) if password.chars().count() < passwords::SHORTEST => {
            return Err(UserError::ShortPassword);
        }
        Some(password) => Some(passwords::hash(&app.randomness, password).await.ok_or(UserError::Hashing)?),
        None => None,
    };
    let now = app.now();
    let stored = StoredUser {
        id: UserId(app.randomness.uuid(now)),
        email: user.email.folded(),
        role: user.role,
        team: user.team,
        password_hash,
        locked_until: None,
        created_at: now,
        disabled_at: None,
    };
    let mut tx = app.db.write().await?;
    if !users::insert(&mut tx, &stored).await? {
        return Err(UserError::Taken);
    }
    let link = stored.password_hash.is_none().then(|| draw_link(app));
    if let Some(link) = &link {
        users::insert_sign_in_link(&mut tx, &link.hash(), stored.id, now + LINK).await?;
    }
    record(app, &mut tx, &Actor::Operator, "users add", &stored.email).await?;
    tx.commit().await?;
    Ok(link)
}

/// A token for a link that people copy out of a terminal or a mail.
fn draw_link(app: &App) -> Token {
    loop {
        let link = Token::random("", app.randomness.bytes());
        if link.stays_whole_in_text() {
            return link;
        }
    }
}

/// All users by address.
///
/// # Errors
/// The database failed.
pub async fn list_users(app: &App) -> Result<Vec<StoredUser>, StorageError> {
    users::list(&mut app.db.read().await?).await
}

/// Disables a user; sessions end at once.
///
/// # Errors
/// See [`UserError`].
pub async fn disable_user(app: &App, email: &EmailAddress) -> Result<(), UserError> {
    let mut tx = app.db.write().await?;
    if !users::disable(&mut tx, &email.folded(), app.now()).await? {
        return Err(UserError::Unknown);
    }
    record(app, &mut tx, &Actor::Operator, "users disable", &email.folded()).await?;
    Ok(tx.commit().await?)
}
