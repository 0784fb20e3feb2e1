//! The rules of the queue: leases and their fencing.

use chrono::TimeDelta;
use naklank::clock::Clock as _;
use naklank::domain::ids::LeaseId;
use naklank::storage::insight::tallies;
use naklank::storage::sending::acceptances;
use naklank::storage::sending::messages::{self, ClaimedMessage};
use naklank::storage::sending::outbox::{self, Claim, ClaimEnd, Queue};
use naklank::workflow::sending::messages::send_messages;
use tokio_util::sync::CancellationToken;

use crate::support::{START, TestApp, closed_complaint, on_both_engines};

async fn claim(app: &TestApp) -> (LeaseId, Vec<ClaimedMessage>) {
    let now = app.clock.now();
    let lease = LeaseId(app.app.randomness.uuid(now));
    let mut tx = app.app.db.write().await.unwrap();
    let claimed = messages::claim(&mut tx, now, lease, now + TimeDelta::seconds(30), 10).await.unwrap();
    tx.commit().await.unwrap();
    (lease, claimed)
}

async fn renew(app: &TestApp, lease: LeaseId, message: &ClaimedMessage) -> usize {
    let mut tx = app.app.db.write().await.unwrap();
    let until = app.clock.now() + TimeDelta::seconds(30);
    let held = outbox::renew(&mut tx, Queue::Messages, lease, &[message.id], until).await.unwrap();
    tx.commit().await.unwrap();
    held.len()
}

