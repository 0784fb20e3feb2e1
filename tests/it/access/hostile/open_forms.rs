//! Forms that were open while what their author may do changed.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use naklank::urls;
use naklank::web::entrances::ENTRANCES;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::users::{NewUser, add_user, list_users};

use crate::support::{Answer, Backend, TestApp, on_both_engines};

const TYPED: &str = "day=2026-03-20&kind=process&note=Nieuwe+werkwijze+%26+brieven";
const NOTED: &str = "SELECT COUNT(*) FROM change_points";
const AUDITED: &str = "SELECT COUNT(*) FROM audit";

/// The first form of a page that is sent to `action`, as a browser sends it when only `typed` was filled in.
fn form_of(page: &Answer, action: &str, typed: &str) -> String {
    let form = page.body.split("<form").find(|form| form.contains(&format!("action=\"{action}\""))).unwrap();
    let form = form.split("</form>").next().unwrap();
    let hidden = form.split("<input type=\"hidden\" name=\"").skip(1).map(|rest| {
        let (name, rest) = rest.split_once('"').unwrap();
        let value = rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish()
    });
    hidden.chain([typed.to_owned()]).collect::<Vec<_>>().join("&")
}

on_both_engines! {
    /// Two tabs of one browser share its cookie: the second person to sign in is signed in in both.
    async fn a_form_that_one_person_opened_is_not_done_as_another(app) {
        let first = app.sign_in_as(Role::Analyst).await;
        let open = form_of(&app.get_as(&first, "/signals").await, "/signals/changes", TYPED);
        assert!(open.contains("signed_in_as=analyst%40example.org"), "{open}");
        let second = app.sign_in_as(Role::PolicyOwner).await;
        let audited = app.integers(AUDITED).await;
        let refused = app.post_as(&second, "/signals/changes", &open).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{refused:?}");
        for words in ["analyst@example.org opened this form", "policy-owner@example.org has signed in", "Nieuwe werkwijze &amp; brieven"] {
            assert!(refused.body.contains(words), "{words}: {}", refused.body);
        }
        assert_eq!((app.integers(NOTED).await, app.integers(AUDITED).await), (vec![0], audited));
        assert_eq!(app.post_as(&first, "/signals/changes", &open).await.status, StatusCode::SEE_OTHER, "the author may");
        // Who is signed in now may say: send it all the same, in my name.
        let again = form_of(&refused, "/signals/changes", TYPED);
        assert!(again.contains("signed_in_as=policy-owner%40example.org"), "{again}");
        assert_eq!(app.post_as(&second, "/signals/changes", &again).await.status, StatusCode::SEE_OTHER);
        let noted = "SELECT COUNT(*) FROM change_points WHERE noted_by = 'policy-owner@example.org'";
        assert_eq!((app.integers(NOTED).await, app.integers(noted).await), (vec![2], vec![1]));
    }

    async fn a_form_that_waited_for_a_sign_in_is_sent_as_the_one_who_signed_in(app) {
        let (first, second) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        app.post_as(&first, "/sign-out", "").await;
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("email", "analyst@example.org").append_pair("password", "een lang wachtwoord");
        let form = form.append_pair("next", "/signals/changes").append_pair("typed", TYPED).finish();
        let waiting = app.post_form("/sign-in", &form).await;
        assert_eq!(waiting.status, StatusCode::OK, "{waiting:?}");
        let again = form_of(&waiting, "/signals/changes", TYPED);
        assert!(again.contains("signed_in_as=analyst%40example.org"), "{again}");
        assert_eq!(app.post_as(&second, "/signals/changes", &again).await.status, StatusCode::CONFLICT);
        assert_eq!(app.integers(NOTED).await, [0]);
        let cookie = waiting.header("set-cookie").split(';').next().unwrap();
        assert_eq!(app.post_as(cookie, "/signals/changes", &again).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers(NOTED).await, [1]);
    }

    async fn a_button_that_one_person_saw_is_not_pressed_as_another(app) {
        let first = app.sign_in_as(Role::PolicyOwner).await;
        let pause = form_of(&app.get_as(&first, "/sending").await, "/sending/pause", "");
        let second = app.sign_in_as(Role::Admin).await;
        let refused = app.post_as(&second, "/sending/pause", &pause).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{refused:?}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM sending WHERE paused_at IS NOT NULL").await, [0]);
        assert_eq!(app.post_as(&first, "/sending/pause", &pause).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers("SELECT COUNT(*) FROM sending WHERE paused_at IS NOT NULL").await, [1]);
        // After the end of the session it is a button still, which leads back to its page.
        let ended = app.post_form("/sending/pause", &pause).await;
        assert_eq!((ended.status, ended.header("location")), (StatusCode::SEE_OTHER, "/sign-in?next=%2Fsending"));
    }

    async fn a_role_taken_away_in_the_middle_of_a_form_changes_nothing_and_keeps_what_was_typed(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        assert_eq!(app.get_as(&cookie, "/signals").await.status, StatusCode::OK);
        let audited = app.integers(AUDITED).await;
        for statement in [
            "UPDATE users SET roles = 'handler' WHERE email = 'analyst@example.org'",
            "UPDATE users SET roles = '' WHERE email = 'analyst@example.org'",
        ] {
            app.execute(statement).await;
            let refused = app.post_as(&cookie, "/signals/changes", &format!("{TYPED}&password=geheim")).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");
            assert!(refused.body.contains("Nieuwe werkwijze &amp; brieven"), "{}", refused.body);
            assert!(refused.body.contains("readonly") && !refused.body.contains("/signals/changes"), "{}", refused.body);
            assert!(!refused.body.contains("geheim"), "{}", refused.body);
            assert_eq!(app.get_as(&cookie, "/signals").await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!((app.integers(NOTED).await, app.integers(AUDITED).await), (vec![0], audited));
        app.execute("UPDATE users SET roles = 'analyst' WHERE email = 'analyst@example.org'").await;
        assert_eq!(app.post_as(&cookie, "/signals/changes", TYPED).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers(NOTED).await, [1]);
    }

    async fn a_button_without_a_right_says_so_without_a_form(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let refused = app.post_as(&cookie, "/sending/pause", "").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.body.contains("Your role does not include it"), "{}", refused.body);
    }
}

/// Whatever page it stands on: a form can be opened as one person and sent as another.
#[tokio::test]
async fn every_form_to_be_sent_says_for_whom_it_was_made() {
    let app = TestApp::start(Backend::Sqlite).await;
    app.put("K-1", &crate::support::closed_complaint(crate::support::START)).await;
    app.load_policy_values().await;
    app.add_user("anna@example.org", Role::Analyst).await;
    let every_role = Role::ALL.iter().copied().collect();
    let new = NewUser {
        email: "alles@example.org".parse().unwrap(),
        roles: every_role,
        team: None,
        password: None,
    };
    let link = add_user(&app.app, &Actor::Operator, new).await.unwrap().unwrap();
    let opened = app.post_form(&urls::sign_in_link(&link), "password=een+lang+wachtwoord").await;
    let cookie = opened.header("set-cookie").split(';').next().unwrap().to_owned();
    let users = list_users(&app.app).await.unwrap();
    let anna = users.iter().find(|user| user.email == "anna@example.org").unwrap().id.to_string();
    let norms = app.get_as(&cookie, urls::NORMS).await.body;
    let is_id = |text: &&str| text.len() == 36 && text.split('-').count() == 5;
    let norm = norms.split("/norms/").filter_map(|rest| rest.split(['"', '/']).next()).find(is_id).unwrap();
    let mut with_forms = BTreeSet::new();
    let mut forms = 0;
    for entrance in ENTRANCES.iter().filter(|entrance| entrance.methods.contains(&"GET")) {
        let id = if entrance.path.starts_with(urls::USERS) { anna.as_str() } else { norm };
        let path = [
            ("{id}", id),
            ("{reference}", "K-1"),
            ("{closure}", "1"),
            ("{kpi}", "acknowledgement"),
            ("{month}", "2026-02"),
            ("{year}", "2026"),
        ]
        .iter()
        .fold(entrance.path.to_owned(), |path, (parameter, value)| path.replace(parameter, value));
        let page = app.get_as(&cookie, &path).await;
        let is_of_staff = page.body.contains("action=\"/sign-out\"");
        let body = page.body.split("<main").nth(1).unwrap_or_default();
        for form in body.split("<form").skip(1).filter(|form| is_of_staff && form.contains("method=\"post\""))
        {
            let field = "name=\"signed_in_as\" value=\"alles@example.org\"";
            assert!(form.split("</form>").next().unwrap().contains(field), "{path}: {form}");
            with_forms.insert(entrance.path);
            forms += 1;
        }
    }
    for path in [urls::USERS, urls::USER, urls::KEYS, urls::COMPLAINT_NEW, urls::SIGNALS, urls::SENDING] {
        assert!(with_forms.contains(path), "{path} was not seen with its forms: {with_forms:?}");
    }
    assert!(forms > 15, "{forms}");
}

/// The visitor of the demonstration has no session, and forms all the same.
#[tokio::test]
async fn a_visitor_of_the_demonstration_sends_the_forms_that_were_made_for_the_visitor() {
    let app = TestApp::start_demo(Backend::Sqlite).await;
    let open = form_of(&app.get("/signals").await, "/signals/changes", TYPED);
    assert_eq!(app.post_form("/signals/changes", &open).await.status, StatusCode::SEE_OTHER);
    let other = open.replace("signed_in_as=policy-owner", "signed_in_as=another");
    assert_eq!(app.post_form("/signals/changes", &other).await.status, StatusCode::CONFLICT);
    assert_eq!(app.integers(NOTED).await, [1]);
}
