//! What the log says to who watches over the program, and what it never says.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::roles::{Role, Scope};
use naklank::storage::access::users;
use naklank::workflow::access::audit::{Actor, KeyHolder};
use naklank::workflow::sending::steer::pause_sending;
use serde_json::{Value, json};

use crate::support::{Backend, Log, Manner, START, SmtpServer, TestApp, closed_complaint, on_both_engines};

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

/// A panic in a task, whose words quote the text: it is cut within its last letter, which has two bytes.
async fn panic_over(text: &'static str, log: &Log) {
    let panics = log.with_panics();
    let cut = tokio::spawn(async move { text[..text.len() - 1].to_owned() }).await;
    drop(panics);
    cut.unwrap_err();
}

/// The program with a mail server that refuses the first recipient in these words.
async fn refusing(app: &TestApp, words: &'static str) -> TestApp {
    let server = SmtpServer::start(&[Manner::Recipient(words)]).await;
    let url = format!("smtp://127.0.0.1:{}?tls=none", server.port);
    TestApp::start_mailing(app.backend, &url, &[]).await
}

/// A refusal is logged with this message, and nowhere who was refused.
fn assert_refused_unnamed(log: &Log, message: &str, name: &str) {
    let refused = log.entries().into_iter().filter(|entry| entry["fields"]["message"] == message).count();
    assert_eq!(refused, 1, "{}", log.text());
    assert!(!log.text().contains(name), "{}", log.text());
}

on_both_engines! {
    async fn no_secret_and_nothing_of_a_respondent_is_logged_when_things_go_wrong(app) {
        let survey = app.invite("K-1").await;
        let link = app.add_user("nieuw@example.org", Role::Analyst).await;
        let log = Log::begin_with_libraries();
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
        app.put("K-2", &closed_complaint(START)).await;
        app.api(Method::GET, "/api/v1/responses", Body::empty()).await;
        panic_over("Een derde verhaal, over een café", &log).await;
        let entries = log.entries();
        assert!(entries.iter().any(|entry| entry["level"] == "ERROR"), "something went wrong: {}", log.text());
        let has_panicked = |entry: &Value| entry["fields"]["message"] == "a part of the program panicked";
        assert!(entries.iter().any(has_panicked), "{}", log.text());
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

    async fn no_respondent_whom_a_mail_server_names_is_named_in_the_log(app) {
        let app = refusing(&app, "550 5.1.1 <zwaluwstaart@example.org>: zwaluwstaart has no mailbox here").await;
        let mut complaint = closed_complaint(START);
        complaint["contact"]["email"] = json!("zwaluwstaart@example.org");
        let planned = app.put("K-1", &complaint).await;
        app.clock.set(planned.json()["survey"]["due_at"].as_str().unwrap());
        let log = Log::begin_with_libraries();
        assert_eq!(app.tick().await.messages.sent, 0);
        assert_refused_unnamed(&log, "a message was not sent", "zwaluwstaart");
    }

    async fn no_colleague_whom_a_mail_server_names_is_named_in_the_log(app) {
        let app = refusing(&app, "550 5.1.1 <nachtegaal@example.org>: nachtegaal has no mailbox here").await;
        let link = app.add_user("nachtegaal@example.org", Role::Analyst).await;
        app.post_form(&link, "password=een+lang+wachtwoord").await;
        app.post_form("/sign-in/forgotten", "email=nachtegaal%40example.org").await;
        let log = Log::begin_with_libraries();
        assert_eq!(app.tick().await.staff_mails.sent, 0);
        assert_refused_unnamed(&log, "a message was not sent", "nachtegaal");
    }
}
