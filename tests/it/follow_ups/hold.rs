//! One person holds a follow-up, and the others are told who.

use axum::http::StatusCode;
use naklank::domain::access::follow_ups_of::FollowUpsOf;
use naklank::domain::access::roles::Role;
use naklank::domain::complaints::segment::{Dimension, Segment};
use naklank::domain::ids::FollowUpId;
use naklank::storage::access::users;
use naklank::storage::complaints::segments;
use naklank::storage::follow_ups::{self, SeenHold};
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::roles_and_team::set_team;
use naklank::workflow::follow_ups::end::reopen_follow_up;
use naklank::workflow::follow_ups::hold::take_up_follow_up;
use naklank::workflow::follow_ups::refusal::FollowUpError;
use serde_json::{Value, json};

use super::{answered, handler, hidden, row_of, user};
use crate::support::on_both_engines;

fn id_in(path: &str) -> FollowUpId {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

on_both_engines! {
    async fn of_two_who_take_one_up_at_once_one_holds_it_and_the_other_is_told(app) {
        let path = answered(&app, "K-1", json!({}), "score=2&comment=Te+laat").await;
        let anna = handler(&app, "anna@example.org", None).await;
        let bert = handler(&app, "bert@example.org", Some("Noord")).await;
        let take_up = format!("{path}/take-up");
        let (first, second) = tokio::join!(app.post_as(&anna, &take_up, ""), app.post_as(&bert, &take_up, ""));
        let owner = row_of(&app, "K-1").await["owner"].as_str().unwrap().to_owned();
        let (holds, told) = if owner == "anna@example.org" { (first, second) } else { (second, first) };
        assert_eq!((holds.status, holds.header("location")), (StatusCode::SEE_OTHER, path.as_str()));
        assert_eq!(told.status, StatusCode::CONFLICT, "{told:?}");
        assert!(told.body.contains(&format!("{owner} holds this follow-up")), "{}", told.body);
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'follow-up take up'").await, [1]);
        assert_eq!(app.post_as(&anna, &take_up, "").await.status == StatusCode::SEE_OTHER, owner == "anna@example.org");
    }

    async fn a_follow_up_is_given_to_a_colleague_and_back_to_no_one(app) {
        let path = answered(&app, "K-1", json!({}), "score=2&comment=Te+laat").await;
        let anna = handler(&app, "anna@example.org", Some("Noord")).await;
        let bert = handler(&app, "bert@example.org", Some("Noord")).await;
        handler(&app, "zuid@example.org", Some("Zuid")).await;
        app.add_user("analist@example.org", Role::Analyst).await;
        app.add_user("weg@example.org", Role::Handler).await;
        app.execute("UPDATE users SET disabled_at = created_at WHERE email = 'weg@example.org'").await;
        let assign = format!("{path}/assign");
        let page = app.get_as(&anna, &path).await.body;
        for other in ["zuid@example.org", "analist@example.org", "weg@example.org"] {
            assert!(!page.contains(other), "{other} is not offered");
            let form = format!("seen=&colleague={}", user(&app, other).await);
            let refused = app.post_as(&anna, &assign, &form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{other}: {refused:?}");
            assert!(refused.body.contains("href=\"#colleague\"") && refused.body.contains("colleague-error"), "{}", refused.body);
        }
        assert_eq!(app.post_as(&anna, &assign, "seen=").await.status, StatusCode::UNPROCESSABLE_ENTITY, "no one is a choice");
        let bert_id = user(&app, "bert@example.org").await;
        let given = app.post_as(&anna, &assign, &format!("seen=&colleague={bert_id}")).await;
        assert_eq!(given.header("location"), format!("{path}?done=1"));
        let row = row_of(&app, "K-1").await;
        assert_eq!((&row["owner"], &row["status"]), (&json!("bert@example.org"), &json!("open")), "he has not read it");
        assert!(!app.get_as(&anna, &path).await.body.contains("Te laat"));
        // Who saw the page before that is told, and so is who would take it up.
        let me = user(&app, "anna@example.org").await;
        for (path, form) in [(&assign, format!("seen=&colleague={me}")), (&format!("{path}/take-up"), String::new())] {
            let told = app.post_as(&anna, path, &form).await;
            assert_eq!(told.status, StatusCode::CONFLICT, "{path}");
            assert!(told.body.contains("bert@example.org holds this follow-up"), "{}", told.body);
        }
        assert_eq!(app.post_as(&bert, &format!("{path}/take-up"), "").await.status, StatusCode::SEE_OTHER);
        let page = app.get_as(&bert, &path).await.body;
        assert!(page.contains("Te laat"), "{page}");
        let back = app.post_as(&bert, &assign, &format!("seen={}&colleague=none", hidden(&page, "seen"))).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{back:?}");
        let row = row_of(&app, "K-1").await;
        assert_eq!((&row["owner"], &row["status"]), (&Value::Null, &json!("open")));
        assert_eq!(app.post_as(&anna, &format!("{path}/take-up"), "").await.status, StatusCode::SEE_OTHER);
        let page = app.get_as(&anna, &path).await.body;
        for event in ["Given to bert@example.org", "Given back to no one", "Taken up"] {
            assert!(page.contains(event), "{event}: {page}");
        }
        assert_eq!(page.matches("<p>Taken up</p>").count(), 2, "by one and by the other");
        for (who, times) in [("anna", 1), ("bert", 1)] {
            assert_eq!(app.acts_of(&format!("user {who}@example.org"), "follow-up assign").await, times, "{who}");
        }
        let subjects: Vec<String> = app.audit().await.into_iter().map(|entry| entry.subject).collect();
        assert!(subjects.iter().any(|subject| subject.ends_with(": bert@example.org")), "{subjects:?}");
    }

    async fn a_follow_up_that_is_handed_over_belongs_to_the_other_team(app) {
        let path = answered(&app, "K-1", json!({"team": "Noord"}), "score=2&comment=Te+laat").await;
        let noord = handler(&app, "noord@example.org", Some("Noord")).await;
        let zuid = handler(&app, "zuid@example.org", Some("Zuid")).await;
        app.post_as(&noord, &format!("{path}/take-up"), "").await;
        let seen = hidden(&app.get_as(&noord, &path).await.body, "seen");
        let hand_over = format!("{path}/hand-over");
        for team in ["West", "Noord", "", "Zuid%00"] {
            let refused = app.post_as(&noord, &hand_over, &format!("seen={seen}&team={team}")).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{team}: {refused:?}");
            assert!(refused.body.contains("href=\"#team\""), "{}", refused.body);
        }
        let stale = app.post_as(&noord, &hand_over, "seen=&team=Zuid").await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "the page was made before it was taken up");
        let handed = app.post_as(&noord, &hand_over, &format!("seen={seen}&team=Zuid")).await;
        assert_eq!(handed.header("location"), "/follow-ups?done=1", "{handed:?}");
        assert_eq!(app.get_as(&noord, &path).await.status, StatusCode::NOT_FOUND, "it is not theirs any more");
        assert!(!app.get_as(&noord, "/follow-ups").await.body.contains("K-1"));
        let row = row_of(&app, "K-1").await;
        assert_eq!((&row["team"], &row["owner"]), (&json!("Zuid"), &Value::Null));
        assert!(app.get_as(&zuid, "/follow-ups").await.body.contains(&path));
        assert_eq!(app.post_as(&zuid, &format!("{path}/take-up"), "").await.status, StatusCode::SEE_OTHER);
        let page = app.get_as(&zuid, &path).await.body;
        assert!(page.contains("Te laat") && page.contains("Handed over to team Zuid"), "{page}");
        assert!(!page.contains("/complaints/K-1") && page.contains("Another team handles this complaint"), "{page}");
        assert_eq!(app.acts_of("user noord@example.org", "follow-up hand over").await, 1);
    }

    /// On PostgreSQL a statement that has waited for another looks at its conditions again.
    async fn what_was_handed_over_since_it_was_read_is_not_changed(app) {
        let path = answered(&app, "K-1", json!({}), "score=2").await;
        handler(&app, "anna@example.org", None).await;
        let (id, anna) = (id_in(&path), user(&app, "anna@example.org").await);
        app.execute("UPDATE follow_ups SET team = 'Zuid'").await;
        let mut tx = app.app.db.write().await.unwrap();
        let (now, stale) = (app.app.now(), SeenHold { owner: None, team: None });
        assert!(!follow_ups::take_up(&mut tx, id, None, now, "anna@example.org").await.unwrap());
        assert!(!follow_ups::set_owner(&mut tx, id, stale, Some(anna)).await.unwrap());
        assert!(!follow_ups::hand_over(&mut tx, id, stale, "West").await.unwrap());
        assert!(follow_ups::take_up(&mut tx, id, Some("Zuid"), now, "anna@example.org").await.unwrap());
        let held = SeenHold { owner: Some(anna), team: Some("Zuid") };
        assert!(follow_ups::set_owner(&mut tx, id, held, None).await.unwrap());
        let waiting = SeenHold { owner: None, team: Some("Zuid") };
        assert!(follow_ups::hand_over(&mut tx, id, waiting, "West").await.unwrap());
        tx.commit().await.unwrap();
    }

    async fn who_went_to_another_team_since_the_request_came_in_takes_nothing_up(app) {
        let path = answered(&app, "K-1", json!({"team": "Noord"}), "score=2").await;
        handler(&app, "anna@example.org", Some("Noord")).await;
        let anna = Actor::User("anna@example.org".to_owned());
        let (id, seen) = (id_in(&path), FollowUpsOf::Team("Noord".to_owned()));
        let email = "anna@example.org".parse().unwrap();
        set_team(&app.app, &Actor::Operator, &email, Some("Zuid")).await.unwrap();
        let taken_up = take_up_follow_up(&app.app, &anna, &seen, id, None).await;
        assert!(matches!(taken_up, Err(FollowUpError::Unknown)), "{taken_up:?}");
        app.execute("UPDATE follow_ups SET done_at = opened_at, done_by = 'x'").await;
        let reopened = reopen_follow_up(&app.app, &anna, &seen, id, None).await;
        assert!(matches!(reopened, Err(FollowUpError::Unknown)), "{reopened:?}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_ups WHERE owner_id IS NOT NULL").await, [0]);
    }

    async fn a_user_is_locked_also_if_the_password_changed_since(app) {
        handler(&app, "anna@example.org", None).await;
        let anna = user(&app, "anna@example.org").await;
        let mut tx = app.app.db.write().await.unwrap();
        let before = users::find(&mut tx, anna).await.unwrap().unwrap();
        assert!(users::set_password(&mut tx, anna, "another").await.unwrap());
        assert_eq!(users::hold(&mut tx, &before).await.unwrap(), None);
        let locked = users::lock(&mut tx, anna).await.unwrap().unwrap();
        assert_eq!(locked.password_hash.as_deref(), Some("another"));
    }

    /// The page offers the first teams alone; a longer list does not make the others unknown.
    async fn a_team_beyond_those_that_are_offered_is_known(app) {
        let path = answered(&app, "K-1", json!({"team": "Noord"}), "score=2").await;
        let mut tx = app.app.db.write().await.unwrap();
        for number in 0..=200 {
            let team = format!("Team {number:03}");
            segments::ensure(&mut tx, &Segment::default().with(Dimension::Team, Some(&team))).await.unwrap();
        }
        tx.commit().await.unwrap();
        let cookie = handler(&app, "anna@example.org", None).await;
        for (team, status) in [("Team+201", StatusCode::UNPROCESSABLE_ENTITY), ("Team+200", StatusCode::SEE_OTHER)] {
            let answer = app.post_as(&cookie, &format!("{path}/hand-over"), &format!("seen=&team={team}")).await;
            assert_eq!(answer.status, status, "{team}: {answer:?}");
        }
    }
}
