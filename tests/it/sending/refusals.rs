//! Refusals that concern the sender fail no mail, however they are worded; refusals of a recipient are final.

use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::send_error::SendError;
use serde_json::json;

use crate::support::{START, TestApp, closed_complaint, on_both_engines};

/// Registers complaints whose mails are due now.
async fn due(app: &TestApp, count: usize) {
    for number in 0..count {
        let mut complaint = closed_complaint(START);
        complaint["contact"]["email"] = json!(format!("klant{number}@example.org"));
        app.put(&format!("K-{number}"), &complaint).await;
    }
    app.clock.set("2026-03-23T14:00:00Z");
}

fn refuse(app: &TestApp, times: usize, cause: Cause, said: &str) {
    for _ in 0..times {
        app.outbox().fail_next(SendError::new(cause, said));
    }
}

async fn undeliverable(app: &TestApp) -> i64 {
    app.integers("SELECT COUNT(*) FROM invitations WHERE state = 'undeliverable'").await[0]
}

async fn suppressed(app: &TestApp) -> i64 {
    app.integers("SELECT COUNT(*) FROM suppressions").await[0]
}

on_both_engines! {
    async fn a_server_that_refuses_us_uses_up_no_mail_in_whatever_words(app) {
        due(&app, 40).await;
        for (cause, said) in [
            (Cause::Policy, "504 5.5.2 need fully-qualified hostname"),
            (Cause::Policy, "550 relay not permitted"),
            (Cause::Refused, "550 we do not like you"),
            (Cause::Refused, "554"),
            (Cause::NoSuchAddress, "550 5.1.1 no such user here"),
        ] {
            app.outbox().clear_failures();
            refuse(&app, 400, cause, said);
            for _ in 0..4 {
                app.tick().await;
                app.advance(TimeDelta::minutes(8));
            }
            assert_eq!((undeliverable(&app).await, suppressed(&app).await), (0, 0), "{said}");
            let page = app.get_as(&app.sign_in_again(Role::Admin).await, "/sending").await.body;
            assert!(page.contains(said), "the page says what the server said: {page}");
            let metrics = app.get("/metrics").await.body;
            assert!(metrics.contains(&format!("naklank_mail_server_said{{said=\"{said}\"}} 1")), "{metrics}");
        }
        app.outbox().clear_failures();
        let mut sent = 0;
        for _ in 0..3 {
            app.advance(TimeDelta::minutes(8));
            sent += app.tick().await.messages.sent;
        }
        assert_eq!(sent, 40, "once the server is mended every mail goes out");
        assert_eq!(app.integers("SELECT COUNT(*) FROM messages WHERE refusals > 0").await, [0]);
    }

    async fn a_mailbox_that_is_gone_is_given_up_at_once_beside_others_that_are_not(app) {
        due(&app, 10).await;
        refuse(&app, 1, Cause::NoSuchAddress, "550 5.1.1 no such user");
        let report = app.tick().await.messages;
        assert_eq!((report.sent, report.failed), (9, 1));
        assert_eq!((undeliverable(&app).await, suppressed(&app).await), (1, 1));
    }

    async fn several_that_are_gone_in_a_row_are_given_up_once_the_server_takes_another(app) {
        due(&app, 4).await;
        refuse(&app, 4, Cause::NoSuchAddress, "550 5.1.1 no such user");
        app.tick().await;
        assert_eq!(undeliverable(&app).await, 0, "these may be about us");
        app.outbox().clear_failures();
        let mut complaint = closed_complaint("2026-03-23T14:00:00Z");
        complaint["contact"]["email"] = json!("other@example.org");
        app.put("K-other", &complaint).await;
        app.outbox().refuse_recipients(&["klant0", "klant1", "klant2", "klant3"], "550 5.1.1 no such user");
        for _ in 0..100 {
            app.advance(TimeDelta::hours(1));
            app.tick().await;
        }
        assert_eq!((undeliverable(&app).await, suppressed(&app).await, app.mails().len()), (4, 4, 1));
    }

    async fn one_mail_that_is_refused_as_if_it_were_us_does_not_hold_up_the_others(app) {
        due(&app, 6).await;
        app.outbox().refuse_recipients(&["klant3"], "550 relay not permitted");
        for _ in 0..4 {
            app.tick().await;
            app.advance(TimeDelta::minutes(1));
        }
        assert_eq!(app.mails().len(), 5);
        assert_eq!(app.integers("SELECT rests FROM rests WHERE queue = 'messages'").await, [0]);
        for _ in 0..40 {
            app.advance(TimeDelta::hours(9));
            app.tick().await;
        }
        assert_eq!(undeliverable(&app).await, 1, "it is given up one day");
    }

    async fn what_was_burnt_can_be_queued_again_for_all_at_once(app) {
        due(&app, 6).await;
        app.outbox().refuse_recipients(&["klant0", "klant1"], "550 5.1.1 no such user");
        app.outbox().refuse_recipients(&["klant2"], "550 5.1.1 nobody of this name");
        app.tick().await;
        app.advance(TimeDelta::minutes(10));
        app.tick().await;
        assert_eq!((undeliverable(&app).await, suppressed(&app).await), (3, 3));
        let admin = app.sign_in_again(Role::Admin).await;
        assert!(app.get_as(&admin, "/sending").await.body.contains("Queue again"));
        app.outbox().clear_failures();
        for (cookie, form, status) in [
            (&app.sign_in_again(Role::Analyst).await, "cause=no_such_address", 403),
            (&admin, "cause=unknown_fate", 400),
            (&admin, "", 400),
            (&admin, "cause=no_such_address", 303),
        ] {
            assert_eq!(app.post_as(cookie, "/sending/queue-again", form).await.status, status, "{form}");
        }
        assert_eq!((undeliverable(&app).await, suppressed(&app).await), (0, 0));
        assert_eq!(app.tick().await.messages.sent, 3);
        let acts = "SELECT COUNT(*) FROM audit WHERE action = 'sending queue again'";
        assert_eq!(app.integers(acts).await, [1]);
        app.post_as(&admin, "/sending/queue-again", "cause=no_such_address").await;
        assert_eq!(app.integers(acts).await, [1], "with nothing to queue nothing happened");
    }

    async fn what_a_person_or_a_bounce_put_on_the_list_stays_there(app) {
        due(&app, 1).await;
        app.outbox().refuse_recipients(&["klant0"], "550 5.1.1 no such user");
        app.tick().await;
        app.execute("UPDATE suppressions SET reason = 'unsubscribed'").await;
        let admin = app.sign_in_again(Role::Admin).await;
        app.post_as(&admin, "/sending/queue-again", "cause=no_such_address").await;
        assert_eq!(suppressed(&app).await, 1);
        app.outbox().clear_failures();
        assert_eq!(app.tick().await.messages.sent, 0);
        assert_eq!(app.survey_of("K-0").await["reason"], "suppressed");
    }
}
