//! Personal data is deleted when its retention ends, and the counts stay.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::{START, TestApp, closed_complaint, on_both_engines};

async fn contacts(app: &TestApp) -> [i64; 2] {
    let invitations =
        app.integers("SELECT COUNT(*) FROM invitations WHERE recipient_address IS NOT NULL").await;
    let complaints = app.integers("SELECT COUNT(*) FROM complaints WHERE contact_email IS NOT NULL").await;
    [invitations[0], complaints[0]]
}

on_both_engines! {
    async fn names_and_addresses_go_ninety_days_after_the_answer(app) {
        let link = app.invite("K-1").await;
        app.advance(TimeDelta::days(20));
        app.post_form(&link, "score=9&comment=Goed").await;
        app.advance(TimeDelta::days(89));
        app.tick().await;
        assert_eq!(contacts(&app).await, [1, 1]);
        app.advance(TimeDelta::days(1));
        app.tick().await;
        assert_eq!(contacts(&app).await, [0, 0]);
        assert_eq!(app.integers("SELECT score FROM responses WHERE comment IS NOT NULL").await, [9]);
    }

    async fn what_was_forgotten_does_not_come_back_with_the_same_report(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9").await;
        app.advance(TimeDelta::days(91));
        app.tick().await;
        assert_eq!(contacts(&app).await, [0, 0]);
        app.put("K-1", &closed_complaint(START)).await;
        assert_eq!(contacts(&app).await, [0, 0]);
        let mut reopened = closed_complaint(START);
        reopened["status"] = json!("open");
        app.put("K-1", &reopened).await;
        assert_eq!(contacts(&app).await, [0, 1], "a complaint that is handled again needs its contact");
    }

    async fn a_telephone_number_goes_with_the_address_and_does_not_come_back(app) {
        let called = json!({"email": "a@example.org", "phone": "020 123 45 67"});
        let link = app.invite_with("K-1", json!({"contact": called})).await;
        app.post_form(&link, "score=9").await;
        let mut only_called = closed_complaint(START);
        only_called["contact"] = json!({"phone": "020 123 45 67"});
        app.put("K-2", &only_called).await;
        let kept = "SELECT COUNT(*) FROM complaints WHERE contact_phone IS NOT NULL";
        app.advance(TimeDelta::days(89));
        app.tick().await;
        assert_eq!(app.integers(kept).await, [2]);
        app.advance(TimeDelta::days(1));
        app.tick().await;
        assert_eq!(app.integers(kept).await, [0]);
        app.put("K-2", &only_called).await;
        assert_eq!(app.integers(kept).await, [0], "the same report brings nothing back");
    }

    /// The note that staff wrote about why a customer is not asked is deleted too.
    async fn why_somebody_was_not_asked_goes_with_the_address_and_the_reason_stays(app) {
        let mut complaint = closed_complaint(START);
        complaint["survey"] = json!({"ask": false, "reason": "bereavement", "note": "Mevrouw ligt in het ziekenhuis"});
        let mut nameless = complaint.clone();
        nameless.as_object_mut().unwrap().remove("contact");
        for (reference, report) in [("K-1", &complaint), ("K-2", &nameless)] {
            assert!(app.put(reference, report).await.status.is_success(), "{report}");
        }
        let noted = "SELECT COUNT(*) FROM complaints WHERE opt_out_note IS NOT NULL";
        app.advance(TimeDelta::days(89));
        app.tick().await;
        assert_eq!(app.integers(noted).await, [2]);
        app.advance(TimeDelta::days(1));
        app.tick().await;
        assert_eq!(app.integers(noted).await, [0]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM complaints WHERE opt_out_reason = 'bereavement'").await, [2]);
        for (reference, report) in [("K-1", &complaint), ("K-2", &nameless)] {
            app.put(reference, report).await;
        }
        assert_eq!(app.integers(noted).await, [0], "the same report brings nothing back");
    }

    async fn an_open_invitation_keeps_its_address(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.put("K-2", &json!({"status": "open", "received_at": START, "contact": {"email": "a@example.org"}})).await;
        assert_eq!(contacts(&app).await, [1, 2]);
        app.advance(TimeDelta::days(1));
        app.tick().await;
        assert_eq!(contacts(&app).await, [1, 2]);
    }

    async fn what_people_wrote_goes_after_two_years_and_the_score_stays(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9&comment=Goed").await;
        app.post_form(&link, "score=1&comment=Toch+niet").await;
        app.advance(TimeDelta::days(731));
        app.tick().await;
        assert_eq!(app.integers("SELECT score FROM responses WHERE comment IS NULL").await, [9]);
        assert_eq!(app.integers("SELECT score FROM attempts WHERE comment IS NULL").await, [1]);
    }

    async fn unsubscribing_works_when_the_address_is_long_gone(app) {
        let link = app.invite("K-1").await.replace("/s/", "/u/");
        app.advance(TimeDelta::days(400));
        app.tick().await;
        assert_eq!(contacts(&app).await, [0, 0]);
        app.post_form(&link, "").await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions").await, [1]);
    }

    async fn a_reason_cured_late_mails_nobody_about_old_times(app) {
        let mut without_address = closed_complaint(START);
        without_address["contact"] = json!({});
        app.put("K-1", &without_address).await;
        app.advance(TimeDelta::days(60));
        let answer = app.put("K-1", &closed_complaint(START)).await;
        assert_eq!(answer.json()["survey"]["reason"], "too_late");
    }
}
