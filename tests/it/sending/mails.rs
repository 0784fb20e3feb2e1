//! Sending mail: claim, send, record.

use chrono::TimeDelta;
use mail_parser::MessageParser;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::send_error::SendError;
use serde_json::json;

use crate::support::{START, TestApp, closed_complaint, link_in, on_both_engines};

async fn due(app: &TestApp) {
    app.put("K-1", &closed_complaint(START)).await;
    app.clock.set("2026-03-23T14:00:00Z");
}

on_both_engines! {
    async fn a_due_invitation_is_mailed_once(app) {
        app.put("K-1", &closed_complaint(START)).await;
        assert_eq!(app.tick().await.messages.sent, 0, "not before it is due");
        app.clock.set("2026-03-23T14:00:00Z");
        assert_eq!(app.tick().await.messages.sent, 1);
        assert_eq!(app.tick().await.messages.sent, 0);
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
        let total = app.nps("interval=total").await;
        assert_eq!(total["groups"][0]["points"][0]["invited"], 1);
    }

    async fn the_mail_is_what_the_contract_says(app) {
        let link = app.invite("K-1").await;
        let raw = app.mails().remove(0);
        let message = MessageParser::default().parse(&raw.bytes).unwrap();
        let (text, html) = (message.body_text(0).unwrap(), message.body_html(0).unwrap());
        for score in 0..=10 {
            assert!(html.contains(&format!("{link}?score={score}\"")), "score {score}");
        }
        assert!(text.contains(&link) && text.contains("Beste Klant,") && text.contains("20 maart 2026"));
        assert!(text.contains("21 april 2026"), "the last whole day of the link");
        assert_eq!(message.subject(), Some("Hoe vond u het contact met ons?"));
        assert_eq!(message.header_raw("Auto-Submitted").unwrap().trim(), "auto-generated");
        let unsubscribe = format!("<https://nps.example.org{}>", link.replace("/s/", "/u/"));
        assert_eq!(message.header_raw("List-Unsubscribe").unwrap().trim(), unsubscribe);
        assert_eq!(message.header_raw("List-Unsubscribe-Post").unwrap().trim(), "List-Unsubscribe=One-Click");
        let bytes = String::from_utf8(raw.bytes.clone()).unwrap();
        assert!(!bytes.contains("K-1"), "no reference in clear");
        assert!(!html.contains("<img"), "nothing to load");
    }

    async fn an_english_respondent_gets_english(app) {
        app.invite_with("K-1", json!({"contact": {"email": "a@example.org", "language": "en-GB"}})).await;
        let raw = app.mails().remove(0);
        let message = MessageParser::default().parse(&raw.bytes).unwrap();
        assert_eq!(message.subject(), Some("How did you find your contact with us?"));
        assert!(message.body_text(0).unwrap().contains("Dear Sir or Madam,"));
    }

    async fn outside_the_sending_hours_nothing_goes_out(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.clock.set("2026-03-23T21:30:00Z");
        assert_eq!(app.tick().await.messages.sent, 0);
        app.clock.set("2026-03-24T08:00:00Z");
        assert_eq!(app.tick().await.messages.sent, 1);
    }

    async fn a_passing_failure_is_tried_again(app) {
        due(&app).await;
        app.outbox().fail_next(SendError::new(Cause::Deferred, "451 later"));
        assert_eq!(app.tick().await.messages.retried, 1);
        assert_eq!(app.survey_of("K-1").await["state"], "planned");
        app.advance(TimeDelta::seconds(60));
        assert_eq!(app.tick().await.messages.sent, 1);
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
    }

    async fn a_mail_of_unknown_fate_is_sent_again_to_the_byte(app) {
        due(&app).await;
        app.outbox().fail_next(SendError::new(Cause::UnknownFate, "hung up"));
        assert_eq!(app.tick().await.messages.retried, 1);
        app.advance(TimeDelta::seconds(60));
        assert_eq!(app.tick().await.messages.sent, 1);
        let mails = app.mails();
        assert_eq!(mails.len(), 2);
        assert_eq!(mails[0].bytes, mails[1].bytes);
    }

    async fn a_mail_of_unknown_fate_can_be_answered(app) {
        due(&app).await;
        app.outbox().fail_next(SendError::new(Cause::UnknownFate, "hung up"));
        app.tick().await;
        let link = link_in(&app.mails()[0]);
        app.post_form(&link, "score=8").await;
        assert_eq!(app.survey_of("K-1").await["state"], "answered");
        app.advance(TimeDelta::minutes(5));
        let report = app.tick().await;
        assert_eq!((report.messages.sent, report.messages.cancelled), (0, 1), "no second mail after the answer");
        let point = app.nps("interval=total").await["groups"][0]["points"][0].clone();
        assert_eq!((&point["invited"], &point["suppressed"]), (&json!(1), &json!(true)));
    }

    async fn a_refusal_for_good_makes_it_undeliverable(app) {
        due(&app).await;
        app.outbox().fail_next(SendError::new(Cause::Refused, "550 no such user"));
        assert_eq!(app.tick().await.messages.failed, 1);
        assert_eq!(app.survey_of("K-1").await["state"], "undeliverable");
        app.advance(TimeDelta::days(2));
        assert_eq!(app.tick().await.messages.sent, 0);
    }

    async fn a_failure_that_does_not_pass_is_given_up_after_three_days(app) {
        due(&app).await;
        let mut failed = 0;
        for _ in 0..60 {
            app.outbox().fail_next(SendError::new(Cause::Deferred, "451 later"));
            failed += app.tick().await.messages.failed;
            app.advance(TimeDelta::hours(6));
        }
        assert_eq!(failed, 1);
        assert_eq!(app.survey_of("K-1").await["state"], "undeliverable");
    }

    async fn many_due_messages_all_go_out(app) {
        for number in 0..30 {
            let mut complaint = closed_complaint(START);
            complaint["contact"]["email"] = json!(format!("klant{number}@example.org"));
            app.put(&format!("K-{number}"), &complaint).await;
        }
        app.clock.set("2026-03-23T14:00:00Z");
        assert_eq!(app.tick().await.messages.sent, 30);
    }

    async fn two_ticks_at_once_send_each_mail_once(app) {
        for number in 0..20 {
            let mut complaint = closed_complaint(START);
            complaint["contact"]["email"] = json!(format!("klant{number}@example.org"));
            app.put(&format!("K-{number}"), &complaint).await;
        }
        app.clock.set("2026-03-23T14:00:00Z");
        let (one, other) = tokio::join!(app.tick(), app.tick());
        assert_eq!(one.messages.sent + other.messages.sent, 20);
        assert_eq!(app.mails().len(), 20);
    }

    async fn an_invitation_expires_when_its_time_is_over(app) {
        let link = app.invite("K-1").await;
        app.advance(TimeDelta::days(30));
        assert_eq!(app.tick().await.expired, 1);
        assert_eq!(app.survey_of("K-1").await["state"], "expired");
        assert_eq!(app.get(&link).await.status, 410);
    }
}
