//! Each page for respondents says whose it is, how to reach them, and what is kept.

use chrono::TimeDelta;

use crate::support::{Backend, TestApp};

/// The foot of a page, which every page for respondents has once.
fn foot(page: &str) -> &str {
    assert_eq!(page.matches("<footer").count(), 1, "{page}");
    page.split_once("<footer").unwrap().1.split_once("</footer>").unwrap().0
}

fn assert_is_signed(app: &TestApp, page: &str, language: &str) {
    let (organisation, foot) = (&app.app.config.organisation, foot(page));
    assert!(foot.contains(&organisation.name) && foot.contains(&organisation.contact), "{foot}");
    assert!(foot.contains(&format!("href=\"/privacy?lang={language}\"")), "{foot}");
}

#[tokio::test]
async fn every_page_for_respondents_says_whose_it_is_and_how_to_reach_them() {
    let app = TestApp::start(Backend::Sqlite).await;
    let link = app.invite("K-1").await;
    assert_is_signed(&app, &app.get(&link).await.body, "nl");
    assert_is_signed(&app, &app.get(&format!("{link}?lang=en")).await.body, "en");
    assert_is_signed(&app, &app.post_form(&link, "score=11").await.body, "nl");
    assert_is_signed(&app, &app.get(&link.replace("/s/", "/u/")).await.body, "nl");
    app.post_form(&link, "score=9").await;
    assert_is_signed(&app, &app.get(&link).await.body, "nl");
    foot(&app.get("/s/unknown").await.body);
    let late = app.invite("K-2").await;
    app.advance(TimeDelta::days(31));
    let gone = app.get(&late).await;
    assert_eq!(gone.status, 410);
    assert_is_signed(&app, &gone.body, "nl");
}

#[tokio::test]
async fn the_privacy_notice_is_a_click_away_in_the_other_language() {
    let app = TestApp::start(Backend::Sqlite).await;
    for (shown, other) in [("nl", "en"), ("en", "nl")] {
        let page = app.get(&format!("/privacy?lang={shown}")).await.body;
        assert_is_signed(&app, &page, shown);
        assert!(page.contains(&format!("<a href=\"/privacy?lang={other}\" lang=\"{other}\">")), "{page}");
    }
}

#[tokio::test]
async fn pages_for_staff_have_no_foot() {
    let app = TestApp::start(Backend::Sqlite).await;
    assert!(!app.get("/sign-in").await.body.contains("<footer"));
}
