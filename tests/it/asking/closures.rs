//! A complaint is closed, reopened and closed again.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{START, TestApp, closed_complaint, on_both_engines};

fn complaint_with(fields: &Value) -> Value {
    let mut complaint = closed_complaint(START);
    for (name, value) in fields.as_object().unwrap() {
        complaint[name] = value.clone();
    }
    complaint
}

async fn reason_for(app: &TestApp, reference: &str, fields: Value) -> Value {
    let answer = app.put(reference, &complaint_with(&fields)).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
    assert_eq!(answer.json()["survey"]["state"], "withheld");
    assert_eq!(answer.json()["survey"]["due_at"], Value::Null);
    answer.json()["survey"]["reason"].clone()
}

on_both_engines! {
    async fn closing_plans_an_invitation_after_the_delay(app) {
        let answer = app.put("K-2026-0042", &closed_complaint(START)).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        let known = answer.json();
        assert_eq!(
            json!([known["reference"], known["status"], known["closure"]]),
            json!(["K-2026-0042", "closed", 1])
        );
        let survey = json!({"state": "planned", "due_at": "2026-03-23T14:00:00Z", "reason": null});
        assert_eq!(known["survey"], survey);
    }

    async fn an_open_complaint_has_no_survey(app) {
        let answer = app.put("K-1", &json!({"status": "open", "received_at": "2026-03-02T09:15:00Z"})).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        assert_eq!(answer.json()["closure"], 0);
        assert_eq!(answer.json()["survey"], json!({"state": "none", "due_at": null, "reason": null}));
    }

    async fn the_same_report_again_changes_nothing(app) {
        let first = app.put("K-1", &closed_complaint(START)).await;
        app.advance(TimeDelta::hours(5));
        let second = app.put("K-1", &closed_complaint(START)).await;
        assert_eq!((first.status, second.status), (StatusCode::CREATED, StatusCode::OK));
        assert_eq!(first.json(), second.json());
        assert_eq!(app.nps("interval=total").await["groups"][0]["points"][0]["closed"], 1);
    }

    async fn each_reason_for_not_asking_is_kept(app) {
        let reason = reason_for(&app, "K-1", json!({"survey": {"ask": false, "reason": "bereavement"}})).await;
        assert_eq!(reason, "opted_out");
        assert_eq!(reason_for(&app, "K-2", json!({"complainant": "lawyer"})).await, "not_in_audience");
        assert_eq!(reason_for(&app, "K-3", json!({"contact": {"name": "Klant"}})).await, "no_address");
        let by_telephone_only = json!({"contact": {"phone": "020 123 45 67"}});
        assert_eq!(reason_for(&app, "K-phone", by_telephone_only).await, "no_address");
        assert_eq!(reason_for(&app, "K-4", json!({"contact": {"email": "klant@localhost"}})).await, "invalid_address");
        let long_ago = json!({"received_at": "2026-01-02T09:00:00Z", "closed_at": "2026-02-01T09:00:00Z"});
        assert_eq!(reason_for(&app, "K-5", long_ago).await, "too_late");
    }

    async fn of_several_reasons_the_first_in_the_contracts_order_is_kept(app) {
        let all = json!({
            "survey": {"ask": false, "reason": "test"}, "complainant": "lawyer", "contact": {"email": "x"},
            "received_at": "2026-01-02T09:00:00Z", "closed_at": "2026-02-01T09:00:00Z",
        });
        assert_eq!(reason_for(&app, "K-1", all.clone()).await, "opted_out");
        let mut fewer = all;
        fewer["survey"] = Value::Null;
        assert_eq!(reason_for(&app, "K-2", fewer.clone()).await, "not_in_audience");
        fewer["complainant"] = json!("customer");
        assert_eq!(reason_for(&app, "K-3", fewer).await, "invalid_address");
    }

    async fn a_cured_reason_plans_the_invitation_after_all(app) {
        reason_for(&app, "K-1", json!({"contact": {"name": "Klant"}})).await;
        app.advance(TimeDelta::days(1));
        let answer = app.put("K-1", &closed_complaint(START)).await;
        assert_eq!(answer.json()["survey"]["state"], "planned");
        assert_eq!(answer.json()["closure"], 1);
        app.advance(TimeDelta::days(3));
        assert_eq!(app.tick().await.messages.sent, 1);
    }

    async fn a_reason_that_cannot_be_cured_stays(app) {
        reason_for(&app, "K-1", json!({"complainant": "lawyer"})).await;
        let answer = app.put("K-1", &closed_complaint(START)).await;
        assert_eq!(answer.json()["survey"]["reason"], "not_in_audience");
    }

    async fn while_planned_a_report_is_followed(app) {
        app.put("K-1", &closed_complaint(START)).await;
        let answer = app.put("K-1", &closed_complaint("2026-03-19T10:00:00Z")).await;
        assert_eq!(answer.json()["survey"]["due_at"], "2026-03-23T08:00:00Z");
        let opted_out = complaint_with(&json!({"survey": {"ask": false, "reason": "refused"}}));
        let answer = app.put("K-1", &opted_out).await;
        assert_eq!(answer.json()["survey"]["reason"], "opted_out");
        app.advance(TimeDelta::days(7));
        app.tick().await;
        assert!(app.mails().is_empty());
        let by_day = app.nps("from=2026-03-19&to=2026-03-20&interval=day").await;
        let closed: Vec<_> =
            by_day["groups"][0]["points"].as_array().unwrap().iter().map(|point| point["closed"].clone()).collect();
        assert_eq!(closed, [0, 1], "a corrected closing day moves its closure");
    }

    async fn once_mailed_contact_and_closure_are_fixed(app) {
        app.invite("K-1").await;
        let elsewhere = complaint_with(&json!({"contact": {"email": "other@example.org"}}));
        let answer = app.put("K-1", &elsewhere).await;
        assert_eq!(answer.json()["survey"]["state"], "sent");
        assert_eq!(app.tick().await.messages.sent, 0);
    }

    async fn reopening_withdraws_and_closing_again_is_closure_2(app) {
        app.put("K-1", &closed_complaint(START)).await;
        let mut reopened = closed_complaint(START);
        reopened["status"] = json!("open");
        let answer = app.put("K-1", &reopened).await;
        assert_eq!(answer.json()["status"], "open");
        assert_eq!(answer.json()["survey"]["state"], "withdrawn");
        assert_eq!(answer.json()["survey"]["reason"], "reopened");
        app.advance(TimeDelta::days(4));
        app.tick().await;
        assert!(app.mails().is_empty(), "nothing withdrawn is mailed");
        let answer = app.put("K-1", &closed_complaint("2026-03-24T10:00:00Z")).await;
        assert_eq!(answer.json()["closure"], 2);
        assert_eq!(answer.json()["survey"]["state"], "planned");
        assert_eq!(app.nps("interval=total").await["groups"][0]["points"][0]["closed"], 2);
    }

    async fn what_was_answered_stays_after_reopening(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9").await;
        let mut reopened = closed_complaint(START);
        reopened["status"] = json!("open");
        assert_eq!(app.put("K-1", &reopened).await.json()["survey"]["state"], "answered");
    }

    async fn segments_are_what_they_were_at_closure(app) {
        let link = app.invite("K-1").await;
        app.put("K-1", &complaint_with(&json!({"team": "Zuid"}))).await;
        app.post_form(&link, "score=9").await;
        let groups = app.nps("interval=total&group_by=team").await["groups"].clone();
        assert_eq!(groups.as_array().unwrap().len(), 1);
        assert_eq!(groups[0]["group"], json!({"team": "Noord"}));
    }

    async fn a_language_without_texts_of_ours_falls_back_to_the_organisations(app) {
        app.invite_with("K-1", json!({"contact": {"email": "a@example.org", "language": "pl"}})).await;
        let mail = String::from_utf8(app.mails()[0].bytes.clone()).unwrap();
        assert!(mail.contains("Hoe vond u het contact met ons"), "{mail}");
    }

    async fn a_hundred_reports_at_once_are_one_complaint(app) {
        let app = std::sync::Arc::new(app);
        let mut reports = tokio::task::JoinSet::new();
        for _ in 0..100 {
            let app = std::sync::Arc::clone(&app);
            reports.spawn(async move { app.put("K-1", &closed_complaint(START)).await.status });
        }
        let statuses = reports.join_all().await;
        assert_eq!(statuses.iter().filter(|status| **status == StatusCode::CREATED).count(), 1);
        assert_eq!(statuses.iter().filter(|status| **status == StatusCode::OK).count(), 99);
        assert_eq!(app.survey_of("K-1").await["state"], "planned");
        app.advance(TimeDelta::days(4));
        assert_eq!(app.tick().await.messages.sent, 1);
    }
}
