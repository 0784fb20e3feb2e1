//! A published report is served as it was frozen, whatever happens afterwards.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use chrono::TimeDelta;
use data_encoding::HEXLOWER;
use naklank::app::App;
use naklank::config::{Config, ReportConfig};
use naklank::domain::access::token::SecretKey;
use naklank::domain::reporting::document::DocumentKind;
use naklank::domain::reporting::headings::Headings;
use naklank::randomness::Randomness;
use sha2::{Digest as _, Sha256};

use crate::reporting::life::{REPORT, complaint, complaints, publish_next, two_persons};
use crate::support::{TestApp, on_both_engines};

/// Another process on the same database, with a file of other headings.
pub(super) async fn with_other_headings(app: &TestApp) -> App {
    let text = "[[sections]]\nkey = \"flow\"\nnl = \"Aantallen\"\nen = \"Numbers\"\n";
    let report = ReportConfig { headings: Headings::parse(text).unwrap() };
    beside(app, Config { report, ..app.app.config.clone() }).await
}

/// Another process on the same database, with other settings.
pub(super) async fn beside(app: &TestApp, config: Config) -> App {
    let clock = Arc::new(app.clock.clone());
    App::open(config, SecretKey::new([7; 32]), clock, Randomness::from_seed(5)).await.unwrap()
}

async fn served_by(other: App, path: &str) -> Vec<u8> {
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;
    let router = naklank::web::router(other);
    let response = router.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response.into_body().collect().await.unwrap().to_bytes().to_vec()
}

on_both_engines! {
    async fn the_page_stays_as_it_is_when_facts_headings_and_contacts_change(app) {
        complaints(&app, 2025, 12).await;
        two_persons(&app).await;
        publish_next(&app, DocumentKind::Public, "").await;
        let paths = ["/reports/2025?lang=nl", "/reports/2025?lang=en", "/reports/2025/editions/1?lang=nl"];
        let mut before = Vec::new();
        for path in paths {
            before.push(app.get(path).await.bytes);
        }
        let api = app.api(Method::GET, "/api/v1/reports/2025", Body::empty()).await.body;
        app.advance(TimeDelta::days(1));
        complaint(&app, 2025, 13).await;
        app.execute("UPDATE complaints SET outcome = 'upheld' WHERE reference = 'K-2025-1'").await;
        app.advance(TimeDelta::days(120));
        app.tick().await;
        let named = "SELECT COUNT(*) FROM complaints WHERE contact_name IS NOT NULL OR contact_email IS NOT NULL";
        assert_eq!(app.integers(named).await, [0], "contacts were removed");
        for (path, before) in paths.iter().zip(&before) {
            assert!(app.get(path).await.bytes == *before, "{path}");
            assert!(served_by(with_other_headings(&app).await, path).await == *before, "{path}");
        }
        assert_eq!(app.api(Method::GET, "/api/v1/reports/2025", Body::empty()).await.body, api);
    }

    async fn everyone_reads_it_in_their_language_and_only_once(app) {
        complaints(&app, 2025, 12).await;
        two_persons(&app).await;
        let edition = publish_next(&app, DocumentKind::Public, "").await;
        let hash = HEXLOWER.encode(&edition.sha256);
        let ask = async |headers: &[(&str, &str)]| {
            let request = headers.iter().fold(Request::get(REPORT), |request, (name, value)| request.header(*name, *value));
            app.send(request.body(Body::empty()).unwrap()).await
        };
        let dutch = ask(&[]).await;
        assert_eq!((dutch.status, dutch.header("content-language")), (StatusCode::OK, "nl"));
        assert_eq!(dutch.header("content-type"), "text/html; charset=utf-8");
        assert_eq!((dutch.header("vary"), dutch.header("cache-control")), ("accept-language", "public, no-cache"));
        assert!(dutch.body.contains(&hash), "the page carries its hash");
        let policy = dutch.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("style-src 'sha256-"), "{policy}");
        let english = ask(&[("accept-language", "en-GB")]).await;
        assert_eq!(english.header("content-language"), "en");
        assert_eq!(english.header("etag"), format!("\"{hash}-en\""));
        let unchanged = ask(&[("accept-language", "en-GB"), ("if-none-match", english.header("etag"))]).await;
        assert_eq!((unchanged.status, unchanged.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        assert_eq!(unchanged.header("etag"), english.header("etag"));
        let other = ask(&[("if-none-match", english.header("etag"))]).await;
        assert_eq!(other.status, StatusCode::OK, "the page in the other language is another");
        for path in ["/reports/2024", "/reports/x", "/reports/2025/editions/0", "/reports/2025/editions/x"] {
            assert_eq!(app.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn a_program_gets_the_document_and_can_check_its_hash(app) {
        let ask = async || app.api(Method::GET, "/api/v1/reports/2025", Body::empty()).await;
        assert_eq!(ask().await.status, StatusCode::NOT_FOUND);
        complaints(&app, 2025, 12).await;
        two_persons(&app).await;
        let edition = publish_next(&app, DocumentKind::Public, "").await;
        let answer = ask().await;
        let report = answer.json();
        assert_eq!((&report["year"], &report["edition"]), (&serde_json::json!(2025), &serde_json::json!(1)));
        let canonical = serde_json_canonicalizer::to_string(&report["document"]).unwrap();
        let hash = HEXLOWER.encode(&Sha256::digest(canonical.as_bytes()));
        assert_eq!(report["sha256"], hash.as_str());
        assert_eq!(hash, HEXLOWER.encode(&edition.sha256));
        let request = Request::get("/api/v1/reports/2025")
            .header("authorization", format!("Bearer {}", app.key))
            .header("if-none-match", answer.header("etag"));
        assert_eq!(app.send(request.body(Body::empty()).unwrap()).await.status, StatusCode::NOT_MODIFIED);
        let none = app.api(Method::GET, "/api/v1/reports/next", Body::empty()).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    }
}
