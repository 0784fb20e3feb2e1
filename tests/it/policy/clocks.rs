//! The clocks of KPI 1 to 3: the cases, and a complaint that explains itself.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono_tz::Tz;
use naklank::domain::complaints::facts::Fact;
use naklank::domain::policy::clock::{Allowed, Calendar, ClockFacts, standing};
use naklank::domain::policy::limit::Limit;
use naklank::domain::time::calendar::parse_moment;
use naklank::domain::time::working_days::WorkingDays;
use serde_json::{Value, json};

use crate::support::{TestApp, on_both_engines};

const VECTORS: &str = include_str!("vectors/clocks.json");

#[test]
fn every_case_stands_where_a_person_counted_it() {
    let vectors: Value = serde_json::from_str(VECTORS).unwrap();
    let working_days = WorkingDays::default();
    let zone: Tz = vectors["zone"].as_str().unwrap().parse().unwrap();
    let calendar = Calendar { working_days: &working_days, zone };
    let cases = vectors["cases"].as_array().unwrap();
    assert!(cases.len() > 100);
    for case in cases {
        let moment = |name: &str| case[name].as_str().and_then(parse_moment);
        let kpi = case["kpi"].as_str().unwrap();
        let limit: Limit = vectors["limits"][kpi].as_str().unwrap().parse().unwrap();
        let facts = ClockFacts {
            received_at: moment("received_at").unwrap(),
            fact: match case["fact"].as_str() {
                Some("never") => Some(Fact::Never),
                Some(_) => moment("fact").map(Fact::At),
                None => None,
            },
            is_required: case["required"].as_bool().unwrap(),
            is_closed: case["closed"].as_bool().unwrap(),
        };
        let allowed = Allowed::from(facts.received_at, limit, calendar);
        let expect = &case["expect"];
        let stands = standing(&facts, &allowed, moment("now").unwrap());
        assert_eq!(stands.name(), expect["standing"].as_str().unwrap(), "{case}");
        assert_eq!(Some(allowed.due_at), expect["due_at"].as_str().and_then(parse_moment), "{case}");
        if let Some(days) = expect["counted_days"].as_array() {
            let counted: Vec<Value> = allowed.counted_days().map(|day| json!(day.to_string())).collect();
            assert_eq!(&counted, days, "{case}");
        }
    }
}

