//! The one mail about what came of an answer.

use chrono::TimeDelta;
use mail_parser::MessageParser;
use naklank::domain::access::roles::Role;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::message::RawMail;
use naklank::mail::send_error::SendError;
use naklank::storage::asking::invitations::{self, StoredInvitation};
use naklank::storage::complaints;
use naklank::workflow::upkeep::recount::check_tallies;
use serde_json::json;

use super::{
    BOTH, DUTCH, ENGLISH, HEADING, QUEUED, THEME, answer_about_waiting, improve, make_theme, page, wishes,
};
use crate::support::{START, TestApp, closed_complaint, link_in, on_both_engines};

/// Wednesday 25 March 2026 at 11:00 in Amsterdam, inside the sending hours.
pub(super) const BEGUN: &str = "2026-03-25T10:00:00Z";

/// An answer about waiting, given on Monday 23 March 2026, whose respondent wants a mail; the link.
pub(super) async fn answer_with_wish(app: &TestApp, reference: &str) -> String {
    let link = answer_about_waiting(app, reference).await;
    app.post_form(&format!("{link}/news"), "wants_news=on").await;
    link
}

/// The mails that went out since there were `before`.
pub(super) async fn mails_since(app: &TestApp, before: usize) -> Vec<RawMail> {
    // Sending comes before queueing in a pass.
    for _ in 0..3 {
        app.tick().await;
    }
    app.mails().split_off(before)
}

pub(super) fn text_of(mail: &RawMail) -> String {
    MessageParser::default().parse(&mail.bytes).unwrap().body_text(0).unwrap().into_owned()
}

async fn invitation_of(app: &TestApp, reference: &str) -> StoredInvitation {
    let mut tx = app.app.db.read().await.unwrap();
    let complaint = complaints::find(&mut tx, &reference.parse().unwrap()).await.unwrap().unwrap();
    invitations::find_latest(&mut tx, complaint.id).await.unwrap().unwrap()
}

/// Gives all invitations the address of one of them, as if one person had given all answers.
async fn make_one_address(app: &TestApp) {
    app.execute(
        "UPDATE invitations SET recipient_address = 'k-1@example.org',
            address_hash = (SELECT address_hash FROM invitations ORDER BY id LIMIT 1)",
    )
    .await;
}

