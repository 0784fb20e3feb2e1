//! The end of a sign-in at the provider: the person comes back.

use crate::access::provider::Returned;
use crate::access::provider::error::error_code;
use crate::access::throttle::Place;
use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::token::Token;
use crate::storage::StorageError;
use crate::storage::access::provider::attempts;
use crate::telemetry::SignInWay;
use crate::workflow::access::audit::{Actor, record};
use crate::workflow::access::provider::ProviderSignInError;
use crate::workflow::access::provider::account::account_of;
use crate::workflow::access::provider::begin::redirect_uri;
use crate::workflow::access::provider::waiting::Waiting;
use crate::workflow::access::sign_in::{Browser, Opened, OpenedBy, open_session};

/// A sign-in that was begun in this browser.
#[derive(Clone, Debug)]
pub struct Attempt {
    nonce: String,
    verifier: String,
    /// What the person wanted before.
    pub waiting: Waiting,
}

/// What the provider says by way of the browser (RFC 6749, 4.1.2; RFC 9207).
#[derive(Clone, Copy, Debug, Default)]
pub struct Said<'a> {
    pub code: Option<&'a str>,
    pub issuer: Option<&'a str>,
    pub error: Option<&'a str>,
}

/// Takes the attempt that a browser comes back from, which uses it up; `None` if this browser began none with this state, or
/// it has expired or was used.
#[tracing::instrument(skip_all)]
pub async fn take_attempt(
    app: &App,
    state: &Token,
    browser: &Token,
) -> Result<Option<Attempt>, StorageError> {
    let mut tx = app.db.write().await?;
    let taken = attempts::take(&mut tx, &state.hash(), &browser.hash(), app.now()).await?;
    tx.commit().await?;
    Ok(taken.map(|attempt| Attempt {
        waiting: Waiting::open(&attempt.next, browser, state).unwrap_or_default(),
        nonce: attempt.nonce,
        verifier: attempt.verifier,
    }))
}

/// Signs the person in for whom the provider vouches.
///
/// # Errors
/// See [`ProviderSignInError`].
#[tracing::instrument(skip_all)]
pub async fn finish_at_provider(
    app: &App,
    attempt: &Attempt,
    said: Said<'_>,
    browser: &Browser,
) -> Result<Opened, ProviderSignInError> {
    let opened = open_for(app, attempt, said, browser).await;
    if opened.as_ref().is_err_and(is_refusal) {
        app.telemetry.sign_in_refused(SignInWay::Provider);
    }
    opened
}

/// Whether this person is refused, rather than the provider or the database out of order.
fn is_refusal(error: &ProviderSignInError) -> bool {
    let is_ours = matches!(error, ProviderSignInError::Storage(_) | ProviderSignInError::NoProvider);
    !is_ours && !error.is_outage()
}

async fn open_for(
    app: &App,
    attempt: &Attempt,
    said: Said<'_>,
    browser: &Browser,
) -> Result<Opened, ProviderSignInError> {
    let provider = app.provider.as_ref().ok_or(ProviderSignInError::NoProvider)?;
    let oidc = app.config.oidc.as_ref().ok_or(ProviderSignInError::NoProvider)?;
    let code = match said {
        Said { error: Some(error), .. } => Err(ProviderSignInError::NotSignedIn(error_code(error))),
        Said { code, .. } => {
            code.ok_or_else(|| ProviderSignInError::NotSignedIn("without a code".to_owned()))
        }
    }?;
    let returned = Returned { code, issuer: said.issuer, nonce: &attempt.nonce, verifier: &attempt.verifier };
    let identity = provider.finish(returned, &redirect_uri(app), app.now()).await?;
    let mut tx = app.db.write().await?;
    let user = match account_of(app, &mut tx, oidc, &identity).await {
        Ok(user) => user,
        Err(error) => {
            // Undone first: the refusal is written in a transaction of its own.
            drop(tx);
            note_refusal(app, &error).await?;
            return Err(error);
        }
    };
    let how = OpenedBy::Provider { session: identity.session };
    let opened = open_session(app, &mut tx, &user, browser, how).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Records the first recent refusal of an account in the audit, as often as wrong passwords are.
async fn note_refusal(app: &App, error: &ProviderSignInError) -> Result<(), StorageError> {
    if matches!(error, ProviderSignInError::Storage(_)) {
        return Ok(());
    }
    // No address: it counts apart from passwords, which it must not slow down.
    let counted = format!("at the provider: {}", error.account().unwrap_or_default());
    if !app.sign_in_throttle.tried(&counted, &Place::Anywhere, app.now()) {
        return Ok(());
    }
    let actor = error.account().map_or(Actor::Unknown, |email| Actor::User(email.to_owned()));
    let mut tx = app.db.write().await?;
    record(app, &mut tx, &actor, Action::RefuseSignIn, "at the identity provider").await?;
    tx.commit().await
}