async fn end_sent(app: &TestApp, lease: LeaseId, message: &ClaimedMessage) -> bool {
    let mut tx = app.app.db.write().await.unwrap();
    let marked =
        outbox::mark_sent(&mut tx, Queue::Messages, lease, &[message.id], app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    marked == [message.id]
}

/// Records an acceptance as a worker does that crashes before it marks the message as sent.
async fn note(app: &TestApp, message: &ClaimedMessage) {
    let mut tx = app.app.db.write().await.unwrap();
    acceptances::insert(&mut tx, &[message.id], app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn noted(app: &TestApp) -> Vec<i64> {
    app.integers("SELECT COUNT(*) FROM acceptances").await
}

on_both_engines! {
    async fn a_claimed_message_is_not_claimed_again_while_the_lease_holds(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.clock.set("2026-03-23T14:00:00Z");
        assert_eq!(claim(&app).await.1.len(), 1);
        app.advance(TimeDelta::seconds(29));
        assert_eq!(claim(&app).await.1.len(), 0);
    }

    async fn after_a_crash_the_message_is_taken_up_when_the_lease_ends(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.clock.set("2026-03-23T14:00:00Z");
        let (_, first) = claim(&app).await;
        app.advance(TimeDelta::seconds(30));
        let (_, second) = claim(&app).await;
        assert_eq!(second[0].id, first[0].id);
        assert_eq!((first[0].tried.attempts, second[0].tried.attempts), (1, 2));
        assert_eq!(first[0].composed_at, second[0].composed_at, "the date of the mail stays");
    }

    async fn a_sign_of_life_holds_a_claim_for_longer_and_only_ones_own(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.clock.set("2026-03-23T14:00:00Z");
        let (lease, held) = claim(&app).await;
        app.advance(TimeDelta::seconds(20));
        assert_eq!(renew(&app, lease, &held[0]).await, 1);
        app.advance(TimeDelta::seconds(29));
        assert_eq!(claim(&app).await.1.len(), 0);
        app.advance(TimeDelta::seconds(1));
        assert_eq!(claim(&app).await.1.len(), 1);
        assert_eq!(renew(&app, lease, &held[0]).await, 0, "the claim has gone to another worker");
    }

    async fn a_message_that_kills_its_worker_again_and_again_is_given_up(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.clock.set("2026-03-23T14:00:00Z");
        for _ in 0..=200 {
            assert_eq!(claim(&app).await.1.len(), 1);
            app.advance(TimeDelta::seconds(30));
        }
        app.tick().await;
        assert_eq!(app.survey_of("K-1").await["state"], "undeliverable");
        assert_eq!(app.mails().len(), 0);
    }

    async fn a_worker_that_wakes_up_after_its_lease_is_refused(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.clock.set("2026-03-23T14:00:00Z");
        let (frozen, first) = claim(&app).await;
        app.advance(TimeDelta::seconds(31));
        let (current, second) = claim(&app).await;
        assert!(!end_sent(&app, frozen, &first[0]).await);
        assert!(end_sent(&app, current, &second[0]).await);
        assert!(!end_sent(&app, current, &second[0]).await, "once is enough");
    }

    async fn a_mail_that_was_noted_before_its_worker_was_lost_is_booked_and_not_sent_again(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.clock.set("2026-03-23T14:00:00Z");
        let (_, held) = claim(&app).await;
        note(&app, &held[0]).await;
        app.advance(TimeDelta::seconds(30));
        let report = app.tick().await;
        assert_eq!((report.messages.sent, app.mails().len()), (1, 0));
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
        let at_its_first_claim = app.integers("SELECT COUNT(*) FROM messages WHERE sent_at = composed_at").await;
        assert_eq!(at_its_first_claim, [1], "it was sent when it was accepted, not when that was found");
        assert_eq!(noted(&app).await, [0]);
        app.clock.set("2026-03-30T14:00:00Z");
        assert_eq!(app.tick().await.messages.sent, 1, "the reminder comes as if nothing had happened");
    }

    async fn what_was_noted_of_a_mail_outlives_the_reopening_of_its_complaint(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.clock.set("2026-03-23T14:00:00Z");
        let (_, held) = claim(&app).await;
        note(&app, &held[0]).await;
        let mut reopened = closed_complaint(START);
        reopened["status"] = "open".into();
        reopened["closed_at"] = serde_json::Value::Null;
        app.put("K-1", &reopened).await;
        app.advance(TimeDelta::seconds(30));
        assert_eq!((app.tick().await.messages.sent, app.mails().len()), (1, 0));
        assert_ne!(app.survey_of("K-1").await["state"], "sent", "the person is not asked any more");
        let mailed = app.integers("SELECT COUNT(*) FROM invitations WHERE sent_at IS NOT NULL").await;
        assert_eq!(mailed, [1], "but has got a mail, and counts as invited");
        let mut tx = app.app.db.write().await.unwrap();
        assert_eq!(tallies::mismatches(&mut tx).await.unwrap(), []);
        assert_eq!(noted(&app).await, [0]);
    }

    async fn a_mail_whose_booking_failed_is_booked_later_and_not_sent_again(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.clock.set("2026-03-23T14:00:00Z");
        app.execute("ALTER TABLE tally_changes RENAME TO tally_changes_away").await;
        let failed = send_messages(&app.app, &CancellationToken::new()).await;
        assert!(failed.is_err() && app.mails().len() == 1, "{failed:?}");
        app.execute("ALTER TABLE tally_changes_away RENAME TO tally_changes").await;
        assert_eq!(noted(&app).await, [1]);
        app.advance(TimeDelta::seconds(30));
        assert_eq!((app.tick().await.messages.sent, app.mails().len()), (1, 1));
        assert_eq!((app.survey_of("K-1").await["state"].as_str(), noted(&app).await), (Some("sent"), vec![0]));
    }

    async fn a_note_that_comes_after_another_worker_has_booked_the_mail_goes(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.clock.set("2026-03-23T14:00:00Z");
        let (_, held) = claim(&app).await;
        app.advance(TimeDelta::seconds(30));
        assert_eq!(app.tick().await.messages.sent, 1);
        note(&app, &held[0]).await;
        note(&app, &held[0]).await;
        assert_eq!(noted(&app).await, [1]);
        app.tick().await;
        assert_eq!((noted(&app).await, app.mails().len()), (vec![0], 1));
    }

    async fn a_note_waits_for_its_message_as_long_as_that_is_open(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.clock.set("2026-03-23T14:00:00Z");
        let (_, held) = claim(&app).await;
        note(&app, &held[0]).await;
        app.clock.set("2026-03-23T23:00:00Z");
        app.tick().await;
        assert_eq!(noted(&app).await, [1], "outside the sending hours nothing is claimed");
        app.clock.set("2026-03-24T14:00:00Z");
        assert_eq!((app.tick().await.messages.sent, app.mails().len()), (1, 0));
    }

    async fn an_ending_of_an_earlier_claim_of_the_same_worker_changes_nothing(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.clock.set("2026-03-23T14:00:00Z");
        let (lease, first) = claim(&app).await;
        app.advance(TimeDelta::seconds(30));
        let now = app.clock.now();
        let mut tx = app.app.db.write().await.unwrap();
        let again = messages::claim(&mut tx, now, lease, now + TimeDelta::seconds(30), 10).await.unwrap();
        assert_eq!(again[0].id, first[0].id);
        let late = Claim::new(first[0].id, lease, &first[0].tried);
        outbox::release(&mut tx, Queue::Messages, late, now).await.unwrap();
        let end = ClaimEnd::Cancelled { at: now };
        assert!(!outbox::end_claim(&mut tx, Queue::Messages, late, &end).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(app.integers("SELECT COUNT(*) FROM messages WHERE state = 'claimed'").await, [1]);
    }
}
