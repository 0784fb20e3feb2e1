//! What a person who is signed in sees when something is refused, and where to go on.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use naklank::domain::access::roles::Role;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::roles_and_team::set_roles;

use crate::support::{Log, TestApp, on_both_engines};

on_both_engines! {
    async fn a_refusal_has_the_menu_and_a_way_on(app) {
        let analyst = app.sign_in_as(Role::Analyst).await;
        for (path, status) in [("/nothing", StatusCode::NOT_FOUND), ("/keys", StatusCode::FORBIDDEN), ("/keys/revoke", StatusCode::METHOD_NOT_ALLOWED)] {
            let answer = app.get_as(&analyst, path).await;
            assert_eq!(answer.status, status, "{path}");
            assert!(answer.body.contains("<nav") && answer.body.contains("href=\"/account\""), "{path}: {}", answer.body);
            let main = answer.body.split("<main").nth(1).unwrap();
            assert!(main.contains("<a href="), "a way on: {path}: {main}");
        }
        let outside = app.get("/nothing").await;
        assert!(!outside.body.contains("<nav"), "no menu for a reader who is not known: {}", outside.body);
    }

    async fn a_page_about_what_is_logged_tells_the_id_of_its_line(app) {
        let link = app.invite("K-1").await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        let log = Log::begin();
        let forbidden = app.get_as(&analyst, "/users").await;
        assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
        app.execute("ALTER TABLE invitations RENAME TO former_invitations").await;
        app.execute("ALTER TABLE themes RENAME TO former_themes").await;
        let dutch = Request::get(&link).header("accept-language", "nl").body(Body::empty()).unwrap();
        let (of_customer, of_staff) = (app.send(dutch).await, app.get_as(&analyst, "/themes").await);
        assert!(of_customer.status.is_server_error() && of_staff.status.is_server_error());
        for (answer, words) in [
            (&forbidden, "Reference of this report: "),
            (&of_customer, "Kenmerk van deze melding: "),
            (&of_staff, "Reference of this report: "),
        ] {
            let id = answer.header("x-request-id");
            assert!(answer.body.contains(&format!("<p>{words}{id}</p>")), "{words}{id}: {}", answer.body);
            assert!(log.text().contains(id), "{id}: {}", log.text());
        }
        let unknown = app.get("/nothing").await;
        assert!(!unknown.body.contains(unknown.header("x-request-id")), "the log has no line: {}", unknown.body);
    }

    async fn an_address_that_takes_a_form_leads_to_the_page_of_the_form(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let user = "/users/01900000-0000-7000-8000-000000000000";
        for (path, page) in [
            ("/keys/revoke".to_owned(), "/keys"),
            ("/suppressions/remove".to_owned(), "/suppressions"),
            ("/sending/pause".to_owned(), "/sending"),
            (format!("{user}/disable"), user),
            ("/account/sessions/end".to_owned(), "/account"),
        ] {
            let answer = app.get_as(&admin, &path).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
            assert_eq!(answer.header("allow"), "POST", "{path}");
            let link = format!("<a href=\"{page}\">To the page with the form</a>");
            assert!(answer.body.contains(&link), "{path}: {}", answer.body);
        }
    }

    async fn a_form_that_comes_back_has_names_that_people_read_and_can_be_cancelled(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        app.post_as(&admin, "/sign-out", "").await;
        let form = "email=nieuw%40example.org&role=policy-owner&team=Zuid";
        let waits = app.post_form("/users", form).await;
        assert_eq!(waits.status, StatusCode::UNAUTHORIZED);
        let typed = form_urlencoded::byte_serialize(form.as_bytes()).collect::<String>();
        let again = app
            .post_form("/sign-in", &format!("email=admin%40example.org&password=een+lang+wachtwoord&next=%2Fusers&typed={typed}"))
            .await;
        let page = again.body;
        for told in [">E-mail address</label>", "Roles</strong>: policy owner", ">Team</label>", "<a href=\"/users\">Cancel</a>"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(page.contains("name=\"role\" value=\"policy-owner\""), "it is sent as it was: {page}");
    }

    async fn a_form_that_is_not_allowed_any_more_is_shown_with_the_menu(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let email = "admin@example.org".parse().unwrap();
        set_roles(&app.app, &Actor::Operator, &email, &"analyst".parse().unwrap()).await.unwrap();
        let refused = app.post_as(&admin, "/keys", "name=crm&scope=kpis%3Awrite").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.body.contains("<nav") && refused.body.contains(">Name</label>"), "{}", refused.body);
    }

    async fn a_new_password_that_came_too_late_is_asked_for_again(app) {
        let analyst = app.sign_in_as(Role::Analyst).await;
        app.post_as(&analyst, "/sign-out", "").await;
        let form = "current_password=een+lang+wachtwoord&new_password=een+ander+lang+wachtwoord";
        let late = app.post_form("/account/password", form).await;
        assert_eq!((late.status, late.header("location")), (StatusCode::SEE_OTHER, "/sign-in?next=%2Faccount%3Fagain%3D1"));
        let again = "email=analyst%40example.org&password=een+lang+wachtwoord&next=%2Faccount%3Fagain%3D1";
        let signed_in = app.post_form("/sign-in", again).await;
        assert_eq!(signed_in.header("location"), "/account?again=1", "the old password is still the password");
        let cookie = signed_in.header("set-cookie").split(';').next().unwrap().to_owned();
        let page = app.get_as(&cookie, "/account?again=1").await.body;
        assert!(page.contains("It has not been changed. Type it again."), "{page}");
        assert!(!page.contains("ander"), "a password is never carried: {page}");
    }

    async fn a_link_that_is_gone_leads_only_where_a_new_one_can_be_asked_for(app) {
        let folder = tempfile::TempDir::new().unwrap();
        let into_files = format!("file:{}", folder.path().display());
        let without_mail = TestApp::start_mailing(app.backend, &into_files, &[]).await;
        for (app, leads) in [(&app, true), (&without_mail, false)] {
            let link = app.add_user("nieuw@example.org", Role::Analyst).await;
            app.post_form(&link, "password=een+lang+wachtwoord").await;
            let gone = app.get(&link).await;
            assert_eq!(gone.status, StatusCode::GONE);
            assert_eq!(gone.body.contains("href=\"/sign-in/forgotten\""), leads, "{}", gone.body);
            assert_eq!(gone.body.contains("Ask your administrator for a new one."), !leads, "{}", gone.body);
        }
    }

    async fn what_is_felt_at_once_stands_behind_a_question(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        app.add_user("anna@example.org", Role::Analyst).await;
        app.execute("UPDATE users SET issuer = 'https://id.example.org', subject = '1' WHERE email = 'anna@example.org'").await;
        let users = app.get_as(&admin, "/users").await.body;
        let path = users.split("<a href=\"/users/").find(|rest| rest.contains(">anna@example.org</a>")).unwrap();
        let page = app.get_as(&admin, &format!("/users/{}", path.split('"').next().unwrap())).await.body;
        for action in ["disable", "unlink"] {
            let before = page.split(&format!("/{action}\"")).next().unwrap();
            let question = before.rfind("<details>").unwrap_or_else(|| panic!("no question: {action}: {page}"));
            assert!(!before[question..].contains("</details>"), "{action} stands outside of a question");
            assert!(before[question..].contains("anna@example.org"), "whom it concerns: {action}");
        }
    }
}
