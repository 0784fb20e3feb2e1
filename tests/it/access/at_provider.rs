//! Staff sign in at the organisation's identity provider, and get in here only if it vouches for them.

mod accounts;
mod logout;
mod outage;
mod sign_in;
mod stand_in;
mod tokens;

use std::collections::BTreeMap;

use ::cookie::Cookie;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::provider::Provider;
use crate::support::{Answer, Backend, TestApp};

/// What is registered at the provider.
pub const CALLBACK: &str = "https://nps.example.org/sign-in/provider/callback";

/// The program with a provider whose accounts have these claims.
pub struct World {
    pub app: TestApp,
    pub provider: Provider,
}

pub fn accounts() -> Value {
    json!({
        "anna": {
            "sub": "2482", "email": "Anna@Example.org", "email_verified": true,
            "groups": ["nk-analysts", "staff"], "team": "Zuid",
        },
        "bert": {"sub": "1903", "email": "bert@example.org", "email_verified": true, "groups": "nk-heads"},
    })
}

impl World {
    pub async fn start(backend: Backend) -> Self {
        Self::start_at(backend, Provider::start(CALLBACK, &accounts())).await
    }

    pub async fn start_at(backend: Backend, provider: Provider) -> Self {
        let settings = [
            ("oidc.issuer", provider.issuer.as_str()),
            ("oidc.client_id", provider.client_id),
            ("oidc.client_secret", provider.client_secret),
            ("oidc.name", "Voorbeeld ID"),
            ("oidc.role_claim", "groups"),
            ("oidc.roles", "nk-analysts=analyst,nk-handlers=handler,nk-heads=policy-owner,nk-heads=handler"),
            ("oidc.team_claim", "team"),
        ];
        Self { app: TestApp::start_with(backend, &settings).await, provider }
    }

    /// Begins with the button; returns where the browser goes, and the cookie that it keeps.
    pub async fn begin(&self, form: &str) -> (String, String) {
        let answer = self.app.post_form("/sign-in/provider", form).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        let url = answer.header("refresh").strip_prefix("0; url=").unwrap().to_owned();
        (url, cookie(&answer, "__Host-naklank-provider"))
    }

    /// The path to which an account comes back from the provider, and the cookie of its browser.
    pub async fn returned(&self, account: &str, form: &str) -> (String, String) {
        let (url, browser) = self.begin(form).await;
        (path(&self.provider.sign_in(&url, account).await), browser)
    }

    /// A whole sign-in in a browser of its own.
    pub async fn sign_in(&self, account: &str) -> Answer {
        self.sign_in_with(account, "").await
    }

    /// The same after a form with these fields.
    pub async fn sign_in_with(&self, account: &str, form: &str) -> Answer {
        let (path, browser) = self.returned(account, form).await;
        self.app.get_as(&browser, &path).await
    }

    /// The cookie of the session of a whole sign-in.
    pub async fn session_of(&self, account: &str) -> String {
        let answer = self.sign_in(account).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
        cookie(&answer, "__Host-naklank")
    }

    pub async fn sessions(&self) -> i64 {
        self.app.integers("SELECT COUNT(*) FROM sessions").await[0]
    }
}

/// The path of an address of ours.
pub fn path(url: &str) -> String {
    url.strip_prefix("https://nps.example.org").unwrap().to_owned()
}

/// A cookie that an answer sets, as a browser sends it.
pub fn cookie(answer: &Answer, name: &str) -> String {
    let set = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let mut pairs = set.map(|value| value.split(';').next().unwrap());
    let found = pairs.rfind(|pair| pair.split('=').next() == Some(name));
    found.unwrap_or_else(|| panic!("{name} is not set: {answer:?}")).to_owned()
}

/// The cookies of one browser, kept and sent as a browser does.
#[derive(Default)]
pub struct Cookies(BTreeMap<String, String>);

impl Cookies {
    pub fn keep(&mut self, answer: &Answer) {
        for set in answer.headers.get_all("set-cookie") {
            let cookie = Cookie::parse(set.to_str().unwrap()).unwrap();
            if cookie.max_age().is_some_and(|age| age.is_zero()) {
                self.0.remove(cookie.name());
            } else {
                self.0.insert(cookie.name().to_owned(), cookie.value().to_owned());
            }
        }
    }

    pub fn sent(&self) -> String {
        let pairs: Vec<_> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }
}
