//! Mails to staff on the sending page and in the metrics: what failed is seen there, and is queued again.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::send_error::SendError;
use naklank::workflow::access::audit::publish_head::publish_audit_head;
use naklank::workflow::sending::staff_mails::send_staff_mails;
use tokio_util::sync::CancellationToken;

use crate::support::{TestApp, on_both_engines};

const AGAIN: &str = "/sending/staff-mails/queue-again";
const CALM: &str = "No mail to staff is waiting, and none has failed.";
/// The name of the button that queues again what was refused as unknown.
const BUTTON: &str = "Queue again: Mails to staff, the mailbox does not exist";

/// As many users who want the head of the audit, and their mails.
async fn queued_heads(app: &TestApp, count: usize) {
    for number in 0..count {
        app.add_user(&format!("head-{number}@example.org"), Role::PolicyOwner).await;
    }
    app.execute("UPDATE users SET wants_audit_heads = TRUE WHERE email LIKE 'head-%'").await;
    publish_audit_head(&app.app).await.unwrap();
}

/// Sends what is due; returns how many mails were accepted.
async fn sent(app: &TestApp) -> u64 {
    send_staff_mails(&app.app, &CancellationToken::new()).await.unwrap().sent
}

/// Two mails of which one failed for good.
async fn one_of_two_fails(app: &TestApp) {
    queued_heads(app, 2).await;
    app.outbox().refuse_recipients(&["head-0"], "550 5.1.1 <head-0@example.org> unknown");
    assert_eq!(sent(app).await, 1);
    app.outbox().clear_failures();
}

async fn page(app: &TestApp, cookie: &str) -> String {
    let answer = app.get_as(cookie, "/sending").await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.body
}

async fn metric(app: &TestApp, name: &str) -> Option<f64> {
    let text = app.get("/metrics").await.body;
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("naklank_{name} ")));
    line.map(|value| value.parse().unwrap())
}

/// The metric of each state: waiting, due, failed.
async fn counted(app: &TestApp) -> [Option<f64>; 3] {
    let mut counted = [None; 3];
    for (place, state) in ["waiting", "due", "failed"].into_iter().enumerate() {
        counted[place] = metric(app, &format!("staff_mails{{state=\"{state}\"}}")).await;
    }
    counted
}

