//! User accounts: added, given a link to choose a password, disabled and enabled.
//!
//! The rule: an administrator disables the accounts of others alone, so that one administrator is always left.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::new_password::{NewPassword, UnacceptablePassword};
use crate::domain::access::roles::Roles;
use crate::domain::access::token::Token;
use crate::domain::access::user_account::UserAccount;
use crate::domain::ids::UserId;
use crate::domain::people::email_address::EmailAddress;
use crate::storage::access::users::{self, StoredUser};
use crate::storage::access::{accounts, sessions};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::{Actor, stored_user};
use crate::workflow::access::permission::{ActError, act, demand};
use crate::workflow::access::released::release_all;
use crate::workflow::access::sign_in_link_mail::mail_sign_in_link;
use crate::workflow::access::sign_in_links::{WORKS_FOR, replace_links};

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
    #[error("there is no user with this address; `naklank users list` shows all")]
    NoSuchUser,
    #[error("there is no active user with this address; `naklank users list` shows all")]
    Unknown,
    #[error("there is no disabled user with this address; `naklank users list` shows all")]
    NotDisabled,
    #[error("somebody else has changed this user meanwhile; look at how it is now")]
    Changed,
    #[error("this user has no second factor")]
    NoSecondFactor,
    #[error("this user has not signed in at an identity provider")]
    NotAtProvider,
    #[error(
        "an administrator does not change the roles or the team of the own account, nor disable it, nor remove its \
         second factor without a code; ask another administrator, or the operator of this machine"
    )]
    OwnAccount,
    #[error(transparent)]
    Unacceptable(#[from] UnacceptablePassword),
    #[error("the password could not be hashed")]
    Hashing,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// How a one-time link reaches its user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Delivery {
    /// By the person who asked for it, who is shown the link.
    ByHand,
    /// By mail, too.
    ByMail,
}

/// Adds a user; returns a one-time sign-in link if there is no password.
///
/// # Errors
/// See [`UserError`].
#[tracing::instrument(skip_all)]
pub async fn add_user(app: &App, actor: &Actor, user: NewUser) -> Result<Option<Token>, UserError> {
    add(app, actor, user, Delivery::ByHand).await
}

/// The same, and mails the link to the user.
///
/// # Errors
/// See [`UserError`].
#[tracing::instrument(skip_all)]
pub async fn add_user_by_mail(app: &App, actor: &Actor, user: NewUser) -> Result<Option<Token>, UserError> {
    add(app, actor, user, Delivery::ByMail).await
}

async fn add(
    app: &App,
    actor: &Actor,
    user: NewUser,
    delivery: Delivery,
) -> Result<Option<Token>, UserError> {
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
    demand(&mut tx, actor, Action::AddUser).await?;
    if !users::insert(&mut tx, &stored).await? {
        return Err(UserError::Taken);
    }
    let link = match stored.password_hash {
        Some(_) => None,
        None => Some(link_of(app, &mut tx, &stored, delivery).await?),
    };
    act(app, &mut tx, actor, Action::AddUser, &subject(&stored)).await?;
    tx.commit().await?;
    app.wake_staff_mail.notify_one();
    Ok(link)
}

/// What the audit says about a new user: the roles, as when they are changed, and the team if there is one.
fn subject(user: &StoredUser) -> String {
    let told = format!("{}: {}", stored_user(user.id), user.roles);
    user.team.iter().fold(told, |told, team| format!("{told}, team {team}"))
}

/// All users by address.
#[tracing::instrument(skip_all)]
pub async fn list_users(app: &App) -> Result<Vec<UserAccount>, StorageError> {
    accounts::list(&mut app.db.read().await?).await
}

/// A user, disabled or not.
#[tracing::instrument(skip_all)]
pub async fn find_user(app: &App, id: UserId) -> Result<Option<UserAccount>, StorageError> {
    accounts::find(&mut app.db.read().await?, id).await
}

/// Makes a new one-time link for a user, such as one who forgot the password. Earlier links stop working.
///
/// # Errors
/// See [`UserError`].
#[tracing::instrument(skip_all)]
pub async fn new_link(app: &App, actor: &Actor, email: &EmailAddress) -> Result<Token, UserError> {
    make_link(app, actor, email, Delivery::ByHand).await
}

/// The same, and mails the link to the user.
///
/// # Errors
/// See [`UserError`].
#[tracing::instrument(skip_all)]
pub async fn new_link_by_mail(app: &App, actor: &Actor, email: &EmailAddress) -> Result<Token, UserError> {
    make_link(app, actor, email, Delivery::ByMail).await
}

async fn make_link(
    app: &App,
    actor: &Actor,
    email: &EmailAddress,
    delivery: Delivery,
) -> Result<Token, UserError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::LinkUser).await?;
    let user = users::find_by_email(&mut tx, &email.folded()).await?;
    let user = user.filter(|user| user.disabled_at.is_none()).ok_or(UserError::Unknown)?;
    let link = link_of(app, &mut tx, &user, delivery).await?;
    act(app, &mut tx, actor, Action::LinkUser, &stored_user(user.id)).await?;
    tx.commit().await?;
    app.wake_staff_mail.notify_one();
    Ok(link)
}

async fn link_of(
    app: &App,
    tx: &mut Tx,
    user: &StoredUser,
    delivery: Delivery,
) -> Result<Token, StorageError> {
    match delivery {
        Delivery::ByHand => replace_links(app, tx, user.id, WORKS_FOR).await,
        Delivery::ByMail => mail_sign_in_link(app, tx, user, WORKS_FOR).await,
    }
}

/// Disables a user; sessions end, and links and keys stop working, immediately. Follow-ups that the user holds are left to their
/// teams.
///
/// # Errors
/// See [`UserError`].
#[tracing::instrument(skip_all)]
pub async fn disable_user(app: &App, actor: &Actor, email: &EmailAddress) -> Result<(), UserError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::DisableUser).await?;
    refuse_own_account(actor, &email.folded())?;
    if !users::disable(&mut tx, &email.folded(), app.now()).await? {
        return Err(UserError::Unknown);
    }
    let id = users::id_of(&mut tx, &email.folded()).await?.ok_or(UserError::Unknown)?;
    sessions::delete_of_user(&mut tx, id).await?;
    users::delete_sign_in_links(&mut tx, id).await?;
    release_all(app, &mut tx, actor, id).await?;
    act(app, &mut tx, actor, Action::DisableUser, &stored_user(id)).await?;
    Ok(tx.commit().await?)
}

/// Refuses what an administrator must leave to another: who gives out rights does not give them to the own account.
///
/// # Errors
/// [`UserError::OwnAccount`].
pub(super) fn refuse_own_account(actor: &Actor, email: &str) -> Result<(), UserError> {
    if actor.person() == Some(email) { Err(UserError::OwnAccount) } else { Ok(()) }
}

/// Enables a disabled user again, with the same password.
///
/// # Errors
/// See [`UserError`].
#[tracing::instrument(skip_all)]
pub async fn enable_user(app: &App, actor: &Actor, email: &EmailAddress) -> Result<(), UserError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::EnableUser).await?;
    if !users::enable(&mut tx, &email.folded()).await? {
        return Err(UserError::NotDisabled);
    }
    let id = users::id_of(&mut tx, &email.folded()).await?.ok_or(UserError::NotDisabled)?;
    act(app, &mut tx, actor, Action::EnableUser, &stored_user(id)).await?;
    Ok(tx.commit().await?)
}
