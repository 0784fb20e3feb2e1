//! What administrators do without a terminal: the menu, the installation, and the first steps of an empty one.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use naklank::domain::upkeep::first_steps::FirstSteps;
use naklank::workflow::upkeep::first_steps::first_steps;

use crate::support::{START, TestApp, closed_complaint, on_both_engines};

/// The addresses in the menu of a page.
fn menu_of(page: &str) -> Vec<String> {
    let Some(menu) = page.split("<nav").nth(1).and_then(|rest| rest.split("</nav>").next()) else {
        return Vec::new();
    };
    let links = menu.split("href=\"").skip(1);
    links.map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&")).collect()
}

/// Every page that is reached through the menu.
async fn walk(app: &TestApp, cookie: &str, begin: &str) -> Vec<String> {
    let mut found = vec![begin.to_owned()];
    let mut place = 0;
    while let Some(path) = found.get(place).cloned() {
        let answer = app.get_as(cookie, &path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {answer:?}");
        for link in menu_of(&answer.body) {
            if !found.contains(&link) {
                found.push(link);
            }
        }
        place += 1;
    }
    found.sort();
    found
}

on_both_engines! {
    async fn each_role_reaches_its_pages_through_the_menu_and_every_link_opens(app) {
        for (role, begin, expected) in [
            (Role::Analyst, "/kpis", "/ /compare /kpis /norms /notifications /quality /sending /signals /verbatims"),
            (Role::PolicyOwner, "/kpis",
             "/ /audit /compare /facts /follow-ups /kpis /norms /notifications /quality /register /sending /signals /verbatims"),
            (Role::Handler, "/facts", "/facts /follow-ups /register"),
            (Role::Admin, "/users", "/audit /installation /keys /questionnaires /sending /suppressions /users"),
        ] {
            let cookie = app.sign_in_as(role).await;
            let reached = walk(&app, &cookie, begin).await;
            for path in expected.split(' ') {
                assert!(reached.iter().any(|link| link == path), "{role} does not reach {path}: {reached:?}");
            }
        }
    }

    async fn a_user_a_key_and_a_suppression_are_added_and_who_did_what_is_found_without_a_terminal(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let added = app.post_as(&admin, "/users", "email=nieuw%40example.org&role=analyst").await;
        assert_eq!(added.status, StatusCode::OK, "{added:?}");
        let made = app.post_as(&admin, "/keys", "name=crm&scope=complaints%3Awrite").await;
        assert_eq!(made.status, StatusCode::OK, "{made:?}");
        let listed = app.post_as(&admin, "/suppressions", "add=jansen%40example.net").await;
        assert_eq!(listed.status, StatusCode::SEE_OTHER, "{listed:?}");
        for (action, subject) in [("users add", "nieuw@example.org"), ("keys add", "crm"), ("suppressions add", "")] {
            let query = action.replace(' ', "+");
            let page = app.get_as(&admin, &format!("/audit?what={query}&who=")).await.body;
            let rows = page.split("<tbody").nth(1).unwrap().split("</tbody>").next().unwrap();
            assert!(rows.contains("admin@example.org") && rows.contains(subject), "{action}: {rows}");
        }
        assert_eq!(app.acts_of("user admin@example.org", "suppressions add").await, 1);
    }

    async fn the_installation_says_how_it_stands_and_no_secret(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let before = app.get_as(&admin, "/installation").await.body;
        assert!(before.contains("not done yet"), "no pass was made: {before}");
        app.tick().await;
        let page = app.get_as(&admin, "/installation").await.body;
        let engine = if page.contains("PostgreSQL ") { "PostgreSQL " } else { "SQLite 3." };
        for told in [
            engine,
            concat!("Naklank ", env!("CARGO_PKG_VERSION")),
            "last done on 20 March 2026",
            "https://nps.example.org",
            "No backup is recorded",
            "1 <span lang=\"en\">loop</span>",
            "naklank audit verify",
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
        for secret in ["postgres:", "sqlite:", "secret.key", "nk_"] {
            assert!(!page.contains(secret), "{secret}: {page}");
        }
    }

    async fn a_pass_is_noted_once_a_minute(app) {
        let noted = async || {
            let admin = app.sign_in_again(Role::Admin).await;
            let page = app.get_as(&admin, "/installation").await.body;
            page.split("last done on ").nth(1).unwrap().split('<').next().unwrap().to_owned()
        };
        app.sign_in_as(Role::Admin).await;
        // So that a second note would stand in another minute.
        app.advance(chrono::TimeDelta::seconds(30));
        app.tick().await;
        let first = noted().await;
        app.advance(chrono::TimeDelta::seconds(59));
        app.tick().await;
        assert_eq!(noted().await, first);
        app.advance(chrono::TimeDelta::seconds(61));
        app.tick().await;
        assert_ne!(noted().await, first);
    }

    async fn an_empty_installation_says_what_to_do_next_until_a_complaint_comes(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let page = app.get_as(&admin, "/installation").await.body;
        assert!(page.contains("What to do next"), "{page}");
        assert!(page.contains("href=\"/users\">Add users"), "{page}");
        assert!(!page.contains("href=\"/register\""), "an administrator registers no complaint: {page}");
        let steps = first_steps(&app.app).await.unwrap().unwrap();
        assert!(!steps.has_users && !steps.has_norms, "{steps:?}");
        app.add_user("iemand@example.org", Role::Analyst).await;
        app.load_policy_values().await;
        let FirstSteps { has_users, has_norms, .. } = first_steps(&app.app).await.unwrap().unwrap();
        assert!(has_users && has_norms);
        app.put("K-1", &closed_complaint(START)).await;
        assert_eq!(first_steps(&app.app).await.unwrap(), None);
        assert!(!app.get_as(&admin, "/installation").await.body.contains("What to do next"));
    }
}
