//! The provider ends sessions by its back channel.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use naklank::domain::access::roles::Role;
use serde_json::{Value, json};

use super::World;
use crate::support::{Answer, Backend};

async fn tell(world: &World, token: &str) -> Answer {
    world.app.post_form("/sign-in/provider/logout", &format!("logout_token={token}")).await
}

fn assert_is_refused(answer: &Answer, why: &Value) {
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{why}: {answer:?}");
    assert_eq!(answer.json(), json!({"error": "invalid_request"}), "{why}");
    assert_eq!(answer.header("cache-control"), "no-store");
}

async fn a_logout_ends_exactly_its_session(backend: Backend) {
    let world = World::start(backend).await;
    let sessions =
        [world.session_of("anna").await, world.session_of("anna").await, world.session_of("bert").await];
    let alive = async || {
        let mut alive = Vec::new();
        for session in &sessions {
            alive.push(world.app.get_as(session, "/").await.status == StatusCode::OK);
        }
        alive
    };
    assert_eq!(alive().await, [true, true, true]);
    let told = world.provider.logout("anna").await;
    let tokens: Vec<&str> = told.iter().map(|each| each["logout_token"].as_str().unwrap()).collect();
    assert_eq!(tokens.len(), 2);
    let answer = tell(&world, tokens[0]).await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, ""));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(alive().await, [false, true, true]);
    assert_is_refused(&tell(&world, tokens[0]).await, &json!("a replay"));
    assert_eq!(tell(&world, tokens[1]).await.status, StatusCode::OK);
    assert_eq!(alive().await, [false, false, true]);
    let noted = "SELECT COUNT(*) FROM audit WHERE actor LIKE 'user %' AND action = 'end session'";
    assert_eq!(world.app.integers(noted).await, [2]);
    world.app.advance(chrono::TimeDelta::minutes(13));
    world.app.tick().await;
    assert_eq!(world.app.integers("SELECT COUNT(*) FROM provider_logouts").await, [0]);
    assert_is_refused(&tell(&world, tokens[0]).await, &json!("a replay, after it was forgotten"));
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn a_logout_ends_its_session_on_sqlite() {
    a_logout_ends_exactly_its_session(Backend::Sqlite).await;
}

#[tokio::test]
#[cfg_attr(
    not(all(feature = "tool-tests", feature = "postgres-tests")),
    ignore = "needs oidc-provider: run tests/run"
)]
async fn a_logout_ends_its_session_on_postgres() {
    a_logout_ends_exactly_its_session(Backend::Postgres).await;
}

/// A logout token that ends all sessions of a subject, with changes.
async fn token(world: &World, changes: &Value) -> String {
    let id = world.app.app.randomness.uuid(world.app.app.now()).to_string();
    let mut change = json!({
        "header": {"typ": "logout+jwt"},
        "claims": {
            "iss": world.provider.issuer, "aud": "naklank", "sub": "2482", "jti": id,
            "iat": {"from_now": 0}, "exp": {"from_now": 120},
            "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
        },
    });
    for part in ["header", "claims"] {
        for (name, value) in changes[part].as_object().into_iter().flatten() {
            change[part][name] = value.clone();
        }
    }
    if let Some(key) = changes.get("key") {
        change["key"] = key.clone();
    }
    world.provider.sign(&change).await
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn what_is_no_logout_token_of_the_provider_ends_nothing() {
    let world = World::start(Backend::Sqlite).await;
    world.session_of("anna").await;
    for changes in [
        json!({"claims": {"nonce": "n-1"}}),
        json!({"claims": {"events": {}}}),
        json!({"claims": {"aud": "another"}}),
        json!({"claims": {"iss": "https://evil.example"}}),
        json!({"claims": {"exp": {"from_now": -61}}}),
        json!({"claims": {"iat": {"from_now": 61}}}),
        json!({"claims": {"jti": null}}),
        json!({"claims": {"sub": null}}),
        json!({"header": {"typ": "JWT"}}),
        json!({"key": "none"}),
        json!({"key": "foreign"}),
        json!({"key": "client_secret"}),
        json!({"key": "public_key"}),
    ] {
        assert_is_refused(&tell(&world, &token(&world, &changes).await).await, &changes);
    }
    for broken in ["", "x", "a.b.c"] {
        assert_is_refused(&tell(&world, broken).await, &json!(broken));
    }
    assert_is_refused(&world.app.post_form("/sign-in/provider/logout", "").await, &json!("nothing"));
    assert_eq!(world.sessions().await, 1);
    let stranger = token(&world, &json!({"claims": {"sub": "unknown"}})).await;
    assert_eq!(tell(&world, &stranger).await.status, StatusCode::OK, "nothing to end is no fault");
    assert_eq!(world.sessions().await, 1);
}

/// A token without a session ends all that the provider opened for the person, and none that a password opened.
#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn a_session_by_password_is_not_the_providers_to_end() {
    let world = World::start(Backend::Sqlite).await;
    let link = world.app.add_user("anna@example.org", Role::Analyst).await;
    let own = world.app.post_form(&link, "password=een+lang+wachtwoord").await;
    let own = super::cookie(&own, "__Host-naklank");
    let theirs = [world.session_of("anna").await, world.session_of("anna").await];
    // As it comes from a server: without a session, and whatever its origin says.
    let form = format!("logout_token={}", token(&world, &json!({})).await);
    let request = Request::post("/sign-in/provider/logout").header("origin", "https://login.example.org");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(world.app.send(request.body(Body::from(form)).unwrap()).await.status, StatusCode::OK);
    for session in &theirs {
        assert_eq!(world.app.get_as(session, "/").await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(world.app.get_as(&own, "/").await.status, StatusCode::OK);
}
