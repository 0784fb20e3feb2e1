//! What the complaints API makes of bad input.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::Scope;
use serde_json::{Value, json};

use crate::support::{START, TestApp, closed_complaint, on_both_engines};

async fn wrong_fields(app: &TestApp, change: Value) -> Vec<String> {
    let mut complaint = closed_complaint(START);
    for (name, value) in change.as_object().unwrap() {
        complaint[name] = value.clone();
    }
    let answer = app.put("K-1", &complaint).await;
    let fields = answer.wrong_fields();
    let found = app.api(Method::GET, "/api/v1/complaints/K-1", Body::empty()).await;
    assert_eq!(found.status, StatusCode::NOT_FOUND, "nothing is stored");
    fields
}

on_both_engines! {
    async fn each_bad_field_is_named(app) {
        assert_eq!(wrong_fields(&app, json!({"channel": "fax"})).await, ["channel"]);
        assert_eq!(wrong_fields(&app, json!({"closed_at": null})).await, ["closed_at"]);
        assert_eq!(wrong_fields(&app, json!({"closed_at": "2026-03-01T00:00:00Z"})).await, ["closed_at"]);
        assert_eq!(wrong_fields(&app, json!({"received_at": "yesterday"})).await, ["received_at"]);
        assert_eq!(wrong_fields(&app, json!({"team": 7})).await, ["team"]);
        assert_eq!(wrong_fields(&app, json!({"team": "x".repeat(201)})).await, ["team"]);
        assert_eq!(wrong_fields(&app, json!({"colour": "red"})).await, ["colour"]);
        let line_break = json!({"contact": {"email": "a@example.org\r\nBcc: b@example.org"}});
        assert_eq!(wrong_fields(&app, line_break).await, ["contact.email"]);
        let name = json!({"contact": {"name": "x\r\nBcc: b@example.org", "email": "a@example.org"}});
        assert_eq!(wrong_fields(&app, name).await, ["contact.name"]);
    }

    async fn what_is_not_json_is_400(app) {
        for body in ["", "{", "[]", "\"x\"", "\u{feff}{}"] {
            let answer = app.api(Method::PUT, "/api/v1/complaints/K-1", body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body:?}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
        }
    }

    async fn a_body_of_2_mb_is_413(app) {
        let answer = app.api(Method::PUT, "/api/v1/complaints/K-1", "x".repeat(2_000_000)).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }

    async fn a_wrong_or_revoked_key_is_401_and_a_narrow_one_403(app) {
        let path = "/api/v1/complaints/K-1";
        assert_eq!(app.get(path).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(app.api_as("nk_wrong", Method::GET, path, Body::empty()).await.status, StatusCode::UNAUTHORIZED);
        let narrow = app.key_with("narrow", &[Scope::InsightsRead]).await;
        assert_eq!(app.api_as(&narrow, Method::GET, path, Body::empty()).await.status, StatusCode::FORBIDDEN);
        naklank::workflow::keys::revoke_key(&app.app, "narrow").await.unwrap();
        assert_eq!(app.api_as(&narrow, Method::GET, path, Body::empty()).await.status, StatusCode::UNAUTHORIZED);
        let taken = naklank::workflow::keys::add_key(&app.app, "narrow", vec![Scope::InsightsRead], None).await;
        assert!(taken.is_err(), "a name is unique for ever");
    }

    async fn an_unknown_complaint_is_404(app) {
        let answer = app.api(Method::GET, "/api/v1/complaints/K-404", Body::empty()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(answer.json()["status"], 404);
    }

    async fn references_may_hold_any_printable_text(app) {
        let answer = app.put("K%2F2026%20%C3%A9", &closed_complaint(START)).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        assert_eq!(answer.json()["reference"], "K/2026 é");
        let answer = app.put("K%0A1", &closed_complaint(START)).await;
        assert_eq!(answer.wrong_fields(), ["reference"]);
    }

    async fn unknown_paths_and_methods_of_the_api_are_problems(app) {
        let answer = app.api(Method::GET, "/api/v1/nothing", Body::empty()).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"));
        let answer = app.api(Method::DELETE, "/api/v1/complaints/K-1", Body::empty()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    }
}
