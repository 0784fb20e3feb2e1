//! No request for a follow-up is lost.

mod mails;
mod released;

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use serde_json::json;

use crate::support::on_both_engines;

on_both_engines! {
    async fn detractors_and_who_asks_for_contact_are_followed_up_within_two_working_days(app) {
        let mut links = Vec::new();
        for (reference, form) in [("K-1", "score=2"), ("K-2", "score=9&contact_me=on"), ("K-3", "score=7")] {
            links.push(app.invite(reference).await);
            app.post_form(links.last().unwrap(), form).await;
            app.clock.set(crate::support::START);
        }
        // Monday 23 March 2026.
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_ups WHERE CAST(due_on AS TEXT) = '2026-03-25'").await, [2]);
        let thanks = app.get(&links[1]).await.body;
        assert!(thanks.contains("Wij nemen uiterlijk 25 maart 2026 contact met u op."), "{thanks}");
    }

    async fn a_follow_up_is_taken_up_read_and_ended(app) {
        let link = app.invite_with("K-1", json!({"contact": {"email": "jan@example.org", "name": "Jan Jansen"}})).await;
        app.post_form(&link, "score=2&comment=Te+laat&contact_me=on&speed=1").await;
        let cookie = app.sign_in_as(Role::Handler).await;
        assert_eq!(app.get_as(&cookie, "/").await.header("location"), "/follow-ups", "that is where a handler's work is");
        let list = app.get_as(&cookie, "/follow-ups").await.body;
        assert!(list.contains("wants contact") && list.contains("25 March 2026"), "{list}");
        for secret in ["Te laat", "jan@example.org", "Jan Jansen"] {
            assert!(!list.contains(secret), "{secret}");
        }
        let take_up = list.split("action=\"").find(|rest| rest.contains("/take-up\"")).unwrap().split('"').next().unwrap();
        let path = take_up.trim_end_matches("/take-up").to_owned();
        assert_eq!(app.get_as(&cookie, &path).await.status, StatusCode::NOT_FOUND, "not read before it is taken up");
        assert_eq!(app.get_as(&cookie, take_up).await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(app.post_as(&cookie, take_up, "").await.header("location"), path);
        let detail = app.get_as(&cookie, &path).await.body;
        for shown in ["Te laat", "jan@example.org", "Jan Jansen", "very dissatisfied", "<dd>2</dd>"] {
            assert!(detail.contains(shown), "{shown}: {detail}");
        }
        let analyst = app.sign_in_as(Role::Analyst).await;
        for path in [path.as_str(), "/follow-ups"] {
            assert_eq!(app.get_as(&analyst, path).await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(app.post_as(&cookie, &format!("{path}/end"), "").await.header("location"), "/follow-ups");
        let list = app.get_as(&cookie, "/follow-ups").await.body;
        assert!(list.contains("There is nothing to follow up."), "{list}");
        let done = list.split("Done in the last 30 days").nth(1).expect("it can be found back");
        assert!(done.contains("K-1") && done.contains("handler@example.org") && !done.contains("<strong>late</strong>"), "{done}");
        assert!(app.get_as(&cookie, &path).await.body.contains("Te laat"), "and read again");
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action LIKE 'follow-up %' AND action <> 'follow-up read'").await, [2]);
        assert_eq!(app.get_as(&cookie, "/follow-ups/x").await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.post_as(&cookie, "/follow-ups/x/end", "").await.status, StatusCode::NOT_FOUND);
    }

    /// A handler sees the follow-ups of their own team only.
    async fn a_handler_sees_the_own_team_alone(app) {
        use naklank::workflow::access::audit::Actor;
        use naklank::workflow::access::users::{NewUser, add_user};
        for (reference, team) in [("K-noord", "Noord"), ("K-zuid", "Zuid")] {
            let link = app.invite_with(reference, json!({"team": team})).await;
            app.post_form(&link, "score=2&comment=Slecht").await;
        }
        let cookie_of = async |email: &str, team: Option<&str>| {
            let new = NewUser { email: email.parse().unwrap(), roles: Role::Handler.into(), team: team.map(str::to_owned), password: None };
            let link = add_user(&app.app, &Actor::Operator, new).await.unwrap().unwrap();
            let answer = app.post_form(&format!("/sign-in/{}", link.reveal()), "password=een+lang+wachtwoord").await;
            answer.header("set-cookie").split(';').next().unwrap().to_owned()
        };
        let (noord, all) = (cookie_of("noord@example.org", Some("Noord")).await, cookie_of("alle@example.org", None).await);
        let list = app.get_as(&noord, "/follow-ups").await.body;
        assert!(list.contains("K-noord") && !list.contains("K-zuid"), "{list}");
        let list = app.get_as(&all, "/follow-ups").await.body;
        assert!(list.contains("K-noord") && list.contains("K-zuid"));
        // Takes the address of the other team's follow-up from the full list, since this handler is not given it.
        let zuid = list.split("K-zuid").nth(1).unwrap();
        let path = format!("/follow-ups/{}", zuid.split("/follow-ups/").nth(1).unwrap().split(['/', '"']).next().unwrap());
        for (path, post) in [(path.clone(), false), (format!("{path}/take-up"), true), (format!("{path}/end"), true)] {
            let answer = if post { app.post_as(&noord, &path, "").await } else { app.get_as(&noord, &path).await };
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_ups WHERE taken_up_at IS NOT NULL").await, [0]);
        assert_eq!(app.post_as(&all, &format!("{path}/take-up"), "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.get_as(&noord, &path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.get_as(&all, &path).await.status, StatusCode::OK);
        let read = app.acts_of("user alle@example.org", "follow-up read").await;
        assert_eq!(read, 1, "each reading is in the audit");
    }

    async fn what_was_done_late_says_so_and_is_listed_for_thirty_days(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=2").await;
        app.advance(TimeDelta::days(4));
        let cookie = app.sign_in_as(Role::Handler).await;
        let list = app.get_as(&cookie, "/follow-ups").await.body;
        let take_up = list.split("action=\"").find(|rest| rest.contains("/take-up\"")).unwrap().split('"').next().unwrap();
        app.post_as(&cookie, take_up, "").await;
        app.post_as(&cookie, &take_up.replace("/take-up", "/end"), "").await;
        let list = app.get_as(&cookie, "/follow-ups").await.body;
        assert!(list.split("Done in the last 30 days").nth(1).unwrap().contains("<strong>late</strong>"), "{list}");
        app.advance(TimeDelta::days(31));
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        assert!(!app.get_as(&cookie, "/follow-ups").await.body.contains("Done in the last"));
    }

    async fn without_a_tick_nobody_gets_to_see_how_to_reach_the_person(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=2").await;
        let cookie = app.sign_in_as(Role::Handler).await;
        let list = app.get_as(&cookie, "/follow-ups").await.body;
        let take_up = list.split("action=\"").find(|rest| rest.contains("/take-up\"")).unwrap().split('"').next().unwrap();
        let detail = app.post_as(&cookie, take_up, "").await.header("location").to_owned();
        let detail = app.get_as(&cookie, &detail).await.body;
        assert!(detail.contains("did not agree to be contacted") && !detail.contains("k-1@example.org"), "{detail}");
    }

    async fn contact_details_stay_until_the_follow_up_has_ended(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=2&contact_me=on").await;
        app.advance(TimeDelta::days(120));
        app.tick().await;
        let kept = "SELECT COUNT(*) FROM invitations WHERE recipient_address IS NOT NULL";
        assert_eq!(app.integers(kept).await, [1]);
        let cookie = app.sign_in_as(Role::Handler).await;
        let list = app.get_as(&cookie, "/follow-ups").await.body;
        assert!(list.contains("overdue"));
        let take_up = list.split("action=\"").find(|rest| rest.contains("/take-up\"")).unwrap().split('"').next().unwrap();
        app.post_as(&cookie, take_up, "").await;
        app.post_as(&cookie, &take_up.replace("take-up", "end"), "").await;
        app.tick().await;
        assert_eq!(app.integers(kept).await, [1], "ninety days from the end");
        app.advance(TimeDelta::days(90));
        app.tick().await;
        assert_eq!(app.integers(kept).await, [0]);
    }
}
