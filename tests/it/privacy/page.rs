//! The page on which a policy owner answers what a person asks.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use serde_json::Value;

use crate::support::on_both_engines;

const ASKED: &str = "email=K-1%40example.org";

on_both_engines! {
    async fn a_policy_owner_finds_saves_and_erases_and_each_act_is_in_the_audit(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=2&comment=Onbegrijpelijk").await;
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        assert_eq!(app.get_as(&owner, "/privacy-requests").await.status, StatusCode::OK);
        let found = app.post_as(&owner, "/privacy-requests/find", ASKED).await;
        assert!(found.body.contains("k-1@example.org") && found.body.contains("Erase this person"), "{}", found.body);
        assert!(!found.body.contains("Onbegrijpelijk"), "a look shows how much there is, not what");
        let file = app.post_as(&owner, "/privacy-requests/file", ASKED).await;
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"personal-data.json\"");
        let held: Value = file.json();
        assert_eq!(held["held"]["responses"][0]["comment"], "Onbegrijpelijk");
        assert_eq!(held["held"]["responses"][0]["score"], 2);
        assert_eq!(held["held"]["complaints"][0]["contact_email"], "k-1@example.org");
        let read = app.post_as(&owner, "/privacy-requests/read", ASKED).await;
        assert!(read.body.contains("Onbegrijpelijk") && read.body.contains("<h1>"), "{}", read.body);
        for words in ["What you wrote <small><code>comment</code></small>", "<dd>answered</dd>", "<dd>closed</dd>"] {
            assert!(read.body.contains(words), "{words}: {}", read.body);
        }
        let confirm = app.post_as(&owner, "/privacy-requests/confirm", ASKED).await;
        assert!(confirm.body.contains("Erase for good"), "{}", confirm.body);
        assert_eq!(app.integers("SELECT COUNT(*) FROM complaints WHERE contact_email IS NOT NULL").await, [1]);
        let erased = app.post_as(&owner, "/privacy-requests/erase", ASKED).await;
        assert!(erased.status == StatusCode::OK && !erased.body.contains("k-1@example.org"), "{}", erased.body);
        let again = app.post_as(&owner, "/privacy-requests/erase", ASKED).await;
        assert!(again.body.contains("Nothing is kept under this address"), "{}", again.body);
        let who = "user policy-owner@example.org";
        assert_eq!((app.acts_of(who, "privacy read").await, app.acts_of(who, "privacy erase").await), (3, 1));
        assert!(!app.stored_audit().await.iter().any(|entry| entry.subject.contains("example.org")));
    }

    async fn a_wish_is_written_down_and_taken_back(app) {
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let wish = |name: &str| format!("{ASKED}&wish={name}");
        let noted = app.post_as(&owner, "/privacy-requests/wish", &wish("object")).await;
        assert!(noted.body.contains("This person is never asked again."), "{}", noted.body);
        let found = app.post_as(&owner, "/privacy-requests/find", ASKED).await;
        assert!(found.body.contains("Take the objection back"), "{}", found.body);
        let lifted = app.post_as(&owner, "/privacy-requests/wish", &wish("lift_objection")).await;
        assert!(lifted.body.contains("Never ask this person again"), "nothing else is held: {}", lifted.body);
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions").await, [0]);
        assert_eq!(app.post_as(&owner, "/privacy-requests/wish", &wish("forget")).await.status, StatusCode::BAD_REQUEST);
    }

    async fn after_a_wish_the_page_offers_what_is_possible_now(app) {
        app.invite("K-1").await;
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let noted = app.post_as(&owner, "/privacy-requests/wish", &format!("{ASKED}&wish=restrict")).await.body;
        for offered in ["Let the data be used again", "Erase this person", "action=\"/privacy-requests/file\""] {
            assert!(noted.contains(offered), "{offered}: {noted}");
        }
        assert!(!noted.contains("value=\"restrict\""), "not the same again: {noted}");
        let again = app.post_as(&owner, "/privacy-requests/wish", &format!("{ASKED}&wish=restrict")).await.body;
        assert!(again.contains("value=\"lift_restriction\""), "{again}");
        assert_eq!(app.acts_of("user policy-owner@example.org", "privacy read").await, 2, "each look is in the audit");
    }

    async fn a_text_that_is_no_address_stays_in_its_field(app) {
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let refused = app.post_as(&owner, "/privacy-requests/find", "email=jansen").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.body.matches("Type an e-mail address").count(), 2, "{}", refused.body);
        assert!(refused.body.contains("value=\"jansen\""), "{}", refused.body);
        assert!(refused.body.contains("Nothing was looked up.") && !refused.body.contains("saved yet"), "nothing was to be saved");
    }

    async fn who_administers_or_analyses_reads_no_person(app) {
        for role in [Role::Admin, Role::Analyst, Role::Handler] {
            let cookie = app.sign_in_as(role).await;
            for path in ["find", "file", "erase"] {
                let refused = app.post_as(&cookie, &format!("/privacy-requests/{path}"), ASKED).await;
                assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role}: {path}");
            }
        }
    }
}
