//! The page of the audit: who may see it, its filters, its pages and its file.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::access::action::Action;
use naklank::domain::access::audit_query::AuditQuery;
use naklank::domain::access::roles::{Role, Roles};
use naklank::domain::input::spreadsheet::Dialect;
use naklank::workflow::access::audit::export::audit_file;
use naklank::workflow::access::audit::publish_head::publish_audit_head;
use naklank::workflow::access::audit::verify::audit_head;
use naklank::workflow::access::audit::{Actor, record_reading};
use naklank::workflow::access::roles_and_team::set_roles;
use naklank::workflow::sending::suppressions::{add_suppression, remove_suppression};

use crate::support::{Backend, TestApp, on_both_engines};

async fn read(app: &TestApp, number: u32) {
    let subject = format!("number {number}");
    record_reading(&app.app, &Actor::Operator, Action::ReadVerbatims, &subject).await.unwrap();
}

/// The cells of the page's rows; acts and actors as they are stored.
fn rows(page: &str) -> Vec<Vec<String>> {
    let Some(body) = page.split("<tbody role=\"rowgroup\">").nth(1) else { return Vec::new() };
    let body = body.split("</tbody>").next().unwrap();
    let plain = |cell: &str| {
        let (tag, rest) = cell.split_once('>').unwrap();
        if let Some((_, stored)) = tag.split_once("data-stored=\"") {
            return stored.trim_end_matches('"').to_owned();
        }
        let text = rest.split("</td>").next().unwrap();
        let text = text.strip_prefix("<time").map_or(text, |time| time.split_once('>').unwrap().1);
        text.trim_end_matches("</time>").to_owned()
    };
    body.split("<tr role=\"row\">").skip(1).map(|row| row.split("<td").skip(1).map(plain).collect()).collect()
}

async fn found(app: &TestApp, cookie: &str, query: &str) -> Vec<Vec<String>> {
    let page = app.get_as(cookie, &format!("/audit?{query}")).await;
    assert_eq!(page.status, StatusCode::OK, "{query}: {page:?}");
    rows(&page.body)
}

