//! No request for a follow-up is lost, and each is in the hands of one person.

mod api;
mod browser;
mod contact;
mod due;
mod end;
mod figures;
mod hold;
mod lists;
mod mails;
mod notes;
mod release;
mod released;
mod told_anew;
mod typed;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::roles::Role;
use naklank::domain::ids::UserId;
use naklank::storage::access::users;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::users::{NewUser, add_user};
use serde_json::{Value, json};

use crate::support::{START, TestApp, on_both_engines};

/// Has a complaint answered as in the form, as the first thing that happens; returns the path of its follow-up.
async fn answered(app: &TestApp, reference: &str, complaint: Value, form: &str) -> String {
    app.clock.set(START);
    let link = app.invite_with(reference, complaint).await;
    app.post_form(&link, form).await;
    format!("/follow-ups/{}", row_of(app, reference).await["id"].as_str().unwrap())
}

/// A follow-up as the API tells it.
async fn row_of(app: &TestApp, reference: &str) -> Value {
    let listed = app.api(Method::GET, "/api/v1/follow-ups", Body::empty()).await.json();
    let rows = listed["follow_ups"].as_array().unwrap().clone();
    rows.into_iter().find(|row| row["reference"] == reference).expect("it has a follow-up")
}

/// Signs in a new handler, of a team or of all; returns the cookie.
async fn handler(app: &TestApp, email: &str, team: Option<&str>) -> String {
    let team = team.map(str::to_owned);
    let new = NewUser { email: email.parse().unwrap(), roles: Role::Handler.into(), team, password: None };
    let link = add_user(&app.app, &Actor::Operator, new).await.unwrap().unwrap();
    let answer = app.post_form(&format!("/sign-in/{}", link.reveal()), "password=een+lang+wachtwoord").await;
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

async fn user(app: &TestApp, email: &str) -> UserId {
    users::id_of(&mut app.app.db.read().await.unwrap(), email).await.unwrap().unwrap()
}

/// The value of a hidden field in a page.
fn hidden(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

on_both_engines! {
    async fn detractors_and_who_asks_for_contact_are_followed_up_within_two_working_days(app) {
        let mut links = Vec::new();
        for (reference, form) in [("K-1", "score=2"), ("K-2", "score=9&contact_me=on"), ("K-3", "score=7")] {
            links.push(app.invite(reference).await);
            app.post_form(links.last().unwrap(), form).await;
            app.clock.set(START);
        }
        // Monday 23 March 2026.
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_ups WHERE CAST(due_on AS TEXT) = '2026-03-25'").await, [2]);
        let thanks = app.get(&links[1]).await.body;
        assert!(thanks.contains("Wij nemen uiterlijk 25 maart 2026 contact met u op."), "{thanks}");
    }

    async fn a_follow_up_is_taken_up_read_and_ended(app) {
        let contact = json!({"contact": {"email": "jan@example.org", "name": "Jan Jansen"}});
        let path = answered(&app, "K-1", contact, "score=2&comment=Te+laat&contact_me=on&speed=1").await;
        let cookie = app.sign_in_as(Role::Handler).await;
        assert_eq!(app.get_as(&cookie, "/").await.header("location"), "/follow-ups", "that is where a handler's work is");
        let list = app.get_as(&cookie, "/follow-ups").await.body;
        for shown in ["wants contact", "25 March 2026", "data-label=\"Items rated\" class=\"number\">1<", "Noord", "Verkeer", "20 March 2026"] {
            assert!(list.contains(shown), "{shown}: {list}");
        }
        let before = app.get_as(&cookie, &path).await;
        assert_eq!(before.status, StatusCode::OK, "it says what it is about");
        for page in [&list, &before.body] {
            for secret in ["Te laat", "jan@example.org", "Jan Jansen", "very dissatisfied"] {
                assert!(!page.contains(secret), "not before it is taken up: {secret}");
            }
        }
        let take_up = format!("{path}/take-up");
        assert!(list.contains(&take_up) && before.body.contains(&take_up));
        assert_eq!(app.get_as(&cookie, &take_up).await.status, StatusCode::METHOD_NOT_ALLOWED);
        for _ in 0..2 {
            assert_eq!(app.post_as(&cookie, &take_up, "").await.header("location"), path, "twice is once");
        }
        let detail = app.get_as(&cookie, &path).await.body;
        for shown in ["Te laat", "very dissatisfied", "<dd>2</dd>", "/complaints/K%2D1/facts", "Show contact details"] {
            assert!(detail.contains(shown), "{shown}: {detail}");
        }
        assert!(!detail.contains("jan@example.org") && !detail.contains("href=\"/complaints/K%2D1\""), "{detail}");
        let analyst = app.sign_in_as(Role::Analyst).await;
        for path in [path.as_str(), "/follow-ups", "/follow-ups/figures"] {
            assert_eq!(app.get_as(&analyst, path).await.status, StatusCode::FORBIDDEN);
        }
        let ended = app.post_as(&cookie, &format!("{path}/end"), "outcome=explained").await;
        assert_eq!(ended.header("location"), "/follow-ups?done=1");
        let list = app.get_as(&cookie, ended.header("location")).await.body;
        assert!(list.contains("There is nothing to follow up.") && list.contains("This has been recorded."), "{list}");
        let done = list.split("Ended in the last 30 days").nth(1).expect("it can be found back");
        for shown in ["K-1", "handler@example.org", "Explained to the customer"] {
            assert!(done.contains(shown), "{shown}: {done}");
        }
        assert!(!done.contains("<strong>late</strong>"), "{done}");
        assert!(app.get_as(&cookie, &path).await.body.contains("Te laat"), "and read again");
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action LIKE 'follow-up %' AND action <> 'follow-up read'").await, [2]);
        assert_eq!(app.get_as(&cookie, "/follow-ups/x").await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.post_as(&cookie, "/follow-ups/x/end", "").await.status, StatusCode::NOT_FOUND);
    }

    /// A handler sees the follow-ups of their own team only.
    async fn a_handler_sees_the_own_team_alone(app) {
        answered(&app, "K-noord", json!({"team": "Noord"}), "score=2&comment=Slecht").await;
        let path = answered(&app, "K-zuid", json!({"team": "Zuid"}), "score=2&contact_me=on&comment=Slecht").await;
        let noord = handler(&app, "noord@example.org", Some("Noord")).await;
        let all = handler(&app, "alle@example.org", None).await;
        for list in ["", "?list=team", "?list=all", "?list=overdue", "?list=unassigned"] {
            let body = app.get_as(&noord, &format!("/follow-ups{list}")).await.body;
            assert!(!body.contains("K-zuid"), "{list}: {body}");
        }
        let list = app.get_as(&all, "/follow-ups").await.body;
        assert!(list.contains("K-noord") && list.contains("K-zuid") && list.contains(&path));
        let me = user(&app, "noord@example.org").await;
        let tried = "SELECT COUNT(*) FROM audit WHERE action LIKE 'follow-up %'";
        let hostile = async || {
            assert_eq!(app.get_as(&noord, &path).await.status, StatusCode::NOT_FOUND);
            for (act, form) in [
                ("take-up", String::new()),
                ("end", "outcome=put_right".to_owned()),
                ("drop", "drop_reason=Test".to_owned()),
                ("reopen", String::new()),
                ("note", "note=Gezien".to_owned()),
                ("contact", String::new()),
                ("assign", format!("seen=&colleague={me}")),
                ("hand-over", "seen=&team=Noord".to_owned()),
            ] {
                let answer = app.post_as(&noord, &format!("{path}/{act}"), &form).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}: {answer:?}");
            }
        };
        hostile().await;
        assert_eq!(app.integers(tried).await, [0]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_ups WHERE taken_up_at IS NOT NULL OR owner_id IS NOT NULL").await, [0]);
        assert_eq!(app.post_as(&all, &format!("{path}/take-up"), "").await.status, StatusCode::SEE_OTHER);
        hostile().await;
        assert_eq!(app.get_as(&all, &path).await.status, StatusCode::OK);
        let read = app.acts_of("user alle@example.org", "follow-up read").await;
        assert_eq!(read, 1, "each reading is in the audit");
        assert_eq!(app.post_as(&all, &format!("{path}/end"), "outcome=put_right").await.status, StatusCode::SEE_OTHER);
        hostile().await;
        assert_eq!(app.integers(tried).await, [3]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_up_notes").await, [0]);
    }

    async fn contact_is_promised_until_the_follow_up_has_ended(app) {
        app.clock.set(START);
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=2&contact_me=on").await;
        let path = format!("/follow-ups/{}", row_of(&app, "K-1").await["id"].as_str().unwrap());
        let cookie = handler(&app, "een@example.org", None).await;
        app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        assert!(app.get(&link).await.body.contains("Wij nemen uiterlijk"));
        app.post_as(&cookie, &format!("{path}/end"), "outcome=put_right").await;
        assert!(!app.get(&link).await.body.contains("Wij nemen uiterlijk"), "it was done");
    }
}
