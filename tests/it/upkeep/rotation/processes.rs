//! Several processes while the key is replaced: some restarted already, some not yet.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use naklank::mail::transport::Mailer;
use naklank::workflow::sending::steer::next_due;
use naklank::workflow::upkeep::prepare;
use naklank::workflow::upkeep::tick::tick;
use tokio_util::sync::CancellationToken;

use crate::support::keys::{about_to_rotate, rotated};
use crate::support::{Log, link_in};
use crate::upkeep::rotation::{close, makers, on_both_engines_with_bounces};

on_both_engines_with_bounces! {
    async fn two_processes_with_the_keys_in_another_order_send_each_others_mails(app) {
        let app = app.restarted_with(about_to_rotate()).await;
        let other = app.process_with(rotated()).await;
        prepare::database(&other).await.unwrap();
        let survey = close(&app, "K-1", "k-1@example.org").await;
        assert_eq!(makers(&app).await, (1, 0));
        app.clock.set(survey["due_at"].as_str().unwrap());
        assert_eq!(tick(&other, &CancellationToken::new()).await.unwrap().messages.sent, 1);
        let Mailer::Memory(outbox) = &other.mailer else { panic!("mail in memory") };
        let link = link_in(&outbox.mails()[0]);
        assert_eq!(app.get(&link).await.status, StatusCode::OK);
        assert_eq!(app.post_form(&link, "score=8").await.status, StatusCode::SEE_OTHER);
        // And the other way round: the one that was restarted plans, the other one sends.
        let app = app.restarted_with(rotated()).await;
        let survey = close(&app, "K-2", "k-2@example.org").await;
        let app = app.restarted_with(about_to_rotate()).await;
        app.clock.set(survey["due_at"].as_str().unwrap());
        assert_eq!(app.tick().await.messages.sent, 1);
        assert_eq!(app.get(&link_in(&app.mails()[0])).await.status, StatusCode::OK);
        assert_eq!(makers(&app).await, (1, 1));
    }

    // It looks several times in each round of sending.
    async fn a_process_that_does_not_know_the_key_in_use_says_so_once(app) {
        let other = app.process_with(rotated()).await;
        prepare::database(&other).await.unwrap();
        let log = Log::begin();
        for _ in 0..3 {
            app.tick().await;
            next_due(&app.app).await.unwrap();
        }
        let mut entries = log.entries();
        entries.retain(|entry| entry["fields"]["message"].as_str().unwrap().starts_with("another process uses a key"));
        assert_eq!(entries.len(), 1, "{}", log.text());
    }

    async fn a_process_that_does_not_know_the_key_in_use_sends_nothing_and_loses_nothing(app) {
        let link = app.invite("K-1").await;
        let other = app.process_with(rotated()).await;
        prepare::database(&other).await.unwrap();
        let survey = close(&app, "K-2", "k-2@example.org").await;
        app.clock.set(survey["due_at"].as_str().unwrap());
        assert_eq!(app.tick().await.messages.sent, 0);
        assert_eq!(app.survey_of("K-2").await["state"], "planned", "it waits for a process that has the key");
        assert_eq!(app.get(&link).await.status, StatusCode::OK, "pages need no key");
        assert_eq!(app.post_form(&link, "score=8").await.status, StatusCode::SEE_OTHER);
        let report = "From: MAILER-DAEMON@mx.example.org\r\nTo: bounces+x@example.org\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
             --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
             Final-Recipient: rfc822; klant@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--x--\r\n";
        let answer = app.api(Method::POST, "/api/v1/bounces", report).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "the mail server tries again: {answer:?}");
        let app = app.restarted_with(rotated()).await;
        app.advance(TimeDelta::minutes(1));
        assert_eq!(app.tick().await.messages.sent, 1);
    }
}