on_both_engines! {
    async fn policy_owners_and_administrators_read_the_audit_and_others_do_not(app) {
        for (role, status) in [
            (Role::Analyst, StatusCode::FORBIDDEN),
            (Role::Handler, StatusCode::FORBIDDEN),
            (Role::PolicyOwner, StatusCode::OK),
            (Role::Admin, StatusCode::OK),
        ] {
            let cookie = app.sign_in_as(role).await;
            for path in ["/audit", "/audit.csv"] {
                assert_eq!(app.get_as(&cookie, path).await.status, status, "{role}: {path}");
            }
        }
        assert_eq!(app.get("/audit").await.header("location"), "/sign-in?next=%2Faudit");
        assert_eq!(app.acts_of("user admin@example.org", "read audit").await, 1, "who looked stands there too");
        assert_eq!(app.acts_of("user admin@example.org", "export audit").await, 1);
        assert_eq!(app.acts_of("user analyst@example.org", "read audit").await, 0);
    }

    async fn the_page_shows_who_did_what_when_and_on_what(app) {
        app.clock.run();
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let listed = found(&app, &owner, "").await;
        assert_eq!(listed[0][1..], ["user policy-owner@example.org", "read audit", "the first to the last"]);
        assert!(listed[0][0].contains("15:00:00"), "local time: {listed:?}");
        let added = listed.iter().find(|row| row[2] == "users add").unwrap();
        assert_eq!(added[1..], ["operator", "users add", "policy-owner@example.org: policy-owner"]);
        let page = app.get_as(&owner, "/audit").await.body;
        assert!(page.contains("aria-current=\"page\"") && !page.contains("<code class=\"hash\">"), "{page}");
        let head = audit_head(&app.app).await.unwrap().hash.to_string();
        publish_audit_head(&app.app).await.unwrap();
        assert!(app.get_as(&owner, "/audit").await.body.contains(&format!("<code class=\"hash\">{head}</code>")));
    }

    async fn acts_and_actors_stand_in_the_readers_language(app) {
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        app.add_user("anna@example.org", Role::Analyst).await;
        let email = "anna@example.org".parse().unwrap();
        set_roles(&app.app, &Actor::Operator, &email, &Roles::default()).await.unwrap();
        let english = app.get_as(&owner, "/audit").await.body;
        for told in [">changed roles</td>", ">anna@example.org: none</td>"] {
            assert!(english.contains(told), "{told}: {english}");
        }
        assert!(english.contains(">the operator, at the command line</td>"), "{english}");
        assert!(!english.contains('`'), "{english}");
        app.execute("UPDATE users SET language = 'nl'").await;
        let dutch = app.get_as(&owner, "/audit").await.body;
        for told in [">wijzigde rollen</td>", ">wijzigde rollen</option>", "anna@example.org: geen", ">las het logboek</td>"] {
            assert!(dutch.contains(told), "{told}: {dutch}");
        }
    }

    async fn each_filter_selects_what_it_says(app) {
        read(&app, 1).await;
        app.advance(TimeDelta::days(1));
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        read(&app, 2).await;
        let subjects = async |query: &str| -> Vec<String> {
            found(&app, &owner, query).await.into_iter().map(|row| row[3].clone()).collect()
        };
        assert_eq!(subjects("what=verbatims").await, ["number 2", "number 1"], "the newest first");
        assert_eq!(subjects("what=verbatims&from=2026-03-21").await, ["number 2"]);
        assert_eq!(subjects("what=verbatims&to=2026-03-20&from=&who=").await, ["number 1"]);
        assert_eq!(subjects("who=operator&on=NUMBER+1").await, ["number 1"], "in any case");
        assert_eq!(subjects("on=number_1").await, [""; 0], "no sign stands for another");
        assert_eq!(subjects("who=key+test").await, [""; 0]);
        let added = found(&app, &owner, "on=Policy-Owner%40example.org&what=users+add").await;
        assert_eq!(added.len(), 1, "a user is found by the address");
        let page = app.get_as(&owner, "/audit").await.body;
        let stored = page.split("value=\"user ").nth(1).unwrap().split('"').next().unwrap();
        let own = found(&app, &owner, &format!("who=user+{stored}")).await;
        assert!(own.len() > 3 && own.iter().all(|row| row[1] == "user policy-owner@example.org"), "{own:?}");
    }

    async fn an_address_that_somebody_wrote_is_found_as_well_as_its_user(app) {
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let customer = "jansen@example.net".parse().unwrap();
        add_suppression(&app.app, &Actor::Operator, &customer).await.unwrap();
        remove_suppression(&app.app, &Actor::Operator, &customer, "asked of policy-owner@example.org").await.unwrap();
        let mut found = found(&app, &owner, "on=policy-owner%40example.org").await;
        let mut actions: Vec<String> = found.drain(..).map(|row| row[2].clone()).collect();
        actions.sort_unstable();
        assert_eq!(actions, ["suppressions remove", "users add"]);
    }

    async fn a_file_holds_no_more_than_it_may(app) {
        for number in 0..3 {
            read(&app, number).await;
        }
        let query = AuditQuery { what: Some(Action::ReadVerbatims), ..AuditQuery::default() };
        let file = async |most| audit_file(&app.app, &Actor::Operator, &query, Dialect::Comma, most).await.unwrap();
        assert_eq!(file(3).await.map(|file| String::from_utf8(file).unwrap().lines().count()), Some(4));
        assert_eq!(app.acts_of("operator", "export audit").await, 1);
        read(&app, 3).await;
        assert_eq!(file(3).await, None);
        assert_eq!(app.acts_of("operator", "export audit").await, 1, "nothing was exported");
    }

    async fn a_long_audit_is_read_page_by_page(app) {
        for number in 0..150 {
            read(&app, number).await;
        }
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let first = app.get_as(&owner, "/audit?what=verbatims").await.body;
        assert_eq!(rows(&first).len(), 100);
        let next = first.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let second = app.get_as(&owner, &next.replace("&amp;", "&")).await.body;
        assert_eq!(rows(&second).len(), 50);
        assert!(!second.contains("rel=\"next\""), "that was the last page");
        assert!(!first.contains("Newest entries"), "{first}");
        assert!(second.contains("<a href=\"/audit?what=verbatims\">Newest entries</a>"), "{second}");
        let mut seen: Vec<String> = [first, second].iter().flat_map(|page| rows(page)).map(|row| row[3].clone()).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 150, "each once");
    }

    async fn what_was_asked_wrongly_is_said_at_the_field(app) {
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let wrong = app.get_as(&owner, "/audit?from=2026-03-02&to=2026-03-01&what=fly").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in ["role=\"alert\"", "href=\"#from\"", "href=\"#what\"", "id=\"from-error\"", "value=\"2026-03-02\""] {
            assert!(wrong.body.contains(part), "{part}: {}", wrong.body);
        }
        let file = app.get_as(&owner, "/audit.csv?from=x").await;
        assert_eq!(file.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(app.get_as(&owner, "/audit.csv?format=xlsx").await.status, StatusCode::BAD_REQUEST);
    }

    async fn the_same_selection_comes_as_a_file(app) {
        app.clock.run();
        for number in 0..3 {
            read(&app, number).await;
        }
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&owner, "/audit?what=verbatims&on=number").await.body;
        let path = page.split("href=\"/audit.csv").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
        let file = app.get_as(&owner, &format!("/audit.csv{path}")).await;
        assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
        assert!(file.header("content-disposition").contains("audit.csv"));
        let lines: Vec<&str> = file.body.lines().collect();
        assert_eq!(lines.len(), 4, "{lines:?}");
        assert_eq!(lines[0], "at,actor,action,subject");
        assert_eq!(lines[1], "2026-03-20T14:00:00Z,operator,verbatims,number 0");
        let dutch = app.get_as(&owner, "/audit.csv?what=verbatims&format=csv-semicolon").await.body;
        assert!(dutch.starts_with("\u{feff}at;actor;action;subject\r\n"), "{dutch}");
        let users = app.get_as(&owner, "/audit.csv?what=users+add").await.body;
        assert!(users.contains("operator,users add,policy-owner@example.org: policy-owner"), "{users}");
    }
}

/// PostgreSQL stores no moment that it cannot read.
#[tokio::test]
async fn an_entry_that_cannot_be_read_is_left_out_and_the_page_says_so() {
    let app = TestApp::start(Backend::Sqlite).await;
    let owner = app.sign_in_as(Role::PolicyOwner).await;
    read(&app, 1).await;
    read(&app, 2).await;
    app.execute("UPDATE audit SET at = '2026-03-20T99:00:00+00:00' WHERE subject = 'number 1'").await;
    let page = app.get_as(&owner, "/audit?what=verbatims").await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert_eq!(rows(&page.body).len(), 1);
    assert!(page.body.contains("Entries that cannot be read are left out"), "{}", page.body);
    let file = app.get_as(&owner, "/audit.csv?what=verbatims").await;
    assert!(file.body.contains("number 2") && !file.body.contains("number 1"), "{file:?}");
}
