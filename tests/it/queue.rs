//! The rules of the queue itself: leases and their fence.

use chrono::TimeDelta;
use naklank::clock::Clock as _;
use naklank::domain::ids::LeaseId;
use naklank::storage::messages::{self, ClaimedMessage};

use crate::support::{START, TestApp, closed_complaint, on_both_engines};

async fn claim(app: &TestApp) -> (LeaseId, Vec<ClaimedMessage>) {
    let now = app.clock.now();
    let lease = LeaseId(app.app.randomness.uuid(now));
    let mut tx = app.app.db.write().await.unwrap();
    let claimed = messages::claim(&mut tx, now, lease, now + TimeDelta::seconds(30), 10).await.unwrap();
    tx.commit().await.unwrap();
    (lease, claimed)
}

async fn renew(app: &TestApp, lease: LeaseId, message: &ClaimedMessage) -> u64 {
    let mut tx = app.app.db.write().await.unwrap();
    let until = app.clock.now() + TimeDelta::seconds(30);
    let held = messages::renew(&mut tx, lease, &[message.id], until).await.unwrap();
    tx.commit().await.unwrap();
    held
}

async fn end_sent(app: &TestApp, lease: LeaseId, message: &ClaimedMessage) -> bool {
    let mut tx = app.app.db.write().await.unwrap();
    let marked = messages::mark_sent(&mut tx, lease, &[message.id], app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    marked == [message.id]
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
        assert_eq!((first[0].attempts, second[0].attempts), (1, 2));
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
}
