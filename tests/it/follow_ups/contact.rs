//! How to reach a customer is for who holds the follow-up, while it is open.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use serde_json::json;

use super::{answered, handler};
use crate::support::on_both_engines;

on_both_engines! {
    async fn only_who_holds_it_sees_the_contact_details_and_each_look_is_in_the_audit(app) {
        let contact = json!({"contact": {"email": "jan@example.org", "name": "Jan Jansen"}});
        let path = answered(&app, "K-1", contact, "score=2&contact_me=on").await;
        let (anna, bert) = (handler(&app, "anna@example.org", None).await, handler(&app, "bert@example.org", None).await);
        let ask = format!("{path}/contact");
        let is_shown = |body: &str| body.contains("jan@example.org") || body.contains("Jan Jansen");
        let refused = async |cookie: &str, why: &str| {
            let answer = app.post_as(cookie, &ask, "").await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{why}: {answer:?}");
            assert!(!is_shown(&answer.body), "{why}: {}", answer.body);
            let page = app.get_as(cookie, &path).await.body;
            assert!(!is_shown(&page) && !page.contains(&ask), "{why}: {page}");
        };
        refused(&anna, "it is not taken up").await;
        app.post_as(&anna, &format!("{path}/take-up"), "").await;
        refused(&bert, "another holds it").await;
        let page = app.get_as(&anna, &path).await.body;
        assert!(page.contains(&ask) && !is_shown(&page), "a button first: {page}");
        for look in 1..=2 {
            let shown = app.post_as(&anna, &ask, "").await;
            assert_eq!(shown.status, StatusCode::OK);
            for words in ["Jan Jansen", "href=\"mailto:jan@example.org\"", "Look up the telephone number of complaint K-1"] {
                assert!(shown.body.contains(words), "{words}: {}", shown.body);
            }
            assert_eq!(shown.header("cache-control"), "no-store");
            assert_eq!(app.acts_of("user anna@example.org", "follow-up contact read").await, look);
        }
        let again = app.get_as(&anna, &ask).await;
        assert_eq!((again.status, again.header("location")), (StatusCode::SEE_OTHER, path.as_str()), "a look is asked for");
        app.post_as(&anna, &format!("{path}/end"), "outcome=explained").await;
        refused(&anna, "it has ended").await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'follow-up contact read'").await, [2]);
    }

    async fn contact_details_stay_until_the_follow_up_has_ended(app) {
        let path = answered(&app, "K-1", json!({}), "score=2&contact_me=on").await;
        app.advance(TimeDelta::days(120));
        app.tick().await;
        let kept = "SELECT COUNT(*) FROM invitations WHERE recipient_address IS NOT NULL";
        assert_eq!(app.integers(kept).await, [1]);
        let cookie = app.sign_in_as(Role::Handler).await;
        assert!(app.get_as(&cookie, "/follow-ups").await.body.contains("overdue"));
        app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        app.post_as(&cookie, &format!("{path}/end"), "outcome=explained").await;
        app.tick().await;
        assert_eq!(app.integers(kept).await, [1], "ninety days from the end");
        app.advance(TimeDelta::days(90));
        app.tick().await;
        assert_eq!(app.integers(kept).await, [0]);
        let cookie = app.sign_in_again(Role::Handler).await;
        app.post_as(&cookie, &format!("{path}/reopen"), "").await;
        let gone = app.post_as(&cookie, &format!("{path}/contact"), "").await;
        assert!(gone.status == StatusCode::OK && gone.body.contains("no longer kept"), "{gone:?}");
    }
}
