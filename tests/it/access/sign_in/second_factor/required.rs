//! A second factor that the settings require.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::roles_and_team::set_roles;

use crate::access::sign_in::second_factor::{
    CODE, CONFIRM, PAGE, Phone, WRONG, form, offer, password, session,
};
use crate::support::{Answer, Backend, TestApp};

async fn requiring(whom: &str) -> TestApp {
    TestApp::start_with(Backend::Sqlite, &[("access.second_factor", whom)]).await
}

/// A new user who chose a password.
async fn first_sign_in(app: &TestApp, role: Role) -> Answer {
    let link = app.add_user(&format!("{role}@example.org"), role).await;
    app.post_form(&link, "password=een+lang+wachtwoord").await
}

#[tokio::test]
async fn an_administrator_sets_it_up_before_anything_else_and_others_need_not() {
    let app = requiring("administrators").await;
    assert_eq!(first_sign_in(&app, Role::Analyst).await.header("location"), "/");
    let answer = first_sign_in(&app, Role::Admin).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, PAGE));
    let waiting = session(&answer);
    assert_eq!(app.get_as(&waiting, "/").await.header("location"), PAGE);
    for path in ["/sending", "/follow-ups", "/norms", "/kpis", "/register", "/complaints/K-1"] {
        let to = app.get_as(&waiting, path).await.header("location").to_owned();
        assert_eq!(to, format!("{PAGE}?{}", form(&[("next", path)])), "{path}");
    }
    let button = app.post_as(&waiting, "/sending/pause", "").await;
    assert_eq!(
        button.header("location"),
        format!("{PAGE}?next=%2Fsending"),
        "a mere button is pressed again"
    );
    assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'sending pause'").await, [0]);
    assert_eq!(app.get_as(&waiting, CODE).await.header("location"), "/");
    let page = app.get_as(&waiting, &format!("{PAGE}?next=%2Fsending&typed=a%3Db")).await.body;
    assert!(!page.contains("name=\"typed\""), "a link brings no form along: {page}");
    assert!(page.contains("Your organisation asks this of you.") && !page.contains("<nav"), "{page}");
    assert!(
        page.contains("name=\"next\" value=\"/sending\"") && page.contains("action=\"/sign-out\""),
        "{page}"
    );
}

#[tokio::test]
async fn who_becomes_an_administrator_signs_in_again_and_sets_it_up() {
    let app = requiring("administrators").await;
    let open = session(&first_sign_in(&app, Role::Analyst).await);
    let (email, actor) = ("analyst@example.org".parse().unwrap(), Actor::Operator);
    set_roles(&app.app, &actor, &email, &[Role::Analyst, Role::Handler].into_iter().collect()).await.unwrap();
    assert_eq!(app.get_as(&open, "/").await.status, StatusCode::OK);
    set_roles(&app.app, &actor, &email, &[Role::Analyst, Role::Admin].into_iter().collect()).await.unwrap();
    assert_eq!(app.get_as(&open, "/").await.header("location"), "/sign-in");
    assert_eq!(password(&app).await.header("location"), PAGE);
}

#[tokio::test]
async fn the_session_that_waited_ends_when_the_second_factor_is_set_up() {
    let app = requiring("administrators").await;
    let waiting = session(&first_sign_in(&app, Role::Admin).await);
    let page = app.post_as(&waiting, PAGE, "next=%2Fsending").await.body;
    let phone = Phone::of(&page);
    let wrong = app.post_as(&waiting, CONFIRM, &form(&[("offer", offer(&page)), ("code", WRONG)])).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = form(&[("offer", offer(&page)), ("code", &phone.code(&app, 0)), ("next", "/sending")]);
    let confirmed = app.post_as(&waiting, CONFIRM, &sent).await;
    assert_eq!(confirmed.status, StatusCode::OK);
    let open = session(&confirmed);
    assert_ne!(open, waiting);
    assert_eq!(app.get_as(&waiting, "/sending").await.header("location"), "/sign-in?next=%2Fsending");
    assert_eq!(app.get_as(&open, "/sending").await.status, StatusCode::OK);
    let done = app.post_as(&open, "/account/second-factor/done", "next=%2Fsending&typed=").await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/sending"));
    app.advance(TimeDelta::minutes(2));
    let kept = form(&[("code", &phone.code(&app, 0))]);
    let removed = app.post_as(&open, "/account/second-factor/remove", &kept).await;
    assert_eq!(removed.status, StatusCode::CONFLICT, "the settings require it");
    let page = app.get_as(&open, PAGE).await.body;
    assert!(
        page.contains("so you cannot turn it off") && page.contains("You have 10 recovery codes left."),
        "{page}"
    );
}

