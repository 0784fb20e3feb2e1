//! The beginning of a sign-in at the provider.
//!
//! The rule: anyone may begin one, so what a client and all clients together have stored here is bounded. Above the bound a
//! person signs in all the same, and keeps what was typed in the browser.

use std::net::IpAddr;

use crate::app::App;
use crate::domain::access::token::Token;
use crate::storage::access::provider::attempts::{self, StoredAttempt};
use crate::telemetry::SignInWay;
use crate::urls;
use crate::workflow::access::provider::ProviderSignInError;
use crate::workflow::access::provider::waiting::Waiting;

/// How long a person may take at the provider.
pub use crate::access::attempt_limit::LONGEST_ATTEMPT;

/// Where a person goes to sign in.
#[derive(Clone, Debug)]
pub struct AtProvider {
    pub url: String,
    /// For the browser to keep until it comes back.
    pub browser: Token,
    /// Whether the form that waits, if one does, is kept until the person comes back.
    pub keeps_form: bool,
}

/// The address at which the provider sends people back, as it has to be registered there.
#[must_use]
pub fn redirect_uri(app: &App) -> String {
    format!("{}{}", app.config.http.public_url, urls::PROVIDER_CALLBACK)
}

/// Begins a sign-in; `browser` is what this browser keeps from another one under way.
///
/// # Errors
/// See [`ProviderSignInError`].
#[tracing::instrument(skip_all)]
pub async fn begin_at_provider(
    app: &App,
    waiting: &Waiting,
    browser: Option<Token>,
    client: Option<IpAddr>,
) -> Result<AtProvider, ProviderSignInError> {
    let provider = app.provider.as_ref().ok_or(ProviderSignInError::NoProvider)?;
    let now = app.now();
    let begun = provider.begin(&redirect_uri(app), &app.randomness, now).await?;
    if !app.attempt_limit.begins(client, now) {
        app.telemetry.sign_in_refused(SignInWay::Provider);
        return Err(ProviderSignInError::TooManyAtOnce);
    }
    // The same for two sign-ins side by side, or the second would end the first.
    let browser = browser.unwrap_or_else(|| Token::random("", app.randomness.bytes()));
    let kept = |waiting: &Waiting| {
        let sealed = waiting.seal(&browser, &begun.state, app.randomness.bytes());
        sealed.filter(|sealed| app.attempt_limit.keeps(client, sealed.len(), now))
    };
    let with_form = kept(waiting);
    let keeps_form = with_form.is_some() || waiting.typed.is_empty();
    let page_alone = Waiting { next: waiting.next.clone(), typed: String::new() };
    let next = with_form.or_else(|| kept(&page_alone)).unwrap_or_default();
    let attempt = StoredAttempt {
        nonce: begun.nonce,
        verifier: begun.verifier,
        next,
        expires_at: now + LONGEST_ATTEMPT,
    };
    let mut tx = app.db.write().await?;
    attempts::delete_expired(&mut tx, now).await?;
    attempts::insert(&mut tx, &begun.state.hash(), &browser.hash(), &attempt).await?;
    tx.commit().await?;
    Ok(AtProvider { url: begun.url, browser, keeps_form })
}
