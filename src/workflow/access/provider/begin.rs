//! The beginning of a sign-in at the provider.
//!
//! The rule: anyone may begin one, so what all of them may have stored here together is bounded.

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::access::token::Token;
use crate::storage::access::provider::attempts::{self, StoredAttempt};
use crate::urls;
use crate::workflow::access::provider::ProviderSignInError;
use crate::workflow::access::provider::waiting::Waiting;

/// How long a person may take at the provider.
pub const LONGEST_ATTEMPT: TimeDelta = TimeDelta::minutes(10);

/// The longest sealed text that holds a page and no form, in characters.
const MERE_PAGE: usize = 8 * 1024;
/// The characters of all sealed texts above which nothing more is kept, and no further form.
const MOST: u64 = 64 * 1024 * 1024;
const MOST_WITH_FORM: u64 = MOST / 2;

/// Where a person goes to sign in.
#[derive(Clone, Debug)]
pub struct AtProvider {
    pub url: String,
    /// For the browser to keep until it comes back.
    pub browser: Token,
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
pub async fn begin_at_provider(
    app: &App,
    waiting: &Waiting,
    browser: Option<Token>,
) -> Result<AtProvider, ProviderSignInError> {
    let provider = app.provider.as_ref().ok_or(ProviderSignInError::NoProvider)?;
    let now = app.now();
    let begun = provider.begin(&redirect_uri(app), &app.randomness, now).await?;
    // The same for two sign-ins side by side, or the second would end the first.
    let browser = browser.unwrap_or_else(|| Token::random("", app.randomness.bytes()));
    let next = waiting.seal(&browser, &begun.state, app.randomness.bytes());
    let next = next.ok_or(ProviderSignInError::NotKept)?;
    let mut tx = app.db.write().await?;
    attempts::delete_expired(&mut tx, now).await?;
    let most = if next.len() > MERE_PAGE { MOST_WITH_FORM } else { MOST };
    if attempts::total_length(&mut tx).await? > most {
        return Err(ProviderSignInError::TooMuchWaits);
    }
    let attempt = StoredAttempt {
        nonce: begun.nonce,
        verifier: begun.verifier,
        next,
        expires_at: now + LONGEST_ATTEMPT,
    };
    attempts::insert(&mut tx, &begun.state.hash(), &browser.hash(), &attempt).await?;
    tx.commit().await?;
    Ok(AtProvider { url: begun.url, browser })
}
