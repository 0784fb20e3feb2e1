//! The page of a follow-up in a real browser, on a telephone: its contact details, and each form with a mistake.

use serde_json::json;

use super::answered;
use crate::support::browser::{Browser, Setup};
use crate::support::{Backend, TestApp};

/// Axe finds nothing, and nothing but tables has to be scrolled sideways.
async fn is_in_order(browser: &Browser, what: &str) {
    let violations = browser.accessibility_violations().await;
    assert!(violations.is_empty(), "{what}: {violations:#?}");
    let overflow = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(browser.run(overflow).await, 0, "{what}");
}

/// Sends a form of the open page, which is refused; the summary has the focus and leads to the field.
async fn is_refused(browser: &Browser, form: &str, field: &str) {
    browser.click(&format!("button[formaction$='/{form}']")).await;
    browser.sees(&format!("id=\"{field}-error\"")).await;
    assert_eq!(browser.run("return document.activeElement.className").await, "errors", "{form}");
    is_in_order(browser, form).await;
    browser.click(".errors a").await;
    assert_eq!(browser.run("return document.activeElement.id").await, field, "{form}");
}

async fn a_follow_up_is_walked_through(is_dark: bool) {
    let app = TestApp::start_demo(Backend::Sqlite).await;
    let contact = json!({"email": "jan@example.org", "name": "Jan Jansen", "phone": "+31 (0)20 123 45 67", "language": "nl"});
    let path =
        answered(&app, "K-1", json!({"contact": contact}), "score=2&comment=Te+laat&contact_me=on").await;
    let browser = Browser::open(&app, Setup { is_dark, width: 320, ..Setup::default() }).await;
    browser.visit(&path).await;
    is_refused(&browser, "assign", "colleague").await;
    browser.visit(&path).await;
    browser.click("button[formaction$='/take-up']").await;
    browser.sees("/contact\"").await;
    browser.click("button[formaction$='/contact']").await;
    browser.sees("tel:+31201234567").await;
    is_in_order(&browser, "contact details").await;
    browser.visit(&path).await;
    is_refused(&browser, "end", "outcome").await;
    browser.click("input[value='complaint_registered']").await;
    browser.type_into("#registered_reference", "K-onbekend").await;
    is_refused(&browser, "end", "registered_reference").await;
    let leads = "return document.querySelector(\"main a[href='/register']\") !== null";
    assert_eq!(browser.run(leads).await, true, "to where a complaint is registered");
    browser.visit(&path).await;
    is_refused(&browser, "note", "note").await;
    browser.visit(&path).await;
    browser.click("details summary").await;
    is_refused(&browser, "drop", "drop_reason").await;
    for (address, button) in
        [("/register", "main form button"), ("/complaints/K%2D1/edit", "main form button")]
    {
        browser.visit(address).await;
        browser.run("document.getElementById('contact.phone').value = ''").await;
        browser.type_into("[id='contact.phone']", "12345").await;
        browser.click(button).await;
        browser.sees("id=\"contact.phone-error\"").await;
        is_in_order(&browser, address).await;
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn a_follow_up_is_walked_through_with_mistakes_on_a_telephone() {
    a_follow_up_is_walked_through(false).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn a_follow_up_is_walked_through_with_mistakes_in_the_dark() {
    a_follow_up_is_walked_through(true).await;
}
