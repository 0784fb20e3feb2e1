//! What staff write stays as it was written, and goes with the answer.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use serde_json::json;

use super::{answered, handler};
use crate::support::on_both_engines;

on_both_engines! {
    async fn notes_are_kept_in_order_with_who_wrote_them(app) {
        let path = answered(&app, "K-1", json!({}), "score=2").await;
        let (anna, bert) = (handler(&app, "anna@example.org", None).await, handler(&app, "bert@example.org", None).await);
        let note = format!("{path}/note");
        let early = app.post_as(&anna, &note, "note=Te+vroeg").await;
        assert_eq!(early.status, StatusCode::CONFLICT, "nothing was read yet");
        app.post_as(&anna, &format!("{path}/take-up"), "").await;
        assert_eq!(app.post_as(&anna, &note, "note=Eerste+%3Cscript%3E").await.header("location"), format!("{path}?done=1"));
        app.advance(TimeDelta::minutes(1));
        assert_eq!(app.post_as(&bert, &note, "note=Tweede%0D%0Aregel").await.status, StatusCode::SEE_OTHER, "a colleague may");
        app.post_as(&anna, &format!("{path}/end"), "outcome=put_right").await;
        app.advance(TimeDelta::minutes(1));
        assert_eq!(app.post_as(&bert, &note, "note=Derde").await.status, StatusCode::SEE_OTHER, "also after the end");
        let page = app.get_as(&anna, &path).await.body;
        let places: Vec<usize> = ["Eerste &lt;script&gt;", "Tweede\nregel", "Completed: Put right", "Derde"]
            .iter()
            .map(|words| page.find(words).unwrap_or_else(|| panic!("{words}: {page}")))
            .collect();
        assert!(places.is_sorted(), "{page}");
        assert!(!page.contains("Te vroeg") && !page.contains("<script>"), "{page}");
        for (who, times) in [("anna", 1), ("bert", 2)] {
            assert_eq!(app.acts_of(&format!("user {who}@example.org"), "follow-up note").await, times);
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE subject LIKE '%Eerste%'").await, [0], "no words in the audit");
    }

    async fn a_note_is_kept_whichever_button_is_pressed(app) {
        let paths = [
            answered(&app, "K-1", json!({}), "score=2").await,
            answered(&app, "K-2", json!({}), "score=2").await,
        ];
        let cookie = app.sign_in_as(Role::Handler).await;
        for path in &paths {
            app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        }
        let refused = app.post_as(&cookie, &format!("{}/end", paths[0]), "note=Gebeld").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "no outcome");
        assert!(refused.body.contains(">Gebeld</textarea>"), "it stands there still: {}", refused.body);
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_up_notes").await, [0]);
        let noted = app.post_as(&cookie, &format!("{}/note", paths[0]), "note=Eerst&outcome=put_right&drop_reason=Dubbel").await;
        assert_eq!(noted.status, StatusCode::OK);
        for kept in ["value=\"put_right\" checked", ">Dubbel</textarea>", "Eerst"] {
            assert!(noted.body.contains(kept), "{kept}: {}", noted.body);
        }
        let end = "note=Gebeld&outcome=put_right&registered_reference=&drop_reason=";
        assert_eq!(app.post_as(&cookie, &format!("{}/end", paths[0]), end).await.status, StatusCode::SEE_OTHER);
        let drop = "note=Nagekeken&outcome=put_right&drop_reason=Dubbel";
        assert_eq!(app.post_as(&cookie, &format!("{}/drop", paths[1]), drop).await.status, StatusCode::SEE_OTHER);
        for (path, words) in [(&paths[0], ["Gebeld", "Put right"]), (&paths[1], ["Nagekeken", "Dubbel"])] {
            let page = app.get_as(&cookie, path).await.body;
            assert!(words.iter().all(|words| page.contains(words)), "{words:?}: {page}");
        }
    }

    async fn a_note_that_is_refused_is_kept_in_its_field(app) {
        let path = answered(&app, "K-1", json!({}), "score=2").await;
        let cookie = app.sign_in_as(Role::Handler).await;
        app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        let long = format!("{}&amp;", "y".repeat(2_000));
        for (typed, kept) in [(String::new(), String::new()), ("y".repeat(2_001), "y".repeat(2_001))] {
            let refused = app.post_as(&cookie, &format!("{path}/note"), &format!("note={typed}")).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            for shown in ["href=\"#note\"", "id=\"note-error\"", kept.as_str()] {
                assert!(refused.body.contains(shown), "{shown}: {}", refused.body);
            }
        }
        let hostile = app.post_as(&cookie, &format!("{path}/note"), &format!("note={}%26", "y".repeat(2_000))).await;
        assert!(hostile.body.contains(&long), "it stands there as text: {}", hostile.body);
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_up_notes").await, [0]);
    }

    async fn what_staff_wrote_goes_with_what_the_customer_wrote(app) {
        let dropped = answered(&app, "K-1", json!({}), "score=2&comment=Slecht").await;
        let other = answered(&app, "K-2", json!({}), "score=3&comment=Matig").await;
        let cookie = app.sign_in_as(Role::Handler).await;
        for path in [&dropped, &other] {
            app.post_as(&cookie, &format!("{path}/take-up"), "").await;
            app.post_as(&cookie, &format!("{path}/note"), "note=Mevrouw+Jansen+gesproken").await;
        }
        app.post_as(&cookie, &format!("{dropped}/drop"), "drop_reason=Mevrouw+Jansen+vroeg+dat").await;
        let notes = "SELECT COUNT(*) FROM follow_up_notes";
        let words = "SELECT COUNT(*) FROM follow_ups WHERE dropped_reason LIKE '%Jansen%'";
        app.advance(TimeDelta::days(729));
        app.tick().await;
        assert_eq!((app.integers(notes).await, app.integers(words).await), (vec![2], vec![1]));
        app.advance(TimeDelta::days(2));
        app.tick().await;
        assert_eq!((app.integers(notes).await, app.integers(words).await), (vec![0], vec![0]));
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses WHERE comment IS NOT NULL").await, [0]);
        let cookie = app.sign_in_again(Role::Handler).await;
        let page = app.get_as(&cookie, &dropped).await.body;
        assert!(page.contains("dropped") && !page.contains("Jansen"), "that it was dropped stays: {page}");
    }

    /// A follow-up that a changed answer no longer asks for goes, with what stands in its history.
    async fn a_changed_answer_takes_an_untouched_follow_up_away_with_its_history(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=2").await;
        let cookie = app.sign_in_as(Role::Handler).await;
        let list = app.get_as(&cookie, "/follow-ups").await.body;
        let path = format!("/follow-ups/{}", list.split("href=\"/follow-ups/").nth(1).unwrap().split('"').next().unwrap());
        let me = super::user(&app, "handler@example.org").await;
        let given = app.post_as(&cookie, &format!("{path}/assign"), &format!("seen=&colleague={me}")).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{given:?}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_up_notes").await, [1]);
        let page = app.get(&format!("{link}?edit=1")).await.body;
        let changed = app.post_form(&link, &format!("score=9&revises={}", super::hidden(&page, "revises"))).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{changed:?}");
        for count in ["SELECT COUNT(*) FROM follow_ups", "SELECT COUNT(*) FROM follow_up_notes"] {
            assert_eq!(app.integers(count).await, [0], "{count}");
        }
        assert_eq!(app.get_as(&cookie, &path).await.status, StatusCode::NOT_FOUND);
    }
}