on_both_engines! {
    async fn a_mail_that_failed_is_seen_with_its_reason_is_queued_again_and_arrives(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        assert!(page(&app, &admin).await.contains(CALM));
        one_of_two_fails(&app).await;
        let shown = page(&app, &admin).await;
        for part in ["Mails to staff", "the hash of the audit", "head-0@example.org", "550 5.1.1 (address) unknown", "failed on", BUTTON] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        assert!(!shown.contains("head-1@example.org") && !shown.contains(CALM), "{shown}");
        assert!(shown.contains("No message has a problem."), "it is no message: {shown}");
        let done = app.post_as(&admin, AGAIN, "cause=no_such_address").await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/sending?done=queued_again"));
        assert_eq!(sent(&app).await, 1);
        assert_eq!(app.mails().len(), 2);
        assert!(page(&app, &admin).await.contains(CALM));
        let acts = "SELECT COUNT(*) FROM audit WHERE action = 'sending queue again' AND subject = 'mails to staff, no_such_address: 1'";
        assert_eq!(app.integers(acts).await, [1]);
        app.post_as(&admin, AGAIN, "cause=no_such_address").await;
        assert_eq!(app.acts_of("user admin@example.org", "sending queue again").await, 1, "with nothing to queue nothing happened");
    }

    async fn only_those_with_the_right_queue_again_and_only_administrators_see_to_whom(app) {
        one_of_two_fails(&app).await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let seen = page(&app, &analyst).await;
        assert!(seen.contains("the hash of the audit") && !seen.contains(AGAIN) && !seen.contains("head-0"), "{seen}");
        let seen = page(&app, &owner).await;
        assert!(seen.contains(BUTTON) && !seen.contains("head-0"), "{seen}");
        let handler = app.sign_in_as(Role::Handler).await;
        for cookie in [&analyst, &handler] {
            assert_eq!(app.post_as(cookie, AGAIN, "cause=no_such_address").await.status, StatusCode::FORBIDDEN);
        }
        assert!(!app.post_form(AGAIN, "cause=no_such_address").await.status.is_success());
        assert_eq!(app.get_as(&owner, AGAIN).await.status, StatusCode::METHOD_NOT_ALLOWED, "a GET changes nothing");
        for form in ["", "cause=nonsense"] {
            assert_eq!(app.post_as(&owner, AGAIN, form).await.status, StatusCode::BAD_REQUEST, "{form}");
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails WHERE state = 'failed'").await, [1]);
        app.post_as(&owner, AGAIN, "cause=no_such_address").await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails WHERE state = 'failed'").await, [0]);
    }

    async fn the_rest_of_this_queue_is_shown_and_ended_by_a_retry(app) {
        queued_heads(&app, 3).await;
        for _ in 0..3 {
            app.outbox().fail_next(SendError::new(Cause::MailServer, "421 4.3.2 too busy"));
        }
        assert_eq!(sent(&app).await, 0);
        app.outbox().clear_failures();
        assert_eq!(metric(&app, "staff_mail_server_in_trouble").await, Some(1.0));
        assert_eq!(metric(&app, "mail_server_in_trouble").await, Some(0.0), "customers get their mails");
        let admin = app.sign_in_as(Role::Admin).await;
        let shown = page(&app, &admin).await;
        for part in ["The mail server has a problem (421 4.3.2 too busy).", "the mail server cannot be reached", "Try everything again now"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        assert!(shown.contains("Sending is on.") || shown.contains("It is outside the sending hours."), "{shown}");
        assert_eq!(sent(&app).await, 0, "it rests");
        app.post_as(&admin, "/sending/retry", "").await;
        assert_eq!(sent(&app).await, 3);
        assert_eq!(metric(&app, "staff_mail_server_in_trouble").await, Some(0.0));
        assert!(page(&app, &admin).await.contains(CALM));
    }

    async fn queueing_again_ends_the_rest(app) {
        one_of_two_fails(&app).await;
        app.execute("UPDATE rests SET rests = 3, resting_until = '2026-03-20T14:05:00+00:00', trouble = '421 no' WHERE queue = 'staff_mails'").await;
        let admin = app.sign_in_as(Role::Admin).await;
        app.post_as(&admin, AGAIN, "cause=no_such_address").await;
        assert_eq!(app.integers("SELECT rests FROM rests WHERE queue = 'staff_mails'").await, [0]);
        assert_eq!(sent(&app).await, 1);
    }

    async fn the_metrics_tell_how_the_queue_of_staff_stands(app) {
        assert_eq!(counted(&app).await, [Some(0.0); 3]);
        queued_heads(&app, 2).await;
        assert_eq!(counted(&app).await, [Some(2.0), Some(2.0), Some(0.0)]);
        app.outbox().fail_next(SendError::new(Cause::Deferred, "451 4.7.1 greylisted"));
        app.outbox().fail_next(SendError::new(Cause::Refused, "554 5.6.0 no thanks"));
        assert_eq!(sent(&app).await, 0);
        assert_eq!(counted(&app).await, [Some(1.0), Some(0.0), Some(1.0)]);
        app.advance(TimeDelta::minutes(2));
        assert_eq!(counted(&app).await, [Some(1.0), Some(1.0), Some(1.0)]);
        assert_eq!(sent(&app).await, 1);
        app.advance(TimeDelta::days(31));
        assert_eq!(counted(&app).await, [Some(0.0); 3], "an old failure says nothing about today");
    }

    async fn what_a_process_of_the_version_before_has_sent_is_in_no_trouble(app) {
        queued_heads(&app, 1).await;
        app.execute("UPDATE staff_mails SET sent_at = raised_at, last_error = '451 once'").await;
        assert_eq!(counted(&app).await, [Some(0.0); 3]);
        let admin = app.sign_in_as(Role::Admin).await;
        assert!(page(&app, &admin).await.contains(CALM));
    }

    async fn a_mail_that_cannot_be_read_is_listed_all_the_same(app) {
        queued_heads(&app, 1).await;
        app.execute("UPDATE staff_mails SET about = 'the weather'").await;
        assert_eq!(sent(&app).await, 0);
        let admin = app.sign_in_as(Role::Admin).await;
        let shown = page(&app, &admin).await;
        for part in ["the subject cannot be read", "the program failed on it", "the weather"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }

    async fn what_failed_in_the_program_or_before_causes_were_kept_is_queued_again_too(app) {
        queued_heads(&app, 2).await;
        let admin = app.sign_in_as(Role::Admin).await;
        for (form, cause, words) in [("cause=", "NULL", "the cause was not kept"), ("cause=crashed", "'crashed'", "the program failed on it")] {
            let failed = format!(
                "UPDATE staff_mails SET state = 'failed', cause = {cause}, last_error = NULL, lost_claims = 200, attempts = 200
                 WHERE sent_at IS NULL AND id = (SELECT id FROM staff_mails WHERE sent_at IS NULL ORDER BY id LIMIT 1)"
            );
            app.execute(failed.leak()).await;
            let shown = page(&app, &admin).await;
            let button = format!("Queue again: Mails to staff, {words}");
            assert!(shown.contains(&button), "{button}: {shown}");
            app.post_as(&admin, AGAIN, form).await;
            assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails WHERE state = 'failed'").await, [0], "{form}");
        }
        assert_eq!(sent(&app).await, 2);
    }

    async fn at_most_fifty_are_listed_and_those_that_are_tried_again_come_first(app) {
        queued_heads(&app, 55).await;
        let admin = app.sign_in_as(Role::Admin).await;
        app.execute("UPDATE staff_mails SET state = 'failed', cause = 'refused', last_error = '554 no thanks'").await;
        app.execute(
            "UPDATE staff_mails SET state = 'waiting', cause = 'deferred', last_error = '451 later'
             WHERE user_id IN (SELECT id FROM users WHERE email IN ('head-7@example.org', 'head-8@example.org'))",
        )
        .await;
        let shown = page(&app, &admin).await;
        assert_eq!((shown.matches("451 later").count(), shown.matches("554 no thanks").count()), (2, 48), "{shown}");
        let first = shown.find("451 later").unwrap();
        assert!(first < shown.find("554 no thanks").unwrap());
        assert_eq!(counted(&app).await, [Some(2.0), Some(2.0), Some(53.0)], "all are counted");
    }
}
