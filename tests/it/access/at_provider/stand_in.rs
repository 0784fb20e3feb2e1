//! What the tests of signing in elsewhere rely on: the provider of `support::provider` behaves as it is asked to.

use std::time::Duration;

use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use naklank::domain::Timestamp;
use serde_json::{Value, json};
use url::Url;

use crate::support::provider::{Provider, ask};
use crate::support::{Answer, START};

const CALLBACK: &str = "https://nps.example.org/callback";

/// The pair of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn accounts() -> Value {
    json!({
        "anna": {"sub": "248289761001", "email": "anna@example.org", "email_verified": true, "groups": ["staff"]},
        "bert": {"email": "bert@example.org", "team": "Noord"},
    })
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn authorization_url(provider: &Provider) -> String {
    let query = encoded(&[
        ("client_id", provider.client_id),
        ("response_type", "code"),
        ("redirect_uri", CALLBACK),
        ("scope", "openid email profile"),
        ("state", "the-state"),
        ("nonce", "the-nonce"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]);
    format!("{}/auth?{query}", provider.issuer)
}

fn parameter(url: &str, wanted: &str) -> String {
    let url = Url::parse(url).unwrap();
    url.query_pairs().find(|(name, _)| name == wanted).map_or(String::new(), |(_, value)| value.into_owned())
}

/// What the token endpoint answers to the code of a callback.
async fn exchange(provider: &Provider, callback: &str) -> Answer {
    let code = parameter(callback, "code");
    let form = encoded(&[
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ]);
    let secret: String = form_urlencoded::byte_serialize(provider.client_secret.as_bytes()).collect();
    let basic = STANDARD.encode(format!("{}:{secret}", provider.client_id));
    let request = Request::post(format!("{}/token", provider.issuer))
        .header(header::AUTHORIZATION, format!("Basic {basic}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    ask(request.body(form).unwrap()).await
}

/// The header and the claims of a signed token.
fn parts(token: &str) -> (Value, Value) {
    let decoded =
        |part: &str| -> Value { serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap() };
    let mut parts = token.split('.');
    (decoded(parts.next().unwrap()), decoded(parts.next().unwrap()))
}

/// The header and the claims of the ID token of a new sign-in.
async fn id_token(provider: &Provider, account: &str) -> (Value, Value) {
    let callback = provider.sign_in(&authorization_url(provider), account).await;
    parts(exchange(provider, &callback).await.json()["id_token"].as_str().unwrap())
}

async fn get(provider: &Provider, path: &str) -> Answer {
    ask(Request::get(format!("{}{path}", provider.issuer)).body(String::new()).unwrap()).await
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn an_account_signs_in_and_its_code_is_exchanged_once() {
    let provider = Provider::start(CALLBACK, &accounts());
    let now = START.parse::<Timestamp>().unwrap().timestamp();
    let callback = provider.sign_in(&authorization_url(&provider), "anna").await;
    assert!(callback.starts_with(&format!("{CALLBACK}?")), "{callback}");
    assert_eq!(parameter(&callback, "state"), "the-state");
    assert_eq!(parameter(&callback, "iss"), provider.issuer);
    let answer = exchange(&provider, &callback).await;
    let (header, claims) = parts(answer.json()["id_token"].as_str().unwrap());
    assert_eq!(header["alg"], "RS256");
    for (name, value) in [
        ("iss", json!(provider.issuer)),
        ("aud", json!("naklank")),
        ("sub", json!("248289761001")),
        ("nonce", json!("the-nonce")),
        ("iat", json!(now)),
        ("email", json!("anna@example.org")),
        ("email_verified", json!(true)),
        ("groups", json!(["staff"])),
    ] {
        assert_eq!(claims[name], value, "{name}");
    }
    assert_eq!(exchange(&provider, &callback).await.json()["error"], "invalid_grant");
    let refused = provider.sign_in(&authorization_url(&provider), "refuse").await;
    assert_eq!(parameter(&refused, "error"), "access_denied");
    provider.set_account("bert", &json!({"groups": ["left"]})).await;
    provider.set_clock("2026-03-20T15:00:00Z".parse().unwrap()).await;
    let (_, claims) = id_token(&provider, "bert").await;
    assert_eq!((&claims["sub"], &claims["groups"]), (&json!("bert"), &json!(["left"])));
    assert_eq!(claims["iat"], json!(now + 3_600));
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn keys_are_replaced_and_tokens_altered_as_a_test_asks() {
    let settings = json!({"redirect_uris": [CALLBACK], "accounts": accounts(), "algorithm": "ES256"});
    let provider = Provider::start_with(&settings);
    let callback = provider.sign_in(&authorization_url(&provider), "anna").await;
    provider.rotate().await;
    let answer = exchange(&provider, &callback).await;
    let (header, _) = parts(answer.json()["id_token"].as_str().unwrap());
    assert_eq!((&header["alg"], &header["kid"]), (&json!("ES256"), &json!("key-2")));
    let before = get(&provider, "/jwks").await.json();
    assert_eq!(before["keys"].as_array().unwrap().len(), 1, "{before}");
    provider.rotate_to("key-2").await;
    let after = get(&provider, "/jwks").await.json();
    assert_eq!(after["keys"][0]["kid"], "key-2");
    assert_ne!(after["keys"][0]["x"], before["keys"][0]["x"]);
    assert_eq!(provider.requests("/jwks").await, 2);

    let change = json!({"claims": {"nonce": null, "exp": {"from_now": -61}}, "key": "none"});
    provider.next_id_token(&change).await;
    let (header, claims) = id_token(&provider, "anna").await;
    assert_eq!(header["alg"], "none");
    assert_eq!(claims.get("nonce"), None);
    assert_eq!(claims["exp"].as_i64(), claims["iat"].as_i64().map(|at| at - 61));
    assert_eq!(id_token(&provider, "anna").await.0["alg"], "ES256", "only the next one is altered");

    let token = provider.sign(&json!({"claims": {"sub": "1"}, "header": {"typ": "logout+jwt"}})).await;
    assert_eq!(parts(&token).0["typ"], "logout+jwt");
    assert_eq!(parts(&token).1, json!({"sub": "1"}));
    provider.discovery(&json!({"issuer": "https://another.example.org"})).await;
    let document = get(&provider, "/.well-known/openid-configuration").await.json();
    assert_eq!(document["issuer"], "https://another.example.org");
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn a_session_that_ends_makes_a_logout_token() {
    let provider = Provider::start(CALLBACK, &accounts());
    let (_, claims) = id_token(&provider, "anna").await;
    id_token(&provider, "bert").await;
    let told = provider.logout("anna").await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["status"], Value::Null, "the program has no address");
    let (header, logout) = parts(told[0]["logout_token"].as_str().unwrap());
    assert_eq!(header["typ"], "logout+jwt");
    assert_eq!((&logout["sub"], &logout["sid"]), (&claims["sub"], &claims["sid"]));
    assert!(logout["events"]["http://schemas.openid.net/event/backchannel-logout"].is_object(), "{logout}");
    assert_eq!(provider.logout("anna").await.len(), 0, "the session is over");
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn a_provider_in_trouble_refuses_or_is_silent_until_it_recovers() {
    let provider = Provider::start(CALLBACK, &accounts());
    provider.down(true).await;
    assert_eq!(get(&provider, "/jwks").await.status, 503);
    assert_eq!(provider.requests("/jwks").await, 1, "a request in vain counts too");
    provider.down(false).await;
    assert_eq!(get(&provider, "/jwks").await.status, 200);
    provider.silent(true).await;
    let waited = tokio::time::timeout(Duration::from_millis(300), get(&provider, "/jwks")).await;
    assert!(waited.is_err(), "{waited:?}");
    provider.silent(false).await;
    assert_eq!(get(&provider, "/jwks").await.status, 200);
}
