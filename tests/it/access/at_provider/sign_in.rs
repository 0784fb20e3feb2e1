//! The way to the provider and back.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::web::shell::rate_limit::PeerAddress;

use super::{CALLBACK, Cookies, World, accounts, cookie};
use crate::support::keys::rotated;
use crate::support::provider::Provider;
use crate::support::{Answer, Backend, TestApp};

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn one_signs_in_there_and_is_in_here() {
    let world = World::start(Backend::Sqlite).await;
    let page = world.app.get("/sign-in").await;
    assert!(
        page.body.contains("action=\"/sign-in/provider\"") && page.body.contains("Sign in at Voorbeeld ID")
    );
    let begun = world.app.post_form("/sign-in/provider", "").await;
    let set = begun.header("set-cookie").to_owned();
    for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=600"] {
        assert!(set.contains(part), "{set}");
    }
    assert!(begun.header("refresh").contains("code_challenge_method=S256"), "{begun:?}");
    // Browsers hold every redirect after a form against this, so there is none.
    assert!(begun.header("content-security-policy").contains("form-action 'self';"), "{begun:?}");
    let answer = world.sign_in("anna").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/"));
    let session = cookie(&answer, "__Host-naklank");
    assert_eq!(world.app.get_as(&session, "/").await.status, StatusCode::OK);
    let opened =
        "SELECT COUNT(*) FROM sessions WHERE at_provider AND provider_session IS NOT NULL AND stage = 'open'";
    assert_eq!(world.app.integers(opened).await, [1]);
    assert_eq!(
        world.app.get("/sign-in/provider").await.status,
        StatusCode::METHOD_NOT_ALLOWED,
        "a GET begins nothing"
    );
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn a_provider_may_sign_with_elliptic_curves() {
    let settings =
        serde_json::json!({"redirect_uris": [CALLBACK], "accounts": accounts(), "algorithm": "ES256"});
    let world = World::start_at(Backend::Sqlite, Provider::start_with(&settings)).await;
    assert_eq!(world.sign_in("anna").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn who_is_at_the_provider_while_the_key_of_the_secret_file_is_replaced_gets_in() {
    let world = World::start(Backend::Sqlite).await;
    let (path, browser) = world.returned("anna", "").await;
    let session = world.session_of("bert").await;
    let World { app, provider: _provider } = world;
    let app = app.restarted_with(rotated()).await;
    assert_eq!(app.get_as(&browser, &path).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.get_as(&session, "/").await.status, StatusCode::OK, "open sessions stay");
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn the_session_before_ends_with_the_next() {
    let world = World::start(Backend::Sqlite).await;
    let first = world.session_of("anna").await;
    let (path, browser) = world.returned("bert", "").await;
    let again = world.app.get_as(&format!("{browser}; {first}"), &path).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(world.app.get_as(&first, "/").await.status, StatusCode::SEE_OTHER, "the old cookie is dead");
    assert_eq!(world.sessions().await, 1);
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn a_callback_counts_once_within_ten_minutes_and_in_its_own_browser() {
    let world = World::start(Backend::Sqlite).await;
    let (path, browser) = world.returned("anna", "").await;
    let (other_path, other) = world.returned("bert", "").await;
    for elsewhere in ["", &other, "__Host-naklank-provider=guessed", &format!("{browser}; {other}")] {
        let refused = world.app.get_as(elsewhere, &path).await;
        assert_eq!(refused.status, StatusCode::GONE, "{elsewhere}");
        assert!(refused.body.contains("took too long or was finished already"), "{refused:?}");
    }
    assert_eq!(world.sessions().await, 0);
    assert_eq!(world.app.get_as(&browser, &path).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.app.get_as(&browser, &path).await.status, StatusCode::GONE, "a replay");
    world.app.advance(TimeDelta::minutes(10));
    assert_eq!(world.app.get_as(&other, &other_path).await.status, StatusCode::GONE, "too late");
    for path in ["/sign-in/provider/callback", "/sign-in/provider/callback?state=x&code=y"] {
        assert_eq!(world.app.get_as(&browser, path).await.status, StatusCode::GONE, "{path}");
    }
    assert_eq!(world.sessions().await, 1);
    world.app.tick().await;
    assert_eq!(world.app.integers("SELECT COUNT(*) FROM provider_attempts").await, [0]);
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn two_sign_ins_may_be_under_way_in_one_browser() {
    let world = World::start(Backend::Sqlite).await;
    let mut cookies = Cookies::default();
    let mut urls = Vec::new();
    for form in ["next=%2Fsignals", "next=%2Fsignals%2Fchanges&typed=note%3DBrieven"] {
        let begun = world.app.post_as(&cookies.sent(), "/sign-in/provider", form).await;
        cookies.keep(&begun);
        urls.push(begun.header("refresh").strip_prefix("0; url=").unwrap().to_owned());
    }
    let mut answers = Vec::new();
    for url in urls {
        let path = super::path(&world.provider.sign_in(&url, "anna").await);
        let answer = world.app.get_as(&cookies.sent(), &path).await;
        cookies.keep(&answer);
        answers.push(answer);
    }
    assert_eq!(answers[0].header("location"), "/signals");
    assert_eq!(answers[1].status, StatusCode::OK);
    assert!(answers[1].body.contains("Brieven"), "what was typed comes back: {:?}", answers[1]);
    assert_eq!(world.sessions().await, 1, "the second session replaces the first");
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn after_signing_in_one_is_where_one_wanted_to_be_and_nowhere_else() {
    let world = World::start(Backend::Sqlite).await;
    let to = world.app.get("/verbatims?q=a%20b").await.header("location").to_owned();
    assert!(world.app.get(&to).await.body.matches("name=\"next\" value=\"/verbatims?q=a%20b\"").count() == 2);
    for (next, page) in [
        ("%2Fverbatims%3Fq%3Da%2520b", "/verbatims?q=a%20b"),
        ("https%3A%2F%2Fevil.example", "/"),
        ("%2F%2Fevil.example", "/"),
        ("%2F%5Cevil.example", "/"),
        ("%2Fsign-out", "/"),
        ("", "/"),
    ] {
        assert_eq!(
            world.sign_in_with("anna", &format!("next={next}")).await.header("location"),
            page,
            "{next}"
        );
    }
}

/// A form that its session did not outlive goes to the provider and back, sealed.
#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn what_was_typed_survives_the_way() {
    let world = World::start(Backend::Sqlite).await;
    let typed = "day=2026-03-20&kind=process&note=Nieuwe+werkwijze+%26+brieven";
    let page = world.app.post_form("/signals/changes", typed).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(page.body.contains("action=\"/sign-in/provider\""), "{page:?}");
    assert_eq!(page.body.matches("name=\"typed\"").count(), 2, "by password or at the provider");
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("next", "/signals/changes"), ("typed", typed)])
        .finish();
    let (path, browser) = world.returned("anna", &form).await;
    let readable =
        "SELECT COUNT(*) FROM provider_attempts WHERE next LIKE '%werkwijze%' OR next LIKE '%signals%'";
    assert_eq!(world.app.integers(readable).await, [0]);
    let back = world.app.get_as(&browser, &path).await;
    assert_eq!(back.status, StatusCode::OK);
    assert!(
        back.body.contains("action=\"/signals/changes\"")
            && back.body.contains("Nieuwe werkwijze &amp; brieven")
    );
    assert_eq!(
        world.app.integers("SELECT COUNT(*) FROM change_points").await,
        [0],
        "nothing is done before the person says so"
    );
    let (path, browser) = world.returned("refuse", &form).await;
    let refused = world.app.get_as(&browser, &path).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("Nieuwe+werkwijze"), "a refusal loses nothing: {refused:?}");
    let too_much = format!("typed={}", "x".repeat(200_000));
    assert_is_held(&world.app.post_form("/sign-in/provider", &too_much).await, 1);
}

/// The page keeps what was typed, and goes on in another tab.
fn assert_is_held(answer: &Answer, fields: usize) {
    assert_eq!((answer.status, answer.header("refresh")), (StatusCode::OK, ""));
    assert!(answer.body.contains("It stays in this tab: do not close it."), "{}", answer.status);
    assert_eq!(answer.body.matches("type=\"hidden\"").count(), fields);
    assert!(answer.body.contains("target=\"_blank\""));
}

/// A client that uses up its room, with forms or without, leaves that of the others.
#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn one_client_cannot_stop_the_sign_ins_of_others() {
    let world = World::start(Backend::Sqlite).await;
    let post = async |client: &str, form: String| {
        let mut request = Request::post("/sign-in/provider").body(Body::from(form)).unwrap();
        request.extensions_mut().insert(PeerAddress(client.parse().unwrap()));
        world.app.send(request).await
    };
    let large = || format!("next=%2Fthemes&typed=name%3D{}", "x".repeat(120_000));
    for _ in 0..57 {
        assert_eq!(post("192.0.2.1", large()).await.status, StatusCode::OK);
    }
    assert_is_held(&post("192.0.2.1", large()).await, 1);
    let url = post("192.0.2.1", large()).await;
    let url = url.body.split("href=\"").find(|rest| rest.starts_with("http://127.0.0.1")).unwrap();
    assert!(url.contains("code_challenge="), "and the person signs in: {url}");
    assert!(post("192.0.2.2", large()).await.header("refresh").starts_with("0; url="));
    let (limit, now) = (&world.app.app.attempt_limit, world.app.app.now());
    while limit.begins(Some("192.0.2.1".parse().unwrap()), now) {}
    let refused = post("192.0.2.1", "typed=name%3DWachttijd".to_owned()).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.body.contains("Too many sign-ins at Voorbeeld ID") && refused.body.contains("Wachttijd"));
    assert_eq!(refused.header("retry-after"), "60");
    let metrics = world.app.get("/metrics").await.body;
    assert!(metrics.contains("\nnaklank_sign_ins_refused_total{way=\"provider\"} 1\n"), "{metrics}");
    assert!(post("192.0.2.2", large()).await.header("refresh").starts_with("0; url="));
    world.app.advance(TimeDelta::minutes(10));
    assert!(post("192.0.2.1", large()).await.header("refresh").starts_with("0; url="));
}

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs oidc-provider: run tests/run")]
async fn another_sites_form_begins_nothing() {
    let world = World::start(Backend::Sqlite).await;
    let foreign =
        Request::post("/sign-in/provider").header("sec-fetch-site", "cross-site").body(Body::empty());
    assert_eq!(world.app.send(foreign.unwrap()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.provider.requests("/.well-known/openid-configuration").await, 0);
}

#[tokio::test]
async fn without_a_provider_there_is_no_way_there() {
    let app = TestApp::start(Backend::Sqlite).await;
    assert!(!app.get("/sign-in").await.body.contains("/sign-in/provider"));
    let answers = [
        app.post_form("/sign-in/provider", "").await,
        app.get("/sign-in/provider/callback?state=x&code=y").await,
        app.post_form("/sign-in/provider/logout", "logout_token=x").await,
    ];
    assert_eq!(answers.map(|answer| answer.status), [StatusCode::NOT_FOUND; 3]);
}

/// The start page leads to the own account, which says so too.
#[tokio::test]
async fn who_has_no_role_is_told_so_on_every_page() {
    let app = TestApp::start(Backend::Sqlite).await;
    let cookie = app.sign_in_as(Role::Analyst).await;
    app.execute("UPDATE users SET roles = ''").await;
    assert_eq!(app.get_as(&cookie, "/").await.header("location"), "/account");
    for path in ["/signals", "/norms", "/follow-ups", "/sending", "/kpis"] {
        let answer = app.get_as(&cookie, path).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(answer.body.contains("Your account has no role yet"), "{path}: {answer:?}");
        assert!(answer.body.contains("an administrator of Voorbeeld"), "{path}: {answer:?}");
    }
}
