//! Tokens and answers that are not what they must be.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::World;
use crate::support::Backend;

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn only_a_token_as_it_must_be_opens_a_session() {
    let world = World::start(Backend::Sqlite).await;
    let claim = |name: &str, value: Value| json!({"claims": {name: value}});
    let at = |name: &str, seconds: i64| json!({"claims": {name: {"from_now": seconds}}});
    let mut opened = 0;
    for (change, opens) in [
        (json!({}), true),
        (claim("aud", json!("another")), false),
        (claim("aud", json!(["naklank", "another"])), false),
        (claim("aud", json!(["naklank"])), true),
        (claim("azp", json!("another")), false),
        (claim("iss", json!("https://evil.example")), false),
        (claim("iss", json!(format!("{}/", world.provider.issuer))), false),
        (claim("nonce", json!("another")), false),
        (claim("nonce", Value::Null), false),
        (claim("sub", Value::Null), false),
        (at("exp", -61), false),
        (at("exp", -59), true),
        (at("exp", 59), true),
        (at("exp", 61), true),
        (claim("exp", Value::Null), false),
        (at("iat", -61), true),
        (at("iat", -59), true),
        (at("iat", 59), true),
        (at("iat", 61), false),
        (at("iat", -661), false),
        (at("nbf", -61), true),
        (at("nbf", -59), true),
        (at("nbf", 59), true),
        (at("nbf", 61), false),
        (json!({"shift": -59}), true),
        (json!({"shift": 59}), true),
        (json!({"shift": 61}), false),
        (json!({"key": "none"}), false),
        (json!({"key": "foreign"}), false),
        (json!({"key": "client_secret"}), false),
        (json!({"key": "public_key"}), false),
        (json!({"header": {"kid": "another"}}), false),
        (json!({"header": {"typ": "logout+jwt"}}), false),
        (json!({}), true),
    ] {
        world.provider.next_id_token(&change).await;
        let answer = world.sign_in("anna").await;
        let expected = if opens { StatusCode::SEE_OTHER } else { StatusCode::FORBIDDEN };
        assert_eq!(answer.status, expected, "{change}");
        opened += i64::from(opens);
        assert_eq!(world.sessions().await, opened, "{change}");
    }
    assert_eq!(
        world.provider.requests("/jwks").await,
        2,
        "unknown keys made it look once more, not each time"
    );
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn the_provider_may_replace_its_keys_between_two_sign_ins() {
    let world = World::start(Backend::Sqlite).await;
    let sign_in = async || world.sign_in("anna").await.status;
    assert_eq!(sign_in().await, StatusCode::SEE_OTHER);
    assert_eq!(sign_in().await, StatusCode::SEE_OTHER);
    assert_eq!(world.provider.requests("/jwks").await, 1, "known keys are not fetched again");
    world.provider.rotate().await;
    assert_eq!(sign_in().await, StatusCode::SEE_OTHER);
    assert_eq!(world.provider.requests("/jwks").await, 2);
    // The next key has the name of the last one, so that only its signatures tell.
    world.provider.rotate_to("key-2").await;
    assert_eq!(sign_in().await, StatusCode::FORBIDDEN, "at most once a minute");
    assert_eq!(world.provider.requests("/jwks").await, 2);
    later(&world, TimeDelta::seconds(61)).await;
    assert_eq!(sign_in().await, StatusCode::SEE_OTHER);
    assert_eq!(world.provider.requests("/jwks").await, 3);
    later(&world, TimeDelta::hours(1)).await;
    assert_eq!(sign_in().await, StatusCode::SEE_OTHER);
    assert_eq!(world.provider.requests("/jwks").await, 4, "after an hour all is fetched anew");
}

/// Both clocks move.
async fn later(world: &World, by: TimeDelta) {
    world.app.advance(by);
    world.provider.set_clock(world.app.app.now()).await;
}

/// The answer of another provider, whose code must not be given to ours, nor ours to it.
#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn an_answer_of_another_provider_goes_no_further() {
    let world = World::start(Backend::Sqlite).await;
    for from in ["&iss=https%3A%2F%2Fevil.example", "&iss=", ""] {
        let (path, browser) = world.returned("anna", "").await;
        let (before, _) = path.split_once("&iss=").unwrap();
        let answer = world.app.get_as(&browser, &format!("{before}{from}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{from}");
    }
    assert_eq!(world.provider.requests("/token").await, 0);
    assert_eq!(world.sessions().await, 0);
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn a_code_or_a_refusal_that_is_none_of_ours_opens_nothing() {
    let world = World::start(Backend::Sqlite).await;
    let (path, browser) = world.returned("refuse", "").await;
    assert!(path.contains("error=access_denied"), "{path}");
    assert_eq!(world.app.get_as(&browser, &path).await.status, StatusCode::FORBIDDEN);
    let (path, browser) = world.returned("anna", "").await;
    let state = path.split("state=").nth(1).unwrap().split('&').next().unwrap();
    let issuer = form_urlencoded::byte_serialize(world.provider.issuer.as_bytes()).collect::<String>();
    let made_up = format!("/sign-in/provider/callback?code=x&state={state}&iss={issuer}");
    assert_eq!(world.app.get_as(&browser, &made_up).await.status, StatusCode::FORBIDDEN);
    let (mine, browser) = world.returned("anna", "").await;
    let (theirs, _) = world.returned("bert", "").await;
    let code = |path: &str| path.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let swapped = mine.replace(&code(&mine), &code(&theirs));
    assert_eq!(
        world.app.get_as(&browser, &swapped).await.status,
        StatusCode::FORBIDDEN,
        "a code of another sign-in"
    );
    assert_eq!(world.sessions().await, 0);
}

/// What is kept of the beginning is changed, as if the answer belonged to another one.
#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn an_answer_needs_the_state_the_nonce_and_the_verifier_of_its_beginning() {
    let world = World::start(Backend::Sqlite).await;
    let other = "0123456789012345678901234567890123456789abc";
    for change in [
        "UPDATE provider_attempts SET nonce = '0123456789012345678901234567890123456789abc'",
        "UPDATE provider_attempts SET verifier = '0123456789012345678901234567890123456789abc'",
    ] {
        let (path, browser) = world.returned("anna", "").await;
        world.app.execute(change).await;
        assert_eq!(world.app.get_as(&browser, &path).await.status, StatusCode::FORBIDDEN, "{change}");
    }
    let (path, browser) = world.returned("anna", "").await;
    let state = path.split("state=").nth(1).unwrap().split('&').next().unwrap();
    for (state, other) in
        [(format!("state={state}"), format!("state={other}")), (format!("state={state}"), String::new())]
    {
        let answer = world.app.get_as(&browser, &path.replace(&state, &other)).await;
        assert_eq!(answer.status, StatusCode::GONE, "{other}");
    }
    assert_eq!(world.sessions().await, 0);
    assert_eq!(world.app.get_as(&browser, &path).await.status, StatusCode::SEE_OTHER, "as it was sent");
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn no_token_of_the_provider_gets_to_the_browser_or_is_kept() {
    let world = World::start(Backend::Sqlite).await;
    let (path, browser) = world.returned("anna", "").await;
    let answer = world.app.get_as(&browser, &path).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    // Every token begins like this: `{"` in base64.
    let told = format!("{answer:?}");
    assert!(!told.contains("eyJ"), "{told}");
    assert_eq!(
        world.app.integers("SELECT COUNT(*) FROM provider_attempts").await,
        [0],
        "nor is the code of any use"
    );
    let kept = "SELECT COUNT(*) FROM sessions WHERE provider_session LIKE '%eyJ%'";
    assert_eq!(world.app.integers(kept).await, [0]);
}
