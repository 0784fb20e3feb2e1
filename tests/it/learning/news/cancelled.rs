//! Mails about an improvement that were queued and are not sent, and what becomes of their wishes.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use naklank::domain::ids::LeaseId;
use naklank::storage::sending::messages;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::sending::clear_bounce::clear_bounce;

use super::mail::{BEGUN, answer_with_wish, mails_since, text_of};
use super::{BOTH, DUTCH, ENGLISH, QUEUED, THEME, improve, make_theme, page, wishes};
use crate::support::{TestApp, on_both_engines};

const OPEN: &str =
    "SELECT COUNT(*) FROM news_wishes WHERE queued_at IS NULL AND message_id IS NULL AND sentence IS NULL";

const CANCELLED: &str = "SELECT COUNT(*) FROM messages WHERE kind = 'news' AND state = 'cancelled'";

/// An answer whose mail about an improvement is queued and not yet claimed; the link.
async fn queued(app: &TestApp) -> String {
    make_theme(app).await;
    let link = answer_with_wish(app, "K-1").await;
    improve(app, 1, "2026-03-25", BOTH, &[THEME]).await;
    app.clock.set(BEGUN);
    app.tick().await;
    assert_eq!((app.integers(QUEUED).await, app.integers(OPEN).await), (vec![1], vec![0]));
    link
}

/// A worker claims the mail and is lost.
async fn claim(app: &TestApp) {
    let now = app.app.now();
    let mut tx = app.app.db.write().await.unwrap();
    let lease = LeaseId(app.app.randomness.uuid(now));
    let claimed = messages::claim(&mut tx, now, lease, now + TimeDelta::seconds(30), 10).await.unwrap();
    assert_eq!(claimed.len(), 1);
    tx.commit().await.unwrap();
}

