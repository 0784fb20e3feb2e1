//! The sending page and its buttons, and the history of one complaint.

mod staff_mails;

use axum::http::{Request, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::send_error::SendError;
use serde_json::json;

use crate::support::{START, TestApp, closed_complaint, on_both_engines};

async fn due(app: &TestApp) {
    app.put("K-1", &closed_complaint(START)).await;
    app.clock.set("2026-03-23T14:00:00Z");
}

/// The value of one metric.
async fn metric(app: &TestApp, name: &str) -> Option<f64> {
    let text = app.get("/metrics").await.body;
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("naklank_{name} ")));
    line.map(|value| value.parse().unwrap())
}

on_both_engines! {
    async fn a_pause_holds_everything_back_and_resuming_lets_it_go(app) {
        due(&app).await;
        let cookie = app.sign_in_as(Role::Admin).await;
        assert!(app.get_as(&cookie, "/sending").await.body.contains("Mails due now: 1."));
        assert_eq!(app.post_as(&cookie, "/sending/pause", "").await.header("location"), "/sending?done=paused");
        assert_eq!(app.tick().await.messages.sent, 0);
        let page = app.get_as(&cookie, "/sending").await.body;
        assert!(page.contains("Sending has been paused since 23 March 2026 at 15:00 by admin@example.org"), "{page}");
        assert_eq!(metric(&app, "sending_paused").await, Some(1.0));
        app.post_as(&cookie, "/sending/pause", "").await;
        app.post_as(&cookie, "/sending/resume", "").await;
        assert_eq!(app.tick().await.messages.sent, 1);
        let audited = app.integers("SELECT COUNT(*) FROM audit WHERE action LIKE 'sending %' GROUP BY action ORDER BY action").await;
        assert_eq!(audited, [1, 1], "pressing twice is one pause");
        assert!(app.get_as(&cookie, "/sending").await.body.contains("Sent per hour"));
    }

    async fn a_mail_server_in_trouble_gets_a_rest_and_burns_no_mail(app) {
        for number in 0..5 {
            let mut complaint = closed_complaint(START);
            complaint["contact"]["email"] = json!(format!("klant{number}@example.org"));
            app.put(&format!("K-{number}"), &complaint).await;
        }
        app.clock.set("2026-03-23T14:00:00Z");
        for _ in 0..5 {
            app.outbox().fail_next(SendError::new(Cause::MailServer, "421 4.3.2 too busy"));
        }
        assert_eq!(app.tick().await.messages.retried, 5);
        assert_eq!(app.integers("SELECT rests FROM rests WHERE queue = 'messages'").await, [1], "five failures at once are one rest");
        assert_eq!(app.integers("SELECT DISTINCT refusals FROM messages").await, [0]);
        let admin = app.sign_in_as(Role::Admin).await;
        let shown = app.get_as(&admin, "/sending").await.body;
        assert!(shown.contains("The mail server has a problem (421 4.3.2 too busy). The next attempt is on 23 March"), "{shown}");
        assert_eq!(metric(&app, "mail_server_in_trouble").await, Some(1.0));
        app.outbox().fail_next(SendError::new(Cause::MailServer, "421 4.3.2 still busy"));
        app.advance(TimeDelta::seconds(20));
        assert_eq!(app.tick().await.messages.retried, 1, "after a rest one mail tries");
        for _ in 0..250 {
            app.outbox().fail_next(SendError::new(Cause::MailServer, "421 4.3.2 still busy"));
            app.advance(TimeDelta::minutes(8));
            assert_eq!(app.tick().await.messages.failed, 0);
        }
        app.outbox().clear_failures();
        app.clock.set("2026-03-27T10:00:00Z");
        let cookie = app.sign_in_again(Role::Admin).await;
        assert_eq!(app.tick().await.messages.sent, 5, "days of trouble lose nothing");
        assert_eq!(app.integers("SELECT rests FROM rests WHERE queue = 'messages'").await, [0]);
        assert_eq!(metric(&app, "mail_server_in_trouble").await, Some(0.0));
        assert!(app.get_as(&cookie, "/sending").await.body.contains("No message has a problem."));
    }

    async fn a_poison_message_holds_nobody_up(app) {
        for number in 0..4 {
            let mut complaint = closed_complaint(START);
            complaint["contact"]["email"] = json!(format!("klant{number}@example.org"));
            app.put(&format!("K-{number}"), &complaint).await;
        }
        app.clock.set("2026-03-23T14:00:00Z");
        app.outbox().fail_next(SendError::new(Cause::Policy, "554 5.7.1 rejected"));
        let first = app.tick().await.messages;
        assert_eq!((first.sent, first.retried), (3, 1));
        app.outbox().fail_next(SendError::new(Cause::Policy, "554 5.7.1 rejected"));
        let mut sent = 0;
        for _ in 0..8 {
            app.advance(TimeDelta::seconds(60));
            sent += app.tick().await.messages.sent;
        }
        assert_eq!(sent, 1, "refused twice, it waits longer and comes through");
    }

    async fn trouble_is_listed_and_can_be_tried_again_now(app) {
        due(&app).await;
        app.outbox().fail_next(SendError::new(Cause::Deferred, "451 4.7.1 <klant@example.org> greylisted"));
        app.tick().await;
        let cookie = app.sign_in_as(Role::Admin).await;
        let page = app.get_as(&cookie, "/sending").await.body;
        for words in ["not accepted yet", "451 4.7.1 (address) greylisted", "/complaints/K%2D1", "Try now"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(app.get("/metrics").await.body.contains("naklank_messages_in_trouble{cause=\"deferred\",state=\"waiting\"} 1"));
        let id = page.split("name=\"message\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(app.tick().await.messages.sent, 0);
        assert_eq!(app.post_as(&cookie, "/sending/retry", &format!("message={id}")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.tick().await.messages.sent, 1);
        assert_eq!(app.post_as(&cookie, "/sending/retry", "message=x").await.status, StatusCode::BAD_REQUEST);
    }

    async fn only_who_may_steers_and_only_from_our_own_pages(app) {
        due(&app).await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        assert!(!app.get_as(&analyst, "/sending").await.body.contains("/sending/pause"));
        let handler = app.sign_in_as(Role::Handler).await;
        assert_eq!(app.get_as(&handler, "/sending").await.status, StatusCode::FORBIDDEN);
        for path in ["/sending/pause", "/sending/resume", "/sending/retry"] {
            assert_eq!(app.post_as(&analyst, path, "").await.status, StatusCode::FORBIDDEN);
            assert_eq!(app.post_form(path, "").await.header("location"), "/sign-in?next=%2Fsending", "back to the button");
            assert_eq!(app.get_as(&analyst, path).await.status, StatusCode::METHOD_NOT_ALLOWED, "a GET changes nothing");
        }
        let admin = app.sign_in_as(Role::Admin).await;
        let foreign = Request::post("/sending/pause").header("cookie", &admin).header("sec-fetch-site", "cross-site");
        assert_eq!(app.send(foreign.body(axum::body::Body::empty()).unwrap()).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.tick().await.messages.sent, 1);
    }

    async fn a_complaints_story_says_what_happened_and_why_and_names_nobody(app) {
        due(&app).await;
        app.outbox().fail_next(SendError::new(Cause::Deferred, "451 4.7.1 greylisted"));
        app.tick().await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let story = app.get_as(&cookie, "/complaints/K-1").await.body;
        assert!(story.contains("tried again; so far: not accepted yet") && story.contains("451 4.7.1 greylisted"), "{story}");
        app.advance(TimeDelta::minutes(5));
        app.tick().await;
        let story = app.get_as(&cookie, "/complaints/K-1").await.body;
        for words in ["Closure 1: sent, no answer yet", "Invitation accepted by the mail server (2 attempts)", "Reminder due", "End of the link"] {
            assert!(story.contains(words), "{words}: {story}");
        }
        for secret in ["klant@example.org", ">Klant<", "Beste"] {
            assert!(!story.contains(secret), "{secret}");
        }
        let found = app.get_as(&cookie, "/complaints?reference=+K-1+").await;
        assert_eq!((found.status, found.header("location")), (StatusCode::SEE_OTHER, "/complaints/K%2D1"));
        for path in ["/complaints?reference=K-404", "/complaints/K-404", "/complaints?reference=%00", "/complaints/%0A"] {
            assert_eq!(app.get_as(&cookie, path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(app.get_as(&cookie, "/complaints").await.status, StatusCode::OK);
        assert_eq!(app.get("/complaints/K-1").await.header("location"), "/sign-in?next=%2Fcomplaints%2FK-1");
    }

    async fn a_story_tells_why_somebody_was_not_asked(app) {
        let mut complaint = closed_complaint(START);
        complaint["survey"] = json!({"ask": false, "reason": "bereavement"});
        app.put("K%2F1%20%C3%A9", &complaint).await;
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        let story = app.get_as(&cookie, "/complaints/K%2F1%20%C3%A9").await;
        assert_eq!(story.status, StatusCode::OK);
        assert!(story.body.contains("Staff decided not to ask this person: bereavement."), "{}", story.body);
    }

    async fn the_metrics_tell_how_the_queue_stands(app) {
        due(&app).await;
        app.advance(TimeDelta::minutes(10));
        assert_eq!(metric(&app, "messages_due").await, Some(1.0));
        assert_eq!(metric(&app, "oldest_due_seconds").await, Some(600.0));
        app.tick().await;
        assert_eq!(metric(&app, "messages_due").await, Some(0.0));
        assert_eq!(metric(&app, "messages_sent_last_hour").await, Some(1.0));
        assert_eq!(app.get("/metrics").await.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
        assert!(app.get("/metrics").await.body.contains("naklank_messages_waiting{kind=\"reminder\"} 1"));
    }
}
