//! Every path is tried with every method, every role, every scope and with nothing, and compared with the table.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use naklank::domain::access::roles::{Role, Roles, Scope};
use naklank::urls;
use naklank::web::entrances::{Asks, ENTRANCES, Entrance};
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::users::{NewUser, add_user};

use crate::support::{Answer, TestApp, on_both_engines};

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// The path with values in the places of its parameters: none of them names anything that is there.
fn filled_in(path: &str) -> String {
    [
        ("{token}", "unknown"),
        ("{id}", "00000000-0000-7000-8000-000000000000"),
        ("{reference}", "K-404"),
        ("{closure}", "1"),
        ("{month}", "2026-02"),
        ("{year}", "2026"),
        ("{kpi}", "acknowledgement"),
        ("{decision}", "adopt"),
        ("{name}", "unknown"),
        ("{year}", "2025"),
        ("{document}", "public"),
        ("{edition}", "1"),
    ]
    .iter()
    .fold(path.to_owned(), |path, (parameter, value)| path.replace(parameter, value))
}

async fn ask(app: &TestApp, method: &str, path: &str, header: Option<(&str, &str)>) -> Answer {
    let mut request = Request::builder().method(method.parse::<Method>().unwrap()).uri(filled_in(path));
    if let Some((name, value)) = header {
        request = request.header(name, value);
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

/// Whether an answer is more than a refusal: what was asked may well be wrong or not there.
fn comes_in(answer: &Answer, path: &str) -> bool {
    let is_sent_away = answer.status == StatusCode::SEE_OTHER
        && (answer.header("location").starts_with(urls::SIGN_IN) || path == urls::DASHBOARD);
    !is_sent_away && answer.status != StatusCode::UNAUTHORIZED && answer.status != StatusCode::FORBIDDEN
}

/// A new user with these roles who has signed in; the cookie.
async fn sign_in(app: &TestApp, roles: Roles) -> String {
    let email = format!("user-{}@example.org", app.app.randomness.uuid(app.app.now()));
    let new = NewUser { email: email.parse().unwrap(), roles, team: None, password: None };
    let link = add_user(&app.app, &Actor::Operator, new).await.unwrap().unwrap();
    let answer = app.post_form(&urls::sign_in_link(&link), "password=een+lang+wachtwoord").await;
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

fn asking(asks: impl Fn(Asks) -> bool) -> impl Iterator<Item = (&'static str, &'static Entrance)> {
    let found = ENTRANCES.iter().filter(move |entrance| asks(entrance.asks));
    found.flat_map(|entrance| entrance.methods.iter().map(move |method| (*method, entrance)))
}

#[test]
fn every_path_is_in_the_table() {
    let source = include_str!("../../../src/urls.rs");
    let paths: Vec<&str> = source
        .lines()
        .filter_map(|line| {
            let (_, path) = line.strip_prefix("pub const ")?.split_once(": &str = \"")?;
            path.strip_suffix("\";")
        })
        .collect();
    // A constant that is written over two lines would be missed.
    let constants = source.split_whitespace().collect::<Vec<_>>().join(" ").matches(": &str = \"/").count();
    assert_eq!(paths.len(), constants);
    for path in paths {
        assert!(ENTRANCES.iter().any(|entrance| entrance.path == path), "{path}");
    }
}

#[test]
fn no_path_is_written_beside_the_others() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web");
    for file in crate::house::imports::rust_files(&root).into_iter().chain([root.with_extension("rs")]) {
        let source = std::fs::read_to_string(&file).unwrap();
        let squeezed: String = source.split_whitespace().collect();
        for literal in [".route(\"", ".nest(\"", ".route_service(\"", ".nest_service(\""] {
            assert!(!squeezed.contains(literal), "{literal} in {}", file.display());
        }
    }
}

on_both_engines! {
    async fn a_path_answers_the_methods_of_the_table_and_no_others(app) {
        let cookie = sign_in(&app, Role::ALL.iter().copied().collect()).await;
        for path in ENTRANCES.iter().filter(|entrance| entrance.asks != Asks::Demo).map(|entrance| entrance.path) {
            let of_path = ENTRANCES.iter().filter(|entrance| entrance.path == path);
            let written: Vec<&str> = of_path.flat_map(|entrance| entrance.methods.iter().copied()).collect();
            for method in METHODS.into_iter().filter(|method| !written.contains(method)) {
                let answer = ask(&app, method, path, Some(("cookie", &cookie))).await;
                assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}: {answer:?}");
            }
        }
    }

    async fn each_role_comes_in_where_the_table_says_so(app) {
        let roles = Role::ALL.iter().map(|role| Roles::from(*role)).chain([Roles::default()]);
        for roles in roles {
            let cookie = sign_in(&app, roles.clone()).await;
            for (method, entrance) in asking(|asks| matches!(asks, Asks::Right(_))) {
                let Asks::Right(right) = entrance.asks else { continue };
                let answer = ask(&app, method, entrance.path, Some(("cookie", &cookie))).await;
                let path = entrance.path;
                assert_eq!(comes_in(&answer, path), roles.have(right), "{roles}: {method} {path}: {answer:?}");
            }
        }
    }

    async fn everyone_who_signed_in_has_an_account_and_nobody_else(app) {
        for (method, entrance) in asking(|asks| asks == Asks::Session) {
            // Some of these end the session.
            let cookie = sign_in(&app, Roles::default()).await;
            let answer = ask(&app, method, entrance.path, Some(("cookie", &cookie))).await;
            assert!(comes_in(&answer, entrance.path), "{method} {}: {answer:?}", entrance.path);
        }
        for (method, entrance) in asking(|asks| matches!(asks, Asks::Session | Asks::Right(_))) {
            let answer = ask(&app, method, entrance.path, None).await;
            assert!(!comes_in(&answer, entrance.path), "{method} {}: {answer:?}", entrance.path);
            let bearer = format!("Bearer {}", app.key);
            let answer = ask(&app, method, entrance.path, Some(("authorization", &bearer))).await;
            assert!(!comes_in(&answer, entrance.path), "a key: {method} {}: {answer:?}", entrance.path);
        }
    }

    async fn each_scope_comes_in_where_the_table_says_so(app) {
        for scope in Scope::ALL {
            let bearer = format!("Bearer {}", app.key_with(scope.name(), &[*scope]).await);
            for (method, entrance) in asking(|asks| matches!(asks, Asks::Scope(_))) {
                let answer = ask(&app, method, entrance.path, Some(("authorization", &bearer))).await;
                let expected = entrance.asks == Asks::Scope(*scope);
                let path = entrance.path;
                assert_eq!(comes_in(&answer, path), expected, "{scope}: {method} {path}: {answer:?}");
            }
        }
        let cookie = sign_in(&app, Role::ALL.iter().copied().collect()).await;
        for (method, entrance) in asking(|asks| matches!(asks, Asks::Scope(_))) {
            for header in [None, Some(("cookie", cookie.as_str())), Some(("authorization", "Bearer nk_wrong"))] {
                let answer = ask(&app, method, entrance.path, header).await;
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{header:?}: {method} {}", entrance.path);
            }
        }
    }

    async fn what_asks_for_nothing_or_a_link_refuses_nobody_for_who_they_are(app) {
        for (method, entrance) in asking(|asks| matches!(asks, Asks::Nothing | Asks::Link)) {
            let answer = ask(&app, method, entrance.path, None).await;
            let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
            assert!(!refused.contains(&answer.status), "{method} {}: {answer:?}", entrance.path);
        }
    }

    async fn a_link_that_nobody_was_given_leads_nowhere(app) {
        for (method, entrance) in asking(|asks| asks == Asks::Link) {
            let answer = ask(&app, method, entrance.path, None).await;
            let leads_nowhere = [StatusCode::NOT_FOUND, StatusCode::GONE].contains(&answer.status);
            assert!(leads_nowhere, "{method} {}: {answer:?}", entrance.path);
            let own = format!("action=\"{}\"", filled_in(entrance.path));
            assert!(!answer.body.contains(&own), "{method} {}: {answer:?}", entrance.path);
        }
    }

    async fn the_provider_is_not_believed_without_a_token(app) {
        let cookie = sign_in(&app, Role::ALL.iter().copied().collect()).await;
        for (method, entrance) in asking(|asks| asks == Asks::ProviderToken) {
            for header in [None, Some(("cookie", cookie.as_str()))] {
                let answer = ask(&app, method, entrance.path, header).await;
                let is_refused = [StatusCode::BAD_REQUEST, StatusCode::NOT_FOUND].contains(&answer.status);
                assert!(is_refused, "{method} {}: {answer:?}", entrance.path);
            }
        }
        assert_eq!(app.get_as(&cookie, urls::ACCOUNT).await.status, StatusCode::OK, "no session has ended");
    }

    async fn only_the_demonstration_has_its_pages(app) {
        for (method, entrance) in asking(|asks| asks == Asks::Demo) {
            let answer = ask(&app, method, entrance.path, None).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {}", entrance.path);
        }
    }
}
