//! The id of a request: in its answer, in a problem, and in every line of the log about it.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use naklank::scheduler;
use naklank::web::shell::error;
use naklank::web::shell::rate_limit::PeerAddress;
use naklank::web::shell::request::observe;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
use tower_http::catch_panic::CatchPanicLayer;

use crate::support::{Answer, Backend, Log, START, TestApp, closed_complaint, on_both_engines};

fn is_id(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The id that a line of the log names.
fn logged_id(entry: &Value) -> Option<&str> {
    let spans = entry["spans"].as_array()?;
    spans.iter().find(|span| span["name"] == "request")?["request_id"].as_str()
}

/// A request from a peer that gives an id.
async fn with_id(app: &TestApp, peer: &str, id: &str) -> Answer {
    let mut request = Request::get("/privacy").header("x-request-id", id).body(Body::empty()).unwrap();
    request.extensions_mut().insert(PeerAddress(peer.parse().unwrap()));
    app.send(request).await
}

/// The words of its panic quote the whole text.
async fn cut_a_name_within_a_letter() -> String {
    let name = String::from("Klant Zoë");
    name[..name.len() - 1].to_owned()
}

#[tokio::test]
async fn a_panic_is_logged_once_with_its_place_and_without_its_words() {
    let app = TestApp::start(Backend::Sqlite).await;
    let router = Router::new()
        .route("/", get(cut_a_name_within_a_letter))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(from_fn_with_state(app.app.clone(), observe::observe));
    let log = Log::begin();
    let panics = log.with_panics();
    let answer = router.oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap();
    drop(panics);
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let entries = log.entries();
    let errors: Vec<&Value> = entries.iter().filter(|entry| entry["level"] == "ERROR").collect();
    assert_eq!(errors.len(), 1, "{}", log.text());
    let place = errors[0]["fields"]["place"].as_str().unwrap();
    assert!(place.starts_with("tests/it/upkeep/telemetry/requests.rs:"), "{place}");
    let id = answer.headers()["x-request-id"].to_str().unwrap();
    assert_eq!(logged_id(errors[0]), Some(id), "{}", log.text());
    assert!(!log.text().contains("Klant"), "{}", log.text());
}

on_both_engines! {
    async fn an_error_is_logged_once_with_the_id_that_its_answer_has(app) {
        let log = Log::begin();
        app.execute("ALTER TABLE responses RENAME TO former_responses").await;
        let answer = app.api(Method::GET, "/api/v1/responses", Body::empty()).await;
        assert!(answer.status.is_server_error(), "{answer:?}");
        let id = answer.header("x-request-id").to_owned();
        assert!(is_id(&id), "{id}");
        assert_eq!(answer.json()["request_id"], id.as_str());
        let entries = log.entries();
        let errors: Vec<&Value> = entries.iter().filter(|entry| entry["level"] == "ERROR").collect();
        assert_eq!(errors.len(), 1, "{}", log.text());
        assert_eq!(logged_id(errors[0]), Some(id.as_str()), "{}", log.text());
    }

    async fn every_problem_has_an_id_of_its_own(app) {
        let mut ids = Vec::new();
        let refused = [
            app.api_as("nk_none", Method::GET, "/api/v1/nps", Body::empty()).await,
            app.api(Method::GET, "/api/v1/nergens", Body::empty()).await,
            app.api(Method::PATCH, "/api/v1/nps", Body::empty()).await,
            app.api(Method::GET, "/api/v1/nps?interval=eeuw", Body::empty()).await,
            app.api(Method::PUT, "/api/v1/complaints/K-1", Body::from("{")).await,
        ];
        for answer in refused {
            assert!(answer.status.is_client_error(), "{answer:?}");
            assert_eq!(answer.header("content-type"), "application/problem+json", "{answer:?}");
            let id = answer.json()["request_id"].as_str().unwrap().to_owned();
            assert_eq!(answer.header("x-request-id"), id);
            ids.push(id);
        }
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 5);
    }

    async fn pages_and_answers_have_an_id_too(app) {
        let put = app.put("K-1", &closed_complaint(START)).await;
        for answer in [app.get("/privacy").await, app.get("/").await, app.get("/nergens").await, put] {
            assert!(is_id(answer.header("x-request-id")), "{answer:?}");
        }
    }

    async fn the_report_of_a_tick_has_a_field_for_each_count(app) {
        let log = Log::begin();
        let planned = app.put("K-1", &closed_complaint(START)).await;
        app.clock.set(planned.json()["survey"]["due_at"].as_str().unwrap());
        let stop = CancellationToken::new();
        let running = tokio::spawn(scheduler::run(app.app.clone(), stop.clone()));
        let mails = || log.entries().into_iter().find(|entry| entry["fields"]["sent"] == 1);
        for _ in 0..200 {
            if mails().is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        stop.cancel();
        running.await.unwrap();
        let line = mails().unwrap_or_else(|| panic!("no tick: {}", log.text()));
        assert_eq!(line["fields"]["message"], "tick");
        for field in ["retried", "failed", "cancelled", "expired", "folded", "forgotten", "themed", "signals", "staff_mails"] {
            assert!(line["fields"][field].is_u64(), "{field}: {line}");
        }
        assert!(line["fields"]["report"].is_null(), "{line}");
    }

    async fn a_duty_that_fails_is_logged_once(app) {
        let log = Log::begin();
        app.execute("ALTER TABLE sessions RENAME TO former_sessions").await;
        let stop = CancellationToken::new();
        let running = tokio::spawn(scheduler::run(app.app.clone(), stop.clone()));
        let errors = || log.entries().into_iter().filter(|entry| entry["level"] == "ERROR").collect::<Vec<_>>();
        for _ in 0..200 {
            if !errors().is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        stop.cancel();
        running.await.unwrap();
        let mut duties: Vec<String> = errors().iter().map(|entry| entry["fields"]["duty"].to_string()).collect();
        assert!(!duties.is_empty(), "{}", log.text());
        let all = duties.len();
        duties.sort();
        duties.dedup();
        assert_eq!(duties.len(), all, "{}", log.text());
    }
}

#[tokio::test]
async fn only_a_trusted_proxy_gives_an_id() {
    let app = TestApp::start_with(Backend::Sqlite, &[("http.trusted_proxies", "10.0.0.0/8")]).await;
    let given = "0af7651916cd43dd8448eb211c80319c";
    assert_eq!(with_id(&app, "10.0.0.1", given).await.header("x-request-id"), given);
    assert_eq!(with_id(&app, "::ffff:10.0.0.1", given).await.header("x-request-id"), given);
    assert!(is_id(with_id(&app, "192.0.2.1", given).await.header("x-request-id")));
    for text in ["klant@example.org", "een", "0af7651916cd43dd8448eb211c80319c\u{e9}"] {
        let answer = with_id(&app, "10.0.0.1", text).await;
        assert!(is_id(answer.header("x-request-id")), "{text}: {answer:?}");
    }
    // One of them may be the visitor's, which the proxy passed on.
    let mut two = Request::get("/privacy").header("x-request-id", given).header("x-request-id", given);
    two.extensions_mut().unwrap().insert(PeerAddress("10.0.0.1".parse().unwrap()));
    assert!(is_id(app.send(two.body(Body::empty()).unwrap()).await.header("x-request-id")));
}

#[tokio::test]
async fn a_given_id_stands_in_the_log() {
    let app = TestApp::start_with(Backend::Sqlite, &[("http.trusted_proxies", "10.0.0.0/8")]).await;
    let log = Log::begin();
    app.execute("ALTER TABLE complaints RENAME TO former_complaints").await;
    let given = "0af7651916cd43dd8448eb211c80319c";
    let request =
        Request::get("/api/v1/complaints/K-1").header("authorization", format!("Bearer {}", app.key));
    let mut request = request.header("x-request-id", given).body(Body::empty()).unwrap();
    request.extensions_mut().insert(PeerAddress("10.0.0.1".parse().unwrap()));
    let answer = app.send(request).await;
    assert_eq!(answer.json()["request_id"], given, "{answer:?}");
    let entries = log.entries();
    assert!(entries.iter().any(|entry| logged_id(entry) == Some(given)), "{}", log.text());
}
