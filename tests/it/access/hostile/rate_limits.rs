//! Requests over a limit are refused politely, and public responses reveal nothing.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use naklank::web::shell::rate_limit::PeerAddress;
use serde_json::json;

use crate::support::{Backend, TestApp};

async fn start() -> TestApp {
    let settings = [
        ("http.rate_per_address", "5/min"),
        ("http.rate_per_token", "3/min"),
        ("http.trusted_proxies", "10.0.0.0/8"),
    ];
    TestApp::start_with(Backend::Sqlite, &settings).await
}

#[tokio::test]
async fn one_client_may_ask_so_often_and_no_other_suffers() {
    let app = start().await;
    for _ in 0..5 {
        assert_eq!(app.get_from("192.0.2.1", None, "/privacy").await.status, StatusCode::OK);
    }
    let refused = app.get_from("192.0.2.1", None, "/s/unknown").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert!(refused.body.contains("One moment, please") && refused.body.contains("<h1>"));
    assert!(refused.header("content-security-policy").contains("frame-ancestors 'none'"));
    assert_eq!(app.get_from("192.0.2.2", None, "/privacy").await.status, StatusCode::OK);
    assert_eq!(app.get_from("192.0.2.1", None, "/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_client_cannot_hide_behind_a_header_and_a_proxy_speaks_for_many() {
    let app = start().await;
    for made_up in ["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4", "1.1.1.5"] {
        app.get_from("192.0.2.1", Some(made_up), "/privacy").await;
    }
    let refused = app.get_from("192.0.2.1", Some("1.1.1.6"), "/privacy").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    for client in 1..20 {
        let answer = app.get_from("10.0.0.1", Some(&format!("198.51.100.{client}")), "/privacy").await;
        assert_eq!(answer.status, StatusCode::OK);
    }
}

/// A provider tells from one address about all sessions that it ends.
#[tokio::test]
async fn the_provider_may_end_any_number_of_sessions_in_a_minute() {
    let settings = [
        ("http.rate_per_address", "5/min"),
        // Nothing listens there.
        ("oidc.issuer", "http://127.0.0.1:9"),
        ("oidc.client_id", "naklank"),
        ("oidc.client_secret", "secret"),
    ];
    let app = TestApp::start_with(Backend::Sqlite, &settings).await;
    let post = async |path: &str, form: &'static str| {
        let mut request = Request::post(path).body(Body::from(form)).unwrap();
        request.extensions_mut().insert(PeerAddress("192.0.2.1".parse().unwrap()));
        app.send(request).await.status
    };
    for number in 0..700 {
        let status = post("/sign-in/provider/logout", "logout_token=x").await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{number}");
    }
    for _ in 0..5 {
        assert_eq!(post("/sign-in/provider", "").await, StatusCode::SERVICE_UNAVAILABLE);
    }
    assert_eq!(post("/sign-in/provider", "").await, StatusCode::TOO_MANY_REQUESTS, "staff are limited");
}

#[tokio::test]
async fn one_link_may_be_used_so_often() {
    let app = start().await;
    let link = app.invite("K-1").await;
    let other = app.invite("K-2").await;
    for _ in 0..3 {
        assert_eq!(app.get(&link).await.status, StatusCode::OK);
    }
    assert_eq!(app.get(&link).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(app.post_form(&link, "score=9").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(app.post_form(&other, "score=9").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn without_a_limit_nobody_is_refused() {
    let settings = [("http.rate_per_address", "0"), ("http.rate_per_token", "0")];
    let app = TestApp::start_with(Backend::Sqlite, &settings).await;
    let link = app.invite("K-1").await;
    for _ in 0..700 {
        assert_eq!(app.get_from("192.0.2.1", None, &link).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn pages_take_script_and_style_from_ourselves_alone_and_nothing_inline() {
    let app = TestApp::start(Backend::Sqlite).await;
    let link = app.invite_with("K-1", json!({"contact": {"email": "a@example.org"}})).await;
    for path in [link.as_str(), "/privacy", "/sign-in", "/s/unknown"] {
        let page = app.get(path).await;
        let policy = page.header("content-security-policy").to_owned();
        assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        // The privacy notice names the authority, as a link that a person may follow.
        let elsewhere = page.body.replace("https://autoriteitpersoonsgegevens.nl", "");
        assert!(
            !page.body.contains("style=") && !page.body.contains("onclick") && !elsewhere.contains("://"),
            "{path}"
        );
    }
    let script = app.get("/draft.js").await;
    assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
}

#[tokio::test]
async fn the_organisations_colour_and_logo_are_shown() {
    let folder = tempfile::TempDir::new().unwrap();
    let logo = folder.path().join("logo.svg");
    std::fs::write(&logo, "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h9v9z\"/></svg>").unwrap();
    let settings =
        [("organisation.accent_colour", "#7a0019"), ("organisation.logo_file", logo.to_str().unwrap())];
    let app = TestApp::start_with(Backend::Sqlite, &settings).await;
    let style = app.get("/style.css").await.body;
    assert!(style.contains("--accent: #7a0019") && style.contains("url(/logo)"), "{style}");
    let shown = app.get("/logo").await;
    assert_eq!(shown.header("content-type"), "image/svg+xml");
    let policy = shown.header("content-security-policy");
    assert!(
        policy.contains("sandbox") && policy.contains("default-src 'none'"),
        "nothing in it would run: {policy}"
    );
    assert!(!policy.contains("script-src"), "{policy}");
    let plain = TestApp::start(Backend::Sqlite).await;
    assert_eq!(plain.get("/logo").await.status, StatusCode::NOT_FOUND);
}