async fn clock(app: &TestApp, reference: &str) -> Value {
    let path = format!("/api/v1/complaints/{reference}/clock");
    let answer = app.api(Method::GET, &path, Body::empty()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

on_both_engines! {
    async fn a_complaint_explains_how_it_was_counted(app) {
        app.clock.set("2026-04-14T10:00:00Z");
        let told = json!({
            "status": "open", "received_at": "2026-04-01T14:00:00Z",
            "acknowledged_at": "2026-04-02T14:00:00Z", "acknowledged_by": "automatic",
            "phone_response_at": "never",
            "written_response_at": "2026-04-13T21:59:00Z",
        });
        assert_eq!(app.put("K-1", &told).await.status, StatusCode::CREATED);
        let told = clock(&app, "K-1").await;
        let [acknowledged, called, answered] = &told["clocks"].as_array().unwrap()[..] else { panic!("{told}") };
        assert_eq!(acknowledged["standing"], "timely", "exactly 24 hours are in time");
        assert_eq!((&called["standing"], &called["fact"]), (&json!("late"), &json!("never")));
        assert_eq!(answered["due_at"], "2026-04-13T22:00:00Z");
        assert_eq!(answered["limit"], "6 working days");
        assert_eq!(
            answered["counted_days"],
            json!(["2026-04-02", "2026-04-07", "2026-04-08", "2026-04-09", "2026-04-10", "2026-04-13"])
        );
        assert_eq!(
            answered["explanation"],
            "received Wednesday 1 April 2026 at 16:00 (the day of receipt does not count); \
             working day 1: Thursday 2 April 2026; Friday 3 April 2026 does not count (Good Friday); \
             Saturday 4 April 2026 does not count (weekend); Sunday 5 April 2026 does not count (weekend); \
             Monday 6 April 2026 does not count (Easter Monday); working day 2: Tuesday 7 April 2026; \
             working day 3: Wednesday 8 April 2026; working day 4: Thursday 9 April 2026; working day 5: Friday 10 April 2026; \
             Saturday 11 April 2026 does not count (weekend); Sunday 12 April 2026 does not count (weekend); \
             working day 6: Monday 13 April 2026; in time until the end of Monday 13 April 2026; \
             happened Monday 13 April 2026 at 23:59: in time."
        );
        assert_eq!(app.api(Method::GET, "/api/v1/complaints/K-2/clock", Body::empty()).await.status, StatusCode::NOT_FOUND);
    }

    async fn facts_come_back_as_they_were_told(app) {
        app.clock.set("2026-04-14T10:00:00Z");
        let facts = json!({
            "acknowledged_at": "2026-04-02T14:00:00Z", "acknowledged_by": "automatic",
            "phone_attempted_at": "2026-04-02T08:00:00Z", "phone_response_at": "never", "phone_response_required": true,
            "written_response_at": null, "written_response_required": false, "answered_by": null,
            "causes": ["lead_time", "tone"], "remedy": "payment", "remedy_amount": 12_500, "kifid_pointed": false,
            "employee_discussed_on": "2026-04-13", "team_discussed_on": null,
        });
        let mut told = facts.clone();
        let fields = told.as_object_mut().unwrap();
        fields.insert("status".to_owned(), json!("open"));
        fields.insert("received_at".to_owned(), json!("2026-04-01T14:00:00Z"));
        fields.insert("outcome".to_owned(), json!("inadmissible"));
        app.put("K-1", &told).await;
        let answer = app.api(Method::GET, "/api/v1/complaints/K-1", Body::empty()).await;
        let answered: Value = serde_json::from_str(&answer.body).unwrap();
        for (name, value) in facts.as_object().unwrap() {
            assert_eq!(&answered[name], value, "{name}");
        }
        let csv = "reference,status,received_at,acknowledged_at,phone_response_at,causes,remedy\n\
                   K-2,open,2026-04-01T14:00:00Z,never,2026-04-02T14:00:00Z,lead_time | tone,apology\n";
        let imported = naklank::workflow::complaints::import::import_complaints(&app.app, csv.as_bytes()).await;
        assert_eq!(imported.unwrap().new, 1);
        let answer = app.api(Method::GET, "/api/v1/complaints/K-2", Body::empty()).await;
        let answered: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(answered["acknowledged_at"], "never");
        assert_eq!(answered["causes"], json!(["lead_time", "tone"]));
    }

    async fn facts_that_cannot_be_are_refused_by_their_fields(app) {
        app.clock.set("2026-04-14T10:00:00Z");
        for (wrong, field) in [
            (json!({"acknowledged_at": "2026-04-01T13:59:59Z"}), "acknowledged_at"),
            (json!({"written_response_at": "2026-04-15T10:00:01Z"}), "written_response_at"),
            (json!({"phone_attempted_at": "never"}), "phone_attempted_at"),
            (json!({"acknowledged_at": "never", "acknowledged_by": "person"}), "acknowledged_by"),
            (json!({"cause": "tone", "causes": ["lead_time"]}), "causes"),
            (json!({"remedy_amount": 100}), "remedy_amount"),
            (json!({"team_discussed_on": "2026-03-31"}), "team_discussed_on"),
        ] {
            let mut told = json!({"status": "open", "received_at": "2026-04-01T14:00:00Z"});
            told.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
            let answer = app.put("K-1", &told).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
            let problem: Value = serde_json::from_str(&answer.body).unwrap();
            assert_eq!(problem["errors"][0]["field"], field, "{told}");
        }
    }
}
