//! The provider's metadata and keys, kept in memory.
//!
//! The rule: they are fetched when a person signs in there, never at the start, and a failure is not kept. Keys that do
//! not verify a token are fetched anew, at most once a minute however many tokens come, so that a provider may replace its
//! keys at any moment. After an hour all is fetched anew, so that a key that it took back does not count for ever.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use openidconnect::core::CoreJsonWebKeySet;

use crate::access::provider::error::ProviderError;
use crate::access::provider::http::Http;
use crate::access::provider::metadata::{self, Metadata};
use crate::domain::Timestamp;

/// How long metadata and keys count.
const KEPT: TimeDelta = TimeDelta::hours(1);
/// The time between two fetches that an unknown key causes.
const BETWEEN: TimeDelta = TimeDelta::minutes(1);

/// What the provider said when it was asked last.
#[derive(Debug)]
pub struct Known {
    pub metadata: Metadata,
    pub keys: CoreJsonWebKeySet,
    fetched_at: Timestamp,
}

/// The memory of what is known.
#[derive(Debug, Default)]
pub struct Memory {
    latest: Mutex<Option<Arc<Known>>>,
    /// One fetch at a time; holds when an unknown key last caused one.
    fetching: tokio::sync::Mutex<Option<Timestamp>>,
}

impl Memory {
    /// What is known, asking the provider if that is nothing or too old.
    ///
    /// # Errors
    /// [`ProviderError::Unreachable`], [`ProviderError::Unusable`].
    pub async fn known(
        &self,
        http: &Http,
        issuer: &str,
        now: Timestamp,
    ) -> Result<Arc<Known>, ProviderError> {
        if let Some(known) = self.latest(now) {
            return Ok(known);
        }
        let _turn = self.fetching.lock().await;
        // The turn may have been waited for while another request fetched.
        match self.latest(now) {
            Some(known) => Ok(known),
            None => self.fetch(http, issuer, now).await,
        }
    }

    /// What the provider says now, after a token that no key of `before` verifies; `None` if it was asked for such a
    /// reason within the last minute.
    ///
    /// # Errors
    /// [`ProviderError::Unreachable`], [`ProviderError::Unusable`].
    pub async fn known_anew(
        &self,
        http: &Http,
        issuer: &str,
        before: &Arc<Known>,
        now: Timestamp,
    ) -> Result<Option<Arc<Known>>, ProviderError> {
        let mut last = self.fetching.lock().await;
        if let Some(known) = self.latest(now).filter(|known| !Arc::ptr_eq(known, before)) {
            return Ok(Some(known));
        }
        if last.is_some_and(|last| now - last < BETWEEN) {
            return Ok(None);
        }
        *last = Some(now);
        self.fetch(http, issuer, now).await.map(Some)
    }

    fn latest(&self, now: Timestamp) -> Option<Arc<Known>> {
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner).clone();
        latest.filter(|known| now - known.fetched_at < KEPT)
    }

    async fn fetch(&self, http: &Http, issuer: &str, now: Timestamp) -> Result<Arc<Known>, ProviderError> {
        let document = http.get(&metadata::address(issuer)?).await?;
        let metadata = metadata::parse(&document, issuer)?;
        let keys = http.get(&metadata.keys).await?;
        let unusable = |_| ProviderError::Unusable("keys are no set of keys");
        let keys: CoreJsonWebKeySet = serde_json::from_slice(&keys).map_err(unusable)?;
        let known = Arc::new(Known { metadata, keys, fetched_at: now });
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&known));
        Ok(known)
    }
}
