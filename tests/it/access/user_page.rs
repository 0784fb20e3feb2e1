//! The pages on which an administrator adds and changes users.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use naklank::workflow::access::users::list_users;
use serde_json::json;

use crate::support::{START, TestApp, closed_complaint, on_both_engines};

const UNKNOWN: &str = "01900000-0000-7000-8000-000000000000";

/// The path of a user's page.
async fn page_of(app: &TestApp, email: &str) -> String {
    let users = list_users(&app.app).await.unwrap();
    let found = users.into_iter().find(|user| user.email == email).unwrap();
    format!("/users/{}", found.id)
}

async fn roles_of(app: &TestApp, email: &str) -> String {
    let users = list_users(&app.app).await.unwrap();
    users.into_iter().find(|user| user.email == email).unwrap().roles.to_string()
}

/// The path of the sign-in link that a page shows.
fn link_in(page: &str) -> String {
    let rest = page.split("value=\"https://nps.example.org/sign-in/").nth(1);
    let token = rest.unwrap_or_else(|| panic!("no link: {page}")).split('"').next().unwrap();
    format!("/sign-in/{token}")
}

const CHOOSE: &str = "password=een+lang+wachtwoord";

on_both_engines! {
    async fn only_an_administrator_gets_to_users_and_keys(app) {
        app.add_user("iemand@example.org", Role::Analyst).await;
        let user = page_of(&app, "iemand@example.org").await;
        let admin = app.sign_in_as(Role::Admin).await;
        let pages = ["/users", user.as_str(), "/keys"];
        let forms = [
            ("/users".to_owned(), "email=x%40example.org&role=admin"),
            (format!("{user}/roles"), "role=admin"),
            (format!("{user}/team"), "team=Zuid"),
            (format!("{user}/link"), "mail=yes"),
            (format!("{user}/disable"), "x=y"),
            (format!("{user}/enable"), "x=y"),
            ("/keys".to_owned(), "name=x&scope=insights%3Aread"),
            ("/keys/revoke".to_owned(), "name=test"),
        ];
        for role in [Role::Analyst, Role::PolicyOwner, Role::Handler] {
            let cookie = app.sign_in_as(role).await;
            let before = app.integers("SELECT COUNT(*) FROM audit").await;
            for page in pages {
                let answer = app.get_as(&cookie, page).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role}: {page}");
            }
            for (path, form) in &forms {
                assert_eq!(app.post_as(&cookie, path, form).await.status, StatusCode::FORBIDDEN, "{role}: {path}");
            }
            assert_eq!(app.integers("SELECT COUNT(*) FROM audit").await, before, "{role}");
            let menu = app.get_as(&cookie, if role == Role::Handler { "/follow-ups" } else { "/compare" }).await.body;
            assert!(!menu.contains("href=\"/users\"") && !menu.contains("href=\"/keys\""), "{role}");
        }
        for page in pages {
            let answer = app.get_as(&admin, page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            assert!(answer.body.contains("href=\"/users\"") && answer.body.contains("href=\"/keys\""), "{page}");
            assert_eq!(app.get(page).await.status, StatusCode::SEE_OTHER, "sign in first: {page}");
        }
        assert_eq!(app.get_as(&admin, "/").await.header("location"), "/users", "that is where an administrator's work is");
    }

    async fn an_administrator_adds_a_user_and_hands_on_the_link(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let form = "email=Nieuw%40Example.org&role=handler&role=analyst&team=Zuid";
        let added = app.post_as(&admin, "/users", form).await;
        assert_eq!((added.status, added.header("location")), (StatusCode::OK, ""), "{added:?}");
        assert!(added.body.contains("until 21 March 2026 at 15:00") && !added.body.contains("also mailed"), "{}", added.body);
        let link = link_in(&added.body);
        assert_eq!(roles_of(&app, "nieuw@example.org").await, "analyst handler");
        let users = app.get_as(&admin, "/users").await.body;
        assert!(users.contains("nieuw@example.org") && !users.contains("/sign-in/"), "the link is not shown again: {users}");
        assert!(users.contains(">no password chosen yet</td>"), "{users}");
        assert_eq!(app.post_form(&link, CHOOSE).await.status, StatusCode::SEE_OTHER);
        assert!(!app.get_as(&admin, "/users").await.body.contains(">no password chosen yet</td>"));
        let audit = app.audit().await;
        let added = audit.iter().filter(|entry| entry.action == "users add" && entry.actor == "user admin@example.org");
        assert!(added.map(|entry| entry.subject.as_str()).eq(["nieuw@example.org: analyst handler, team Zuid"]));
        app.tick().await;
        assert!(app.mails().is_empty(), "a link that is handed on is not mailed");
    }

    async fn the_link_is_mailed_where_the_form_says_so(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let blank = app.get_as(&admin, "/users").await.body;
        assert!(blank.contains("name=\"mail\" value=\"yes\" checked"), "{blank}");
        let added = app.post_as(&admin, "/users", "email=nieuw%40example.org&role=handler&team=&mail=yes").await;
        assert!(added.body.contains("The link is also mailed to nieuw@example.org."), "{added:?}");
        app.tick().await;
        let [mail] = &app.mails()[..] else { panic!("one mail: {:?}", app.mails().len()) };
        assert_eq!(mail.envelope.to()[0].to_string(), "nieuw@example.org");
        let page = page_of(&app, "nieuw@example.org").await;
        let shown = app.post_as(&admin, &format!("{page}/link"), "mail=yes").await;
        app.tick().await;
        assert_eq!(app.mails().len(), 2);
        assert_eq!(app.get(&link_in(&added.body)).await.status, StatusCode::GONE, "the last link alone works");
        assert_eq!(app.post_form(&link_in(&shown.body), CHOOSE).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_form_with_a_mistake_comes_back_as_it_was_typed(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        app.add_user("anna@example.org", Role::Analyst).await;
        let users = app.integers("SELECT COUNT(*) FROM users").await;
        let long = "x".repeat(201);
        for (form, field, words) in [
            ("email=&role=handler&team=Zuid".to_owned(), "email", "Enter an e-mail address"),
            ("email=anna&role=handler&team=Zuid".to_owned(), "email", "Enter an e-mail address"),
            ("email=Anna%40Example.org&role=handler&team=Zuid".to_owned(), "email", "There is a user with this address already."),
            ("email=b%40example.org&team=Zuid".to_owned(), "role", "Choose at least one role."),
            ("email=b%40example.org&team=Zuid&role=wizard".to_owned(), "role", "Choose at least one role."),
            (format!("email=b%40example.org&role=handler&team={long}"), "team", "Use at most 200 characters"),
        ] {
            let refused = app.post_as(&admin, "/users", &form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
            assert_eq!(refused.body.matches(words).count(), 2, "in the summary and at the field: {form}: {}", refused.body);
            assert!(refused.body.contains(&format!("href=\"#{field}\"")), "{form}");
            if form.contains("role=handler") {
                assert!(refused.body.contains("value=\"handler\" checked"), "{form}: {}", refused.body);
            }
            if form.contains("team=Zuid") {
                assert!(refused.body.contains("name=\"team\" value=\"Zuid\""), "{form}: {}", refused.body);
            }
            assert!(!refused.body.contains("name=\"mail\" value=\"yes\" checked"), "a tick that was taken away stays away");
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM users").await, users);
    }

    async fn roles_and_team_are_changed_on_a_users_page(app) {
        let mut complaint = closed_complaint(START);
        complaint["team"] = json!("Oost");
        app.put("K-1", &complaint).await;
        let admin = app.sign_in_as(Role::Admin).await;
        app.add_user("anna@example.org", Role::Analyst).await;
        let page = page_of(&app, "anna@example.org").await;
        let shown = app.get_as(&admin, &page).await.body;
        assert!(shown.contains("value=\"analyst\" checked") && !shown.contains("value=\"handler\" checked"), "{shown}");
        assert!(!shown.contains("name=\"team\""), "an analyst has no team: {shown}");
        let blank = app.get_as(&admin, "/users").await.body;
        assert!(blank.contains("<option value=\"Oost\">"), "a team that has complaints is suggested: {blank}");
        let done = format!("{page}?done=1");
        let early = app.post_as(&admin, &format!("{page}/team"), "team=Zuid").await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "an analyst has no team");
        assert_eq!(early.body.matches("A team makes a difference only to a handler").count(), 1, "{}", early.body);
        let changed = app.post_as(&admin, &format!("{page}/roles"), "role=handler&role=admin").await;
        assert_eq!((changed.status, changed.header("location")), (StatusCode::SEE_OTHER, done.as_str()));
        assert_eq!(roles_of(&app, "anna@example.org").await, "handler admin");
        let changed = app.post_as(&admin, &format!("{page}/team"), "team=Zuid").await;
        assert_eq!((changed.status, changed.header("location")), (StatusCode::SEE_OTHER, done.as_str()));
        let shown = app.get_as(&admin, &done).await.body;
        assert!(shown.contains("name=\"team\" value=\"Zuid\"") && shown.contains("Your change has been saved."), "{shown}");
        let none = app.post_as(&admin, &format!("{page}/roles"), "").await;
        assert_eq!((none.status, none.body.matches("Choose at least one role.").count()), (StatusCode::UNPROCESSABLE_ENTITY, 2));
        assert!(none.body.contains("name=\"team\" value=\"Zuid\"") && !none.body.contains("value=\"handler\" checked"), "{}", none.body);
        assert_eq!(roles_of(&app, "anna@example.org").await, "handler admin");
        let long = app.post_as(&admin, &format!("{page}/team"), &format!("team={}", "x".repeat(201))).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(app.integers("SELECT COUNT(*) FROM users WHERE team = 'Zuid'").await, [1]);
        app.post_as(&admin, &format!("{page}/team"), "team=").await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM users WHERE team IS NOT NULL").await, [0]);
    }

    async fn a_form_of_before_gives_nothing_back_that_another_took_away(app) {
        let (first, second) = (app.sign_in_as(Role::Admin).await, app.sign_in_again(Role::Admin).await);
        app.add_user("anna@example.org", Role::PolicyOwner).await;
        let page = page_of(&app, "anna@example.org").await;
        let shown = app.get_as(&first, &page).await.body;
        assert!(shown.contains("name=\"seen\" value=\"policy-owner\""), "{shown}");
        app.post_as(&second, &format!("{page}/roles"), "seen=policy-owner&role=handler").await;
        app.post_as(&second, &format!("{page}/team"), "seen=&team=Zuid").await;
        let before = app.integers("SELECT COUNT(*) FROM audit").await;
        let stale = app.post_as(&first, &format!("{page}/roles"), "seen=policy-owner&role=policy-owner&role=analyst").await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{stale:?}");
        for part in ["role=\"alert\"", "Somebody else has changed this user", "name=\"seen\" value=\"handler\"", "value=\"analyst\" checked"] {
            assert!(stale.body.contains(part), "{part}: {}", stale.body);
        }
        let stale = app.post_as(&first, &format!("{page}/team"), "seen=&team=Noord").await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{stale:?}");
        assert!(stale.body.contains("name=\"seen\" value=\"Zuid\"") && stale.body.contains("value=\"Noord\""), "{}", stale.body);
        assert_eq!(roles_of(&app, "anna@example.org").await, "handler");
        assert_eq!(app.integers("SELECT COUNT(*) FROM users WHERE team = 'Zuid'").await, [1]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit").await, before);
        let again = app.post_as(&first, &format!("{page}/roles"), "seen=handler&role=policy-owner&role=analyst").await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        let twice = app.post_as(&first, &format!("{page}/roles"), "seen=handler&role=policy-owner&role=analyst").await;
        assert_eq!(twice.status, StatusCode::SEE_OTHER, "it is so already");
    }

    async fn a_form_that_is_sent_after_the_role_was_taken_away_changes_nothing(app) {
        let (first, second) = (app.sign_in_as(Role::Admin).await, app.sign_in_again(Role::Admin).await);
        app.add_user("anna@example.org", Role::Analyst).await;
        let page = page_of(&app, "anna@example.org").await;
        assert_eq!(app.get_as(&first, &page).await.status, StatusCode::OK);
        let own = page_of(&app, "admin@example.org").await;
        let taken = app.post_as(&second, &format!("{own}/roles"), "role=analyst").await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{taken:?}");
        assert_eq!(app.post_as(&first, &format!("{page}/roles"), "role=admin").await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.post_as(&first, "/keys", "name=x&scope=insights%3Aread").await.status, StatusCode::FORBIDDEN);
        assert_eq!(roles_of(&app, "anna@example.org").await, "analyst");
        assert_eq!(app.integers("SELECT COUNT(*) FROM api_keys WHERE name = 'x'").await, [0]);
    }

    async fn the_own_account_is_left_to_another_administrator(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let own = page_of(&app, "admin@example.org").await;
        let page = app.get_as(&admin, &own).await;
        assert!(page.body.contains("This is your own account.") && !page.body.contains(&format!("action=\"{own}")), "{page:?}");
        for (what, form) in [("roles", "role=admin&role=policy-owner"), ("team", "team=Zuid"), ("disable", "")] {
            let refused = app.post_as(&admin, &format!("{own}/{what}"), form).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{what}");
            assert!(refused.body.contains("Nothing has been changed. This is your own account."), "{what}: {}", refused.body);
        }
        assert_eq!(roles_of(&app, "admin@example.org").await, "admin");
        assert_eq!(app.get_as(&admin, "/users").await.status, StatusCode::OK, "and the session goes on");
    }

    async fn a_link_for_a_user_of_the_provider_says_what_it_opens(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        app.add_user("anna@example.org", Role::Analyst).await;
        let page = page_of(&app, "anna@example.org").await;
        let words = "A password opens a way in beside it";
        assert!(!app.get_as(&admin, &page).await.body.contains(words));
        app.execute("UPDATE users SET issuer = 'https://id.example.org', subject = '1' WHERE email = 'anna@example.org'").await;
        assert!(app.get_as(&admin, &page).await.body.contains(words));
    }

    async fn a_user_is_disabled_and_let_in_again(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        let page = page_of(&app, "analyst@example.org").await;
        let link = link_in(&app.post_as(&admin, &format!("{page}/link"), "").await.body);
        let disabled = app.post_as(&admin, &format!("{page}/disable"), "").await;
        assert_eq!(disabled.status, StatusCode::SEE_OTHER, "{disabled:?}");
        assert_eq!(app.get_as(&analyst, "/compare").await.status, StatusCode::SEE_OTHER, "the session has ended");
        assert_eq!(app.get(&link).await.status, StatusCode::GONE);
        let shown = app.get_as(&admin, &page).await.body;
        assert!(shown.contains("disabled since 20 March 2026") && !shown.contains(&format!("{page}/link")), "{shown}");
        for what in ["disable", "link"] {
            let again = app.post_as(&admin, &format!("{page}/{what}"), "").await;
            assert_eq!((again.status, again.header("location")), (StatusCode::SEE_OTHER, page.as_str()), "{what}");
        }
        let by_password = async || {
            app.post_form("/sign-in", "email=analyst%40example.org&password=een+lang+wachtwoord").await.status
        };
        assert_eq!(by_password().await, StatusCode::UNPROCESSABLE_ENTITY);
        app.post_as(&admin, &format!("{page}/enable"), "").await;
        assert_eq!(by_password().await, StatusCode::SEE_OTHER);
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'users disable'").await, [1]);
    }

    async fn a_user_who_is_not_there_has_no_page(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        for id in ["x", UNKNOWN] {
            assert_eq!(app.get_as(&admin, &format!("/users/{id}")).await.status, StatusCode::NOT_FOUND);
            for what in ["roles", "team", "link", "disable", "enable"] {
                let answer = app.post_as(&admin, &format!("/users/{id}/{what}"), "role=admin").await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}/{what}");
            }
        }
    }
}
