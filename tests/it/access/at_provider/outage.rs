//! A provider that is not there: the program starts, and passwords work.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use serde_json::json;

use super::{World, accounts};
use crate::support::provider::Provider;
use crate::support::{Answer, Backend, TestApp};

const PASSWORD: &str = "een+lang+wachtwoord";

async fn sign_in_by_password(app: &TestApp) -> StatusCode {
    let link = app.add_user("beheer@example.org", Role::Admin).await;
    assert_eq!(app.post_form(&link, &format!("password={PASSWORD}")).await.status, StatusCode::SEE_OTHER);
    app.post_form("/sign-in", &by_password()).await.status
}

fn by_password() -> String {
    format!("email=beheer%40example.org&password={PASSWORD}")
}

fn assert_is_down(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{answer:?}");
    assert!(answer.body.contains("cannot be reached right now. Sign in with your password"), "{answer:?}");
    assert!(answer.body.contains("Wachttijd"), "what was typed is still there: {answer:?}");
    assert!(!answer.header("retry-after").is_empty());
}

const TYPED: &str = "next=%2Fthemes&typed=name%3DWachttijd";

#[tokio::test]
async fn without_the_provider_the_program_starts_and_passwords_work() {
    let settings = [
        // Nothing listens there.
        ("oidc.issuer", "http://127.0.0.1:9"),
        ("oidc.client_id", "naklank"),
        ("oidc.client_secret", "secret"),
    ];
    let app = TestApp::start_with(Backend::Sqlite, &settings).await;
    assert!(app.get("/sign-in").await.body.contains("Sign in at 127.0.0.1"));
    assert_is_down(&app.post_form("/sign-in/provider", TYPED).await);
    assert_eq!(sign_in_by_password(&app).await, StatusCode::SEE_OTHER);
    let logout = app.post_form("/sign-in/provider/logout", "logout_token=x").await;
    assert_eq!(logout.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn an_outage_is_told_and_over_when_it_is_over() {
    let world = World::start(Backend::Sqlite).await;
    world.provider.down(true).await;
    assert_is_down(&world.app.post_form("/sign-in/provider", TYPED).await);
    world.provider.down(false).await;
    let (path, browser) = world.returned("anna", TYPED).await;
    world.provider.down(true).await;
    assert_is_down(&world.app.get_as(&browser, &path).await);
    assert_eq!(sign_in_by_password(&world.app).await, StatusCode::SEE_OTHER);
    world.provider.down(false).await;
    assert_eq!(world.sign_in("anna").await.status, StatusCode::SEE_OTHER);
}

/// It takes as long as a request to the provider may, which is seconds.
#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn a_silent_provider_holds_up_its_own_sign_in_only() {
    let world = World::start(Backend::Sqlite).await;
    assert_eq!(sign_in_by_password(&world.app).await, StatusCode::SEE_OTHER);
    world.provider.silent(true).await;
    let by_password = by_password();
    let silent = world.app.post_form("/sign-in/provider", TYPED);
    tokio::pin!(silent);
    tokio::select! {
        answer = &mut silent => panic!("the provider answered: {answer:?}"),
        page = world.app.post_form("/sign-in", &by_password) => assert_eq!(page.status, StatusCode::SEE_OTHER),
    }
    assert_is_down(&silent.await);
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn a_provider_that_says_it_is_another_is_not_used() {
    let world = World::start(Backend::Sqlite).await;
    for changes in [
        json!({"issuer": "https://evil.example"}),
        json!({"issuer": format!("{}/", world.provider.issuer)}),
        json!({"token_endpoint": "http://evil.example/token"}),
        json!({"jwks_uri": null}),
    ] {
        world.provider.discovery(&changes).await;
        assert_is_down(&world.app.post_form("/sign-in/provider", TYPED).await);
    }
    world.provider.discovery(&json!({})).await;
    assert_eq!(world.sign_in("anna").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn a_secret_that_the_provider_does_not_know_opens_nothing() {
    let provider = Provider::start(super::CALLBACK, &accounts());
    let settings = [
        ("oidc.issuer", provider.issuer.as_str()),
        ("oidc.client_id", provider.client_id),
        ("oidc.client_secret", "another secret"),
    ];
    let app = TestApp::start_with(Backend::Sqlite, &settings).await;
    let world = World { app, provider };
    assert_eq!(world.sign_in("anna").await.status, StatusCode::FORBIDDEN);
}
