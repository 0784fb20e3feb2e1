//! The end of a sign-in at the provider: the person comes back.

use crate::access::provider::Returned;
use crate::access::provider::error::error_code;
use crate::app::App;
use crate::domain::access::token::Token;
use crate::storage::StorageError;
use crate::storage::access::provider::attempts;
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
pub async fn finish_at_provider(
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
    let user = account_of(app, &mut tx, oidc, &identity).await?;
    let how = OpenedBy::Provider { session: identity.session };
    let opened = open_session(app, &mut tx, &user, browser, how).await?;
    tx.commit().await?;
    Ok(opened)
}
