//! How the complaints API treats invalid input.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use naklank::domain::access::roles::Scope;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::keys::{add_key, revoke_key};
use serde_json::{Value, json};

use crate::support::{START, TestApp, closed_complaint, new_key, on_both_engines};

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
        for phone in ["12345", "na vijven", "020 123 45 67\r\nBcc: b@example.org", "020\u{0}1234567"] {
            assert_eq!(wrong_fields(&app, json!({"contact": {"phone": phone}})).await, ["contact.phone"], "{phone:?}");
        }
    }

    /// A value of the wrong type or of an implausible time is refused.
    async fn the_body_is_read_strictly(app) {
        for (change, field) in [
            (json!({"contact": {"email": {}}}), "contact.email"),
            (json!({"contact": {"name": {}}}), "contact.name"),
            (json!({"contact": {"phone": 201_234_567}}), "contact.phone"),
            (json!({"contact": "klant@example.org"}), "contact"),
            (json!({"contact": []}), "contact"),
            (json!({"contact.email": "klant@example.org"}), "contact.email"),
            (json!({"channel": {}}), "channel"),
            (json!({"team": {}}), "team"),
            (json!({"survey": true}), "survey"),
            (json!({"survey": {"ask": "false", "reason": "refused"}}), "survey.ask"),
            (json!({"written_response_required": "true"}), "written_response_required"),
            (json!({"written_response_required": 1}), "written_response_required"),
            (json!({"received_at": "2300-01-01T00:00:00Z", "status": "open", "closed_at": null}), "received_at"),
            (json!({"acknowledged_at": "2300-01-01T00:00:00Z"}), "acknowledged_at"),
            (json!({"acknowledged_at": "2026-03-01T00:00:00Z"}), "acknowledged_at"),
            (json!({"phone_response_at": "2026-03-25T00:00:00Z"}), "phone_response_at"),
            (json!({"written_response_at": {}}), "written_response_at"),
        ] {
            assert!(wrong_fields(&app, change.clone()).await.contains(&field.to_owned()), "{change}");
        }
    }

    /// A duplicate field is refused, whichever value it has.
    async fn a_field_that_is_given_twice_is_refused(app) {
        let body = closed_complaint(START).to_string();
        for twice in ["\"status\":\"open\",", "\"team\":\"Noord\",\"te\\u0061m\":\"Zuid\","] {
            let body = format!("{{{twice}{}", &body[1..]);
            let answer = app.api(Method::PUT, "/api/v1/complaints/K-1", body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{answer:?}");
            assert!(answer.json()["detail"].as_str().unwrap().contains("given twice"));
        }
    }

    /// So are malformed queries and headers.
    async fn a_query_or_a_header_that_is_broken_is_refused(app) {
        for query in ["team=%ff", "team=%zz", "team=%", "team=%2", "from=%C3"] {
            let answer = app.api(Method::GET, &format!("/api/v1/nps?{query}"), Body::empty()).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
        }
        for query in ["from=2026-3-01", "from=+2026-1-02", "from=2026-01-%202", "rolling=%2B3", "rolling=3.0", "from=2026-01-01&from=2026-02-01"] {
            let answer = app.api(Method::GET, &format!("/api/v1/nps?{query}"), Body::empty()).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        }
        for path in ["/api/v1/responses?limit=1&limit=2", "/api/v1/responses?limit=%2B5", "/api/v1/control-chart?baseline=%2B12"] {
            assert_eq!(app.api(Method::GET, path, Body::empty()).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        }
        let twice = Request::get("/api/v1/nps").header("authorization", format!("Bearer {}", app.key)).header("authorization", "Bearer x");
        assert_eq!(app.send(twice.body(Body::empty()).unwrap()).await.status, StatusCode::UNAUTHORIZED);
        for (accept, kind) in [("text/csv;q=0", "application/json"), ("TEXT/CSV", "text/csv; charset=utf-8")] {
            let request = Request::get("/api/v1/nps").header("authorization", format!("Bearer {}", app.key)).header("accept", accept);
            let answer = app.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.header("content-type"), kind, "{accept}");
        }
    }

    /// A path that cannot be decoded is refused in the same format as other errors.
    async fn a_path_that_is_no_text_is_a_problem_or_a_page(app) {
        for path in ["/api/v1/complaints/%ff", "/api/v1/complaints/a%zz", "/api/v1/complaints/a%", "/api/v1/norms/%ff/dossier"] {
            let answer = app.api(Method::GET, path, Body::empty()).await;
            assert_eq!((answer.status, answer.header("content-type")), (StatusCode::BAD_REQUEST, "application/problem+json"));
        }
        for path in ["/s/%ff", "/u/%ff", "/sign-in/%ff"] {
            let answer = app.get(path).await;
            assert!(answer.status.is_client_error() && answer.body.contains("<h1>"), "{path} {answer:?}");
        }
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
        revoke_key(&app.app, &Actor::Operator, "narrow").await.unwrap();
        assert_eq!(app.api_as(&narrow, Method::GET, path, Body::empty()).await.status, StatusCode::UNAUTHORIZED);
        let taken = add_key(&app.app, &Actor::Operator, new_key("narrow", &[Scope::InsightsRead], None)).await;
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
