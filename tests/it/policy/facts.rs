//! What happened to a complaint, told by a person on a page.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::roles::Role;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::users::{NewUser, add_user};
use naklank::workflow::upkeep::recount::check_tallies;
use serde_json::{Value, json};

use crate::support::{Answer, TestApp, on_both_engines};

const PATH: &str = "/complaints/K%2D1/facts";

/// A complaint of team Noord, received on Wednesday 1 April 2026 at 16:00 in Amsterdam.
async fn received(app: &TestApp) {
    app.clock.set("2026-04-14T10:00:00Z");
    let told = json!({
        "status": "open", "received_at": "2026-04-01T14:00:00Z", "team": "Noord", "causes": ["lead_time", "tone"],
        "acknowledged_at": "2026-04-02T13:00:30.5Z", "remedy": "payment", "remedy_amount": 100,
    });
    assert_eq!(app.put("K-1", &told).await.status, StatusCode::CREATED);
}

/// Opens the form and sends it.
async fn tell(app: &TestApp, who: &str, form: &str) -> Answer {
    let version = version_in(&app.get_as(who, PATH).await.body);
    app.post_as(who, PATH, &format!("{form}&version={version}")).await
}

/// The version that a form on a page was written for.
pub fn version_in(page: &str) -> String {
    page.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

async fn complaint(app: &TestApp) -> Value {
    app.api(Method::GET, "/api/v1/complaints/K-1", Body::empty()).await.json()
}

/// Signs in a new handler of a team; gives the cookie.
pub(super) async fn handler_of(app: &TestApp, team: &str) -> String {
    let email = format!("{}@example.org", team.to_lowercase());
    let new = NewUser {
        email: email.parse().unwrap(),
        roles: Role::Handler.into(),
        team: Some(team.to_owned()),
        password: None,
    };
    let link = add_user(&app.app, &Actor::Operator, new).await.unwrap().unwrap();
    let answer = app.post_form(&format!("/sign-in/{}", link.reveal()), "password=een+lang+wachtwoord").await;
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

on_both_engines! {
    async fn a_handler_tells_what_happened_and_the_clocks_follow(app) {
        received(&app).await;
        let handler = app.sign_in_as(Role::Handler).await;
        let page = app.get_as(&handler, PATH).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        assert!(page.body.contains(r#"value="2026-04-02T15:00:30""#), "in the organisation's time: {}", page.body);
        let form = "acknowledged_at=2026-04-02T15:00:30&acknowledged_by=person&phone_response_at=never\
                    &phone_response_at=&written_response_at=2026-04-13T23%3A59&answered_by=other&team_discussed_on=2026-04-14";
        let answer = tell(&app, &handler, form).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/complaints/K%2D1/facts?done=1"));
        let told = complaint(&app).await;
        for (name, value) in [
            ("acknowledged_at", json!("2026-04-02T13:00:30.500Z")),
            ("acknowledged_by", json!("person")),
            ("phone_response_at", json!("never")),
            ("written_response_at", json!("2026-04-13T21:59:00Z")),
            ("team_discussed_on", json!("2026-04-14")),
            ("causes", json!(["lead_time", "tone"])),
            ("remedy_amount", json!(100)),
        ] {
            assert_eq!(told[name], value, "{name}");
        }
        let board = app.api(Method::GET, "/api/v1/kpis?year=2026", Body::empty()).await.json();
        let timely: Vec<&Value> = board["kpis"].as_array().unwrap().iter().take(3).map(|row| &row["numerator"]).collect();
        assert_eq!(timely, [1, 0, 1]);
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'complaint facts' AND subject = 'K-1'").await, [1]);
    }

    async fn what_cannot_be_is_refused_and_shown_again(app) {
        received(&app).await;
        let handler = app.sign_in_as(Role::Handler).await;
        let before = complaint(&app).await;
        for (form, field) in [
            ("acknowledged_at=2026-04-01T15:59", "acknowledged_at"),
            ("written_response_at=2026-04-16T10:00", "written_response_at"),
            ("phone_response_at=2026-04-02T10:00&phone_response_at=never", "phone_response_at"),
            ("phone_attempted_at=never", "phone_attempted_at"),
            ("acknowledged_at=never&acknowledged_by=person", "acknowledged_by"),
            ("employee_discussed_on=2026-03-31", "employee_discussed_on"),
            ("employee_discussed_on=31-03-2026", "employee_discussed_on"),
        ] {
            let answer = app.post_as(&handler, PATH, form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
            assert!(answer.body.contains(&format!(r##"href="#{field}""##)), "{form}: {}", answer.body);
        }
        assert_eq!(complaint(&app).await, before);
    }

    async fn a_form_that_was_opened_before_another_told_more_does_not_take_it_back(app) {
        received(&app).await;
        let (first, second) = (app.sign_in_again(Role::Handler).await, app.sign_in_again(Role::Handler).await);
        let opened = version_in(&app.get_as(&first, PATH).await.body);
        assert_eq!(tell(&app, &second, "written_response_at=2026-04-13T23%3A59").await.status, StatusCode::SEE_OTHER);
        let stale = format!("written_response_at=&phone_response_at=never&version={opened}");
        let refused = app.post_as(&first, PATH, &stale).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{refused:?}");
        assert_eq!(complaint(&app).await["written_response_at"], "2026-04-13T21:59:00Z");
        let knowing = stale.replace(&opened, &version_in(&refused.body));
        assert_eq!(app.post_as(&first, PATH, &knowing).await.status, StatusCode::SEE_OTHER, "sent once more");
        assert_eq!(complaint(&app).await["phone_response_at"], "never");
    }

    async fn only_who_may_record_the_complaints_facts_sees_them(app) {
        received(&app).await;
        let noord = handler_of(&app, "Noord").await;
        let zuid = handler_of(&app, "Zuid").await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        for (who, path, status) in [
            (&noord, PATH, StatusCode::OK),
            (&noord, "/complaints/K-2/facts", StatusCode::NOT_FOUND),
            (&zuid, PATH, StatusCode::NOT_FOUND),
            (&analyst, PATH, StatusCode::FORBIDDEN),
        ] {
            assert_eq!(app.get_as(who, path).await.status, status, "{path}");
            if status == StatusCode::OK {
                assert_eq!(tell(&app, who, "phone_response_at=never").await.status, StatusCode::SEE_OTHER);
            } else {
                assert_eq!(app.post_as(who, path, "phone_response_at=never").await.status, status, "{path}");
            }
        }
        assert!(app.get_as(&noord, "/follow-ups").await.body.contains("/facts"), "a handler finds the way");
        assert_eq!(app.get_as(&noord, "/facts?reference=+K-1").await.header("location"), PATH);
        assert_eq!(app.get_as(&noord, "/facts").await.status, StatusCode::OK);
        assert_eq!(app.get_as(&zuid, "/facts?reference=K-1").await.status, StatusCode::NOT_FOUND);
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        assert!(app.get_as(&owner, "/complaints/K-1").await.body.contains(PATH), "the story leads to it");
        assert!(!app.get_as(&analyst, "/complaints/K-1").await.body.contains(PATH));
    }
}