on_both_engines! {
    async fn one_mail_goes_out_when_an_improvement_has_begun_however_many_there_are(app) {
        make_theme(&app).await;
        let link = answer_with_wish(&app, "K-1").await;
        answer_about_waiting(&app, "K-2").await;
        let before = app.mails().len();
        improve(&app, 1, "2026-03-25", BOTH, &[THEME]).await;
        improve(&app, 2, "2026-03-25", ["'Wij schrijven korter.'", "NULL"], &[THEME]).await;
        app.clock.set("2026-03-24T10:00:00Z");
        assert_eq!(mails_since(&app, before).await.len(), 0, "it has not begun");
        app.clock.set("2026-03-25T05:00:00Z");
        assert_eq!(mails_since(&app, before).await.len(), 0);
        assert_eq!(app.integers(QUEUED).await, [0], "outside the sending hours nothing is queued");
        app.clock.set(BEGUN);
        let mails = mails_since(&app, before).await;
        let [mail] = &mails[..] else { panic!("one mail to who asked for it, not {}", mails.len()) };
        let message = MessageParser::default().parse(&mail.bytes).unwrap();
        assert_eq!(message.subject(), Some("Wij zijn begonnen met een verbetering"));
        let text = text_of(mail);
        assert!(text.contains("Beste Klant,") || text.contains("Beste heer of mevrouw,"), "{text}");
        assert!(text.contains(DUTCH) && text.contains("Op 23 maart 2026 vertelde u ons"), "{text}");
        assert!(text.contains("Wij zijn begonnen met een verbetering over hetzelfde onderwerp als uw antwoord:"), "{text}");
        assert!(message.body_html(0).unwrap().contains(DUTCH));
        let own = link_in(mail);
        assert_ne!(own, link, "a link of its own");
        assert!(text.contains(&own.replace("/s/", "/u/")), "{text}");
        let unsubscribe = format!("<https://nps.example.org{}>", own.replace("/s/", "/u/"));
        assert_eq!(message.header_raw("List-Unsubscribe").unwrap().trim(), unsubscribe);
        assert!(page(&app, &own).await.contains(HEADING), "its link leads to what happened");
        assert!(!page(&app, &link).await.contains("_news\""), "once it went out there is nothing to ask for");
        improve(&app, 3, "2026-03-26", BOTH, &[THEME]).await;
        app.clock.set("2026-03-26T10:00:00Z");
        assert_eq!(mails_since(&app, before + 1).await.len(), 0, "once is enough");
    }

    async fn the_invitation_stays_answered_and_no_figure_changes(app) {
        make_theme(&app).await;
        answer_with_wish(&app, "K-1").await;
        let before = app.mails().len();
        let figures = app.nps("interval=total&from=2026-01-01&to=2026-03-31").await["groups"].clone();
        let invitation = invitation_of(&app, "K-1").await;
        assert!(invitation.expires_at.is_some());
        improve(&app, 1, "2026-03-25", BOTH, &[THEME]).await;
        app.clock.set(BEGUN);
        assert_eq!(mails_since(&app, before).await.len(), 1);
        assert_eq!(app.survey_of("K-1").await["state"], "answered");
        assert_eq!(app.nps("interval=total&from=2026-01-01&to=2026-03-31").await["groups"], figures);
        assert_eq!(invitation_of(&app, "K-1").await, invitation, "neither its expiry nor its reminders");
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let story = app.get_as(&owner, "/complaints/K-1").await.body;
        assert!(story.contains("News about the answer accepted by the mail server"), "{story}");
    }

    async fn an_address_that_is_never_mailed_gets_none_however_late_it_came_on_the_list(app) {
        make_theme(&app).await;
        let first = answer_with_wish(&app, "K-1").await;
        let second = answer_with_wish(&app, "K-2").await;
        let before = app.mails().len();
        app.post_form(&first.replace("/s/", "/u/"), "").await;
        improve(&app, 1, "2026-03-25", BOTH, &[THEME]).await;
        app.clock.set(BEGUN);
        app.tick().await;
        assert_eq!(app.integers(QUEUED).await, [1], "only the second's");
        let metrics = app.get("/metrics").await.body;
        assert!(metrics.contains("naklank_messages_waiting{kind=\"news\"} 1"), "{metrics}");
        app.post_form(&second.replace("/s/", "/u/"), "").await;
        let report = app.tick().await;
        assert_eq!((report.messages.sent, report.messages.cancelled), (0, 1));
        assert_eq!(wishes(&app).await, 0, "who wants no mail at all does not want this one");
        app.execute("DELETE FROM suppressions").await;
        assert_eq!(mails_since(&app, before).await.len(), 0);
    }

    async fn what_was_queued_for_an_address_that_is_not_kept_any_more_is_cancelled(app) {
        make_theme(&app).await;
        answer_with_wish(&app, "K-1").await;
        let before = app.mails().len();
        improve(&app, 1, "2026-03-25", BOTH, &[THEME]).await;
        app.clock.set(BEGUN);
        app.tick().await;
        assert_eq!(app.integers(QUEUED).await, [1]);
        app.execute("UPDATE invitations SET recipient_address = NULL, recipient_name = NULL").await;
        assert_eq!(app.tick().await.messages.cancelled, 1);
        assert_eq!((mails_since(&app, before).await.len(), wishes(&app).await), (0, 0), "the wish went with the address");
        assert_eq!(app.survey_of("K-1").await["state"], "answered");
    }

    async fn a_mail_of_unknown_fate_is_sent_again_to_the_byte_although_the_sentence_changed(app) {
        make_theme(&app).await;
        answer_with_wish(&app, "K-1").await;
        let before = app.mails().len();
        improve(&app, 1, "2026-03-25", BOTH, &[THEME]).await;
        app.clock.set(BEGUN);
        app.tick().await;
        app.outbox().fail_next(SendError::new(Cause::UnknownFate, "hung up"));
        assert_eq!(app.tick().await.messages.retried, 1);
        app.execute("UPDATE improvements SET public_nl = 'Iets anders.'").await;
        app.advance(TimeDelta::seconds(60));
        let mails = mails_since(&app, before).await;
        assert_eq!(mails.len(), 2);
        assert_eq!(mails[0].bytes, mails[1].bytes);
    }

    async fn a_worker_that_is_lost_between_claim_and_sending_loses_no_mail(app) {
        use naklank::domain::ids::LeaseId;
        use naklank::storage::sending::messages;
        make_theme(&app).await;
        answer_with_wish(&app, "K-1").await;
        let before = app.mails().len();
        improve(&app, 1, "2026-03-25", BOTH, &[THEME]).await;
        app.clock.set(BEGUN);
        app.tick().await;
        let now = app.app.now();
        let mut tx = app.app.db.write().await.unwrap();
        let lease = LeaseId(app.app.randomness.uuid(now));
        let claimed = messages::claim(&mut tx, now, lease, now + TimeDelta::seconds(30), 10).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(claimed.len(), 1);
        assert_eq!(mails_since(&app, before).await.len(), 0, "another worker holds it");
        app.advance(TimeDelta::seconds(30));
        assert_eq!(mails_since(&app, before).await.len(), 1);
        let expires = "SELECT COUNT(*) FROM messages WHERE kind = 'news' AND state = 'sent'";
        assert_eq!(app.integers(expires).await, [1]);
    }

    async fn a_refusal_for_good_leaves_the_invitation_answered(app) {
        make_theme(&app).await;
        answer_with_wish(&app, "K-1").await;
        let before = app.mails().len();
        improve(&app, 1, "2026-03-25", BOTH, &[THEME]).await;
        app.clock.set(BEGUN);
        app.tick().await;
        app.outbox().fail_next(SendError::new(Cause::NoSuchAddress, "550 5.1.1 no such user"));
        assert_eq!(app.tick().await.messages.failed, 1);
        assert_eq!(app.survey_of("K-1").await["state"], "answered");
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions WHERE reason = 'hard_bounce'").await, [1]);
        assert_eq!(mails_since(&app, before).await.len(), 0, "and no other is queued");
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
    }

    async fn it_comes_in_the_language_of_the_invitation_and_after_the_time_for_answering(app) {
        make_theme(&app).await;
        app.clock.set(START);
        let contact = json!({"contact": {"email": "k-1@example.org", "name": "Client", "language": "en"}});
        let link = app.invite_with("K-1", contact).await;
        app.post_form(&link, "score=8&comment=Lang+wachten").await;
        app.post_form(&format!("{link}/news"), "wants_news=on").await;
        app.tick().await;
        let before = app.mails().len();
        improve(&app, 1, "2026-05-12", BOTH, &[THEME]).await;
        app.clock.set("2026-05-12T10:00:00Z");
        let mails = mails_since(&app, before).await;
        let [mail] = &mails[..] else { panic!("one mail, not {}", mails.len()) };
        let text = text_of(mail);
        assert!(text.contains("Dear Client,") && text.contains(ENGLISH) && !text.contains(DUTCH), "{text}");
        assert!(page(&app, &link_in(mail)).await.contains("What happened after your answer"));
    }

    async fn a_survey_about_another_complaint_is_not_withheld_because_of_it(app) {
        make_theme(&app).await;
        answer_with_wish(&app, "K-1").await;
        let before = app.mails().len();
        improve(&app, 1, "2026-05-12", BOTH, &[THEME]).await;
        app.clock.set("2026-05-12T10:00:00Z");
        assert_eq!(mails_since(&app, before).await.len(), 1);
        let mut other = closed_complaint("2026-05-13T10:00:00Z");
        other["contact"]["email"] = json!("k-1@example.org");
        app.clock.set("2026-05-13T10:00:00Z");
        let planned = app.put("K-2", &other).await.json()["survey"].clone();
        assert_eq!(planned["state"], "planned", "{planned}");
        app.clock.set(planned["due_at"].as_str().unwrap());
        assert_eq!(mails_since(&app, before + 1).await.len(), 1);
        assert_eq!(app.survey_of("K-2").await["state"], "sent");
    }

    async fn an_address_is_told_of_an_improvement_once_however_many_answers_it_gave(app) {
        make_theme(&app).await;
        let mut links = Vec::new();
        for reference in ["K-1", "K-2"] {
            links.push(answer_with_wish(&app, reference).await);
        }
        let third = answer_about_waiting(&app, "K-3").await;
        make_one_address(&app).await;
        let before = app.mails().len();
        improve(&app, 1, "2026-03-25", BOTH, &[THEME]).await;
        app.clock.set(BEGUN);
        assert_eq!(mails_since(&app, before).await.len(), 1);
        let marked = "SELECT COUNT(*) FROM news_wishes WHERE queued_at IS NOT NULL AND message_id IS NOT NULL";
        assert_eq!(app.integers(marked).await, [2]);
        for link in &links {
            assert!(!page(&app, link).await.contains("_news\""), "its mail was sent");
        }
        app.post_form(&format!("{third}/news"), "wants_news=on").await;
        assert_eq!((wishes(&app).await, mails_since(&app, before + 1).await.len()), (3, 0), "it was told of this one");
        improve(&app, 2, "2026-03-25", ["'Wij schrijven korter.'", "NULL"], &[THEME]).await;
        let mails = mails_since(&app, before + 1).await;
        assert_eq!(mails.len(), 1);
        assert!(text_of(&mails[0]).contains("Wij schrijven korter."));
    }

    async fn a_mail_for_two_answers_of_an_address_is_for_the_other_when_one_wish_is_taken_back(app) {
        make_theme(&app).await;
        let first = answer_with_wish(&app, "K-1").await;
        let second = answer_with_wish(&app, "K-2").await;
        make_one_address(&app).await;
        app.execute(
            "UPDATE news_wishes SET asked_at = '2026-03-23T06:00:00+00:00' WHERE invitation_id IN (SELECT invitations.id FROM invitations
                JOIN complaints ON complaints.id = invitations.complaint_id WHERE reference = 'K-1')",
        ).await;
        let before = app.mails().len();
        improve(&app, 1, "2026-03-25", BOTH, &[THEME]).await;
        app.clock.set(BEGUN);
        app.tick().await;
        assert_eq!(app.integers(QUEUED).await, [1]);
        app.post_form(&format!("{first}/news"), "no_news=on").await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM news_wishes WHERE queued_at IS NULL").await, [1]);
        assert_eq!(mails_since(&app, before).await.len(), 1);
        assert!(page(&app, &first).await.contains("wants_news"));
        assert!(!page(&app, &second).await.contains("_news\""));
    }

    async fn a_wish_ends_with_the_time_for_which_the_address_is_kept(app) {
        make_theme(&app).await;
        answer_with_wish(&app, "K-1").await;
        let before = app.mails().len();
        app.clock.set("2026-06-22T10:00:00Z");
        app.tick().await;
        assert_eq!(wishes(&app).await, 0);
        improve(&app, 1, "2026-06-22", BOTH, &[THEME]).await;
        assert_eq!(mails_since(&app, before).await.len(), 0);
    }
}
