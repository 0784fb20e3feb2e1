//! Programs see how far follow-ups have come, and nothing of what anybody wrote.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::action::Action;
use naklank::domain::access::roles::{Role, Scope};
use serde_json::{Value, json};

use super::answered;
use crate::support::{TestApp, on_both_engines};

async fn references(app: &TestApp, query: &str) -> Vec<String> {
    let answer = app.api(Method::GET, &format!("/api/v1/follow-ups?{query}"), Body::empty()).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let rows = answer.json()["follow_ups"].as_array().unwrap().clone();
    let mut references: Vec<String> =
        rows.iter().map(|row| row["reference"].as_str().unwrap().to_owned()).collect();
    references.sort();
    references
}

on_both_engines! {
    async fn the_api_tells_how_far_follow_ups_have_come_and_no_words(app) {
        let done = answered(&app, "K-1", json!({"team": "Noord"}), "score=2&comment=Geheim&contact_me=on").await;
        let taken_up = answered(&app, "K-2", json!({"team": "Zuid"}), "score=3").await;
        let dropped = answered(&app, "K-3", json!({"team": null}), "score=4").await;
        answered(&app, "K-4", json!({"team": "Zuid"}), "score=5").await;
        let cookie = app.sign_in_as(Role::Handler).await;
        for path in [&done, &taken_up, &dropped] {
            app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        }
        app.post_as(&cookie, &format!("{done}/note"), "note=Notitie").await;
        app.post_as(&cookie, &format!("{done}/end"), "outcome=explained").await;
        app.post_as(&cookie, &format!("{dropped}/drop"), "drop_reason=Reden").await;
        let answer = app.api(Method::GET, "/api/v1/follow-ups", Body::empty()).await;
        for secret in ["Geheim", "Notitie", "Reden", "k-1@example.org", "score"] {
            assert!(!answer.body.contains(secret), "{secret}: {}", answer.body);
        }
        let rows = answer.json()["follow_ups"].as_array().unwrap().clone();
        let row = rows.iter().find(|row| row["reference"] == "K-1").unwrap();
        let expected = json!({
            "id": done.strip_prefix("/follow-ups/").unwrap(), "reference": "K-1", "status": "done", "due": "2026-03-25",
            "owner": "handler@example.org", "team": "Noord", "opened_at": row["opened_at"], "ended_at": row["ended_at"],
            "outcome": "explained", "in_time": true,
        });
        assert_eq!(*row, expected);
        assert!(row["opened_at"].is_string() && row["ended_at"].is_string());
        let waiting = rows.iter().find(|row| row["reference"] == "K-4").unwrap();
        assert_eq!((&waiting["owner"], &waiting["in_time"], &waiting["ended_at"]), (&Value::Null, &Value::Null, &Value::Null));
        for (query, expected) in [
            ("status=open", &["K-4"][..]),
            ("status=taken_up", &["K-2"]),
            ("status=done", &["K-1"]),
            ("status=dropped", &["K-3"]),
            ("team=Zuid", &["K-2", "K-4"]),
            ("team=Noord&team=", &["K-1", "K-3"]),
            ("from=2026-03-25&to=2026-03-25", &["K-1", "K-2", "K-3", "K-4"]),
            ("from=2026-03-26", &[]),
            ("to=2026-03-24", &[]),
        ] {
            assert_eq!(references(&app, query).await, expected, "{query}");
        }
        let mut found = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/api/v1/follow-ups?limit=1{cursor}");
            let page = app.api(Method::GET, &path, Body::empty()).await.json();
            found.extend(page["follow_ups"].as_array().unwrap().iter().map(|row| row["reference"].to_string()));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        found.sort();
        assert_eq!(found, ["\"K-1\"", "\"K-2\"", "\"K-3\"", "\"K-4\""], "page by page, each once");
    }

    async fn each_reading_by_a_program_is_in_the_audit(app) {
        let path = "/api/v1/follow-ups?status=open&team=Noord&from=2026-03-01&limit=5";
        assert_eq!(app.api(Method::GET, path, Body::empty()).await.status, StatusCode::OK);
        let audit = app.audit().await;
        let read: Vec<&str> = audit
            .iter()
            .filter(|entry| entry.action == Action::ReadResponses.name())
            .map(|entry| entry.subject.as_str())
            .collect();
        assert_eq!(read, ["follow-ups: status&team=Noord&from=2026-03-01&limit"]);
        app.api(Method::GET, "/api/v1/follow-ups?status=late", Body::empty()).await;
        assert_eq!(app.audit().await.len(), audit.len(), "nothing was read");
    }

    async fn the_api_refuses_what_it_does_not_know(app) {
        let answer = app.api(Method::GET, "/api/v1/follow-ups?status=late&from=x&owner=me&limit=0&cursor=y", Body::empty()).await;
        assert_eq!(answer.wrong_fields(), ["status", "from", "cursor", "limit", "owner"]);
        let team = app.api(Method::GET, "/api/v1/follow-ups?team=a%00b", Body::empty()).await;
        assert_eq!(team.wrong_fields(), ["team"]);
        let key = app.key_with("reader", &[Scope::InsightsRead]).await;
        let refused = app.api_as(&key, Method::GET, "/api/v1/follow-ups", Body::empty()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");
    }
}
