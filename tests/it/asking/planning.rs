//! Which closures are surveyed and why others are not: cool-down, holdout, staff's decisions; every closure is
//! accounted for.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use naklank::clock::Clock as _;
use naklank::domain::access::roles::{Role, Scope};
use naklank::workflow::access::audit::Actor;
use naklank::workflow::sending::suppressions::add_suppression;
use serde_json::{Value, json};

use crate::support::{Backend, START, TestApp, closed_complaint, on_both_engines};

fn complaint_of(email: &str, closed_at: &str) -> Value {
    let mut complaint = closed_complaint(closed_at);
    complaint["contact"]["email"] = json!(email);
    complaint
}

async fn close_now(app: &TestApp, reference: &str, email: &str) -> Value {
    app.put(reference, &complaint_of(email, &app.clock.now().to_rfc3339())).await.json()["survey"].clone()
}

async fn funnel(app: &TestApp, query: &str) -> Value {
    let answer = app.api(Method::GET, &format!("/api/v1/funnel?{query}"), Body::empty()).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.json()
}

fn places(point: &Value) -> u64 {
    let states = ["withdrawn", "planned", "sent", "answered", "expired", "undeliverable"];
    let withheld: u64 = point["withheld"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    withheld + states.iter().map(|state| point[state].as_u64().unwrap()).sum::<u64>()
}

on_both_engines! {
    async fn an_address_is_not_asked_again_within_thirty_days_whatever_its_case(app) {
        app.invite_with("K-1", json!({"contact": {"email": "Klant@Example.org"}})).await;
        app.advance(TimeDelta::days(10));
        assert_eq!(close_now(&app, "K-2", "klant@example.ORG").await["reason"], "cool_down");
        assert_eq!(close_now(&app, "K-3", "buur@example.org").await["state"], "planned");
    }

    async fn the_cool_down_counts_from_the_last_mail_reminders_included(app) {
        app.invite("K-1").await;
        app.advance(TimeDelta::days(8));
        assert_eq!(app.tick().await.messages.sent, 1, "the reminder");
        app.advance(TimeDelta::days(22));
        assert_eq!(close_now(&app, "K-2", "k-1@example.org").await["reason"], "cool_down", "due on day 33, mailed on day 8");
        app.advance(TimeDelta::days(8));
        assert_eq!(close_now(&app, "K-3", "k-1@example.org").await["state"], "planned");
    }

    async fn a_further_closure_of_the_same_complaint_is_exempt(app) {
        app.invite("K-1").await;
        let mut again = complaint_of("k-1@example.org", START);
        again["status"] = json!("open");
        app.put("K-1", &again).await;
        assert_eq!(app.survey_of("K-1").await["reason"], "reopened");
        app.advance(TimeDelta::days(1));
        assert_eq!(close_now(&app, "K-1", "k-1@example.org").await["state"], "planned");
        app.advance(TimeDelta::days(4));
        assert_eq!(app.tick().await.messages.sent, 1);
        assert_eq!(close_now(&app, "K-2", "k-1@example.org").await["reason"], "cool_down");
    }

    async fn of_two_planned_for_one_address_only_the_first_goes_out(app) {
        for reference in ["K-1", "K-2", "K-3"] {
            assert_eq!(close_now(&app, reference, "klant@example.org").await["state"], "planned");
            app.advance(TimeDelta::minutes(1));
        }
        app.clock.set("2026-03-24T14:00:00Z");
        let report = app.tick().await;
        assert_eq!((report.messages.sent, report.messages.cancelled), (1, 2));
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
        for reference in ["K-2", "K-3"] {
            assert_eq!(app.survey_of(reference).await["reason"], "cool_down");
        }
    }

    async fn two_workers_at_once_mail_one_address_once(app) {
        for number in 0..12 {
            close_now(&app, &format!("K-{number}"), &format!("klant{}@example.org", number % 3)).await;
        }
        app.clock.set("2026-03-24T14:00:00Z");
        let reports = tokio::join!(app.tick(), app.tick(), app.tick());
        assert_eq!(reports.0.messages.sent + reports.1.messages.sent + reports.2.messages.sent, 3);
        assert_eq!(app.mails().len(), 3);
    }

    async fn a_mail_that_was_refused_for_good_does_not_start_a_cool_down(app) {
        use naklank::domain::sending::delivery::Cause;
        use naklank::mail::send_error::SendError;
        close_now(&app, "K-1", "klant@example.org").await;
        app.clock.set("2026-03-24T14:00:00Z");
        app.outbox().fail_next(SendError::new(Cause::Refused, "554 5.6.0 no"));
        assert_eq!(app.tick().await.messages.failed, 1);
        assert_eq!(close_now(&app, "K-2", "klant@example.org").await["state"], "planned");
    }

    async fn the_reasons_come_in_the_contracts_order(app) {
        app.invite_with("K-0", json!({"contact": {"email": "klant@example.org"}})).await;
        let mut complaint = complaint_of("klant@example.org", &app.clock.now().to_rfc3339());
        complaint["received_at"] = json!("2026-01-02T09:15:00Z");
        let mut reason = async |reference: &str, change: &dyn Fn(&mut Value)| {
            change(&mut complaint);
            app.put(reference, &complaint).await.json()["survey"]["reason"].clone()
        };
        assert_eq!(reason("K-1", &|_| ()).await, "cool_down");
        add_suppression(&app.app, &Actor::Operator, &"klant@example.org".parse().unwrap()).await.unwrap();
        assert_eq!(reason("K-1b", &|_| ()).await, "suppressed");
        assert_eq!(reason("K-1c", &|c| c["closed_at"] = json!("2026-02-01T00:00:00Z")).await, "too_late");
        assert_eq!(reason("K-2", &|c| c["contact"]["email"] = json!("a@x")).await, "invalid_address");
        assert_eq!(reason("K-3", &|c| c["contact"]["email"] = json!(null)).await, "no_address");
        assert_eq!(reason("K-4", &|c| c["complainant"] = json!("lawyer")).await, "not_in_audience");
        assert_eq!(reason("K-5", &|c| c["survey"] = json!({"ask": false, "reason": "threat"})).await, "opted_out");
    }

    async fn addresses_are_mailed_or_refused_with_a_reason(app) {
        for (number, (email, state)) in [
            ("a@x", "withheld"),
            ("a@[127.0.0.1]", "withheld"),
            ("a..b@example.org", "withheld"),
            ("a@example.org, b@example.org", "withheld"),
            ("\"a b\"@example.org", "withheld"),
            ("jos\u{e9}@example.org", "withheld"),
            ("klant@b\u{fc}cher.example", "planned"),
            ("O'Neil+nk@example.org", "planned"),
        ].iter().enumerate() {
            let survey = close_now(&app, &format!("K-{number}"), email).await;
            assert_eq!(survey["state"], *state, "{email}");
            if *state == "withheld" {
                assert_eq!(survey["reason"], "invalid_address", "{email}");
            }
        }
        app.clock.set("2026-03-24T14:00:00Z");
        assert_eq!(app.tick().await.messages.sent, 2);
        assert!(app.mails().iter().any(|mail| mail.envelope.to()[0].to_string() == "klant@xn--bcher-kva.example"));
    }

    async fn the_funnel_adds_up_and_names_every_reason(app) {
        close_now(&app, "K-1", "een@example.org").await;
        close_now(&app, "K-2", "a@x").await;
        app.put("K-3", &json!({"status": "closed", "received_at": START, "closed_at": START})).await;
        let mut opted_out = complaint_of("vier@example.org", START);
        opted_out["survey"] = json!({"ask": false, "reason": "bereavement"});
        app.put("K-4", &opted_out).await;
        let mut reopened = complaint_of("vijf@example.org", START);
        app.put("K-5", &reopened).await;
        reopened["status"] = json!("open");
        app.put("K-5", &reopened).await;
        app.clock.set("2026-03-23T14:00:00Z");
        app.tick().await;
        let point = funnel(&app, "interval=total").await["groups"][0]["points"][0].clone();
        assert_eq!((point["closed"].as_u64(), places(&point)), (Some(5), 5));
        assert_eq!((&point["sent"], &point["withdrawn"], &point["invited"]), (&json!(1), &json!(1), &json!(1)));
        for reason in ["invalid_address", "no_address", "opted_out"] {
            assert_eq!(point["withheld"][reason], 1, "{reason}");
        }
        assert_eq!(point["withheld"].as_object().unwrap().len(), 8, "every reason is named");
        app.advance(TimeDelta::days(8));
        app.tick().await;
        assert_eq!(funnel(&app, "interval=total").await["groups"][0]["points"][0]["reminded"], 1);
        let by_team = funnel(&app, "group_by=team&interval=month&from=2026-03-01&to=2026-03-31").await;
        assert_eq!(by_team["groups"].as_array().unwrap().len(), 2, "{by_team}");
    }

    async fn a_funnel_with_few_answers_hides_them(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=3").await;
        for query in ["interval=total", "interval=total&basis=answered", "rolling=2&interval=quarter"] {
            let funnel = funnel(&app, query).await;
            let point = funnel["groups"][0]["points"].as_array().unwrap().last().unwrap().clone();
            assert_eq!((&point["suppressed"], point.get("answered")), (&json!(true), None), "{query}");
        }
        let narrow = app.key_with("narrow", &[Scope::InsightsRead]).await;
        let by_day = app.api_as(&narrow, Method::GET, "/api/v1/funnel?interval=day", Body::empty()).await;
        assert_eq!(by_day.status, StatusCode::FORBIDDEN);
        let wrong = app.api(Method::GET, "/api/v1/funnel?group_by=colour", Body::empty()).await;
        assert_eq!(wrong.wrong_fields(), ["group_by"]);
    }

    async fn too_many_decisions_of_staff_raise_a_warning(app) {
        for number in 0..60 {
            let mut complaint = complaint_of(&format!("k{number}@example.org"), START);
            complaint["team"] = json!(if number % 2 == 0 { "Noord" } else { "Zuid" });
            if number == 1 || number % 10 == 3 {
                complaint["survey"] = json!({"ask": false, "reason": "other", "note": "op vakantie"});
            }
            app.put(&format!("K-{number}"), &complaint).await;
        }
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&cookie, "/sending").await.body;
        assert!(page.contains("Zuid: staff decided not to ask after 7 of 30 closures in Q1 2026"), "{page}");
        assert!(!page.contains("Noord: staff"), "none of 30");
        assert!(app.get("/metrics").await.body.contains("naklank_opt_out_warnings 1"));
    }
}

