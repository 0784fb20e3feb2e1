//! What the log says to who watches over the program, and what it never says.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::roles::{Role, Scope};
use naklank::storage::access::users;
use naklank::workflow::access::audit::{Actor, KeyHolder};
use naklank::workflow::sending::steer::pause_sending;
use serde_json::Value;

use crate::support::{Backend, Log, TestApp};

#[tokio::test]
async fn who_lacks_a_right_or_a_scope_is_named() {
    let app = TestApp::start(Backend::Sqlite).await;
    let cookie = app.sign_in_as(Role::Analyst).await;
    let narrow = app.key_with("narrow", &[Scope::InsightsRead]).await;
    let log = Log::begin();
    assert_eq!(app.post_as(&cookie, "/sending/pause", "").await.status, StatusCode::FORBIDDEN);
    let email = "analyst@example.org";
    let user = users::id_of(&mut app.app.db.read().await.unwrap(), email).await.unwrap().unwrap().to_string();
    assert!(log.has("a page was refused", &[("user", &user), ("right", "steer sending")]), "{}", log.text());
    let reported = app.api_as(&narrow, Method::PUT, "/api/v1/complaints/K-1", Body::from("{}")).await;
    assert_eq!(reported.status, StatusCode::FORBIDDEN);
    let fields = [("key", "narrow"), ("scope", "complaints:write")];
    assert!(log.has("an API request was refused", &fields), "{}", log.text());
    pause_sending(&app.app, &Actor::User(email.to_owned())).await.unwrap_err();
    let actor = format!("user {user}");
    let fields = [("actor", actor.as_str()), ("action", "sending pause")];
    assert!(log.has("an act was refused", &fields), "{}", log.text());
    assert!(!log.text().contains('@'), "no person is named: {}", log.text());
    let entries = log.entries();
    let refusals: Vec<&Value> = entries
        .iter()
        .filter(|entry| entry["fields"]["message"].as_str().unwrap().contains("refused"))
        .collect();
    assert_eq!(refusals.len(), 3, "{}", log.text());
    for entry in refusals {
        assert_eq!(entry["level"], "WARN", "{entry}");
        assert!(entry["timestamp"].as_str().unwrap().ends_with('Z'), "in UTC: {entry}");
        assert!(entry["target"].as_str().unwrap().starts_with("naklank::"), "{entry}");
    }
}

/// Whatever a value holds, it stays within its entry.
#[tokio::test]
async fn a_value_that_looks_like_another_line_forges_none() {
    let app = TestApp::start(Backend::Sqlite).await;
    let log = Log::begin();
    let name = "x\n{\"level\":\"ERROR\",\"fields\":{\"message\":\"forged\"}}\r\n\u{1b}[31m";
    let holder = KeyHolder { name: name.to_owned(), owner: None, scopes: Vec::new() };
    pause_sending(&app.app, &Actor::Key(holder)).await.unwrap_err();
    let actor = format!("key {name}");
    assert!(log.has("an act was refused", &[("actor", actor.as_str())]), "{}", log.text());
    assert!(log.entries().iter().all(|entry| entry["level"] != "ERROR"), "{}", log.text());
    assert!(!log.text().contains('\u{1b}'), "{}", log.text());
}

#[tokio::test]
async fn no_secret_and_nothing_of_a_respondent_is_logged_when_things_go_wrong() {
    let app = TestApp::start(Backend::Sqlite).await;
    let survey = app.invite("K-1").await;
    let link = app.add_user("nieuw@example.org", Role::Analyst).await;
    let log = Log::begin();
    app.post_form("/sign-in", "email=nieuw%40example.org&password=verkeerd-en-geheim").await;
    app.post_form("/sign-in", "email=mijn-wachtwoord-hier&password=x").await;
    let opened = app.post_form(&link, "password=een+lange+zin+van+mij").await;
    let cookie = opened.header("set-cookie").split(';').next().unwrap().to_owned();
    app.api_as("nk_geen-goede-sleutel", Method::GET, "/api/v1/nps", Body::empty()).await;
    app.post_form(&survey, "score=2&comment=Een+persoonlijk+verhaal").await;
    app.execute("ALTER TABLE themes RENAME TO former_themes").await;
    app.execute("ALTER TABLE responses RENAME TO former_responses").await;
    app.post_as(&cookie, "/themes", "name=Vertrouwelijke+naam&keywords=wachten").await;
    app.post_form(&survey, "score=2&comment=Een+tweede+verhaal").await;
    app.put("K-2", &crate::support::closed_complaint(crate::support::START)).await;
    app.api(Method::GET, "/api/v1/responses", Body::empty()).await;
    assert!(
        log.entries().iter().any(|entry| entry["level"] == "ERROR"),
        "something went wrong: {}",
        log.text()
    );
    let text = log.text();
    let secrets = [
        "geheim",
        "mijn-wachtwoord",
        "lange zin",
        "goede-sleutel",
        "verhaal",
        "Vertrouwelijke",
        "klant@example.org",
        "k-1@example.org",
        app.key.as_str(),
        cookie.split_once('=').unwrap().1,
        link.rsplit('/').next().unwrap(),
        survey.rsplit('/').next().unwrap(),
    ];
    for secret in secrets {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}
