//! The pages in a real browser: by keyboard alone, without script, on a phone, in dark mode, and checked by axe-core.

use chrono::TimeDelta;
use data_encoding::BASE32_NOPAD;
use naklank::domain::access::roles::Role;
use naklank::domain::policy::kpi::Kpi;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::send_error::SendError;
use naklank::workflow::demo::history::fill_history;
use naklank::workflow::demo::norm::{adopt_policy_values, propose_sample_norm};
use naklank::workflow::demo::quality::review_sample_history;
use serde_json::json;
use totp_rs::Builder;

use crate::support::browser::{Browser, Setup};
use crate::support::{Backend, TestApp, closed_complaint};

const TAB: &str = "\u{e004}";
const SPACE: &str = " ";
const ENTER: &str = "\u{e007}";
const RIGHT: &str = "\u{e014}";

/// Plain HTTP, since the browser does not use TLS here.
async fn start() -> TestApp {
    TestApp::start(Backend::Sqlite).await
}

async fn scores(app: &TestApp) -> Vec<i64> {
    app.integers("SELECT score FROM responses ORDER BY score").await
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn the_form_is_answered_with_the_keyboard_alone() {
    let app = start().await;
    let link = app.invite("K-1").await;
    let browser = Browser::open(&app, Setup::default()).await;
    browser.visit(&link).await;
    // Tab passes the language switch and reaches the scores, where the first press of an arrow key selects.
    while browser.run("return document.activeElement.id").await != "score-0" {
        browser.press(TAB).await;
        assert_ne!(
            browser.run("return document.activeElement.id").await,
            "send",
            "the scores come before the button"
        );
    }
    browser.press(SPACE).await;
    for _ in 0..7 {
        browser.press(RIGHT).await;
    }
    browser.press(TAB).await;
    browser.press("Goed geholpen").await;
    for _ in 0..5 {
        browser.press(TAB).await;
    }
    browser.press(SPACE).await;
    let focused = browser.run("return document.activeElement.name").await;
    assert_eq!(focused, "contact_me", "six tabs from the first score to the tick");
    browser.press(ENTER).await;
    browser.sees("Uw antwoord is verstuurd").await;
    assert_eq!(scores(&app).await, [7]);
    assert_eq!(
        app.integers("SELECT COUNT(*) FROM responses WHERE comment = 'Goed geholpen' AND contact_me").await,
        [1]
    );
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn the_form_is_answered_without_script() {
    let app = start().await;
    let link = app.invite("K-1").await;
    let browser = Browser::open(&app, Setup { without_script: true, ..Setup::default() }).await;
    browser.visit(&format!("{link}?score=3")).await;
    browser.type_into("#comment", "Te laat").await;
    browser.click("button[name=switch]").await;
    browser.sees("How likely are you to recommend").await;
    browser.type_into("#comment", " indeed").await;
    browser.click("#send").await;
    browser.sees("Your answer has been sent").await;
    assert_eq!(scores(&app).await, [3], "the score that the mail's link preselected, sent by the person");
    assert_eq!(app.integers("SELECT COUNT(*) FROM responses WHERE comment = 'Te laat indeed'").await, [1]);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn on_a_telephone_all_scores_stand_in_one_row_and_can_be_hit() {
    let app = start().await;
    let link = app.invite("K-1").await;
    let browser = Browser::open(&app, Setup { width: 320, ..Setup::default() }).await;
    browser.visit(&link).await;
    let rows = browser.run("return new Set([...document.querySelectorAll('.scores label')].map(l => Math.round(l.getBoundingClientRect().top))).size").await;
    assert_eq!(rows, 1);
    let least = browser.run("return Math.min(...[...document.querySelectorAll('.scores label')].map(l => Math.min(l.getBoundingClientRect().width, l.getBoundingClientRect().height)))").await;
    assert!(least.as_f64().unwrap() >= 24.0, "{least} pixels (WCAG 2.5.8)");
    let overflow = browser
        .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        .await;
    assert_eq!(overflow, 0, "nothing has to be scrolled sideways");
    browser.click(".scores label:last-child").await;
    browser.click("#send").await;
    browser.sees("Uw antwoord is verstuurd").await;
    assert_eq!(scores(&app).await, [10]);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn a_mistake_keeps_the_text_and_the_summary_leads_to_the_question() {
    let app = start().await;
    let link = app.invite("K-1").await;
    let browser = Browser::open(&app, Setup::default()).await;
    browser.visit(&link).await;
    browser.type_into("#comment", "Dit moet blijven staan").await;
    browser.click("#send").await;
    browser.sees("Uw antwoord is nog niet verstuurd").await;
    assert!(browser.client.title().await.unwrap().starts_with("Fout: "));
    assert_eq!(
        browser.run("return document.activeElement.className").await,
        "errors",
        "the summary has the focus"
    );
    assert_eq!(
        browser.run("return document.querySelector('#comment').value").await,
        "Dit moet blijven staan"
    );
    browser.click(".errors a").await;
    assert_eq!(browser.run("return document.activeElement.id").await, "score-0");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn what_was_typed_is_there_on_return_and_no_response_until_it_is_sent() {
    let app = start().await;
    let link = app.invite("K-1").await;
    let browser = Browser::open(&app, Setup::default()).await;
    browser.visit(&link).await;
    browser.click(".scores label:nth-child(5)").await;
    browser.type_into("#comment", "Halverwege").await;
    browser.visit("/privacy").await;
    browser.visit(&link).await;
    assert_eq!(browser.run("return document.querySelector('#comment').value").await, "Halverwege");
    assert_eq!(browser.run("return document.querySelector('#score-4').checked").await, true);
    assert_eq!(
        browser.run("return document.querySelector('.draft').hidden").await,
        false,
        "and the page says so"
    );
    assert!(scores(&app).await.is_empty());
    browser.visit(&format!("{link}?score=9")).await;
    assert_eq!(
        browser.run("return document.querySelector('#score-9').checked").await,
        true,
        "the link's score is the newer wish"
    );
    browser.click("#send").await;
    browser.sees("Uw antwoord is verstuurd").await;
    assert_eq!(scores(&app).await, [9]);
    browser.visit("/privacy").await;
    assert_eq!(browser.run("return localStorage.length").await, 0, "nothing stays behind once it is sent");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn the_form_reflows_at_twice_the_size() {
    let app = start().await;
    let link = app.invite("K-1").await;
    // At 200 % zoom a window of 640 pixels is 320 CSS pixels wide.
    let browser = Browser::open(&app, Setup { width: 640, ..Setup::default() }).await;
    browser.visit(&link).await;
    browser.run("document.documentElement.style.fontSize = '200%'").await;
    let overflow = browser
        .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        .await;
    assert_eq!(overflow, 0);
    browser.close().await;
}

/// Checks pages with axe-core in both languages.
async fn look_at(browser: &Browser, pages: &[String]) {
    for page in pages {
        for language in ["nl", "en"] {
            let separator = if page.contains('?') { '&' } else { '?' };
            browser.visit(&format!("{page}{separator}lang={language}")).await;
            let violations = browser.accessibility_violations().await;
            assert!(violations.is_empty(), "{page} in {language}: {violations:#?}");
        }
    }
}

async fn public_pages_are_accessible(is_dark: bool) {
    let app = start().await;
    let answered = app.invite("K-1").await;
    app.post_form(&answered, "score=3&contact_me=on").await;
    let held = app.invite("K-2").await;
    for score in [1, 5, 9] {
        app.post_form(&held, &format!("score={score}")).await;
    }
    let link = app.invite("K-3").await;
    let mut reopened = closed_complaint(crate::support::START);
    reopened["status"] = json!("open");
    let withdrawn = app.invite("K-4").await;
    app.put("K-4", &reopened).await;
    app.execute("UPDATE complaints SET team_discussed_on = '2026-03-24' WHERE reference = 'K-1'").await;
    let browser = Browser::open(&app, Setup { is_dark, width: 320, ..Setup::default() }).await;
    let pages = [
        link.clone(),
        format!("{link}?score=5"),
        link.replace("/s/", "/u/"),
        format!("{answered}?done=1"),
        format!("{answered}?edit=1"),
        format!("{held}?edit=1"),
        held,
        withdrawn,
        "/s/unknown".to_owned(),
        "/privacy".to_owned(),
    ];
    look_at(&browser, &pages).await;
    // The form with a mistake, the unsubscribe confirmation, and the page of an expired link.
    browser.visit(&link).await;
    browser.click("#send").await;
    browser.sees("role=\"alert\"").await;
    let violations = browser.accessibility_violations().await;
    assert!(violations.is_empty(), "with a mistake: {violations:#?}");
    browser.visit(&link.replace("/s/", "/u/")).await;
    browser.click("button").await;
    browser.sees("U krijgt geen vragenlijsten meer").await;
    let violations = browser.accessibility_violations().await;
    assert!(violations.is_empty(), "unsubscribed: {violations:#?}");
    // What became of an answer, with the wish for a mail about it, first without its tick.
    browser.visit(&answered).await;
    browser.sees("Wat er na uw antwoord is gebeurd").await;
    browser.click("#news-wish button").await;
    browser.sees("role=\"alert\"").await;
    let violations = browser.accessibility_violations().await;
    assert!(violations.is_empty(), "a wish without its tick: {violations:#?}");
    browser.click("#wants_news").await;
    browser.click("#news-wish button").await;
    browser.sees("Nee, stuur mij die mail toch niet").await;
    let violations = browser.accessibility_violations().await;
    assert!(violations.is_empty(), "a wish: {violations:#?}");
    app.advance(TimeDelta::days(31));
    look_at(&browser, &[link, format!("{answered}?edit=1")]).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn axe_finds_nothing_on_any_public_page() {
    public_pages_are_accessible(false).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn axe_finds_nothing_on_any_public_page_in_the_dark() {
    public_pages_are_accessible(true).await;
}

/// The tables with a head that are wider than the place where they stand.
const SCROLLED_TABLES: &str = "return [...document.querySelectorAll('main table')]
    .filter(table => table.tHead && table.offsetParent && table.scrollWidth > table.parentElement.clientWidth + 1)
    .map(table => table.innerText.slice(0, 80))";

/// The pairs of texts of one drawing that are drawn over each other, by more than the space around letters.
const LABELS_THAT_OVERLAP: &str = "return [...document.querySelectorAll('main svg')].flatMap(drawing => {
    const drawn = [...drawing.querySelectorAll('text')]
        .map(text => [text.textContent, text.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0);
    const isOver = (one, other) =>
        Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
        Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4;
    return drawn.flatMap(([text, box], at) =>
        drawn.slice(at + 1).filter(([, other]) => isOver(box, other)).map(([other]) => text + ' | ' + other));
})";

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn axe_finds_nothing_on_any_page_for_staff() {
    let app = TestApp::start_demo(Backend::Sqlite).await;
    fill_history(&app.app).await.unwrap();
    let link = app.invite("VB-90001").await;
    app.post_form(&link, "score=2&comment=Te+laat&contact_me=on").await;
    app.post_form("/demo", "name=S.+de+Vries&team=Noord&language=nl").await;
    app.advance(TimeDelta::seconds(5));
    app.outbox().fail_next(SendError::new(Cause::Deferred, "451 4.7.1 greylisted"));
    app.tick().await;
    let list = app.get("/follow-ups").await.body;
    let take_up =
        list.split("action=\"").find(|rest| rest.contains("/take-up\"")).expect("an answer to take up");
    let reference = "VB-00001";
    review_sample_history(&app.app).await.unwrap();
    let month = app.get("/quality/2026-02").await.body;
    let reviewed = month.split('"').find(|part| part.contains("/quality/1")).expect("a drawn complaint");
    let mut pages = vec![
        "/".to_owned(),
        "/sending".to_owned(),
        format!("/complaints/{reference}"),
        format!("/complaints/{reference}/facts"),
        format!("/complaints/{reference}/edit"),
        "/register".to_owned(),
        "/discussed".to_owned(),
        "/discussed?from=2026-02-01&show=not_in_team&ticked=all".to_owned(),
        "/discussed?show=some".to_owned(),
        "/privacy-requests".to_owned(),
        "/reports/2026/assessment".to_owned(),
        "/follow-ups".to_owned(),
        "/follow-ups?list=overdue".to_owned(),
        "/follow-ups/figures".to_owned(),
        "/demo".to_owned(),
        "/sign-in".to_owned(),
        "/sign-in/forgotten".to_owned(),
        "/sign-in/forgotten?asked=1".to_owned(),
        "/account".to_owned(),
        "/complaints?reference=x".to_owned(),
        "/facts?reference=x".to_owned(),
        "/?interval=month&cut=outcome&team=Noord".to_owned(),
        "/?range=last-quarter&team=Noord&team=Zuid&channel=web".to_owned(),
        "/background".to_owned(),
        "/background?interval=month&team=Noord".to_owned(),
        "/background?colour=red".to_owned(),
        "/?interval=day&from=2024-01-01&to=2025-12-31".to_owned(),
        "/?interval=year&from=2010-01-01&to=2010-12-31".to_owned(),
        "/?from=2026-03-01&to=2026-01-01".to_owned(),
        "/why".to_owned(),
        "/why?from=2024-01-01&to=2026-02-28&against=year_earlier".to_owned(),
        "/why?team=West".to_owned(),
        "/compare".to_owned(),
        "/compare?a.team=Noord&b.team=Zuid".to_owned(),
        "/compare?a.team=Noord&b.channel=web".to_owned(),
        "/verbatims".to_owned(),
        "/verbatims?q=niets+van+dit&scores=passives".to_owned(),
        "/themes?name=Post&keywords=brief%0D%0Aduurde".to_owned(),
        "/themes".to_owned(),
        "/themes?team=Noord&from=2026-02-02".to_owned(),
        "/themes?from=never".to_owned(),
        "/themes/words".to_owned(),
        "/audit".to_owned(),
        "/audit?from=2026-03-02&to=2026-03-01&what=fly".to_owned(),
        "/signals".to_owned(),
        "/causes".to_owned(),
        "/causes?team=Noord&range=last-quarter".to_owned(),
        "/causes?from=never".to_owned(),
        "/causes/one?name=lead_time".to_owned(),
        "/causes/merge?name=Bereikbaarheid&into=Communicatie".to_owned(),
        "/causes/one?name=lead_time&team=Noord&from=2026-02-02".to_owned(),
        "/improvements".to_owned(),
        "/improvements/new".to_owned(),
        "/views".to_owned(),
        "/views?done=saved".to_owned(),
        "/kpis".to_owned(),
        "/kpis?year=1999".to_owned(),
        "/quality".to_owned(),
        "/quality/2026-02".to_owned(),
        reviewed.to_owned(),
        "/notifications".to_owned(),
        "/reports".to_owned(),
        "/reports/2025/public/draft".to_owned(),
        "/notifications?year=2025".to_owned(),
        "/kpis?from=2026-02-10&to=2026-03-20&interval=quarter&team=Noord".to_owned(),
        "/kpis/acknowledgement?standing=late&from=2025-01-01&to=2025-12-31".to_owned(),
        "/norms".to_owned(),
        "/norms/workbench".to_owned(),
        "/norms/workbench?assessment=quarter&candidate=-15&certainty=0.9".to_owned(),
        "/norms/workbench?candidate=250&from=1990-01&to=1990-12".to_owned(),
    ];
    adopt_policy_values(&app.app).await.unwrap();
    propose_sample_norm(&app.app).await.unwrap();
    let overview = app.get("/norms").await.body;
    let norms: std::collections::BTreeSet<&str> =
        overview.split('"').filter(|part| part.starts_with("/norms/") && part.len() == 43).collect();
    let stated: usize = Kpi::ALL.iter().map(|kpi| kpi.definition().stated.len()).sum();
    assert_eq!(norms.len(), stated + 1, "those of the policy, and the sample");
    pages.extend(norms.into_iter().map(str::to_owned));
    let change = "day=2026-01-01&kind=process&note=Nieuw+team&restarts=on&restart_reason=Andere+werkwijze";
    app.post_form("/signals/changes", change).await;
    let taken_up = app.post_form(take_up.split('"').next().unwrap(), "").await;
    pages.push(taken_up.header("location").to_owned());
    for is_dark in [false, true] {
        let browser = Browser::open(&app, Setup { is_dark, ..Setup::default() }).await;
        for page in &pages {
            browser.visit(page).await;
            let violations = browser.accessibility_violations().await;
            assert!(violations.is_empty(), "{page}: {violations:#?}");
        }
        browser.close().await;
    }
    // On a phone only tables and charts scroll sideways, each in its own container.
    let browser = Browser::open(&app, Setup { width: 320, ..Setup::default() }).await;
    for page in pages.iter().filter(|page| !page.starts_with("/demo")) {
        browser.visit(page).await;
        let overflow = browser
            .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            .await;
        assert_eq!(overflow, 0, "{page}");
        for (script, what) in [(SCROLLED_TABLES, "scrolls"), (LABELS_THAT_OVERLAP, "overlaps")] {
            let found = browser.run(script).await;
            assert!(found.as_array().is_some_and(Vec::is_empty), "{page} {what}: {found}");
        }
    }
    browser.close().await;
}

/// The demonstration's visitor has no account, so this user signs in.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn axe_finds_nothing_on_the_page_of_an_own_account() {
    let app = TestApp::start_with(Backend::Sqlite, &[("http.public_url", "http://127.0.0.1")]).await;
    app.sign_in_as(Role::PolicyOwner).await;
    for (is_dark, width) in [(false, 1100), (true, 320)] {
        let browser = Browser::open(&app, Setup { is_dark, width, ..Setup::default() }).await;
        browser.visit("/sign-in").await;
        browser.type_into("#email", "policy-owner@example.org").await;
        browser.type_into("#password", "een lang wachtwoord").await;
        browser.click("main button").await;
        browser.sees("/sign-out").await;
        browser.visit("/account").await;
        browser.sees("/account/sessions/end").await;
        let violations = browser.accessibility_violations().await;
        assert!(violations.is_empty(), "{violations:#?}");
        browser.type_into("#current_password", "wrong").await;
        browser.type_into("#new_password", "een nieuw wachtwoord").await;
        browser.click("form[action='/account/password'] button").await;
        browser.sees("role=\"alert\"").await;
        assert_eq!(browser.run("return document.activeElement.className").await, "errors");
        let violations = browser.accessibility_violations().await;
        assert!(violations.is_empty(), "with a mistake: {violations:#?}");
        browser.click(".errors a").await;
        assert_eq!(browser.run("return document.activeElement.id").await, "current_password");
        let overflow = browser
            .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            .await;
        assert_eq!(overflow, 0);
        browser.close().await;
    }
}

/// Sets up a second factor by typing its key, and signs in with a code of it and with a recovery code.
async fn the_second_factor_is_set_up_and_used(is_dark: bool) {
    // Without https, since the browser does not use TLS here.
    let settings = [("access.second_factor", "everyone"), ("http.public_url", "http://127.0.0.1:8080")];
    let app = TestApp::start_with(Backend::Sqlite, &settings).await;
    let link = app.add_user("analist@example.org", Role::Analyst).await;
    let browser = Browser::open(&app, Setup { is_dark, width: 320, ..Setup::default() }).await;
    let look = async |words: &str| {
        browser.sees(words).await;
        let violations = browser.accessibility_violations().await;
        assert!(violations.is_empty(), "{words}: {violations:#?}");
        let overflow = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(browser.run(overflow).await, 0, "{words}");
    };
    browser.visit(&link).await;
    browser.type_into("#password", "een lang wachtwoord").await;
    browser.click("main button").await;
    look("Your organisation asks this of you").await;
    browser.click("main button").await;
    look("Scan this QR code").await;
    let key = browser.run("return document.querySelector('code').textContent").await;
    let key = key.as_str().unwrap().replace(' ', "");
    let totp = Builder::new().with_secret(BASE32_NOPAD.decode(key.as_bytes()).unwrap()).build().unwrap();
    let code = || totp.generate(u64::try_from(app.app.now().timestamp()).unwrap()).to_string();
    browser.type_into("#code", "000000").await;
    browser.click("main button").await;
    look("This code is not right").await;
    browser.type_into("#code", &code()).await;
    browser.click("main button").await;
    look("Keep your recovery codes").await;
    let recovery = browser.run("return document.querySelector('li code').textContent").await;
    browser.click("main button").await;
    browser.sees("NPS over complaint handling").await;
    browser.visit("/account/second-factor").await;
    look("You have 10 recovery codes left.").await;
    browser.click(".banner form button").await;
    browser.sees("E-mail address").await;
    app.advance(TimeDelta::minutes(2));
    for (field, typed) in [("#code", code()), ("#recovery", recovery.as_str().unwrap().to_owned())] {
        browser.visit("/sign-in?next=%2Faccount%2Fsecond-factor").await;
        browser.type_into("#email", "analist@example.org").await;
        browser.type_into("#password", "een lang wachtwoord").await;
        browser.click("main button").await;
        look("Type the code from your app").await;
        if field == "#recovery" {
            browser.click("summary").await;
            look("Each recovery code works").await;
        }
        browser.type_into(field, &typed).await;
        browser.click("main button").await;
        browser.sees("Two-step sign-in is on.").await;
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn a_second_factor_is_set_up_and_used_on_a_telephone() {
    the_second_factor_is_set_up_and_used(false).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn a_second_factor_is_set_up_and_used_in_the_dark() {
    the_second_factor_is_set_up_and_used(true).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs Chromium: run tests/run")]
async fn a_policy_owner_walks_from_no_norm_to_a_verdict() {
    let app = TestApp::start_demo(Backend::Sqlite).await;
    fill_history(&app.app).await.unwrap();
    propose_sample_norm(&app.app).await.unwrap();
    let browser = Browser::open(&app, Setup::default()).await;
    browser.visit("/norms").await;
    browser.sees("There is no norm for NPS yet").await;
    let violations = browser.accessibility_violations().await;
    assert!(violations.is_empty(), "{violations:#?}");
    browser.click("form[action='/norms/policy-values'] button").await;
    browser.sees("This has been recorded").await;
    browser.click("a[href='/norms/workbench']").await;
    browser.sees("Three proposals").await;
    browser.run("document.querySelector('input[name=candidate]').value = ''").await;
    browser.type_into("input[name=candidate]", "-30").await;
    browser.click("form.filters button").await;
    browser.sees("What this norm would have said in the past: \u{2212}30").await;
    browser.click("#backtest ~ nav a:last-child").await;
    browser.sees("What this norm would have said in the past: \u{2212}25").await;
    browser.type_into("textarea[name=rationale]", "Wij willen vooruit.").await;
    browser.run("document.querySelector('form[action=\"/norms\"] input[name=effective_from]').value = '2028-01-01'").await;
    browser.click("form[action='/norms'] button").await;
    browser.sees("This is your own proposal").await;
    browser.visit("/norms").await;
    browser.click("#waiting ~ ul li:first-child a").await;
    browser.type_into("textarea[name=rationale]", "Besproken in de directie.").await;
    browser.click("button[formaction$='/adopt']").await;
    browser.sees("adopted, provisional").await;
    app.clock.set("2028-02-10T10:00:00Z");
    app.tick().await;
    browser.visit("/norms").await;
    browser.sees("Too few answers to judge").await;
    browser.visit("/").await;
    browser.sees("since 1 January 2027").await;
    let violations = browser.accessibility_violations().await;
    assert!(violations.is_empty(), "{violations:#?}");
    browser.close().await;
}
