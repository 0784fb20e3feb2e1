//! The pages of an administrator in a real browser, without script, on a phone, in dark mode, and checked by axe-core.

use naklank::domain::access::roles::{Role, Scope};
use naklank::workflow::access::users::list_users;

use crate::support::browser::{Browser, Setup};
use crate::support::{Backend, TestApp};

/// Signs in by a link, as a new administrator does.
async fn sign_in(browser: &Browser, link: &str) {
    browser.visit(link).await;
    browser.type_into("#password", "een lang wachtwoord").await;
    browser.click("button").await;
    browser.sees("admin@example.org").await;
}

/// Plain HTTP: a browser keeps no secure cookie of a site that it reaches without TLS.
async fn start() -> TestApp {
    let app = TestApp::start_with(Backend::Sqlite, &[("http.public_url", "http://127.0.0.1:8080")]).await;
    app.add_user("behandelaar@example.org", Role::Handler).await;
    app.key_with("crm", &[Scope::InsightsRead, Scope::ComplaintsWrite]).await;
    app
}

async fn assert_accessible(browser: &Browser, what: &str) {
    let violations = browser.accessibility_violations().await;
    assert!(violations.is_empty(), "{what}: {violations:#?}");
    let overflow = browser
        .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        .await;
    assert_eq!(overflow, 0, "{what}: only tables scroll sideways, each in its own container");
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn axe_finds_nothing_on_the_pages_of_an_administrator() {
    let app = start().await;
    let link = app.add_user("admin@example.org", Role::Admin).await;
    let users = list_users(&app.app).await.unwrap();
    let paths: Vec<String> = users.iter().map(|user| format!("/users/{}", user.id)).collect();
    for (width, is_dark) in [(320, false), (1_100, true)] {
        let browser = Browser::open(&app, Setup { width, is_dark, ..Setup::default() }).await;
        if is_dark {
            browser.visit("/sign-in").await;
            browser.type_into("#email", "admin@example.org").await;
            browser.type_into("#password", "een lang wachtwoord").await;
            browser.click("button").await;
            browser.sees("sign-out").await;
        } else {
            sign_in(&browser, &link).await;
        }
        let others = [
            "/users",
            "/keys",
            "/keys?done=1",
            "/keys/revoke",
            "/nothing",
            "/suppressions",
            "/questionnaires",
            "/questionnaires?from=complaint-handling-1",
            "/questionnaires/complaint-handling-1",
            "/installation",
            "/audit",
            "/texts",
            "/texts?from=0",
            "/texts/history",
            "/imports",
        ];
        for path in paths.iter().map(String::as_str).chain(others) {
            browser.visit(path).await;
            assert_accessible(&browser, path).await;
        }
        browser.visit("/texts").await;
        browser.type_into("[name='thanks.nl']", "Dank u.").await;
        browser.click("[formaction='/texts/preview']").await;
        browser.sees("Nothing has been saved yet").await;
        assert_accessible(&browser, "texts that are refused").await;
        browser.type_into("[name='thanks.en']", "Thanks.").await;
        browser.click("[formaction='/texts/preview']").await;
        browser.sees("What people will see").await;
        assert_accessible(&browser, "the preview of texts").await;
        browser.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn users_and_keys_are_administered_without_script() {
    let app = start().await;
    let link = app.add_user("admin@example.org", Role::Admin).await;
    let browser = Browser::open(&app, Setup { without_script: true, width: 320, ..Setup::default() }).await;
    sign_in(&browser, &link).await;
    browser.visit("/users").await;
    browser.type_into("#email", "nieuw@example.org").await;
    browser.click("input[value=analyst]").await;
    browser.click("#mail").await;
    browser.click("form.boxed button").await;
    browser.sees("The user has been added.").await;
    browser.visit("/keys").await;
    browser.type_into("#name", "bi").await;
    browser.click("form.boxed button").await;
    browser.sees("Choose at least one.").await;
    browser.click("#scope").await;
    browser.click("form.boxed button").await;
    browser.sees("The key has been made.").await;
    browser.visit("/keys").await;
    browser.click("summary").await;
    browser.click("details[open] button").await;
    browser.sees("The key has been revoked.").await;
    browser.visit("/texts").await;
    browser.type_into("[name='thanks.nl']", "Dank u.").await;
    browser.click("[formaction='/texts/preview']").await;
    browser.sees("Fill in this text in all languages").await;
    browser.type_into("[name='thanks.en']", "Thanks.").await;
    browser.click("[formaction='/texts/preview']").await;
    browser.sees("What people will see").await;
    browser.click("form.boxed button:not([name])").await;
    browser.sees("The texts have been saved.").await;
    assert_eq!(app.integers("SELECT MAX(version) FROM own_texts").await, [1]);
    assert_eq!(app.integers("SELECT COUNT(*) FROM users WHERE roles = 'analyst'").await, [1]);
    assert_eq!(app.integers("SELECT COUNT(*) FROM api_keys WHERE revoked_at IS NOT NULL").await, [1]);
    browser.close().await;
}
