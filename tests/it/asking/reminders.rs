//! Only customers who have not answered are reminded.

use chrono::TimeDelta;
use mail_parser::MessageParser;
use serde_json::json;

use crate::support::{Backend, START, TestApp, closed_complaint, link_in, on_both_engines};

on_both_engines! {
    async fn a_week_later_one_reminder_goes_out_and_its_link_answers_the_same_survey(app) {
        let first = app.invite("K-1").await;
        app.advance(TimeDelta::days(6));
        assert_eq!(app.tick().await.messages.sent, 0, "not before its time");
        app.advance(TimeDelta::days(1));
        assert_eq!(app.tick().await.messages.sent, 1);
        app.advance(TimeDelta::days(15));
        assert_eq!(app.tick().await.messages.sent, 0, "one reminder and no more");
        let raw = app.mails().remove(1);
        let mail = MessageParser::default().parse(&raw.bytes).unwrap();
        assert_eq!(mail.subject(), Some("Herinnering: hoe vond u het contact met ons?"));
        assert!(mail.body_text(0).unwrap().contains("Wij vroegen u al eerder"));
        assert!(mail.body_text(0).unwrap().contains("21 april 2026"), "the link ends when the first mail said");
        let second = link_in(&raw);
        assert_ne!(first, second, "each mail has a link of its own");
        app.post_form(&second, "score=9").await;
        assert!(app.get(&first).await.body.contains("Uw antwoord is verstuurd"), "the first link works as well");
        assert_eq!(app.integers("SELECT reminders FROM invitations").await, [1]);
    }

    async fn nobody_is_reminded_who_answered_unsubscribed_or_is_asked_no_more(app) {
        let answered = app.invite("K-1").await;
        let unsubscribed = app.invite("K-2").await;
        app.invite("K-3").await;
        app.post_form(&answered, "score=9").await;
        app.post_form(&unsubscribed.replace("/s/", "/u/"), "").await;
        let mut reopened = closed_complaint(START);
        reopened["status"] = json!("open");
        app.put("K-3", &reopened).await;
        app.advance(TimeDelta::days(9));
        assert_eq!(app.tick().await.messages.sent, 0);
        assert_eq!(app.survey_of("K-2").await["state"], "sent", "the first mail was sent all the same");
    }

    async fn a_reminder_enters_the_queue_when_it_is_due_and_only_where_there_is_no_answer(app) {
        let answered = app.invite("K-1").await;
        app.invite("K-2").await;
        let waiting = "naklank_messages_waiting{kind=\"reminder\"}";
        assert!(app.get("/metrics").await.body.contains(&format!("{waiting} 2")), "planned reminders are told");
        app.post_form(&answered, "score=9").await;
        assert!(app.get("/metrics").await.body.contains(&format!("{waiting} 1")), "and forgotten with an answer");
        assert_eq!(app.integers("SELECT COUNT(*) FROM messages").await, [2]);
        app.advance(TimeDelta::days(9));
        assert!(app.get("/metrics").await.body.contains("naklank_messages_due 1"));
        app.tick().await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM messages WHERE kind = 'reminder'").await, [1]);
        assert!(app.get("/metrics").await.body.contains(&format!("{waiting} 0")));
    }

    async fn a_reminder_keeps_to_the_sending_hours(app) {
        app.invite("K-1").await;
        // Monday 30 March at 16:00 in Amsterdam is seven days later; Easter is the weekend after.
        app.clock.set("2026-03-30T18:30:00Z");
        assert_eq!(app.tick().await.messages.sent, 0, "in the evening nothing goes out");
        app.clock.set("2026-04-03T10:00:00Z");
        assert_eq!(app.tick().await.messages.sent, 0, "nor on Good Friday");
        app.clock.set("2026-04-04T10:00:00Z");
        assert_eq!(app.tick().await.messages.sent, 1);
    }

    async fn a_failed_reminder_leaves_the_invitation_as_it_was(app) {
        use naklank::domain::sending::delivery::Cause;
        use naklank::mail::send_error::SendError;
        let link = app.invite("K-1").await;
        app.advance(TimeDelta::days(7));
        app.outbox().fail_next(SendError::new(Cause::Refused, "552 5.3.4 too large"));
        assert_eq!(app.tick().await.messages.failed, 1);
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
        app.post_form(&link, "score=9").await;
        assert_eq!(app.survey_of("K-1").await["state"], "answered");
    }

    async fn a_mailbox_that_has_gone_by_the_reminder_is_never_mailed_again(app) {
        use naklank::domain::sending::delivery::Cause;
        use naklank::mail::send_error::SendError;
        app.invite("K-1").await;
        app.advance(TimeDelta::days(7));
        app.outbox().fail_next(SendError::new(Cause::NoSuchAddress, "550 5.1.1 gone"));
        app.tick().await;
        assert_eq!(app.survey_of("K-1").await["state"], "undeliverable");
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions WHERE reason = 'hard_bounce'").await, [1]);
    }
}

#[tokio::test]
async fn as_many_reminders_go_out_as_are_set_while_the_link_works() {
    for (reminders, expected) in [("0", 1), ("2", 3), ("5", 5)] {
        let app = TestApp::start_with(Backend::Sqlite, &[("survey.reminders", reminders)]).await;
        app.invite("K-1").await;
        for _ in 0..60 {
            app.advance(TimeDelta::days(1));
            app.tick().await;
        }
        assert_eq!(app.mails().len(), expected, "{reminders} reminders; thirty days leave room for four");
        assert_eq!(app.survey_of("K-1").await["state"], "expired");
    }
}