/// As when the settings begin to require it while a page is open.
#[tokio::test]
async fn a_form_that_is_sent_before_setting_it_up_is_carried_through_that() {
    let app = requiring("everyone").await;
    let waiting = session(&first_sign_in(&app, Role::Analyst).await);
    // As long as a form may be, and three times as long when it is carried.
    let name = "\u{e9}".repeat(20_000);
    let typed = form(&[("name", &name), ("keywords", "brief")]);
    let carried = app.post_as(&waiting, "/themes", &typed).await;
    assert_eq!(carried.status, StatusCode::UNAUTHORIZED);
    assert!(carried.body.contains("Your organisation asks this of you."));
    assert!(
        carried.body.contains("name=\"next\" value=\"/themes\"") && carried.body.contains("name=\"typed\"")
    );
    assert_eq!(app.integers("SELECT COUNT(*) FROM themes").await, [0]);
    let sent = form(&[("next", "/themes"), ("typed", &typed)]);
    assert!(sent.len() > 128 * 1024, "{}", sent.len());
    let page = app.post_as(&waiting, PAGE, &sent).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.status);
    let code = Phone::of(&page.body).code(&app, 0);
    let sent = form(&[("offer", offer(&page.body)), ("code", &code), ("next", "/themes"), ("typed", &typed)]);
    let confirmed = app.post_as(&waiting, CONFIRM, &sent).await;
    assert_eq!(confirmed.status, StatusCode::OK, "{}", confirmed.status);
    let sent = form(&[("next", "/themes"), ("typed", &typed)]);
    let again = app.post_as(&session(&confirmed), "/account/second-factor/done", &sent).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.status);
    assert!(again.body.contains("action=\"/themes\"") && again.body.contains(&name));
}

#[tokio::test]
async fn what_was_typed_survives_setting_it_up() {
    let app = requiring("everyone").await;
    first_sign_in(&app, Role::Analyst).await;
    let typed = "day=2026-03-20&kind=process&note=Nieuwe+werkwijze";
    let wanted = [("next", "/signals/changes"), ("typed", typed)];
    let email = [("email", "analyst@example.org"), ("password", "een lang wachtwoord")];
    let asked = app.post_form("/sign-in", &form(&[email, wanted].concat())).await;
    let carried = ["name=\"next\" value=\"/signals/changes\"", "Nieuwe+werkwijze"];
    let carries = |answer: &Answer| carried.iter().all(|part| answer.body.contains(part));
    assert!(asked.status == StatusCode::OK && carries(&asked), "{asked:?}");
    let waiting = session(&asked);
    let page = app.post_as(&waiting, PAGE, &form(&wanted)).await;
    assert!(carries(&page), "{page:?}");
    let code = Phone::of(&page.body).code(&app, 0);
    let confirming = [("offer", offer(&page.body)), ("code", code.as_str())];
    let confirmed = app.post_as(&waiting, CONFIRM, &form(&[confirming, wanted].concat())).await;
    assert!(carries(&confirmed), "{confirmed:?}");
    let open = session(&confirmed);
    let again = app.post_as(&open, "/account/second-factor/done", &form(&wanted)).await;
    assert!(
        again.body.contains("action=\"/signals/changes\"") && again.body.contains("Nieuwe werkwijze"),
        "{again:?}"
    );
    assert_eq!(app.post_as(&open, "/signals/changes", typed).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_does_not_set_it_up_within_an_hour_signs_in_again() {
    let app = requiring("everyone").await;
    let waiting = session(&first_sign_in(&app, Role::Analyst).await);
    app.advance(TimeDelta::minutes(59));
    assert_eq!(app.get_as(&waiting, PAGE).await.status, StatusCode::OK);
    app.advance(TimeDelta::minutes(1));
    assert_eq!(
        app.get_as(&waiting, PAGE).await.header("location"),
        "/sign-in?next=%2Faccount%2Fsecond-factor"
    );
    assert_eq!(password(&app).await.header("location"), PAGE);
    assert_eq!(
        app.integers("SELECT COUNT(*) FROM audit WHERE action = 'sign in'").await,
        [0],
        "that is not signed in"
    );
}
