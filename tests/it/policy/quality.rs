//! KPI 4: a random sample of closures, drawn once, reviewed by others than the handler.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::policy::quality::draw::{DrawError, draw_again, draw_by_hand};
use serde_json::{Value, json};

use crate::support::{Answer, TestApp, on_both_engines};

/// Complaints of two teams that closed in March 2026, a third of them of Zuid.
async fn closed_in_march(app: &TestApp, number: u32) {
    app.clock.set("2026-03-31T20:00:00Z");
    for place in 1..=number {
        let team = if place % 3 == 0 { "Zuid" } else { "Noord" };
        let told = json!({
            "status": "closed", "received_at": "2026-03-02T09:00:00Z", "closed_at": "2026-03-20T09:00:00Z",
            "team": team, "handler": format!("h-{:03}", place % 4),
        });
        assert_eq!(app.put(&format!("K-{place}"), &told).await.status, StatusCode::CREATED);
    }
}

async fn sample(app: &TestApp) -> Value {
    let answer = app.api(Method::GET, "/api/v1/quality-samples/2026-03", Body::empty()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()
}

async fn review(app: &TestApp, reference: &str, scores: Value) -> Answer {
    let told =
        json!({"reference": reference, "closure": 1, "scores": scores, "maximum": 5, "reviewer": "r-1"});
    app.api(Method::POST, "/api/v1/quality-reviews", told.to_string()).await
}

async fn row(app: &TestApp, query: &str) -> Value {
    let answer = app.api(Method::GET, &format!("/api/v1/kpis?{query}"), Body::empty()).await;
    let board = answer.json();
    board["kpis"].as_array().unwrap().iter().find(|row| row["kpi"] == "handling_quality").unwrap().clone()
}

fn references(sample: &Value) -> Vec<String> {
    let drawn = sample["sample"].as_array().unwrap().iter();
    drawn.map(|drawn| drawn["reference"].as_str().unwrap().to_owned()).collect()
}

on_both_engines! {
    async fn a_month_is_drawn_once_when_it_is_over_and_can_be_drawn_again_by_its_seed(app) {
        closed_in_march(&app, 60).await;
        app.tick().await;
        let early = app.api(Method::GET, "/api/v1/quality-samples/2026-03", Body::empty()).await;
        assert_eq!(early.status, StatusCode::NOT_FOUND);
        app.clock.set("2026-03-31T22:00:00Z");
        assert_eq!(app.tick().await.drawn, 0, "April has begun in Amsterdam, and reports of March still come");
        app.clock.set("2026-04-02T22:00:00Z");
        assert_eq!(app.tick().await.drawn, 1, "the third of April");
        let drawn = sample(&app).await;
        assert_eq!((&drawn["closures"], &drawn["drawn"], &drawn["size"]), (&json!(60), &json!(20), &json!(20)));
        let of_zuid = drawn["sample"].as_array().unwrap().iter().filter(|one| one["team"] == "Zuid").count();
        assert!([6, 7].contains(&of_zuid), "20 of 60, each team in proportion: {of_zuid}");
        let teams: Vec<(&Value, &Value)> =
            drawn["teams"].as_array().unwrap().iter().map(|team| (&team["team"], &team["closures"])).collect();
        assert_eq!(teams, [(&json!("Noord"), &json!(40)), (&json!("Zuid"), &json!(20))]);
        app.advance(TimeDelta::minutes(1));
        let late = json!({
            "status": "closed", "received_at": "2026-03-02T09:00:00Z", "closed_at": "2026-03-31T09:00:00Z", "team": "Oost",
        });
        assert_eq!(app.put("K-61", &late).await.status, StatusCode::CREATED);
        assert_eq!(app.tick().await.drawn, 0);
        assert_eq!(sample(&app).await, drawn, "drawn once");
        let month = "2026-03-01".parse().unwrap();
        let again = draw_again(&app.app, month).await.unwrap().unwrap();
        assert_eq!((again.only_then.len(), again.only_now.len(), again.closures, again.is_same_frame), (0, 0, 60, true));
        let twice = draw_by_hand(&app.app, &Actor::Operator, month).await;
        assert!(matches!(twice, Err(DrawError::Drawn)), "{twice:?}");
        let running = draw_by_hand(&app.app, &Actor::Operator, "2026-04-01".parse().unwrap()).await;
        assert!(matches!(running, Err(DrawError::Running)), "{running:?}");
        let empty = draw_by_hand(&app.app, &Actor::Operator, "2025-04-01".parse().unwrap()).await;
        assert!(matches!(empty, Err(DrawError::NothingClosed)), "{empty:?}");
        app.execute("UPDATE quality_draws SET size = 19").await;
        assert_eq!(draw_again(&app.app, month).await.unwrap().unwrap().only_then.len(), 1, "a changed draw shows");
    }

    async fn reviews_of_what_was_drawn_count_and_others_are_kept(app) {
        app.load_policy_values().await;
        closed_in_march(&app, 60).await;
        app.clock.set("2026-04-03T08:00:00Z");
        app.tick().await;
        let none = row(&app, "from=2026-03-01&to=2026-03-31").await;
        assert_eq!((&none["value"], &none["drawn"], &none["denominator"]), (&Value::Null, &json!(20), &Value::Null));
        let drawn = references(&sample(&app).await);
        let waiting = row(&app, "from=2026-03-01&to=2026-03-31").await;
        assert_eq!((&waiting["provisional"], &waiting["verdict"]), (&json!(true), &Value::Null), "not reviewed yet");
        let outside = (1..=60).map(|place| format!("K-{place}")).find(|one| !drawn.contains(one)).unwrap();
        let kept = review(&app, &outside, json!({"empathy": 0, "language": 0})).await;
        assert_eq!((kept.status, &kept.json()["in_sample"]), (StatusCode::CREATED, &json!(false)));
        for (place, reference) in drawn.iter().enumerate() {
            let told = review(&app, reference, json!({"empathy": 4 + place % 2, "language": 5})).await;
            assert_eq!((told.status, &told.json()["in_sample"]), (StatusCode::CREATED, &json!(true)), "{told:?}");
        }
        let found = row(&app, "from=2026-03-01&to=2026-03-31").await;
        assert_eq!((&found["numerator"], &found["denominator"], &found["value"]), (&json!(190), &json!(200), &json!(0.95)));
        // Twenty of 60, points 9 and 10 by turns: 0.95 by statistics.md section 15, worked out in Python with t = 1.729133.
        let limits = (found["low"].as_f64().unwrap(), found["high"].as_f64().unwrap());
        assert!((limits.0 - 0.931008796).abs() < 1e-7 && (limits.1 - 0.963965832).abs() < 1e-7, "{limits:?}");
        assert_eq!((&found["verdict"], &found["norm"]["value"]), (&json!("met"), &json!(0.9)));
        assert_eq!((&found["reviewed"], &found["drawn"], &found["closures"]), (&json!(20), &json!(20), &json!(60)));
        let topics = found["topics"].as_array().unwrap();
        assert_eq!((&topics[0]["topic"], &topics[0]["value"]), (&json!("empathy"), &json!(0.9)));
        let year = row(&app, "year=2026").await;
        assert_eq!((&year["points"][2]["value"], &year["verdict"]), (&json!(0.95), &Value::Null), "the year runs");
        let of_zuid = row(&app, "from=2026-03-01&to=2026-03-31&team=Zuid").await;
        assert_eq!(of_zuid["denominator"].as_u64().unwrap(), of_zuid["reviewed"].as_u64().unwrap() * 10);
        let part = row(&app, "from=2026-03-02&to=2026-03-31").await;
        assert_eq!((&part["value"], &part["drawn"]), (&Value::Null, &json!(0)), "only whole months");
        let page = app.get_as(&app.sign_in_as(Role::Analyst).await, "/kpis?year=2026").await;
        assert!(page.body.contains("190 / 200"), "{}", page.body);
    }

    async fn a_correction_stands_beside_the_first_and_counts(app) {
        closed_in_march(&app, 3).await;
        app.clock.set("2026-04-03T08:00:00Z");
        app.tick().await;
        let first = review(&app, "K-1", json!({"empathy": 2, "language": 2})).await.json();
        let path = format!("/api/v1/quality-reviews/{}", first["id"].as_str().unwrap());
        let correction = json!({"scores": {"empathy": 5}, "reviewer": "r-2"}).to_string();
        let corrected = app.api(Method::PUT, &path, correction.clone()).await;
        assert_eq!(corrected.status, StatusCode::OK, "{corrected:?}");
        assert_eq!(app.api(Method::PUT, &path, correction).await.json(), corrected.json(), "the same again changes nothing");
        let known = app.api(Method::GET, &path, Body::empty()).await.json();
        assert_eq!(known, corrected.json());
        let revisions = known["revisions"].as_array().unwrap();
        assert_eq!(revisions.len(), 2);
        assert_eq!((&revisions[0]["scores"], &revisions[0]["reviewer"]), (&json!({"empathy": 2, "language": 2}), &json!("r-1")));
        assert_eq!((&revisions[1]["scores"], &revisions[1]["reviewer"]), (&json!({"empathy": 5}), &json!("r-2")));
        let found = row(&app, "from=2026-03-01&to=2026-03-31").await;
        assert_eq!((&found["numerator"], &found["denominator"]), (&json!(5), &json!(5)));
        let audited = "SELECT COUNT(*) FROM audit WHERE action IN ('quality review', 'quality correction')";
        assert_eq!(app.integers(audited).await, [2]);
    }

    async fn what_cannot_be_reviewed_is_refused(app) {
        closed_in_march(&app, 2).await;
        app.put("K-open", &json!({"status": "open", "received_at": "2026-03-02T09:00:00Z"})).await;
        for (told, field) in [
            (json!({"reference": "K-1", "closure": 1, "scores": {"empathy": 6}, "maximum": 5}), "scores.empathy"),
            (json!({"reference": "K-1", "closure": 1, "scores": {"empathy": -1}}), "scores.empathy"),
            (json!({"reference": "K-1", "closure": 1, "scores": {}}), "scores"),
            (json!({"reference": "K-9", "closure": 1, "scores": {"empathy": 3}}), "reference"),
            (json!({"reference": "K-1", "closure": 2, "scores": {"empathy": 3}}), "closure"),
            (json!({"reference": "K-open", "scores": {"empathy": 3}}), "closure"),
            (json!({"reference": "K-1", "closure": 1, "scores": {"empathy": 3}, "reviewer": "H-001"}), "reviewer"),
            (json!({"reference": "K-1", "closure": 1, "scores": {"empathy": 3}, "reviewer": "h-001@example.org"}), "reviewer"),
        ] {
            let answer = app.api(Method::POST, "/api/v1/quality-reviews", told.to_string()).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}: {answer:?}");
            assert_eq!(answer.wrong_fields(), [field], "{told}");
        }
        let first = review(&app, "K-1", json!({"empathy": 3})).await.json();
        assert_eq!(review(&app, "K-1", json!({"empathy": 4})).await.status, StatusCode::CONFLICT, "twice");
        let path = format!("/api/v1/quality-reviews/{}", first["id"].as_str().unwrap());
        for (told, status) in [
            (json!({"scores": {"empathy": 6}}), StatusCode::UNPROCESSABLE_ENTITY),
            (json!({"scores": {"empathy": 3}, "reference": "K-2"}), StatusCode::UNPROCESSABLE_ENTITY),
            (json!({"scores": {"empathy": 3}, "reviewer": "h-001"}), StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            assert_eq!(app.api(Method::PUT, &path, told.to_string()).await.status, status, "{told}");
        }
        let unknown = "/api/v1/quality-reviews/01890a5d-ac96-774b-bcce-b302099a8057";
        let told = json!({"scores": {"empathy": 3}}).to_string();
        assert_eq!(app.api(Method::PUT, unknown, told).await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.integers("SELECT COUNT(*) FROM quality_revisions").await, [1]);
    }

    async fn colleagues_review_one_after_the_other_on_the_page(app) {
        closed_in_march(&app, 4).await;
        app.clock.set("2026-04-03T08:00:00Z");
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        app.tick().await;
        let mut reviewed = Vec::new();
        loop {
            let next = app.get_as(&owner, "/quality/next").await;
            let path = next.header("location").to_owned();
            if path == "/quality" {
                break;
            }
            let page = app.get_as(&owner, &path).await;
            assert!(page.body.contains("Empathy"), "{}", page.body);
            let wrong = app.post_as(&owner, &path, "scores.empathy=9&scores.language=4").await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(wrong.body.contains(r#"name="scores.language" value="4" checked"#), "kept: {}", wrong.body);
            let done = app.post_as(&owner, &path, "scores.empathy=4&scores.language=").await;
            assert_eq!(done.status, StatusCode::SEE_OTHER);
            reviewed.push(path);
            let next = if reviewed.len() < 4 { "/complaints/" } else { "/quality?done=1" };
            assert!(done.header("location").starts_with(next), "one after the other: {done:?}");
        }
        assert_eq!(reviewed.len(), 4);
        let overview = app.get_as(&owner, "/quality").await;
        assert!(overview.body.contains(" class=\"number\">80.0\u{a0}%</td>"), "{}", overview.body);
        let month = app.get_as(&owner, "/quality/2026-03").await;
        assert_eq!(month.status, StatusCode::OK, "{month:?}");
        let unseen = app.post_as(&owner, &reviewed[0], "scores.empathy=5&seen=0").await;
        assert_eq!(unseen.status, StatusCode::CONFLICT, "a page that showed no review corrects none: {unseen:?}");
        assert!(unseen.body.contains(r#"value="5" checked"#), "kept: {}", unseen.body);
        assert!(unseen.body.contains(r#"name="seen" value="1""#), "sent once more it corrects: {}", unseen.body);
        let corrected = app.post_as(&owner, &reviewed[0], "scores.empathy=5&seen=1").await;
        assert_eq!(corrected.status, StatusCode::SEE_OTHER);
        assert_eq!(app.post_as(&owner, &reviewed[0], "scores.empathy=1&seen=1").await.status, StatusCode::CONFLICT);
        assert_eq!(app.integers("SELECT COUNT(*) FROM quality_revisions").await, [5]);
        let handler = app.sign_in_as(Role::Handler).await;
        for path in ["/quality", "/quality/next", "/quality/2026-03", reviewed[0].as_str()] {
            assert_eq!(app.get_as(&handler, path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        for path in ["/quality/2026-02", "/quality/march", "/complaints/K-1/quality/2", "/complaints/K-9/quality/1"] {
            assert_eq!(app.get_as(&owner, path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn a_closing_day_that_moves_to_the_next_month_is_drawn_once(app) {
        closed_in_march(&app, 3).await;
        app.clock.set("2026-04-03T08:00:00Z");
        assert_eq!(app.tick().await.drawn, 1);
        // While the invitation is planned a report may still correct the closing day.
        let moved = json!({
            "status": "closed", "received_at": "2026-03-02T09:00:00Z", "closed_at": "2026-04-01T09:00:00Z", "team": "Noord",
        });
        app.put("K-1", &moved).await;
        app.put("K-9", &moved).await;
        app.clock.set("2026-05-04T08:00:00Z");
        assert_eq!(app.tick().await.drawn, 1);
        let april = app.api(Method::GET, "/api/v1/quality-samples/2026-04", Body::empty()).await.json();
        assert_eq!(references(&april), ["K-9"]);
        let again = draw_again(&app.app, "2026-03-01".parse().unwrap()).await.unwrap().unwrap();
        assert!(!again.is_same_frame, "a changed closing day shows");
    }

    async fn while_a_backlog_comes_in_nothing_is_drawn(app) {
        closed_in_march(&app, 1).await;
        app.clock.set("2026-04-20T08:00:00Z");
        let told = json!({"status": "closed", "received_at": "2026-03-02T09:00:00Z", "closed_at": "2026-03-20T09:00:00Z"});
        app.put("K-2", &told).await;
        assert_eq!(app.tick().await.drawn, 0);
        app.advance(TimeDelta::minutes(61));
        assert_eq!(app.tick().await.drawn, 1);
        assert_eq!(sample(&app).await["closures"], 2);
    }

    async fn who_handled_a_complaint_then_does_not_review_it_later(app) {
        closed_in_march(&app, 1).await;
        app.clock.set("2026-04-03T08:00:00Z");
        app.tick().await;
        let other = json!({
            "status": "closed", "received_at": "2026-03-02T09:00:00Z", "closed_at": "2026-03-20T09:00:00Z", "handler": "h-900",
        });
        app.put("K-1", &other).await;
        for reviewer in ["h-001", "h-900"] {
            let told = json!({"reference": "K-1", "scores": {"empathy": 3}, "reviewer": reviewer}).to_string();
            let answer = app.api(Method::POST, "/api/v1/quality-reviews", told).await;
            assert_eq!(answer.wrong_fields(), ["reviewer"], "{reviewer}");
        }
    }

    async fn a_correction_is_on_the_scale_of_the_review(app) {
        closed_in_march(&app, 1).await;
        let told = json!({"reference": "K-1", "scores": {"empathy": 8}, "maximum": 10}).to_string();
        let first = app.api(Method::POST, "/api/v1/quality-reviews", told).await.json();
        let path = format!("/api/v1/quality-reviews/{}", first["id"].as_str().unwrap());
        let corrected = app.api(Method::PUT, &path, json!({"scores": {"empathy": 9}}).to_string()).await.json();
        assert_eq!(corrected["revisions"][1]["maximum"], 10);
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&owner, "/complaints/K-1/quality/1").await;
        assert!(page.body.contains(r#"name="scores.empathy" value="9" checked"#), "{}", page.body);
    }

    async fn who_handled_a_complaint_is_not_asked_to_review_it(app) {
        app.clock.set("2026-03-31T08:00:00Z");
        let told = json!({
            "status": "closed", "received_at": "2026-03-02T09:00:00Z", "closed_at": "2026-03-20T09:00:00Z",
            "handler": "policy-owner@example.org",
        });
        app.put("K-1", &told).await;
        app.clock.set("2026-04-03T08:00:00Z");
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        app.tick().await;
        assert_eq!(sample(&app).await["sample"][0]["reviewer"], Value::Null);
        assert_eq!(app.get_as(&owner, "/quality/next").await.header("location"), "/quality");
        let own = app.post_as(&owner, "/complaints/K-1/quality/1", "scores.empathy=5").await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{own:?}");
        let late = app.post_as(&owner, "/quality", "month=2026-03").await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        let older = app.post_as(&owner, "/quality", "month=2026-02").await;
        assert_eq!(older.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing closed");
    }
}
