//! User accounts.

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::new_password::{NewPassword, UnacceptablePassword};
use crate::domain::access::roles::Roles;
use crate::domain::access::token::Token;
use crate::domain::ids::UserId;
use crate::domain::people::email_address::EmailAddress;
use crate::storage::StorageError;
use crate::storage::access::sessions;
use crate::storage::access::users::{self, StoredUser};
use crate::workflow::access::audit::{Actor, record, stored_user};

/// How long a one-time sign-in link works.
const LINK: TimeDelta = TimeDelta::hours(24);

/// A user to add.
#[derive(Debug)]
pub struct NewUser {
    pub email: EmailAddress,
    pub roles: Roles,
    pub team: Option<String>,
    /// As typed; `None`: the user signs in by a one-time link.
    pub password: Option<String>,
}

/// Why a change to a user failed.
#[derive(Debug, thiserror::Error)]
pub enum UserError {
    #[error("there is a user with this address already")]
    Taken,
    #[error("there is no active user with this address; `naklank users list` shows all")]
    Unknown,
    #[error("there is no disabled user with this address; `naklank users list` shows all")]
    NotDisabled,
    #[error(transparent)]
    Unacceptable(#[from] UnacceptablePassword),
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
    let password_hash = match &user.password {
        Some(password) => {
            let context = [app.config.organisation.name.as_str(), user.email.as_str()];
            let password = NewPassword::parse(password, &context)?;
            let hash = app.password_hasher.hash(&app.randomness, &password).await;
            Some(hash.ok_or(UserError::Hashing)?)
        }
        None => None,
    };
    let now = app.now();
    let stored = StoredUser {
        id: UserId(app.randomness.uuid(now)),
        email: user.email.folded(),
        roles: user.roles,
        team: user.team,
        language: None,
        password_hash,
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
    record(app, &mut tx, &Actor::Operator, Action::AddUser, &stored_user(stored.id)).await?;
    tx.commit().await?;
    Ok(link)
}

/// A token for a link that people copy from a terminal or a mail.
fn draw_link(app: &App) -> Token {
    loop {
        let link = Token::random("", app.randomness.bytes());
        if link.stays_whole_in_text() {
            return link;
        }
    }
}

/// All users by address.
pub async fn list_users(app: &App) -> Result<Vec<StoredUser>, StorageError> {
    users::list(&mut app.db.read().await?).await
}

/// Makes a new one-time link for a user, such as one who forgot the password. Earlier links stop working.
///
/// # Errors
/// See [`UserError`].
pub async fn new_link(app: &App, email: &EmailAddress) -> Result<Token, UserError> {
    let mut tx = app.db.write().await?;
    let user = users::find_by_email(&mut tx, &email.folded()).await?;
    let user = user.filter(|user| user.disabled_at.is_none()).ok_or(UserError::Unknown)?;
    let link = draw_link(app);
    users::delete_sign_in_links(&mut tx, user.id).await?;
    users::insert_sign_in_link(&mut tx, &link.hash(), user.id, app.now() + LINK).await?;
    record(app, &mut tx, &Actor::Operator, Action::LinkUser, &stored_user(user.id)).await?;
    tx.commit().await?;
    Ok(link)
}

/// Disables a user; sessions end and links stop working immediately.
///
/// # Errors
/// See [`UserError`].
pub async fn disable_user(app: &App, email: &EmailAddress) -> Result<(), UserError> {
    let mut tx = app.db.write().await?;
    if !users::disable(&mut tx, &email.folded(), app.now()).await? {
        return Err(UserError::Unknown);
    }
    let id = users::id_of(&mut tx, &email.folded()).await?.ok_or(UserError::Unknown)?;
    sessions::delete_of_user(&mut tx, id).await?;
    users::delete_sign_in_links(&mut tx, id).await?;
    record(app, &mut tx, &Actor::Operator, Action::DisableUser, &stored_user(id)).await?;
    Ok(tx.commit().await?)
}

/// Enables a disabled user again, with the same password.
///
/// # Errors
/// See [`UserError`].
pub async fn enable_user(app: &App, email: &EmailAddress) -> Result<(), UserError> {
    let mut tx = app.db.write().await?;
    if !users::enable(&mut tx, &email.folded()).await? {
        return Err(UserError::NotDisabled);
    }
    let id = users::id_of(&mut tx, &email.folded()).await?.ok_or(UserError::NotDisabled)?;
    record(app, &mut tx, &Actor::Operator, Action::EnableUser, &stored_user(id)).await?;
    Ok(tx.commit().await?)
}
