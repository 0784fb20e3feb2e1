//! A customer unsubscribes from further surveys.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;

use crate::support::{START, closed_complaint, on_both_engines};

on_both_engines! {
    async fn the_button_stops_surveys_at_once_and_opening_the_page_does_not(app) {
        let link = app.invite("K-1").await.replace("/s/", "/u/");
        let page = app.get(&link).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Stuur mij geen vragenlijsten meer"));
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions").await, [0]);
        assert_eq!(app.post_form(&link, "").await.status, StatusCode::OK);
        assert!(!app.get(&link).await.body.contains("Stuur mij geen vragenlijsten meer"), "it is done");
        app.clock.set(START);
        let mut same_person = closed_complaint(START);
        same_person["contact"]["email"] = json!("K-1@Example.org");
        let answer = app.put("K-2", &same_person).await;
        assert_eq!(answer.json()["survey"]["reason"], "suppressed");
    }

    async fn one_click_from_a_mail_program_does_it_twice_and_after_expiry(app) {
        let link = app.invite("K-1").await.replace("/s/", "/u/");
        app.advance(TimeDelta::days(90));
        for _ in 0..2 {
            let answer = app.post_form(&link, "List-Unsubscribe=One-Click").await;
            assert_eq!(answer.status, StatusCode::OK);
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions").await, [1]);
        assert_eq!(app.post_form("/u/unknown", "").await.status, StatusCode::NOT_FOUND);
    }

    async fn what_was_planned_meanwhile_is_not_sent(app) {
        let link = app.invite("K-1").await.replace("/s/", "/u/");
        let mut same_person = closed_complaint("2026-05-19T10:00:00Z");
        same_person["contact"]["email"] = json!("k-1@example.org");
        app.clock.set("2026-05-20T10:00:00Z");
        app.tick().await;
        assert_eq!(app.put("K-2", &same_person).await.json()["survey"]["state"], "planned");
        app.post_form(&link, "").await;
        app.advance(TimeDelta::days(6));
        let report = app.tick().await;
        assert_eq!((report.messages.sent, report.messages.cancelled), (0, 1));
        assert_eq!(app.survey_of("K-2").await["reason"], "suppressed");
    }

    async fn it_is_taken_back_with_a_tick_that_no_scanner_sets(app) {
        let link = app.invite("K-1").await.replace("/s/", "/u/");
        app.post_form(&link, "").await;
        let back = format!("{link}/back");
        assert!(app.get(&link).await.body.contains(&back));
        let unticked = app.post_form(&back, "").await;
        assert_eq!(unticked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unticked.body.contains("Zet eerst het vinkje"));
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions").await, [1]);
        for _ in 0..2 {
            let done = app.post_form(&back, "again=on").await;
            assert_eq!(done.status, StatusCode::OK);
            assert!(done.body.contains("U kunt weer vragenlijsten krijgen"));
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions").await, [0]);
        assert!(app.get(&link).await.body.contains("Stuur mij geen vragenlijsten meer"));
        assert_eq!(app.post_form("/u/unknown/back", "again=on").await.status, StatusCode::NOT_FOUND);
    }

    async fn what_staff_or_a_bounce_put_on_the_list_is_not_taken_back(app) {
        let link = app.invite("K-1").await.replace("/s/", "/u/");
        app.post_form(&link, "").await;
        app.execute("UPDATE suppressions SET reason = 'by_staff'").await;
        let answer = app.post_form(&format!("{link}/back"), "again=on").await;
        assert!(answer.body.contains("Neem contact met ons op"));
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions").await, [1]);
    }

    async fn the_page_and_what_follows_it_can_be_read_in_another_language(app) {
        let link = app.invite("K-1").await.replace("/s/", "/u/");
        let dutch = app.get(&link).await.body;
        assert!(dutch.contains(&format!("href=\"{link}?lang=en\" lang=\"en\"")), "{dutch}");
        let english = app.get(&format!("{link}?lang=en")).await.body;
        assert!(english.contains("<html lang=\"en\">") && english.contains("name=\"lang\" value=\"en\""), "{english}");
        let done = app.post_form(&link, "lang=en").await;
        assert!(done.body.contains("<html lang=\"en\">") && done.body.contains("?lang=nl"), "{done:?}");
        let one_click = app.post_form(&link, "List-Unsubscribe=One-Click").await.body;
        assert!(one_click.contains("<html lang=\"nl\">"), "the language of the invitation: {one_click}");
    }

    async fn the_page_after_an_answer_can_be_read_in_another_language(app) {
        let link = app.invite("K-1").await;
        let thanks = app.post_form(&link, "score=9").await.header("location").to_owned();
        let dutch = app.get(&thanks).await.body;
        assert!(dutch.contains(&format!("href=\"{link}?lang=en\" lang=\"en\"")), "{dutch}");
        let english = app.get(&format!("{link}?lang=en")).await.body;
        assert!(english.contains("<html lang=\"en\">") && english.contains(&format!("{link}?lang=nl")), "{english}");
    }
}
