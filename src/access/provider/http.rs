//! Requests to the provider.
//!
//! The rule: whatever the provider does, a request ends within a few seconds, follows no redirect, and reads no more than a
//! limit. The program starts without one: the client is made for the first.

use std::time::Duration;

use reqwest::header::{ACCEPT, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode};
use tokio::sync::OnceCell;
use url::Url;

use crate::access::provider::error::ProviderError;

/// From the connection to the end of the answer. A page may take nine seconds, and signing in takes two requests.
const PATIENCE: Duration = Duration::from_secs(4);
/// The largest answer in bytes; keys with their certificates take some ten thousand.
const LARGEST: usize = 256 * 1024;

/// The HTTP client, made when it is first needed.
#[derive(Debug)]
pub struct Http {
    client: OnceCell<Client>,
    /// Whether the provider is on this machine, and so behind no proxy.
    is_local: bool,
}

impl Http {
    /// A client for a provider on this machine, or elsewhere.
    #[must_use]
    pub fn new(is_local: bool) -> Self {
        Self { client: OnceCell::new(), is_local }
    }

    /// The body of a successful answer.
    ///
    /// # Errors
    /// [`ProviderError::Unreachable`], [`ProviderError::Unusable`].
    pub async fn get(&self, url: &Url) -> Result<Vec<u8>, ProviderError> {
        let (status, body) = answer(self.client().await?.get(url.clone())).await?;
        if status == StatusCode::OK {
            Ok(body)
        } else {
            Err(ProviderError::Unreachable(format!("{} answered {}", url.path(), status.as_u16())))
        }
    }

    /// Status and body of the answer to a form, sent with user name and password if they are given.
    ///
    /// # Errors
    /// [`ProviderError::Unreachable`], [`ProviderError::Unusable`].
    pub async fn post(
        &self,
        url: &Url,
        form: &[(&str, &str)],
        password: Option<(String, String)>,
    ) -> Result<(StatusCode, Vec<u8>), ProviderError> {
        let mut request = self.client().await?.post(url.clone()).form(form);
        if let Some((name, password)) = password {
            request = request.basic_auth(name, Some(password));
        }
        answer(request).await
    }

    async fn client(&self) -> Result<&Client, ProviderError> {
        let is_local = self.is_local;
        let make = || async move {
            let builder = Client::builder().timeout(PATIENCE).redirect(Policy::none());
            let builder = if is_local { builder.no_proxy() } else { builder };
            builder.build().map_err(failed)
        };
        self.client.get_or_try_init(make).await
    }
}

async fn answer(request: RequestBuilder) -> Result<(StatusCode, Vec<u8>), ProviderError> {
    let request = request.header(ACCEPT, HeaderValue::from_static("application/json"));
    let mut response = request.send().await.map_err(failed)?;
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if body.len() + chunk.len() > LARGEST {
            return Err(ProviderError::Unusable("answer is too large"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok((response.status(), body))
}

/// The cause in full: the outermost error says only that a request failed.
fn failed(error: reqwest::Error) -> ProviderError {
    let error = error.without_url();
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(inner) = cause {
        words = format!("{words}: {inner}");
        cause = inner.source();
    }
    ProviderError::Unreachable(words)
}
