//! Staff sign in and out.

mod at_once;
mod second_factor;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::new_password::UnacceptablePassword::{Common, Guessable, TooShort};
use naklank::domain::access::roles::{Role, Scope};
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::keys::add_key;
use naklank::workflow::access::users::{NewUser, UserError, add_user, disable_user};

use crate::support::{TestApp, new_key, on_both_engines};

const PASSWORD: &str = "een lang wachtwoord";

async fn add_with_password(app: &TestApp, password: &str) -> Result<(), UserError> {
    let email = "Analist@Example.org".parse().unwrap();
    let new = NewUser { email, roles: Role::Analyst.into(), team: None, password: Some(password.to_owned()) };
    add_user(&app.app, &Actor::Operator, new).await.map(drop)
}

async fn sign_in(app: &TestApp, password: &str) -> crate::support::Answer {
    app.post_form("/sign-in", &format!("email=analist%40example.ORG&password={password}")).await
}

/// The page that answers a password which is sent to a link by a browser in this language.
async fn choose(app: &TestApp, link: &str, language: &str, password: &str) -> crate::support::Answer {
    let request = Request::post(link)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept-language", language);
    app.send(request.body(Body::from(format!("password={password}"))).unwrap()).await
}

on_both_engines! {
    async fn an_address_that_no_database_takes_is_one_without_an_account(app) {
        add_with_password(&app, PASSWORD).await.unwrap();
        for email in ["%00", "analist%40example.org%00", "ana%00list%40example.org", "a%1Bb%40example.org"] {
            let answer = app.post_form("/sign-in", &format!("email={email}&password=x")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}: {answer:?}");
            let asked = app.post_form("/sign-in/forgotten", &format!("email={email}")).await;
            assert_eq!((asked.status, asked.header("location")), (StatusCode::SEE_OTHER, "/sign-in/forgotten?asked=1"));
        }
        assert_eq!(app.acts_of("unknown", "sign in refused").await, 4, "each is refused as any other");
        assert_eq!(app.acts_of("unknown", "password forgotten").await, 4);
        assert_eq!(app.tick().await.staff_mails.sent, 0);
    }

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

    /// A refusal does not reveal who has an account, and failed attempts by others do not lock a user out.
    async fn wrong_passwords_are_alike_for_every_account_and_keep_nobody_out(app) {
        add_with_password(&app, PASSWORD).await.unwrap();
        let unknown = "email=nobody%40example.org&password=wrong";
        let mut statuses = Vec::new();
        for _ in 0..13 {
            let (known, unknown) = (sign_in(&app, "wrong").await, app.post_form("/sign-in", unknown).await);
            assert_eq!((known.status, known.header("retry-after")), (unknown.status, unknown.header("retry-after")));
            statuses.push(known.status.as_u16());
        }
        assert_eq!(statuses[..11], [422; 11]);
        assert_eq!(statuses[11..], [429, 429]);
        let waiting = sign_in(&app, PASSWORD).await;
        assert_eq!((waiting.status, waiting.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "1"));
        app.advance(TimeDelta::seconds(2));
        let answer = sign_in(&app, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "the right person gets in");
        let cookies: Vec<&str> = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap().split(';').next().unwrap()).collect();
        let browser = cookies.iter().find(|cookie| cookie.starts_with("__Host-naklank-browser=")).unwrap();
        for _ in 0..40 {
            sign_in(&app, "wrong").await;
            app.advance(TimeDelta::seconds(61));
        }
        sign_in(&app, "wrong").await;
        assert_eq!(sign_in(&app, PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
        let known = app.post_as(browser, "/sign-in", &format!("email=analist%40example.org&password={PASSWORD}")).await;
        assert_eq!(known.status, StatusCode::SEE_OTHER, "with a browser that signed in before at once");
    }

    /// No user is locked out for good.
    async fn a_link_asks_for_a_password_and_there_is_always_another_link(app) {
        use naklank::workflow::access::users::{enable_user, new_link};
        let email = "nieuw@example.org".parse().unwrap();
        let link = app.add_user("nieuw@example.org", Role::Analyst).await;
        assert!(app.get(&link).await.body.contains("autocomplete=\"new-password\""));
        for short in ["", "password=", "password=kort", &format!("password={}", "x".repeat(201))] {
            assert_eq!(app.post_form(&link, short).await.status, StatusCode::UNPROCESSABLE_ENTITY, "the link stays good");
        }
        assert_eq!(app.post_form(&link, "password=een+lang+wachtwoord").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.post_form(&link, "password=een+ander+wachtwoord").await.status, StatusCode::GONE);
        app.advance(TimeDelta::hours(13));
        let by_password = async |password: &str| {
            app.post_form("/sign-in", &format!("email=nieuw%40example.org&password={password}")).await.status
        };
        assert_eq!(by_password("een+lang+wachtwoord").await, StatusCode::SEE_OTHER, "in again, with the password");
        let first = format!("/sign-in/{}", new_link(&app.app, &Actor::Operator, &email).await.unwrap().reveal());
        let second = format!("/sign-in/{}", new_link(&app.app, &Actor::Operator, &email).await.unwrap().reveal());
        assert_eq!(app.get(&first).await.status, StatusCode::GONE, "only the last link works");
        assert_eq!(app.post_form(&second, "password=een+nieuw+wachtwoord").await.status, StatusCode::SEE_OTHER);
        assert_eq!(by_password("een+lang+wachtwoord").await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(by_password("een+nieuw+wachtwoord").await, StatusCode::SEE_OTHER);
        let unused = format!("/sign-in/{}", new_link(&app.app, &Actor::Operator, &email).await.unwrap().reveal());
        disable_user(&app.app, &Actor::Operator, &email).await.unwrap();
        assert_eq!(by_password("een+nieuw+wachtwoord").await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(app.post_form(&unused, "password=een+lang+wachtwoord").await.status, StatusCode::GONE);
        assert!(matches!(new_link(&app.app, &Actor::Operator, &email).await, Err(UserError::Unknown)));
        enable_user(&app.app, &Actor::Operator, &email).await.unwrap();
        assert!(matches!(enable_user(&app.app, &Actor::Operator, &email).await, Err(UserError::NotDisabled)));
        assert_eq!(by_password("een+nieuw+wachtwoord").await, StatusCode::SEE_OTHER);
        assert_eq!(app.integers("SELECT COUNT(*) FROM sessions").await, [1], "sessions of before stay ended");
    }

    /// A deep link survives signing in, if it is local.
    async fn after_signing_in_one_is_where_one_wanted_to_be(app) {
        add_with_password(&app, PASSWORD).await.unwrap();
        let to = app.get("/verbatims?q=a%20b&team=Zuid").await;
        let sign_in_page = to.header("location").to_owned();
        assert_eq!((to.status, sign_in_page.as_str()), (StatusCode::SEE_OTHER, "/sign-in?next=%2Fverbatims%3Fq%3Da%2520b%26team%3DZuid"));
        let page = app.get(&sign_in_page).await.body;
        assert!(page.contains("name=\"next\" value=\"/verbatims?q=a%20b&amp;team=Zuid\""), "{page}");
        let with_next = async |next: &str, password: &str| {
            let form = format!("email=analist%40example.org&password={password}&next={next}");
            app.post_form("/sign-in", &form).await
        };
        let wrong = with_next("%2Fsignals", "wrong").await;
        assert!(wrong.body.contains("name=\"next\" value=\"/signals\""), "a wrong password loses nothing");
        assert_eq!(with_next("%2Fsignals%3Fa%3Db", PASSWORD).await.header("location"), "/signals?a=b");
        for elsewhere in ["https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example", "%2F%09%2Fevil.example", "%2Fsign-out", ""] {
            assert_eq!(with_next(elsewhere, PASSWORD).await.header("location"), "/", "{elsewhere}");
        }
    }

    /// A form submitted after its session had ended comes back filled in.
    async fn what_was_typed_survives_the_end_of_a_session(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.advance(TimeDelta::hours(13));
        let typed = "day=2026-03-20&kind=process&note=Nieuwe+werkwijze+%26+brieven";
        let page = app.post_as(&cookie, "/signals/changes", typed).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert!(page.body.contains("name=\"next\" value=\"/signals/changes\"") && page.body.contains("Nieuwe+werkwijze"), "{}", page.body);
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("email", "analyst@example.org"), ("password", "een lang wachtwoord"), ("next", "/signals/changes"), ("typed", typed)])
            .finish();
        let again = app.post_form("/sign-in", &form).await;
        assert_eq!(again.status, StatusCode::OK);
        assert!(again.body.contains("action=\"/signals/changes\"") && again.body.contains("Nieuwe werkwijze &amp; brieven"), "{}", again.body);
        assert!(again.body.contains("href=\"/signals\"") && again.body.contains("href=\"/account\""), "with the menu: {}", again.body);
        assert_eq!(again.body.matches("name=\"signed_in_as\" value=\"analyst@example.org\"").count(), 1, "in its form: {}", again.body);
        assert_eq!(app.integers("SELECT COUNT(*) FROM change_points").await, [0], "nothing is done before the person says so");
        let session = again.header("set-cookie").split(';').next().unwrap().to_owned();
        assert_eq!(app.post_as(&session, "/signals/changes", typed).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers("SELECT COUNT(*) FROM change_points").await, [1]);
    }

    async fn a_button_alone_leads_back_to_its_page_and_a_password_never_comes_back(app) {
        let pressed = app.post_form("/follow-ups/x/take-up", "").await;
        assert_eq!(pressed.header("location"), "/sign-in?next=%2Ffollow-ups");
        let sent = app.post_form("/themes", "name=Wachttijd&password=Geheime+zin").await;
        assert!(sent.status == StatusCode::UNAUTHORIZED && sent.body.contains("Wachttijd"), "{sent:?}");
        assert!(!sent.body.contains("Geheime"), "{sent:?}");
    }

    /// The audit has sign-ins, failed ones and sign-outs.
    async fn coming_and_going_leaves_a_trace_and_no_words(app) {
        add_with_password(&app, PASSWORD).await.unwrap();
        let count = async |action: &'static str| app.integers(action).await[0];
        let refused = "SELECT COUNT(*) FROM audit WHERE action = 'sign in refused'";
        let actors = "SELECT COUNT(DISTINCT actor) FROM audit WHERE action = 'sign in refused'";
        for _ in 0..5 {
            sign_in(&app, "wrong").await;
            app.post_form("/sign-in", "email=my+secret+password&password=wrong").await;
        }
        assert_eq!((count(refused).await, count(actors).await), (2, 2), "the first of a series for each account");
        assert_eq!(count("SELECT COUNT(*) FROM audit WHERE actor LIKE '%secret%' OR subject LIKE '%secret%'").await, 0);
        let answer = sign_in(&app, PASSWORD).await;
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        app.post_as(&cookie, "/sign-out", "").await;
        app.post_as(&cookie, "/sign-out", "").await;
        for action in ["SELECT COUNT(*) FROM audit WHERE action = 'sign in'", "SELECT COUNT(*) FROM audit WHERE action = 'sign out'"] {
            assert_eq!(count(action).await, 1, "{action}");
        }
    }

    async fn the_session_before_ends_with_the_next(app) {
        add_with_password(&app, PASSWORD).await.unwrap();
        let first = sign_in(&app, PASSWORD).await.header("set-cookie").split(';').next().unwrap().to_owned();
        let again = app.post_as(&first, "/sign-in", &format!("email=analist%40example.org&password={PASSWORD}")).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        assert_eq!(app.get_as(&first, "/").await.status, StatusCode::SEE_OTHER, "the old cookie is dead");
    }

    async fn a_password_that_is_soon_guessed_is_refused_with_its_reason_and_leaves_the_link(app) {
        let link = app.add_user("nieuw@example.org", Role::Analyst).await;
        let page = app.get(&link).await.body;
        assert!(page.contains("At least 8 characters. A sentence of several words is better; spaces are allowed."), "{page}");
        assert!(!page.contains("maxlength") && !page.contains("password-error"), "{page}");
        let long = "x+y".repeat(67);
        for (password, english, dutch) in [
            ("kort", "This password is too short", "Dit wachtwoord is te kort"),
            (long.as_str(), "This password is too long", "Dit wachtwoord is te lang"),
            ("Welkom01", "Many people use this password", "Veel mensen gebruiken dit wachtwoord"),
            ("nieuw%40example.org", "This password is soon guessed", "Dit wachtwoord is snel geraden"),
            ("Voorbeeld+2026", "This password is soon guessed", "Dit wachtwoord is snel geraden"),
        ] {
            for (language, words) in [("en", english), ("nl", dutch)] {
                let refused = choose(&app, &link, language, password).await;
                assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
                assert_eq!(refused.body.matches(words).count(), 2, "in the summary and at the field: {}", refused.body);
            }
        }
        let chosen = choose(&app, &link, "nl", "een+zin+van+een+paar+woorden").await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER, "the link stays good");
    }

    async fn a_password_opens_however_a_keyboard_composes_its_letters(app) {
        let (composed, decomposed) = ("caf%C3%A9+om+de+hoek", "cafe%CC%81+om+de+hoek");
        for (name, set) in [("eerste", composed), ("tweede", decomposed)] {
            let link = app.add_user(&format!("{name}@example.org"), Role::Analyst).await;
            assert_eq!(choose(&app, &link, "nl", set).await.status, StatusCode::SEE_OTHER);
            for typed in [composed, decomposed] {
                let form = format!("email={name}%40example.org&password={typed}");
                assert_eq!(app.post_form("/sign-in", &form).await.status, StatusCode::SEE_OTHER, "{set} {typed}");
            }
            let form = format!("email={name}%40example.org&password=cafe+om+de+hoek");
            assert_eq!(app.post_form("/sign-in", &form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
    }

    async fn a_user_who_is_added_with_a_password_has_an_acceptable_one(app) {
        for (password, why) in [
            ("kort", TooShort),
            ("Wachtwoord1", Common),
            ("voorbeeld 2026", Guessable),
            ("Analist@Example.org", Guessable),
        ] {
            let Err(UserError::Unacceptable(told)) = add_with_password(&app, password).await else {
                panic!("{password} is accepted")
            };
            assert_eq!(told, why, "{password}");
        }
        add_with_password(&app, PASSWORD).await.unwrap();
        assert!(matches!(add_with_password(&app, PASSWORD).await, Err(UserError::Taken)));
    }

    async fn a_password_does_not_grow_old(app) {
        add_with_password(&app, PASSWORD).await.unwrap();
        app.advance(TimeDelta::days(5 * 365));
        assert_eq!(sign_in(&app, PASSWORD).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_one_time_link_works_once_and_only_by_its_button(app) {
        let link = app.add_user("eerste@example.org", Role::Admin).await;
        assert_eq!(app.get(&link).await.status, StatusCode::OK);
        assert_eq!(app.get(&link).await.status, StatusCode::OK, "looking changes nothing");
        assert_eq!(app.post_form(&link, "password=een+lang+wachtwoord").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.post_form(&link, "password=een+lang+wachtwoord").await.status, StatusCode::GONE);
        assert_eq!(app.get(&link).await.status, StatusCode::GONE);
        let late = app.add_user("tweede@example.org", Role::Admin).await;
        app.advance(TimeDelta::hours(25));
        assert_eq!(app.post_form(&late, "password=een+lang+wachtwoord").await.status, StatusCode::GONE);
    }

    async fn a_session_ends_by_time_and_by_disabling(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        disable_user(&app.app, &Actor::Operator, &"analyst@example.org".parse().unwrap()).await.unwrap();
        assert_eq!(app.get_as(&cookie, "/").await.status, StatusCode::SEE_OTHER);
        let cookie = app.sign_in_as(Role::Admin).await;
        app.advance(TimeDelta::hours(13));
        assert_eq!(app.get_as(&cookie, "/").await.status, StatusCode::SEE_OTHER);
        app.tick().await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM sessions").await, [0]);
    }

    async fn our_own_forms_may_post_and_browsers_are_let_to_say_where_from(app) {
        for path in ["/sign-in", "/", "/sign-in/x", "/verbatims", "/themes", "/compare", "/export"] {
            assert_eq!(app.get(path).await.header("referrer-policy"), "strict-origin", "{path}");
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
            assert!(is_refused || is_of_respondents || takes_no_post && (path == "/themes/words" || !path.starts_with("/themes/")), "{path}: {answer:?}");
        }
    }

    async fn a_key_goes_with_the_person_as_whom_it_acts(app) {
        app.add_user("eigenaar@example.org", Role::Analyst).await;
        let own = new_key("own", Scope::ALL, Some("Eigenaar@example.org"));
        let key = add_key(&app.app, &Actor::Operator, own).await.unwrap();
        let get = async || {
            app.api_as(key.reveal(), axum::http::Method::GET, "/api/v1/nps", Body::empty()).await.status
        };
        assert_eq!(get().await, StatusCode::OK);
        disable_user(&app.app, &Actor::Operator, &"eigenaar@example.org".parse().unwrap()).await.unwrap();
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

/// Every path of the program, with an identifier in place of its parameters.
pub(super) fn every_path() -> Vec<String> {
    let literals =
        include_str!("../../../src/urls.rs").lines().filter_map(|line| line.strip_prefix("pub const "));
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