async fn a_drawn_share_is_not_asked_and_the_draw_stays(backend: Backend) {
    let app = TestApp::start_with(backend, &[("survey.holdout", "0.3")]).await;
    let mut held_out = Vec::new();
    for number in 0..100 {
        let reference = format!("K-{number}");
        let survey = close_now(&app, &reference, &format!("k{number}@example.org")).await;
        if survey["reason"] == "holdout" {
            held_out.push(reference);
        }
    }
    assert!((15..=45).contains(&held_out.len()), "{} of 100 at 0.3", held_out.len());
    for number in 0..100 {
        let reference = format!("K-{number}");
        let mut corrected = complaint_of(&format!("k{number}@example.org"), START);
        corrected["cause"] = json!("lead_time");
        let survey = app.put(&reference, &corrected).await.json()["survey"].clone();
        assert_eq!(survey["reason"] == "holdout", held_out.contains(&reference), "{reference}");
    }
}

#[tokio::test]
async fn a_drawn_share_is_not_asked_and_the_draw_stays_on_sqlite() {
    a_drawn_share_is_not_asked_and_the_draw_stays(Backend::Sqlite).await;
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_drawn_share_is_not_asked_and_the_draw_stays_on_postgresql() {
    a_drawn_share_is_not_asked_and_the_draw_stays(Backend::Postgres).await;
}
