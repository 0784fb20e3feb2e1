//! A follow-up ends with what came of it, and can be opened again without losing that.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::access::follow_ups_of::FollowUpsOf;
use naklank::domain::access::roles::Role;
use naklank::storage::follow_ups;
use serde_json::{Value, json};

use super::{answered, handler, row_of};
use crate::support::{TestApp, on_both_engines};

/// Registers a new complaint.
async fn registered(app: &TestApp, reference: &str, received_at: &str, team: &str) {
    let complaint = json!({"status": "open", "received_at": received_at, "team": team});
    let answer = app.put(reference, &complaint).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
}

on_both_engines! {
    async fn an_outcome_is_needed_and_a_complaint_that_is_named_is_known(app) {
        let path = answered(&app, "K-1", json!({}), "score=2&contact_me=on").await;
        let (anna, bert) = (handler(&app, "anna@example.org", None).await, handler(&app, "bert@example.org", None).await);
        let end = format!("{path}/end");
        let early = app.post_as(&anna, &end, "outcome=explained").await;
        assert_eq!(early.status, StatusCode::CONFLICT, "it is not taken up: {early:?}");
        app.post_as(&anna, &format!("{path}/take-up"), "").await;
        for (reference, received_at) in [("K-0", "2026-03-22T22:59:59Z"), ("K-9", "2026-03-23T07:30:00Z")] {
            registered(&app, reference, received_at, "Zuid").await;
        }
        let other = app.post_as(&bert, &end, "outcome=explained").await;
        assert_eq!(other.status, StatusCode::CONFLICT);
        assert!(other.body.contains("anna@example.org holds this follow-up"), "{}", other.body);
        let unknown = "There is no new complaint with this reference here.";
        for (form, field, words) in [
            ("", "outcome", "Choose what came of it."),
            ("outcome=solved", "outcome", "Choose what came of it."),
            ("outcome=complaint_registered", "registered_reference", "Fill in the reference of the new complaint."),
            ("outcome=complaint_registered&registered_reference=K-404", "registered_reference", unknown),
            ("outcome=explained&registered_reference=K-9", "registered_reference", "Leave this empty, or choose"),
            ("outcome=complaint_registered&registered_reference=K-1", "registered_reference", unknown),
            ("outcome=complaint_registered&registered_reference=K-0", "registered_reference", unknown),
        ] {
            let refused = app.post_as(&anna, &end, form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}: {refused:?}");
            assert!(refused.body.contains(&format!("href=\"#{field}\"")), "{form}: {}", refused.body);
            assert!(refused.body.contains(&format!("id=\"{field}-error\">{words}")), "{form}: {}", refused.body);
            let main = refused.body.split("<main").nth(1).unwrap_or_default();
            assert_eq!(main.contains("href=\"/register\""), words == unknown, "{form}: {main}");
        }
        let refused = app.post_as(&anna, &end, "outcome=complaint_registered&registered_reference=K-404").await.body;
        assert!(refused.contains("value=\"K-404\""), "what was typed is kept: {refused}");
        assert!(refused.contains("value=\"complaint_registered\" checked"), "and what was chosen: {refused}");
        let in_vain = app.post_as(&anna, &end, "outcome=explained&registered_reference=K-9").await.body;
        assert!(in_vain.contains("value=\"K-9\"") && in_vain.contains("value=\"explained\" checked"), "{in_vain}");
        assert_eq!(row_of(&app, "K-1").await["status"], "taken_up", "and nothing was done");
        let (above, _) = refused.split_once("<h1").unwrap();
        assert!(above.contains("<p><a href=\"/follow-ups\">Follow-up</a></p>"), "the way back stands above: {above}");
        let ended = app.post_as(&anna, &end, "outcome=complaint_registered&registered_reference=+K-9+").await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER, "{ended:?}");
        let row = row_of(&app, "K-1").await;
        assert_eq!((&row["status"], &row["outcome"], &row["in_time"]), (&json!("done"), &json!("complaint_registered"), &json!(true)));
        let page = app.get_as(&bert, &path).await.body;
        assert!(page.contains("Registered as a new complaint: K-9"), "{page}");
        assert_eq!(app.post_as(&anna, &end, "outcome=explained").await.status, StatusCode::CONFLICT, "it has ended");
        assert_eq!(app.acts_of("user anna@example.org", "follow-up done").await, 1);
    }

    /// A form does not tell which references another team has.
    async fn a_complaint_of_another_team_is_answered_as_one_that_is_not_known(app) {
        let path = answered(&app, "K-1", json!({"team": "Noord"}), "score=2").await;
        let noord = handler(&app, "noord@example.org", Some("Noord")).await;
        app.post_as(&noord, &format!("{path}/take-up"), "").await;
        registered(&app, "K-2", "2026-03-23T07:30:00Z", "Zuid").await;
        registered(&app, "K-3", "2026-03-23T07:30:00Z", "Noord").await;
        let name = async |reference: &str| {
            let form = format!("outcome=complaint_registered&registered_reference={reference}");
            app.post_as(&noord, &format!("{path}/end"), &form).await
        };
        let (theirs, unknown) = (name("K-2").await, name("K-4").await);
        assert_eq!(theirs.status, StatusCode::UNPROCESSABLE_ENTITY, "{theirs:?}");
        assert_eq!((theirs.status, theirs.body.replace("K-2", "K-4")), (unknown.status, unknown.body));
        assert_eq!(name("K-3").await.status, StatusCode::SEE_OTHER);
    }

    async fn what_ended_anew_since_it_was_read_is_not_opened(app) {
        let path = answered(&app, "K-1", json!({}), "score=2").await;
        let cookie = app.sign_in_as(Role::Handler).await;
        app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        app.post_as(&cookie, &format!("{path}/end"), "outcome=put_right").await;
        let id = path.rsplit('/').next().unwrap().parse().unwrap();
        let mut tx = app.app.db.write().await.unwrap();
        let found = follow_ups::find(&mut tx, &FollowUpsOf::All, id).await.unwrap().unwrap();
        let ended_at = found.done.unwrap().at;
        let earlier = ended_at - TimeDelta::hours(1);
        assert!(!follow_ups::reopen(&mut tx, id, earlier, "handler@example.org").await.unwrap());
        assert!(follow_ups::reopen(&mut tx, id, ended_at, "handler@example.org").await.unwrap());
    }

    async fn who_wants_no_contact_is_reviewed_and_not_spoken_to(app) {
        let path = answered(&app, "K-1", json!({}), "score=2").await;
        let cookie = app.sign_in_as(Role::Handler).await;
        app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        let page = app.get_as(&cookie, &path).await.body;
        assert!(page.contains("This customer wants no contact."), "{page}");
        for absent in ["k-1@example.org", "/contact\"", "value=\"explained\"", "value=\"no_contact_possible\""] {
            assert!(!page.contains(absent), "{absent}: {page}");
        }
        for outcome in ["explained", "no_contact_possible"] {
            let refused = app.post_as(&cookie, &format!("{path}/end"), &format!("outcome={outcome}")).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{outcome}");
        }
        let asked = app.post_as(&cookie, &format!("{path}/contact"), "").await;
        assert_eq!(asked.status, StatusCode::CONFLICT, "{asked:?}");
        assert!(!asked.body.contains("k-1@example.org"), "{}", asked.body);
        assert_eq!(app.acts_of("user handler@example.org", "follow-up contact read").await, 0);
        assert_eq!(app.post_as(&cookie, &format!("{path}/end"), "outcome=put_right").await.status, StatusCode::SEE_OTHER);
    }

    async fn a_follow_up_is_dropped_for_a_reason(app) {
        let path = answered(&app, "K-1", json!({}), "score=2").await;
        let cookie = app.sign_in_as(Role::Handler).await;
        app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        let drop = format!("{path}/drop");
        let long = format!("drop_reason={}", "x".repeat(501));
        for form in ["", "drop_reason=+", long.as_str()] {
            let refused = app.post_as(&cookie, &drop, form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
            assert!(refused.body.contains("href=\"#drop_reason\"") && refused.body.contains("<details open>"), "{}", refused.body);
        }
        assert!(app.post_as(&cookie, &drop, &long).await.body.contains(&"x".repeat(501)), "what was typed is kept");
        let dropped = app.post_as(&cookie, &drop, "drop_reason=Het+was+%3Cb%3Eeen%3C%2Fb%3E+test").await;
        assert_eq!(dropped.header("location"), "/follow-ups?done=1");
        let row = row_of(&app, "K-1").await;
        assert_eq!((&row["status"], &row["outcome"]), (&json!("dropped"), &Value::Null));
        let page = app.get_as(&cookie, &path).await.body;
        assert!(page.contains("Het was &lt;b&gt;een&lt;/b&gt; test"), "{page}");
        assert_eq!(app.acts_of("user handler@example.org", "follow-up drop").await, 1);
    }

    async fn what_is_opened_again_keeps_its_notes_and_its_first_end(app) {
        let path = answered(&app, "K-1", json!({}), "score=2&contact_me=on").await;
        let cookie = app.sign_in_as(Role::Handler).await;
        let reopen = format!("{path}/reopen");
        assert_eq!(app.post_as(&cookie, &reopen, "").await.status, StatusCode::CONFLICT, "it is open");
        app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        app.post_as(&cookie, &format!("{path}/note"), "note=Gebeld").await;
        app.post_as(&cookie, &format!("{path}/end"), "outcome=explained").await;
        app.advance(TimeDelta::days(4));
        let other = app.sign_in_again(Role::Handler).await;
        assert_eq!(app.post_as(&other, &reopen, "").await.header("location"), format!("{path}?done=1"));
        assert_eq!(app.post_as(&other, &reopen, "").await.status, StatusCode::CONFLICT, "once");
        let row = row_of(&app, "K-1").await;
        assert_eq!((&row["status"], &row["ended_at"], &row["outcome"]), (&json!("taken_up"), &Value::Null, &Value::Null));
        assert_eq!(row["in_time"], true, "opening it again does not make it late");
        assert!(row["owner"].as_str().unwrap().starts_with("handler-"), "who opens it holds it");
        let page = app.get_as(&other, &path).await.body;
        for kept in ["Gebeld", "Completed: Explained to the customer", "Opened again", "Show contact details"] {
            assert!(page.contains(kept), "{kept}: {page}");
        }
        assert!(!page.contains("<strong>late</strong>"), "{page}");
        let places: Vec<usize> = ["<p>Taken up</p>", "Gebeld", "Completed: Explained", "<p>Opened again</p>"]
            .iter()
            .map(|words| page.find(words).unwrap_or_else(|| panic!("{words}: {page}")))
            .collect();
        assert!(places.is_sorted(), "in the order in which it happened: {page}");
        app.post_as(&other, &format!("{path}/drop"), "drop_reason=Dubbel").await;
        let row = row_of(&app, "K-1").await;
        assert_eq!((&row["status"], &row["in_time"]), (&json!("dropped"), &json!(true)));
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_up_notes").await, [3], "the note, the first end, the opening");
    }

    async fn what_was_done_late_says_so_and_is_listed_for_thirty_days(app) {
        let path = answered(&app, "K-1", json!({}), "score=2").await;
        app.advance(TimeDelta::days(4));
        let cookie = app.sign_in_as(Role::Handler).await;
        app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        app.post_as(&cookie, &format!("{path}/end"), "outcome=put_right").await;
        let list = app.get_as(&cookie, "/follow-ups").await.body;
        assert!(list.split("Ended in the last 30 days").nth(1).unwrap().contains("<strong>late</strong>"), "{list}");
        app.advance(TimeDelta::days(31));
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        assert!(!app.get_as(&cookie, "/follow-ups").await.body.contains("Ended in the last"));
    }
}
