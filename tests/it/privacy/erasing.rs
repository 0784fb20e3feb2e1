//! An erased person is gone, and what was counted stays.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::clock::Clock as _;
use naklank::domain::ids::LeaseId;
use naklank::domain::privacy::sought::SoughtAddress;
use naklank::storage::sending::messages;
use naklank::storage::sending::outbox::{self, Claim, Queue};
use naklank::workflow::access::audit::Actor;
use naklank::workflow::privacy::PrivacyError;
use naklank::workflow::privacy::erase::erase_person;
use naklank::workflow::privacy::export::export_person;
use serde_json::json;

use crate::support::{Backend, START, TestApp, closed_complaint, on_both_engines};

fn klant() -> SoughtAddress {
    "Klant@Example.org".parse().unwrap()
}

/// A complaint of the customer, invited by mail; the link.
async fn invited(app: &TestApp) -> String {
    app.invite_with("K-1", json!({"contact": {"email": "klant@example.org", "name": "Klant de Vries"}})).await
}

on_both_engines! {
    async fn counts_and_score_stay_and_the_receipt_says_what_went(app) {
        let link = invited(&app).await;
        app.post_form(&link, "score=2&comment=Slecht&contact_me=on").await;
        app.post_form(&link, "score=3&comment=Nog+slechter").await;
        let before = app.nps("from=2026-01-01&to=2026-12-31").await;
        let receipt = erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        let rows: Vec<(&str, u64)> = receipt.erased.clone();
        for expected in [("complaints", 1), ("invitations", 1), ("responses", 1), ("attempts", 1)] {
            assert!(rows.contains(&expected), "{expected:?}: {receipt:?}");
        }
        assert!(receipt.is_purged && receipt.links > 0, "{receipt:?}");
        assert_eq!(app.nps("from=2026-01-01&to=2026-12-31").await, before);
        assert_eq!(app.integers("SELECT score FROM responses WHERE comment IS NULL").await, [2]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM invitations WHERE address_hash IS NOT NULL").await, [0]);
        let unknown = erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap_err();
        assert!(matches!(unknown, PrivacyError::Unknown), "{unknown}");
    }

    async fn a_survey_that_was_sent_is_withdrawn_as_erased(app) {
        invited(&app).await;
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        let survey = app.survey_of("K-1").await;
        assert_eq!((&survey["state"], &survey["reason"]), (&json!("withdrawn"), &json!("erased")));
        assert_eq!(app.integers("SELECT COUNT(*) FROM messages WHERE state IN ('waiting', 'claimed')").await, [0]);
        let mails = app.mails().len();
        app.advance(TimeDelta::days(40));
        app.tick().await;
        assert_eq!(app.mails().len(), mails, "nothing more is mailed");
    }

    async fn an_old_link_says_that_it_is_over_and_still_unsubscribes(app) {
        let link = invited(&app).await;
        app.post_form(&link, "score=9").await;
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        for answer in [app.get(&link).await, app.post_form(&link, "score=1").await] {
            assert_eq!(answer.status, StatusCode::GONE, "{answer:?}");
        }
        assert_eq!(app.integers("SELECT score FROM responses").await, [9]);
        assert_eq!(app.get("/s/an-unknown-link").await.status, StatusCode::NOT_FOUND);
        let unsubscribed = app.post_form(&link.replace("/s/", "/u/"), "").await;
        assert_eq!(unsubscribed.status, StatusCode::OK, "{unsubscribed:?}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions").await, [1]);
    }

    async fn the_same_complaint_brings_nothing_back_and_another_is_taken(app) {
        let contact = "SELECT COUNT(*) FROM complaints WHERE contact_email IS NOT NULL";
        let mut open = closed_complaint(START);
        open["status"] = json!("open");
        open.as_object_mut().unwrap().remove("closed_at");
        app.put("K-1", &open).await;
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        app.put("K-1", &open).await;
        assert_eq!(app.integers(contact).await, [0], "the system knows nothing of the erasure");
        let closed = app.put("K-1", &closed_complaint(START)).await;
        assert_eq!(closed.json()["survey"]["reason"], "no_address");
        assert_eq!(app.integers(contact).await, [0]);
        assert_eq!(app.put("K-2", &closed_complaint(START)).await.json()["survey"]["state"], "planned");
        assert_eq!(app.integers(contact).await, [1], "an erasure is of what was there");
    }

    async fn an_erasure_waits_for_a_mail_in_flight(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.advance(TimeDelta::days(3));
        let lease = LeaseId(app.app.randomness.uuid(app.clock.now()));
        let mut tx = app.app.db.write().await.unwrap();
        let until = app.clock.now() + TimeDelta::seconds(30);
        let claimed = messages::claim(&mut tx, app.clock.now(), lease, until, 10).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(claimed.len(), 1);
        let inner = app.app.clone();
        let erasing = tokio::spawn(async move { erase_person(&inner, &Actor::Operator, &klant()).await });
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        assert!(!erasing.is_finished());
        assert_eq!(app.integers("SELECT COUNT(*) FROM complaints WHERE contact_email IS NOT NULL").await, [1]);
        let mut tx = app.app.db.write().await.unwrap();
        let claim = Claim::new(claimed[0].id, lease, &claimed[0].tried);
        outbox::release(&mut tx, Queue::Messages, claim, app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(erasing.await.unwrap().unwrap().withdrawn, 1);
        app.tick().await;
        assert_eq!(app.mails().len(), 0);
    }

    async fn a_claim_of_a_lost_worker_does_not_keep_a_person_here(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.advance(TimeDelta::days(3));
        let lease = LeaseId(app.app.randomness.uuid(app.clock.now()));
        let mut tx = app.app.db.write().await.unwrap();
        let until = app.clock.now() + TimeDelta::seconds(30);
        messages::claim(&mut tx, app.clock.now(), lease, until, 10).await.unwrap();
        tx.commit().await.unwrap();
        app.advance(TimeDelta::seconds(31));
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        app.tick().await;
        assert_eq!(app.mails().len(), 0);
        assert_eq!(app.integers("SELECT COUNT(*) FROM messages WHERE state = 'cancelled'").await, [1]);
    }

    async fn a_person_known_only_by_the_hash_of_the_address_is_found_and_erased(app) {
        let link = invited(&app).await;
        app.post_form(&link, "score=9&comment=Fijn").await;
        app.advance(TimeDelta::days(91));
        app.tick().await;
        let held = export_person(&app.app, &Actor::Operator, &klant()).await.unwrap().json();
        assert_eq!(held["held"]["responses"][0]["comment"], "Fijn");
        assert_eq!(held["held"]["complaints"][0]["contact_email"], json!(null));
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses WHERE comment IS NOT NULL").await, [0]);
    }

    async fn an_address_in_other_letters_than_ascii_is_found_in_either_case(app) {
        for (reference, written) in [("K-1", "JÖRG@Example.org"), ("K-2", "jörg@example.org")] {
            let mut complaint = closed_complaint(START);
            complaint["contact"] = json!({"email": written, "name": "Jörg"});
            assert!(app.put(reference, &complaint).await.status.is_success());
        }
        let address: SoughtAddress = "Jörg@example.org".parse().unwrap();
        erase_person(&app.app, &Actor::Operator, &address).await.unwrap();
        assert_eq!(app.integers("SELECT COUNT(*) FROM complaints WHERE contact_email IS NOT NULL").await, [0]);
    }

    async fn a_person_goes_from_what_others_wrote_in_any_case_and_no_one_else_does(app) {
        app.invite_with("K-1", json!({"contact": {"email": "an@example.org", "name": "An Berg", "phone": "020 123 45 67"}})).await;
        let other = app.invite_with("K-2", json!({"contact": {"email": "jan@example.org", "name": "Jan Bergman"}})).await;
        let comment = "AN@EXAMPLE.ORG, an berg en 020-1234567 zijn van haar; jan@example.org, Jan Bergman en 90201234567 van mij";
        app.post_form(&other, &format!("score=8&comment={}", comment.replace(' ', "+"))).await;
        let address: SoughtAddress = "an@example.org".parse().unwrap();
        let receipt = erase_person(&app.app, &Actor::Operator, &address).await.unwrap();
        assert_eq!(receipt.named, 1, "{receipt:?}");
        let left = "SELECT COUNT(*) FROM responses WHERE comment = '(erased), (erased) en (erased) zijn van haar; \
                    jan@example.org, Jan Bergman en 90201234567 van mij'";
        assert_eq!(app.integers(left).await, [1]);
        let contacts = "SELECT COUNT(*) FROM complaints WHERE contact_email = 'jan@example.org' AND contact_name = 'Jan Bergman'";
        assert_eq!(app.integers(contacts).await, [1]);
    }

    async fn a_survey_that_went_to_an_earlier_address_is_told_and_goes_under_that_address(app) {
        let earlier = json!({"contact": {"email": "eerder@example.org", "name": "Klant"}});
        let link = app.invite_with("K-1", earlier).await;
        app.post_form(&link, "score=9&comment=Fijn").await;
        app.put("K-1", &closed_complaint(START)).await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM complaints WHERE contact_email = 'klant@example.org'").await, [1]);
        let held = export_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        assert_eq!(held.elsewhere, 1);
        assert!(!held.json().to_string().contains("Fijn"), "it may be another person's");
        assert_eq!(erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap().elsewhere, 1);
        let address: SoughtAddress = "eerder@example.org".parse().unwrap();
        let receipt = erase_person(&app.app, &Actor::Operator, &address).await.unwrap();
        assert_eq!((receipt.elsewhere, receipt.named), (0, 0));
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses WHERE comment IS NOT NULL").await, [0]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM invitations WHERE recipient_address IS NOT NULL").await, [0]);
    }

    async fn what_belongs_to_another_stays(app) {
        invited(&app).await;
        let other = app.invite("K-2").await;
        app.post_form(&other, "score=8&comment=Prima").await;
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses WHERE comment = 'Prima'").await, [1]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM complaints WHERE contact_email = 'k-2@example.org'").await, [1]);
        assert_eq!(app.get(&other).await.status, StatusCode::OK);
    }

    async fn an_unknown_address_is_told_plainly_and_leaves_no_trace(app) {
        invited(&app).await;
        let stranger: SoughtAddress = "wie@example.org".parse().unwrap();
        for unknown in [
            export_person(&app.app, &Actor::Operator, &stranger).await.unwrap_err(),
            erase_person(&app.app, &Actor::Operator, &stranger).await.unwrap_err(),
        ] {
            assert!(unknown.to_string().starts_with("nothing is held under this address"), "{unknown}");
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM erasures").await, [0]);
    }
}

#[tokio::test]
async fn mails_in_the_outbox_folder_go_as_well() {
    let outbox = tempfile::TempDir::new().unwrap();
    let url = format!("file:{}", outbox.path().display());
    let app = TestApp::start_mailing(Backend::Sqlite, &url, &[]).await;
    app.close_and_mail("K-1").await;
    app.close_and_mail("K-2").await;
    let address: SoughtAddress = "k-1@example.net".parse().unwrap();
    let held = export_person(&app.app, &Actor::Operator, &address).await.unwrap();
    assert!(held.mails.len() == 1 && held.mails[0].text.contains("k-1@example.net"), "{held:?}");
    let receipt = erase_person(&app.app, &Actor::Operator, &address).await.unwrap();
    assert_eq!(receipt.files, 1);
    let left: Vec<_> = std::fs::read_dir(outbox.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}