on_both_engines! {
    async fn an_answer_that_was_held_since_gets_no_mail_until_it_is_confirmed(app) {
        queued(&app).await;
        let before = app.mails().len();
        app.execute("UPDATE responses SET held_at = '2026-03-25T09:00:00+00:00'").await;
        assert_eq!(app.tick().await.messages.cancelled, 1);
        assert_eq!((mails_since(&app, before).await.len(), app.integers(OPEN).await), (0, vec![1]));
        app.execute("UPDATE responses SET held_at = NULL").await;
        assert_eq!(mails_since(&app, before).await.len(), 1);
    }

    async fn a_wish_is_taken_back_until_its_mail_was_sent(app) {
        let link = queued(&app).await;
        let (news, before) = (format!("{link}/news"), app.mails().len());
        assert!(page(&app, &link).await.contains("name=\"no_news\""), "it waits");
        assert_eq!(app.post_form(&news, "no_news=on").await.status, StatusCode::SEE_OTHER);
        assert_eq!((wishes(&app).await, app.integers(CANCELLED).await), (0, vec![1]));
        assert_eq!(mails_since(&app, before).await.len(), 0);
        assert!(page(&app, &link).await.contains("name=\"wants_news\""));
        app.post_form(&news, "wants_news=on").await;
        assert_eq!(mails_since(&app, before).await.len(), 1, "who asks again is told");
        assert!(!page(&app, &link).await.contains("_news\""), "it was sent");
        app.post_form(&news, "no_news=on").await;
        assert_eq!(wishes(&app).await, 1);
    }

    async fn a_mail_whose_wish_is_taken_back_while_it_is_sent_is_not_tried_again_nor_offered_twice(app) {
        let link = queued(&app).await;
        let before = app.mails().len();
        claim(&app).await;
        assert!(page(&app, &link).await.contains("name=\"no_news\""));
        app.post_form(&format!("{link}/news"), "no_news=on").await;
        assert_eq!(wishes(&app).await, 0);
        assert!(!page(&app, &link).await.contains("_news\""), "it may still arrive");
        app.post_form(&format!("{link}/news"), "wants_news=on").await;
        assert_eq!(wishes(&app).await, 0);
        app.advance(TimeDelta::seconds(30));
        assert_eq!(mails_since(&app, before).await.len(), 0);
        assert!(page(&app, &link).await.contains("name=\"wants_news\""));
    }

    async fn a_bounce_leaves_the_wish_for_when_it_is_cleared(app) {
        let link = queued(&app).await;
        let before = app.mails().len();
        let notification = format!(
            "From: MAILER-DAEMON@mx.example.org\r\nTo: klachten@example.org\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
             --x\r\nContent-Type: text/plain\r\n\r\nSorry: https://nps.example.org{}\r\n\
             --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
             Final-Recipient: rfc822; k-1@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\
             Diagnostic-Code: smtp; 550 5.1.1 unknown\r\n\r\n--x--\r\n",
            link.replace("/s/", "/u/"),
        );
        let answer = app.api(Method::POST, "/api/v1/bounces", notification).await;
        assert_eq!((answer.status, &answer.json()["outcome"]), (StatusCode::OK, &serde_json::json!("hard")));
        assert_eq!((app.integers(CANCELLED).await, app.integers(OPEN).await), (vec![1], vec![1]));
        assert_eq!((mails_since(&app, before).await.len(), wishes(&app).await), (0, 1));
        clear_bounce(&app.app, &Actor::Operator, &"K-1".parse().unwrap()).await.unwrap();
        assert_eq!(mails_since(&app, before).await.len(), 1);
    }

    async fn an_address_that_staff_put_on_the_list_ends_the_wish_and_one_that_bounced_does_not(app) {
        queued(&app).await;
        let before = app.mails().len();
        let list = "INSERT INTO suppressions (address_hash, reason, at)
            SELECT address_hash, 'hard_bounce', '2026-03-25T09:00:00+00:00' FROM invitations";
        app.execute(list).await;
        assert_eq!(app.tick().await.messages.cancelled, 1);
        assert_eq!(app.integers(OPEN).await, [1]);
        app.execute("UPDATE suppressions SET reason = 'by_staff'").await;
        app.tick().await;
        assert_eq!(wishes(&app).await, 0);
        app.execute("DELETE FROM suppressions").await;
        assert_eq!(mails_since(&app, before).await.len(), 0);
    }

    async fn a_cancelled_mail_that_may_have_arrived_ends_its_wish(app) {
        queued(&app).await;
        let before = app.mails().len();
        claim(&app).await;
        app.execute("UPDATE responses SET held_at = '2026-03-25T09:00:00+00:00'").await;
        app.advance(TimeDelta::seconds(30));
        assert_eq!(app.tick().await.messages.cancelled, 1);
        assert_eq!(wishes(&app).await, 0);
        app.execute("UPDATE responses SET held_at = NULL").await;
        assert_eq!(mails_since(&app, before).await.len(), 0);
    }

    async fn a_sentence_that_was_emptied_is_not_sent_and_another_improvement_may_be_told(app) {
        queued(&app).await;
        let before = app.mails().len();
        app.execute("UPDATE improvements SET public_nl = NULL, public_en = NULL").await;
        assert_eq!(app.tick().await.messages.cancelled, 1);
        assert_eq!((mails_since(&app, before).await.len(), app.integers(OPEN).await), (0, vec![1]));
        improve(&app, 2, "2026-03-25", ["'Wij schrijven korter.'", "NULL"], &[THEME]).await;
        let mails = mails_since(&app, before).await;
        assert_eq!(mails.len(), 1);
        let text = text_of(&mails[0]);
        assert!(text.contains("Wij schrijven korter.") && !text.contains(DUTCH), "{text}");
    }

    async fn a_sentence_that_was_emptied_in_one_language_is_sent_in_the_other(app) {
        queued(&app).await;
        let before = app.mails().len();
        app.execute("UPDATE improvements SET public_nl = NULL").await;
        let mails = mails_since(&app, before).await;
        assert_eq!(mails.len(), 1);
        let text = text_of(&mails[0]);
        assert!(text.contains(ENGLISH) && !text.contains(DUTCH), "{text}");
    }

    async fn a_sentence_that_was_emptied_after_an_attempt_that_may_have_arrived_is_sent_again(app) {
        queued(&app).await;
        let before = app.mails().len();
        claim(&app).await;
        app.execute("UPDATE improvements SET public_nl = NULL, public_en = NULL").await;
        app.advance(TimeDelta::seconds(30));
        let mails = mails_since(&app, before).await;
        assert_eq!(mails.len(), 1);
        assert!(text_of(&mails[0]).contains(DUTCH));
    }
}
