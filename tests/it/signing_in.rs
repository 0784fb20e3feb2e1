//! Staff come in, and go.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::Role;
use naklank::workflow::users::{NewUser, UserError, add_user, disable_user};

use crate::support::{TestApp, on_both_engines};

const PASSWORD: &str = "een lang wachtwoord";

async fn add_with_password(app: &TestApp, password: &str) -> Result<(), UserError> {
    let email = "Analist@Example.org".parse().unwrap();
    let new = NewUser { email, role: Role::Analyst, team: None, password: Some(password.to_owned()) };
    add_user(&app.app, new).await.map(drop)
}

async fn sign_in(app: &TestApp, password: &str) -> crate::support::Answer {
    app.post_form("/sign-in", &format!("email=analist%40example.ORG&password={password}")).await
}

on_both_engines! {
    async fn a_password_opens_a_session_and_signing_out_ends_it(app) {
        add_with_password(&app, PASSWORD).await.unwrap();
        let answer = sign_in(&app, PASSWORD).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/"));
        let cookie = answer.header("set-cookie").to_owned();
        for part in ["__Host-naklank=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let cookie = cookie.split(';').next().unwrap();
        assert_eq!(app.get_as(cookie, "/").await.status, StatusCode::OK);
        let request = Request::post("/sign-out").header("cookie", cookie).body(Body::empty()).unwrap();
        assert_eq!(app.send(request).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.get_as(cookie, "/").await.status, StatusCode::SEE_OTHER);
    }

    async fn a_wrong_password_and_an_unknown_address_look_the_same(app) {
        add_with_password(&app, PASSWORD).await.unwrap();
        let wrong = sign_in(&app, "wrong").await;
        let unknown = app.post_form("/sign-in", "email=analist%40example.ORX&password=wrong").await;
        assert_eq!((wrong.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
        assert_eq!(wrong.body.replace("ORG", "ORX"), unknown.body);
    }

    async fn too_many_wrong_passwords_make_the_account_rest(app) {
        add_with_password(&app, PASSWORD).await.unwrap();
        for _ in 0..10 {
            assert_eq!(sign_in(&app, "wrong").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(sign_in(&app, PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
        app.advance(TimeDelta::minutes(16));
        assert_eq!(sign_in(&app, PASSWORD).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_short_password_is_refused(app) {
        assert!(matches!(add_with_password(&app, "kort").await, Err(UserError::ShortPassword)));
        add_with_password(&app, PASSWORD).await.unwrap();
        assert!(matches!(add_with_password(&app, PASSWORD).await, Err(UserError::Taken)));
    }

    async fn a_one_time_link_works_once_and_only_by_its_button(app) {
        let link = app.add_user("eerste@example.org", Role::Admin).await;
        assert_eq!(app.get(&link).await.status, StatusCode::OK);
        assert_eq!(app.get(&link).await.status, StatusCode::OK, "looking changes nothing");
        assert_eq!(app.post_form(&link, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.post_form(&link, "").await.status, StatusCode::GONE);
        assert_eq!(app.get(&link).await.status, StatusCode::GONE);
        let late = app.add_user("tweede@example.org", Role::Admin).await;
        app.advance(TimeDelta::hours(25));
        assert_eq!(app.post_form(&late, "").await.status, StatusCode::GONE);
    }

    async fn a_session_ends_by_time_and_by_disabling(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        disable_user(&app.app, &"analyst@example.org".parse().unwrap()).await.unwrap();
        assert_eq!(app.get_as(&cookie, "/").await.status, StatusCode::SEE_OTHER);
        let cookie = app.sign_in_as(Role::Admin).await;
        app.advance(TimeDelta::hours(13));
        assert_eq!(app.get_as(&cookie, "/").await.status, StatusCode::SEE_OTHER);
        app.tick().await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM sessions").await, [0]);
    }

    async fn our_own_forms_may_post_and_browsers_are_let_to_say_where_from(app) {
        for path in ["/sign-in", "/", "/sign-in/x", "/verbatims", "/themes", "/compare", "/export"] {
            assert_eq!(app.get(path).await.header("referrer-policy"), "same-origin", "{path}");
        }
        let request = Request::post("/sign-out").header("origin", "https://nps.example.org").body(Body::empty());
        assert_eq!(app.send(request.unwrap()).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_post_from_another_site_is_refused_on_every_page_but_those_of_respondents(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let paths = every_path();
        assert!(paths.len() > 50 && paths.iter().any(|path| path == "/themes"), "{paths:?}");
        for path in paths {
            let foreign = Request::post(&path).header("cookie", &admin).header("sec-fetch-site", "same-site");
            let answer = app.send(foreign.body(Body::empty()).unwrap()).await;
            let is_refused = answer.status == StatusCode::FORBIDDEN && answer.body.contains("not sent from our own pages");
            let takes_no_post = [StatusCode::METHOD_NOT_ALLOWED, StatusCode::NOT_FOUND].contains(&answer.status);
            let is_of_respondents = ["/s/", "/u/", "/api/"].iter().any(|own| path.starts_with(own));
            assert!(is_refused || is_of_respondents || takes_no_post && !path.starts_with("/themes/"), "{path}: {answer:?}");
        }
    }

    async fn a_key_goes_with_the_person_as_whom_it_acts(app) {
        app.add_user("eigenaar@example.org", Role::Analyst).await;
        let scopes = naklank::domain::access::Scope::ALL.to_vec();
        let key = naklank::workflow::keys::add_key(&app.app, "own", scopes, Some("Eigenaar@example.org")).await.unwrap();
        let get = async || {
            app.api_as(key.reveal(), axum::http::Method::GET, "/api/v1/nps", Body::empty()).await.status
        };
        assert_eq!(get().await, StatusCode::OK);
        disable_user(&app.app, &"eigenaar@example.org".parse().unwrap()).await.unwrap();
        assert_eq!(get().await, StatusCode::UNAUTHORIZED);
    }

    async fn another_sites_page_cannot_post_in_our_name(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        for (header, value) in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
            let request = Request::post("/sign-out").header("cookie", &cookie).header(header, value);
            assert_eq!(app.send(request.body(Body::empty()).unwrap()).await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(app.get_as(&cookie, "/").await.status, StatusCode::OK);
    }
}

/// Every path of the program, with an identifier in the places for one.
fn every_path() -> Vec<String> {
    let literals =
        include_str!("../../src/urls.rs").lines().filter_map(|line| line.strip_prefix("pub const "));
    let paths = literals.filter_map(|line| line.split('"').nth(1));
    let id = "01900000-0000-7000-8000-000000000000";
    let fill = |path: &str| {
        path.split('/')
            .map(|part| if part.starts_with('{') { id } else { part })
            .collect::<Vec<_>>()
            .join("/")
    };
    paths.map(fill).collect()
}
