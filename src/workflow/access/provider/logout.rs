//! The provider tells that it ended sessions (back-channel logout).
//!
//! The rule: a token counts once, and ends only sessions that the provider opened.

use crate::access::provider::error::ProviderError;
use crate::access::provider::times::{LEEWAY, LONGEST_AGE};
use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::token::Token;
use crate::storage::StorageError;
use crate::storage::access::provider::logouts;
use crate::storage::access::users;
use crate::workflow::access::audit::{Actor, record};

/// Why a logout token ended nothing.
#[derive(Debug, thiserror::Error)]
pub enum LogoutError {
    #[error("no identity provider is set")]
    NoProvider,
    #[error("the logout token was used before")]
    Replayed,
    #[error(transparent)]
    Provider(#[from] ProviderError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Ends the sessions that a logout token names; returns how many there were.
///
/// # Errors
/// See [`LogoutError`].
#[tracing::instrument(skip_all)]
pub async fn end_by_provider(app: &App, token: &str) -> Result<usize, LogoutError> {
    let provider = app.provider.as_ref().ok_or(LogoutError::NoProvider)?;
    let oidc = app.config.oidc.as_ref().ok_or(LogoutError::NoProvider)?;
    let now = app.now();
    let request = provider.read_logout(token, now).await?;
    let mut tx = app.db.write().await?;
    // No token is accepted for longer, the leeway on both of its ends included.
    let forgotten_at = now + LONGEST_AGE + LEEWAY + LEEWAY;
    if !logouts::insert(&mut tx, &Token::presented(&request.token_id).hash(), forgotten_at).await? {
        return Err(LogoutError::Replayed);
    }
    let subject = request.subject.as_deref();
    let ended = match (&request.session, subject) {
        (Some(session), _) => logouts::end_session(&mut tx, session, &oidc.issuer, subject).await?,
        (None, Some(subject)) => logouts::end_all(&mut tx, &oidc.issuer, subject).await?,
        (None, None) => Vec::new(),
    };
    for session in &ended {
        if let Some(user) = users::find(&mut tx, session.user_id).await? {
            let subject = format!("{} by the identity provider", session.id);
            record(app, &mut tx, &Actor::User(user.email), Action::EndSession, &subject).await?;
        }
    }
    tx.commit().await?;
    Ok(ended.len())
}
