//! The return path: bounces, spam complaints, and all other mail that arrives in that mailbox.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::roles::{Role, Scope};
use serde_json::json;

use crate::support::{Answer, Backend, TestApp, closed_complaint};

async fn start(backend: Backend) -> TestApp {
    TestApp::start_with(backend, &[("mail.bounce_address", "bounces@example.org")]).await
}

/// The envelope sender of the latest mail.
fn return_path(app: &TestApp) -> String {
    app.mails().last().unwrap().envelope.from().unwrap().to_string()
}

fn notification(to: &str, action: &str, status: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.org\r\nTo: {to}\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
         --x\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
         --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
         Final-Recipient: rfc822; klant@example.org\r\nAction: {action}\r\nStatus: {status}\r\n\
         Diagnostic-Code: smtp; 550 {status} <klant@example.org>: unknown\r\n\r\n--x--\r\n"
    )
}

async fn post(app: &TestApp, notification: impl Into<axum::body::Body>) -> Answer {
    app.api(Method::POST, "/api/v1/bounces", notification).await
}

async fn outcome(app: &TestApp, notification: String) -> String {
    let answer = post(app, notification).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.json()["outcome"].as_str().unwrap().to_owned()
}

macro_rules! on_both_engines_with_bounces {
    ($(async fn $name:ident($app:ident) $body:block)*) => {
        $(async fn $name($app: TestApp) $body)*

        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name(super::start(super::Backend::Sqlite).await).await;
            })*
        }

        mod postgres {
            $(#[tokio::test]
            #[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
            async fn $name() {
                super::$name(super::start(super::Backend::Postgres).await).await;
            })*
        }
    };
}

