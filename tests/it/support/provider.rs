//! A certified OpenID Connect provider (npm's `oidc-provider`) as a separate process, to sign in at.
//!
//! The rule: it listens on loopback, and its clock stands at [`START`], as the program's does, until
//! [`Provider::set_clock`] moves it. `provider/provider.mjs` and `provider/control.mjs` describe what it can do.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use axum::http::{Request, header};
use cookie::Cookie;
use http_body_util::BodyExt as _;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use naklank::domain::Timestamp;
use serde_json::{Value, json};
use url::Url;

use crate::support::{Answer, START};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/support/provider/provider.mjs");

/// With characters that have to be encoded before they go into an `Authorization` header (RFC 6749, 2.3.1).
const CLIENT_SECRET: &str = "a secret+of/the=client:50%";

pub struct Provider {
    pub issuer: String,
    pub client_id: &'static str,
    pub client_secret: &'static str,
    child: Child,
}

impl Provider {
    /// A provider that signs with RS256, calls back at `redirect_uri` and posts no logout tokens.
    ///
    /// `accounts` has the claims of each account by its name: `{"anna": {"sub": "2482", "groups": ["staff"]}}`.
    pub fn start(redirect_uri: &str, accounts: &Value) -> Self {
        Self::start_with(&json!({"redirect_uris": [redirect_uri], "accounts": accounts}))
    }

    /// A provider with these settings of `provider.mjs`.
    pub fn start_with(settings: &Value) -> Self {
        let now = START.parse::<Timestamp>().unwrap().timestamp();
        let mut all = json!({"client_secret": CLIENT_SECRET, "now": now});
        all.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
        let mut child = Command::new("node")
            .args([SCRIPT, "0", &all.to_string()])
            .env("NAKLANK_TEST_PROVIDER", packages())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut issuer = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut issuer).unwrap();
        let issuer = issuer.trim_end().to_owned();
        assert!(issuer.starts_with("http://127.0.0.1:"), "the provider did not start: {issuer:?}");
        Self { issuer, client_id: "naklank", client_secret: CLIENT_SECRET, child }
    }

    /// What a browser does that was sent to `authorization_url`: signs in to the account and follows the redirects.
    /// Returns the address to which the provider sends it back, with `code`, `state` and `iss`.
    ///
    /// The account `refuse` refuses: then the address has `error`. Each call is a browser of its own, without cookies.
    pub async fn sign_in(&self, authorization_url: &str, account: &str) -> String {
        let mut at = Url::parse(authorization_url).unwrap();
        at.query_pairs_mut().append_pair("login_hint", account);
        let mut cookies: BTreeMap<String, String> = BTreeMap::new();
        while at.origin().ascii_serialization() == self.issuer {
            let sent: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let request = Request::get(at.as_str()).header(header::COOKIE, sent.join("; "));
            let answer = ask(request.body(String::new()).unwrap()).await;
            assert!(answer.status.is_redirection(), "{at}: {answer:?}");
            for cookie in answer.headers.get_all(header::SET_COOKIE) {
                let cookie = Cookie::parse(cookie.to_str().unwrap()).unwrap();
                if cookie.value().is_empty() {
                    cookies.remove(cookie.name());
                } else {
                    cookies.insert(cookie.name().to_owned(), cookie.value().to_owned());
                }
            }
            at = at.join(answer.header("location")).unwrap();
        }
        at.into()
    }

    /// Replaces the signing key by one with another `kid`; codes and sessions stay.
    pub async fn rotate(&self) {
        self.control("rotate", &json!({})).await;
    }

    /// Replaces the signing key by one with this `kid`, which may be that of the old key.
    pub async fn rotate_to(&self, kid: &str) {
        self.control("rotate", &json!({"kid": kid})).await;
    }

    /// Alters the next ID token that the token endpoint returns, and only that: `{"claims": {"aud": "another",
    /// "exp": {"from_now": -61}, "nonce": null}, "header": {"kid": null}, "key": "foreign", "shift": -59}`.
    /// `provider/tokens.mjs` describes such a change.
    pub async fn next_id_token(&self, change: &Value) {
        self.control("next_id_token", change).await;
    }

    /// A token of which all claims and the header's `typ` come from the change, such as a logout token.
    pub async fn sign(&self, change: &Value) -> String {
        self.control("sign", change).await["jwt"].as_str().unwrap().to_owned()
    }

    /// Ends every session of an account in which a code was exchanged, and posts a logout token for each. Returns for each
    /// `{"logout_token": ..., "status": ..., "body": ...}`, the last two as the program answered, or null.
    pub async fn logout(&self, account: &str) -> Vec<Value> {
        self.control("logout", &json!({"account": account})).await.as_array().unwrap().clone()
    }

    /// From now on every endpoint answers 503, or all is well again.
    pub async fn down(&self, is_down: bool) {
        self.control("outage", &json!({"outage": if is_down { "unavailable" } else { "none" }})).await;
    }

    /// From now on no endpoint answers at all, or all is well again. Requests that hang stay without an answer.
    pub async fn silent(&self, is_silent: bool) {
        self.control("outage", &json!({"outage": if is_silent { "silent" } else { "none" }})).await;
    }

    /// From now on these members of the discovery document are different, such as its `issuer`.
    pub async fn discovery(&self, changes: &Value) {
        self.control("discovery", changes).await;
    }

    /// Adds an account, or replaces its claims.
    pub async fn set_account(&self, name: &str, claims: &Value) {
        self.control("accounts", &json!({name: claims})).await;
    }

    pub async fn set_clock(&self, now: Timestamp) {
        self.control("clock", &json!({"now": now.timestamp()})).await;
    }

    /// How often a path such as `/jwks`, `/token` or `/.well-known/openid-configuration` was asked for, also in vain.
    pub async fn requests(&self, path: &str) -> u64 {
        self.control("requests", &json!({})).await[path].as_u64().unwrap_or(0)
    }

    async fn control(&self, act: &str, body: &Value) -> Value {
        let request = Request::post(format!("{}/control/{act}", self.issuer));
        let answer = ask(request.body(body.to_string()).unwrap()).await;
        assert!(answer.status.is_success(), "{act} {body}: {answer:?}");
        answer.json()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The response to a request over plain HTTP.
pub async fn ask(request: Request<String>) -> Answer {
    let client: Client<HttpConnector, String> = Client::builder(TokioExecutor::new()).build_http();
    let (parts, body) = client.request(request).await.unwrap().into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let body = String::from_utf8(bytes.to_vec()).unwrap();
    Answer { status: parts.status, headers: parts.headers, body, bytes: bytes.to_vec() }
}

#[expect(clippy::disallowed_methods, reason = "tests/run tells where the provider is")]
fn packages() -> String {
    std::env::var("NAKLANK_TEST_PROVIDER").expect("NAKLANK_TEST_PROVIDER is set by tests/run")
}