on_both_engines_with_bounces! {
    async fn a_hard_bounce_makes_undeliverable_and_keeps_the_address_from_being_mailed(app) {
        app.invite("K-1").await;
        assert!(return_path(&app).starts_with("bounces+"));
        assert_eq!(outcome(&app, notification(&return_path(&app), "failed", "5.1.1")).await, "hard");
        assert_eq!(app.survey_of("K-1").await["state"], "undeliverable");
        app.advance(TimeDelta::days(60));
        assert_eq!(app.tick().await.messages.sent, 0, "no reminder either");
        let mut same_person = closed_complaint("2026-05-20T10:00:00Z");
        same_person["contact"]["email"] = json!("k-1@example.org");
        assert_eq!(app.put("K-2", &same_person).await.json()["survey"]["reason"], "suppressed");
        assert_eq!(app.integers("SELECT COUNT(*) FROM bounces WHERE said LIKE '%@%'").await, [0]);
    }

    async fn a_soft_bounce_changes_nothing_until_the_third_in_thirty_days(app) {
        app.invite("K-1").await;
        let first = return_path(&app);
        assert_eq!(outcome(&app, notification(&first, "failed", "5.2.2")).await, "soft");
        assert_eq!(outcome(&app, notification(&first, "failed", "5.2.2")).await, "repeated", "servers repeat themselves");
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
        app.advance(TimeDelta::days(7));
        assert_eq!(app.tick().await.messages.sent, 1, "the reminder goes out");
        assert_eq!(outcome(&app, notification(&return_path(&app), "failed", "4.4.7")).await, "soft");
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
        let mut reopened = closed_complaint("2026-03-30T10:00:00Z");
        reopened["contact"]["email"] = json!("k-1@example.org");
        reopened["status"] = json!("open");
        app.put("K-1", &reopened).await;
        reopened["status"] = json!("closed");
        app.put("K-1", &reopened).await;
        app.advance(TimeDelta::days(5));
        app.tick().await;
        assert_eq!(outcome(&app, notification(&return_path(&app), "failed", "5.2.2")).await, "soft");
        assert_eq!(app.survey_of("K-1").await["state"], "undeliverable");
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions WHERE reason = 'soft_bounces'").await, [1]);
    }

    async fn two_bounces_in_words_that_say_gone_count_as_one_whose_codes_say_so(app) {
        let qmail = |to: &str, words: &str| format!(
            "From: MAILER-DAEMON@mx.example.org\r\nTo: {to}\r\nSubject: failure notice\r\n\r\n<klant@example.org>:\r\n{words}\r\n");
        app.invite("K-1").await;
        let first = return_path(&app);
        assert_eq!(outcome(&app, qmail(&first, "550 sorry, no mailbox here by that name.")).await, "soft");
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
        app.advance(TimeDelta::days(7));
        assert_eq!(app.tick().await.messages.sent, 1, "the reminder goes out");
        assert_eq!(outcome(&app, qmail(&return_path(&app), "550 user unknown")).await, "soft");
        assert_eq!(app.survey_of("K-1").await["state"], "undeliverable");
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions WHERE reason = 'hard_bounce'").await, [1]);
    }

    async fn a_policy_bounce_never_keeps_an_address_from_being_mailed(app) {
        for _ in 0..4 {
            app.invite("K-1").await;
            assert_eq!(outcome(&app, notification(&return_path(&app), "failed", "5.7.1")).await, "soft");
            let mut reopened = closed_complaint(crate::support::START);
            reopened["status"] = json!("open");
            app.put("K-1", &reopened).await;
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions").await, [0]);
    }

    async fn delays_and_vacation_replies_do_nothing(app) {
        app.invite("K-1").await;
        let path = return_path(&app);
        assert_eq!(outcome(&app, notification(&path, "delayed", "4.4.1")).await, "delayed");
        let vacation = format!("From: k@example.org\r\nTo: {path}\r\nAuto-Submitted: auto-replied\r\n\r\n550 5.1.1 weg\r\n");
        assert_eq!(outcome(&app, vacation).await, "irrelevant");
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
        assert_eq!(app.integers("SELECT COUNT(*) FROM bounces").await, [0]);
    }

    async fn forged_foreign_and_broken_notifications_do_nothing(app) {
        app.invite("K-1").await;
        let path = return_path(&app);
        let at = path.find('@').unwrap();
        let forged = format!("{}{}", &path[..at - 6], "aaaaaa@example.org");
        assert_eq!(outcome(&app, notification(&forged, "failed", "5.1.1")).await, "not_ours");
        assert_eq!(outcome(&app, notification("bounces@example.org", "failed", "5.1.1")).await, "not_ours");
        let whole = notification(&path, "failed", "5.1.1");
        for length in [0, 1, 50, 150, 300, whole.find("Action").unwrap()] {
            let answer = post(&app, whole[..length].to_owned()).await;
            assert!(answer.status == StatusCode::OK || answer.status == StatusCode::UNPROCESSABLE_ENTITY, "{answer:?}");
        }
        assert_eq!(post(&app, vec![b'x'; 10 * 1024 * 1024]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions").await, [0]);
    }

    async fn who_reports_our_mail_as_unwanted_is_never_mailed_again(app) {
        let link = app.invite("K-1").await;
        let report = format!(
            "From: fbl@example.com\r\nTo: postmaster@example.org\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=feedback-report; boundary=x\r\n\r\n\
             --x\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\n\r\n\
             --x\r\nContent-Type: message/rfc822\r\n\r\n{}\r\n--x--\r\n",
            String::from_utf8(app.mails()[0].bytes.clone()).unwrap()
        );
        assert_eq!(outcome(&app, report).await, "complaint", "known by the link in the mail that came back");
        assert_eq!(app.survey_of("K-1").await["state"], "sent", "the mail did arrive");
        app.advance(TimeDelta::days(8));
        assert_eq!(app.tick().await.messages.sent, 0, "no reminder");
        let admin = app.sign_in_as(Role::Admin).await;
        assert!(!app.get_as(&admin, "/complaints/K-1").await.body.contains("clear-bounce"));
        app.post_as(&admin, "/complaints/K-1/clear-bounce", "").await;
        app.post_form(&link, "score=0").await;
        assert_eq!(app.survey_of("K-1").await["state"], "answered");
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions WHERE reason = 'complained'").await, [1]);
    }

    async fn an_answer_stands_above_a_bounce(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=7").await;
        assert_eq!(outcome(&app, notification(&return_path(&app), "failed", "5.1.1")).await, "hard");
        assert_eq!(app.survey_of("K-1").await["state"], "answered");
    }

    async fn a_bounce_that_was_a_mistake_is_cleared_by_somebody_who_may(app) {
        app.invite("K-1").await;
        outcome(&app, notification(&return_path(&app), "failed", "5.1.1")).await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        assert!(!app.get_as(&analyst, "/complaints/K-1").await.body.contains("clear-bounce"));
        assert_eq!(app.post_as(&analyst, "/complaints/K-1/clear-bounce", "").await.status, StatusCode::FORBIDDEN);
        let admin = app.sign_in_as(Role::Admin).await;
        assert!(app.get_as(&admin, "/complaints/K-1").await.body.contains("clear-bounce"));
        assert_eq!(app.post_as(&admin, "/complaints/K-1/clear-bounce", "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions").await, [0]);
        assert_eq!(app.acts_of("user admin@example.org", "bounce clear").await, 1);
        app.advance(TimeDelta::days(8));
        assert_eq!(app.tick().await.messages.sent, 1, "and the reminder goes out after all");
    }

    async fn a_mail_that_never_left_is_queued_again_with_a_new_link_and_time(app) {
        use naklank::domain::sending::delivery::Cause;
        use naklank::mail::send_error::SendError;
        app.put("K-1", &closed_complaint(crate::support::START)).await;
        app.clock.set("2026-03-23T14:00:00Z");
        app.outbox().fail_next(SendError::new(Cause::NoSuchAddress, "550 5.1.1 unknown"));
        app.tick().await;
        assert_eq!(app.survey_of("K-1").await["state"], "undeliverable");
        app.clock.set("2026-05-11T10:00:00Z");
        let admin = app.sign_in_as(Role::Admin).await;
        assert_eq!(app.post_as(&admin, "/complaints/K-1/clear-bounce", "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.survey_of("K-1").await["state"], "planned");
        assert_eq!(app.tick().await.messages.sent, 1);
        let link = crate::support::link_in(app.mails().last().unwrap());
        assert_eq!(app.get(&link).await.status, StatusCode::OK);
    }

    async fn bounces_need_their_own_scope(app) {
        let narrow = app.key_with("narrow", &[Scope::ComplaintsWrite]).await;
        let answer = app.api_as(&narrow, Method::POST, "/api/v1/bounces", "x").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
}
