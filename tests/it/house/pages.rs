//! Snapshots of pages and mails, to be reviewed whenever these change.

use chrono::TimeDelta;
use insta::assert_snapshot;
use naklank::domain::access::roles::Role;
use naklank::workflow::demo::history::fill_history;

use naklank::domain::sending::delivery::Cause;
use naklank::mail::send_error::SendError;

use crate::support::{Backend, START, TestApp, closed_complaint, link_in};

/// Title and body of a page with one tag per line, so that a diff shows where a change is. What stands around every body has
/// a snapshot of its own; a mail is shown whole.
fn readable(html: &str) -> String {
    let Some((head, body)) = html.split_once("<main") else { return tags(html) };
    let title = head.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0;
    let body = body.split_once("</main>").unwrap().0.replacen(" id=\"main\"", "", 1);
    tags(&format!("<title>{title}</title><main{body}</main>"))
}

fn tags(html: &str) -> String {
    html.replace('<', "\n<").lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

/// The page with the random token replaced.
fn without_token(body: &str, link: &str) -> String {
    readable(&body.replace(link.trim_start_matches("/s/"), "TOKEN"))
}

/// What stands around every page, for each role and for a respondent.
#[tokio::test]
async fn around_a_page() {
    let app = TestApp::start(Backend::Sqlite).await;
    let around = |page: &str| {
        let (before, after) = (page.split_once("<main").unwrap().0, page.split_once("</main>").unwrap().1);
        tags(&format!("{before}<main></main>{after}"))
    };
    for role in Role::ALL {
        let cookie = app.sign_in_as(*role).await;
        let path = match role {
            Role::Analyst | Role::PolicyOwner => "/compare",
            Role::Handler => "/follow-ups",
            Role::Admin => "/users",
        };
        assert_snapshot!(format!("around_{role}"), around(&app.get_as(&cookie, path).await.body));
    }
    assert_snapshot!("around_respondent", around(&app.get("/privacy?lang=nl").await.body));
}

#[tokio::test]
async fn survey_pages() {
    let app = TestApp::start(Backend::Sqlite).await;
    let link = app.invite("K-1").await;
    let page = async |query: &str| without_token(&app.get(&format!("{link}{query}")).await.body, &link);
    assert_snapshot!("survey_nl", page("").await);
    assert_snapshot!("survey_en_preselected", page("?lang=en&score=7").await);
    let refused = app.post_form(&link, "score=11&comment=Te+laat&speed=9").await;
    assert_snapshot!("survey_refused", without_token(&refused.body, &link));
    let unsubscribe = app.get(&link.replace("/s/", "/u/")).await;
    assert_snapshot!("unsubscribe", without_token(&unsubscribe.body, &link));
    assert_snapshot!("unknown_link", readable(&app.get("/s/unknown").await.body));
    assert_snapshot!("privacy", readable(&app.get("/privacy?lang=nl").await.body));
    app.post_form(&link, "score=9").await;
    assert_snapshot!("thanks", page("?done=1").await);
    let late = app.invite("K-2").await;
    app.advance(TimeDelta::days(31));
    assert_snapshot!("expired_link", readable(&app.get(&late).await.body));
}

/// Every kind of field of one line that a page has is in the style sheet: one that is not has no border and is low to touch.
#[test]
fn every_field_of_one_line_has_its_style() {
    let style = include_str!("../../../src/views/style.css");
    let views = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/views");
    let drawn_otherwise = ["checkbox", "radio", "hidden", "submit", "file"];
    let mut kinds = std::collections::BTreeSet::new();
    for file in super::imports::rust_files(&views) {
        let text = std::fs::read_to_string(file).unwrap();
        for before in ["input type=\"", "kind: \""] {
            let named = text.split(before).skip(1).filter_map(|rest| rest.split('"').next());
            kinds.extend(named.filter(|kind| !drawn_otherwise.contains(kind)).map(str::to_owned));
        }
    }
    assert!(kinds.contains("tel") && kinds.contains("month"), "they are found: {kinds:?}");
    for kind in kinds {
        assert!(style.contains(&format!("input[type={kind}]")), "a field of type {kind} has no style");
    }
}

#[tokio::test]
async fn the_invitation() {
    let app = TestApp::start(Backend::Sqlite).await;
    let link = app.invite("K-1").await;
    let raw = app.mails().remove(0);
    let message = mail_parser::MessageParser::default().parse(&raw.bytes).unwrap();
    let token = link.trim_start_matches("/s/");
    assert_snapshot!("invitation_text", message.body_text(0).unwrap().replace(token, "TOKEN"));
    assert_snapshot!("invitation_html", readable(&message.body_html(0).unwrap().replace(token, "TOKEN")));
}

#[tokio::test]
async fn the_news_of_an_answer() {
    let app = TestApp::start(Backend::Sqlite).await;
    app.add_user("owner@example.org", Role::PolicyOwner).await;
    let link = app.invite_with("K-1", serde_json::json!({"causes": ["wachttijd"]})).await;
    app.post_form(&link, "score=8").await;
    app.post_form(&format!("{link}/news"), "wants_news=on").await;
    let at = "'2026-03-20T14:00:00+00:00', 'owner@example.org'";
    let id = "x'00000000000000000000000000000007'";
    for sql in [
        format!("INSERT INTO causes (id, name, made_at, made_by) VALUES ({id}, 'wachttijd', {at})"),
        format!("INSERT INTO cause_names (name, cause_id, since) VALUES ('wachttijd', {id}, '2026-03-20T14:00:00+00:00')"),
        format!(
            "INSERT INTO improvements (id, title, reason, immediate_measure, owner_id, starts_on, settling_days, concerns, target, gap,
                public_nl, registered_at, registered_by, changed_at)
             SELECT {id}, 'Bellen', 'Te traag', 'Bellen', id, '2026-03-25', 0, '', 'nps', 5.0, 'Wij bellen u binnen een dag.',
                '2026-03-24T08:00:00+00:00', 'owner@example.org', '2026-03-24T08:00:00+00:00' FROM users"
        ),
        format!("INSERT INTO improvement_reasons (improvement_id, kind, subject_id) VALUES ({id}, 'cause', {id})"),
        "UPDATE complaints SET team_discussed_on = '2026-03-24', employee_discussed_on = '2026-03-24'".to_owned(),
    ] {
        app.execute(sql.leak()).await;
    }
    app.clock.set("2026-03-25T10:00:00Z");
    assert_snapshot!("news_page", without_token(&app.get(&link).await.body, &link));
    app.tick().await;
    app.tick().await;
    let raw = app.mails().remove(1);
    let message = mail_parser::MessageParser::default().parse(&raw.bytes).unwrap();
    let own = link_in(&raw);
    let token = own.trim_start_matches("/s/");
    assert_snapshot!("news_mail_text", message.body_text(0).unwrap().replace(token, "TOKEN"));
    assert_snapshot!("news_mail_html", readable(&message.body_html(0).unwrap().replace(token, "TOKEN")));
}

#[tokio::test]
async fn the_pages_about_insight() {
    use naklank::workflow::insight::import_responses::import_responses;
    let app = TestApp::start(Backend::Sqlite).await;
    let cookie = app.sign_in_as(Role::Analyst).await;
    let mut file = "answered_at,score,team,verbatim\n".to_owned();
    for month in 0..20 {
        let (year, number) = (2024 + (month + 6) / 12, (month + 6) % 12 + 1);
        let high = if month < 19 { 10 } else { 1 };
        file.push_str(
            &format!("{year}-{number:02}-03,{high},Noord,Goed\n{year}-{number:02}-17,2,Zuid,\n").repeat(10),
        );
    }
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
    app.post_as(&cookie, "/signals/subscription", "wanted=yes").await;
    app.post_as(&cookie, "/signals/changes", "day=2026-01-01&kind=law&note=Nieuwe+wet").await;
    app.post_as(&cookie, "/themes", "name=Lof&keywords=goed").await;
    app.tick().await;
    let raw = app.mails().remove(0);
    let mail = mail_parser::MessageParser::default().parse(&raw.bytes).unwrap();
    assert_snapshot!("signal_mail_text", mail.body_text(0).unwrap());
    assert_snapshot!("signal_mail_html", readable(&mail.body_html(0).unwrap()));
    let page = async |path: &str| {
        let body = app.get_as(&cookie, path).await.body;
        // Identifiers are random, and the order in which this test's rows get them varies.
        let plain = without_ids(&body);
        readable(&plain)
    };
    assert_snapshot!("signals", page("/signals").await);
    let plan = "title=Terugbellen&reason=Klanten+wachten&immediate_measure=Bellen&owner=analyst%40example.org&starts_on=2026-04-01\
        &settling_days=14&concerns.team=Zuid&reason_months=2026-02&target=nps&gap=15&public_nl=Wij+bellen+u+terug.";
    let registered = app.post_as(&cookie, "/improvements/new", plan).await;
    assert_snapshot!("improvements", page("/improvements").await);
    assert_snapshot!("improvement_new", page("/improvements/new").await);
    assert_snapshot!("improvement", page(registered.header("location")).await);
    let today = plan.replace("2026-04-01", &app.app.today().to_string());
    let asked = app.post_as(&cookie, "/improvements/new", &today).await.body;
    assert_snapshot!("improvement_starts_today", readable(&without_ids(&asked)));
    assert_snapshot!("why", page("/why").await);
    assert_snapshot!("compare", page("/compare?a.team=Noord&b.team=Zuid").await);
    assert_snapshot!("verbatims", page("/verbatims?from=2026-02-01&to=2026-02-28").await);
    assert_snapshot!("themes", page("/themes?name=Post&keywords=goed").await);
}

#[tokio::test]
async fn the_pages_about_norms() {
    use naklank::workflow::demo::norm::propose_sample_norm;
    use naklank::workflow::demo::quality::review_sample_history;
    let app = TestApp::start(Backend::Sqlite).await;
    fill_history(&app.app).await.unwrap();
    propose_sample_norm(&app.app).await.unwrap();
    review_sample_history(&app.app).await.unwrap();
    let cookie = app.sign_in_as(Role::PolicyOwner).await;
    let loaded = app.post_as(&cookie, "/norms/policy-values", "").await;
    assert_eq!(loaded.status, axum::http::StatusCode::SEE_OTHER, "{loaded:?}");
    let page = async |path: &str| {
        let request =
            axum::http::Request::get(path).header("cookie", &cookie).header("accept-language", "nl");
        app.send(request.body(axum::body::Body::empty()).unwrap()).await.body
    };
    let overview = page("/norms").await;
    let waiting = overview.split("id=\"waiting\"").nth(1).unwrap();
    let norm = &waiting[waiting.find("/norms/").unwrap()..];
    let norm = norm.split('"').next().unwrap();
    // The hash depends on the identifiers, which are drawn in another order on another machine.
    let without_hash = |page: &str| {
        let hash = page.split("JSON: ").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or("no hash");
        page.replace(hash, "HASH")
    };
    assert_snapshot!("norms", readable(&without_ids(&overview)));
    assert_snapshot!("norm", readable(&without_ids(&without_hash(&page(norm).await))));
    assert_snapshot!("kpis", readable(&without_ids(&page("/kpis?year=2025").await)));
    assert_snapshot!("notifications", readable(&page("/notifications?year=2025").await));
    assert_snapshot!("quality", readable(&page("/quality").await));
    let month = page("/quality/2026-02").await;
    let review = month.split("href=\"").find(|rest| rest.starts_with("/complaints/")).unwrap();
    assert_snapshot!("quality_month", readable(&month));
    assert_snapshot!("quality_review", readable(&page(review.split('"').next().unwrap()).await));
    let late = "/kpis/acknowledgement?standing=late&from=2025-12-01&to=2025-12-31";
    assert_snapshot!("kpi_complaints", readable(&page(late).await));
    assert_snapshot!("causes", readable(&page("/causes?range=last-quarter").await));
    let cause = "/causes/one?name=lead_time&from=2025-10-01&to=2026-02-28&team=Noord";
    assert_snapshot!("cause", readable(&without_ids(&page(cause).await)));
    assert_snapshot!("workbench", readable(&page("/norms/workbench?assessment=quarter&candidate=-15").await));
}

#[tokio::test]
async fn the_audit() {
    use naklank::workflow::access::audit::publish_head::publish_audit_head;
    let app = TestApp::start(Backend::Sqlite).await;
    app.clock.run();
    let cookie = app.sign_in_as(Role::PolicyOwner).await;
    app.execute("UPDATE users SET wants_audit_heads = TRUE").await;
    publish_audit_head(&app.app).await.unwrap();
    app.tick().await;
    // The hashes depend on identifiers, which are random.
    let head = app.get_as(&cookie, "/audit").await.body;
    let head = head.split("<code class=\"hash\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let request = axum::http::Request::get("/audit?what=fly").header("cookie", &cookie);
    let request = request.header("accept-language", "nl").body(axum::body::Body::empty()).unwrap();
    let page = app.send(request).await.body.replace(&head, "HASH");
    // The times differ by microseconds, which depend on how often the clock was read.
    let (before, rows) = page.split_once("<tbody role=\"rowgroup\">").unwrap();
    let (_, after) = rows.split_once("</tbody>").unwrap();
    assert_snapshot!("audit", readable(&without_ids(&format!("{before}<tbody></tbody>{after}"))));
    let raw = app.mails().remove(0);
    let mail = mail_parser::MessageParser::default().parse(&raw.bytes).unwrap();
    assert_snapshot!("audit_head_mail_text", mail.body_text(0).unwrap().replace(&head, "HASH"));
    assert_snapshot!("audit_head_mail_html", readable(&mail.body_html(0).unwrap().replace(&head, "HASH")));
}

/// A page with all identifiers replaced by ID.
fn without_ids(page: &str) -> String {
    let is_id = |part: &str| part.len() == 36 && part.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    let mut plain = String::new();
    let mut word = String::new();
    for c in page.chars().chain(['\n']) {
        if c.is_ascii_alphanumeric() || c == '-' {
            word.push(c);
            continue;
        }
        plain.push_str(if is_id(&word) { "ID" } else { &word });
        word.clear();
        plain.push(c);
    }
    plain
}

#[tokio::test]
async fn the_dashboard() {
    let app = TestApp::start(Backend::Sqlite).await;
    let cookie = app.sign_in_as(Role::PolicyOwner).await;
    assert_snapshot!("dashboard_empty", readable(&app.get_as(&cookie, "/").await.body));
    fill_history(&app.app).await.unwrap();
    assert_snapshot!("dashboard", readable(&app.get_as(&cookie, "/").await.body));
    assert_snapshot!("background", readable(&app.get_as(&cookie, "/background").await.body));
}

#[tokio::test]
async fn the_reminder() {
    let app = TestApp::start(Backend::Sqlite).await;
    app.invite("K-1").await;
    app.advance(TimeDelta::days(7));
    app.tick().await;
    let raw = app.mails().remove(1);
    let message = mail_parser::MessageParser::default().parse(&raw.bytes).unwrap();
    let link = link_in(&raw);
    let token = link.trim_start_matches("/s/");
    assert_snapshot!("reminder_text", message.body_text(0).unwrap().replace(token, "TOKEN"));
}

#[tokio::test]
async fn the_pages_about_sending() {
    let app = TestApp::start(Backend::Sqlite).await;
    let cookie = app.sign_in_as(Role::PolicyOwner).await;
    let page = async |path: &str, language: &str| {
        let request =
            axum::http::Request::get(path).header("cookie", &cookie).header("accept-language", language);
        readable(&app.send(request.body(axum::body::Body::empty()).unwrap()).await.body)
    };
    assert_snapshot!("sending_empty", page("/sending", "en").await);
    let mut other = closed_complaint(START);
    other["contact"]["email"] = serde_json::json!("een@example.org");
    app.clock.set("2026-03-20T16:00:00Z");
    // Due immediately, so that the session signed in above is still valid.
    let make_due = "UPDATE messages SET next_at = '2026-03-20T15:00:00+00:00' WHERE attempts = 0 AND kind = 'invitation'";
    app.put("K-1", &closed_complaint(START)).await;
    app.execute(make_due).await;
    app.tick().await;
    app.put("K-2", &other).await;
    app.execute(make_due).await;
    app.outbox().fail_next(SendError::new(Cause::Deferred, "451 4.7.1 greylisted"));
    app.tick().await;
    let listed = page("/sending", "nl").await;
    let id = listed.split("name=\"message\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_snapshot!("sending", listed.replace(&id, "MESSAGE"));
    assert_snapshot!("story_sent", page("/complaints/K-1", "nl").await);
    assert_snapshot!("story_retried", page("/complaints/K-2", "en").await);
    assert_snapshot!("facts", page("/complaints/K-1/facts", "nl").await);
    assert_snapshot!("complaint_form", page("/complaints/K-1/edit", "nl").await);
    assert_snapshot!("complaint_form_new", page("/register", "en").await);
    assert_snapshot!("discussed", page("/discussed?show=not_in_team", "nl").await);
    let mark = async |rest: &str| {
        let form = format!("reference=K-1&reference=K-2&with=team&{rest}");
        readable(&app.post_as(&cookie, "/discussed", &form).await.body)
    };
    mark("on=2026-03-19").await;
    assert_snapshot!("discussed_replacing", mark("on=2026-03-20&replace=true").await);
    assert_snapshot!("privacy_requests", page("/privacy-requests", "nl").await);
    assert_snapshot!("story_unknown", page("/complaints?reference=K-404", "nl").await);
}

#[tokio::test]
async fn the_policy_sentence_by_sentence() {
    let app = TestApp::start(Backend::Sqlite).await;
    app.put("K-1", &closed_complaint(START)).await;
    let owner = app.sign_in_as(Role::PolicyOwner).await;
    let sent =
        app.post_as(&owner, "/reports/2026/assessment", "judgement-kifid=partly&note-kifid=Soms").await;
    assert_snapshot!("assessment", readable(&app.get_as(&owner, sent.header("location")).await.body));
    let wrong =
        app.post_as(&owner, "/reports/2026/assessment", "note-board=Waarom&judgement-kifid=kept").await;
    assert_snapshot!("assessment_wrong", readable(&wrong.body));
}

#[tokio::test]
async fn the_pages_about_follow_ups() {
    let app = TestApp::start(Backend::Sqlite).await;
    for (minute, reference, form) in [
        (1, "K-1", "score=2&comment=Te+laat&contact_me=on&speed=1"),
        (2, "K-2", "score=9&contact_me=on"),
        (3, "K-3", "score=4"),
    ] {
        app.clock.set(START);
        let link = app.invite(reference).await;
        app.advance(TimeDelta::minutes(minute));
        app.post_form(&link, form).await;
    }
    let cookie = app.sign_in_as(Role::Handler).await;
    let send = async |path: &str, language: &str, form: Option<&str>| {
        let request = if form.is_some() {
            axum::http::Request::post(path).header("content-type", "application/x-www-form-urlencoded")
        } else {
            axum::http::Request::get(path)
        };
        let request = request.header("cookie", &cookie).header("accept-language", language);
        let body = axum::body::Body::from(form.unwrap_or_default().to_owned());
        app.send(request.body(body).unwrap()).await.body
    };
    let page = async |path: &str, language: &str, form: Option<&str>| {
        readable(&without_ids(&send(path, language, form).await))
    };
    let list = send("/follow-ups", "nl", None).await;
    let path_of = |reference: &str| {
        let before = list.split(&format!(">{reference}<")).next().unwrap();
        before.rsplit("href=\"").next().unwrap().trim_end_matches('"').to_owned()
    };
    let (first, second, third) = (path_of("K-1"), path_of("K-2"), path_of("K-3"));
    assert_snapshot!("follow_up_open", page(&second, "nl", None).await);
    for path in [&first, &third] {
        send(&format!("{path}/take-up"), "nl", Some("")).await;
    }
    send(&format!("{first}/note"), "nl", Some("note=Gebeld")).await;
    assert_snapshot!("follow_up_held", page(&first, "nl", None).await);
    assert_snapshot!("follow_up_contact", page(&format!("{first}/contact"), "en", Some("")).await);
    let refused = Some("outcome=complaint_registered&registered_reference=K-404");
    assert_snapshot!("follow_up_refused", page(&format!("{first}/end"), "en", refused).await);
    assert_snapshot!("follow_up_no_contact", page(&third, "en", None).await);
    send(&format!("{third}/end"), "nl", Some("outcome=put_right")).await;
    assert_snapshot!("follow_up_done", page(&third, "en", None).await);
    assert_snapshot!("follow_ups", page("/follow-ups", "nl", None).await);
    assert_snapshot!("follow_ups_all", page("/follow-ups?list=all&done=1", "en", None).await);
    app.clock.set("2026-04-01T10:00:00Z");
    let owner = app.sign_in_as(Role::PolicyOwner).await;
    let figures = app.get_as(&owner, "/follow-ups/figures").await.body;
    assert_snapshot!("follow_ups_figures", readable(&figures));
}

#[tokio::test]
async fn the_pages_about_the_own_account() {
    let app = TestApp::start(Backend::Sqlite).await;
    let first = app.sign_in_as(Role::PolicyOwner).await;
    app.advance(TimeDelta::hours(1));
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    let form = "email=policy-owner%40example.org&password=een+lang+wachtwoord";
    let request = axum::http::Request::post("/sign-in").header("user-agent", agent);
    let signed_in = app.send(request.body(axum::body::Body::from(form)).unwrap()).await;
    let cookie = signed_in.header("set-cookie").split(';').next().unwrap();
    let page = async |cookie: &str, path: &str, language: &str| {
        let request =
            axum::http::Request::get(path).header("cookie", cookie).header("accept-language", language);
        let body = app.send(request.body(axum::body::Body::empty()).unwrap()).await.body;
        readable(&without_ids(&body))
    };
    assert_snapshot!("account", page(cookie, "/account", "nl").await);
    assert_snapshot!("account_changed", page(&first, "/account?done=password", "en").await);
    let wrong = "current_password=wrong&new_password=een+nieuw+wachtwoord";
    let refused = app.post_as(cookie, "/account/password", wrong).await;
    assert_snapshot!("account_refused", readable(&without_ids(&refused.body)));
    let demo = TestApp::start_demo(Backend::Sqlite).await;
    assert_snapshot!("account_of_a_visitor", readable(&demo.get("/account").await.body));
    assert_snapshot!("sign_in", page("", "/sign-in", "nl").await);
    assert_snapshot!("forgotten", page("", "/sign-in/forgotten", "nl").await);
    assert_snapshot!("forgotten_asked", page("", "/sign-in/forgotten?asked=1", "en").await);
    app.post_form("/sign-in/forgotten", "email=policy-owner%40example.org").await;
    app.post_as(cookie, "/account/language", "language=en").await;
    app.tick().await;
    let raw = app.mails().remove(0);
    let mail = mail_parser::MessageParser::default().parse(&raw.bytes).unwrap();
    let text = mail.body_text(0).unwrap();
    let token = text.split("/sign-in/").nth(1).unwrap().split_whitespace().next().unwrap();
    assert_snapshot!("sign_in_link_mail_text", text.replace(token, "TOKEN"));
    assert_snapshot!("sign_in_link_mail_html", readable(&mail.body_html(0).unwrap().replace(token, "TOKEN")));
}

#[tokio::test]
async fn the_pages_for_administrators() {
    use naklank::domain::access::roles::Scope;
    use naklank::workflow::access::users::list_users;
    let app = TestApp::start(Backend::Sqlite).await;
    let cookie = app.sign_in_as(Role::Admin).await;
    app.add_user("behandelaar@example.org", Role::Handler).await;
    let key = app.key_with("crm", &[Scope::InsightsRead, Scope::KpisWrite]).await;
    let ask = async |method: axum::http::request::Builder, form: &str| {
        let request = method
            .header("cookie", &cookie)
            .header("accept-language", "nl")
            .header("content-type", "application/x-www-form-urlencoded");
        app.send(request.body(axum::body::Body::from(form.to_owned())).unwrap()).await.body
    };
    let page = async |path: &str| ask(axum::http::Request::get(path), "").await;
    let sent = async |path: &str, form: &str| ask(axum::http::Request::post(path), form).await;
    // What stands after this in an attribute is random.
    let without = |page: &str, before: &str| {
        let secret = page.split(before).nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        readable(&without_ids(&page.replace(secret, "SECRET")))
    };
    let users = list_users(&app.app).await.unwrap();
    let path_of = |email: &str| {
        let user = users.iter().find(|user| user.email == email).unwrap();
        format!("/users/{}", user.id)
    };
    let handler = path_of("behandelaar@example.org");
    assert_snapshot!("users", readable(&without_ids(&page("/users").await)));
    let refused = sent("/users", "email=behandelaar%40example.org&team=Noord").await;
    assert_snapshot!("users_refused", readable(&without_ids(&refused)));
    assert_snapshot!("user", readable(&without_ids(&page(&handler).await)));
    assert_snapshot!("user_own", readable(&without_ids(&page(&path_of("admin@example.org")).await)));
    let link = sent(&format!("{handler}/link"), "").await;
    assert_snapshot!("user_link", without(&link, "value=\"https://nps.example.org/sign-in/"));
    let keys = page("/keys").await.replace(&key[3..11], "BEGINS01");
    let own = app.key[3..11].to_owned();
    assert_snapshot!("keys", readable(&keys.replace(&own, "BEGINS02")));
    let made = sent("/keys", "name=bi&scope=complaints%3Awrite&expires=2027-03-20").await;
    assert_snapshot!("key_made", without(&made, "value=\"nk_"));
}

#[tokio::test]
async fn the_pages_about_the_organisations_texts() {
    let app = TestApp::start(Backend::Sqlite).await;
    let cookie = app.sign_in_as(Role::Admin).await;
    let page = async |path: &str, form: Option<&str>| {
        let request = if form.is_some() {
            axum::http::Request::post(path).header("content-type", "application/x-www-form-urlencoded")
        } else {
            axum::http::Request::get(path)
        };
        let request = request.header("cookie", &cookie).header("accept-language", "nl");
        let body = axum::body::Body::from(form.unwrap_or_default().to_owned());
        readable(&app.send(request.body(body).unwrap()).await.body)
    };
    assert_snapshot!("texts", page("/texts", None).await);
    let thanks = "based_on=0&kifid=yes&thanks.nl=Dank+u&thanks.en=Thanks";
    assert_snapshot!("texts_preview", page("/texts/preview", Some(thanks)).await);
    let refused = "based_on=0&kifid=yes&thanks.nl=Dank+%7Bnaam%7D&mail_greeting.en=%3Cb%3E";
    assert_snapshot!("texts_refused", page("/texts", Some(refused)).await);
    page("/texts", Some(thanks)).await;
    let other = "based_on=0&thanks.nl=Bedankt&thanks.en=Thank+you";
    assert_snapshot!("texts_outdated", page("/texts", Some(other)).await);
    assert_snapshot!("texts_history", page("/texts/history", None).await);
}

#[tokio::test]
async fn the_pages_about_the_second_factor() {
    let app = TestApp::start(Backend::Sqlite).await;
    let cookie = app.sign_in_as(Role::Analyst).await;
    let send = async |path: &str, language: &str, form: &str| {
        let request = if form.is_empty() {
            axum::http::Request::get(path)
        } else {
            axum::http::Request::post(path).header("content-type", "application/x-www-form-urlencoded")
        };
        let request = request.header("cookie", &cookie).header("accept-language", language);
        app.send(request.body(axum::body::Body::from(form.to_owned())).unwrap()).await.body
    };
    assert_snapshot!("second_factor_off", readable(&send("/account/second-factor", "nl", "").await));
    let offered =
        send("/account/second-factor", "nl", "current_password=een+lang+wachtwoord&next=%2Fsignals").await;
    assert_snapshot!("second_factor_enrol", readable(&without_secrets(&offered)));
    let offer = offered.split("name=\"offer\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let key = offered.split("<code>").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let confirm = async |code: &str| {
        let form = format!("next=%2Fsignals&offer={offer}&code={code}");
        send("/account/second-factor/confirm", "en", &form).await
    };
    assert_snapshot!("second_factor_refused", readable(&without_secrets(&confirm("000000").await)));
    let secret = data_encoding::BASE32_NOPAD.decode(key.as_bytes()).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    let now = u64::try_from(app.app.now().timestamp()).unwrap();
    let codes = confirm(&totp.generate(now).to_string()).await;
    assert_snapshot!("second_factor_codes", readable(&without_secrets(&codes)));
    assert_snapshot!("second_factor_on", readable(&send("/account/second-factor", "nl", "").await));
    let signed_in =
        app.post_form("/sign-in", "email=analyst%40example.org&password=een+lang+wachtwoord").await;
    let waiting = signed_in.header("set-cookie").split(';').next().unwrap();
    assert_snapshot!("sign_in_code", readable(&app.get_as(waiting, "/sign-in/code").await.body));
}

/// A page with what is random in it replaced: the secret as text, in a link, in a drawing and sealed; recovery codes.
fn without_secrets(page: &str) -> String {
    let marks = [("<code>", "<"), ("secret=", "&"), (" d=\"", "\""), ("name=\"offer\" value=\"", "\"")];
    marks.into_iter().fold(page.to_owned(), |page, (before, after)| {
        let mut parts = page.split(before);
        let mut plain = parts.next().unwrap().to_owned();
        for part in parts {
            let (_, rest) = part.split_once(after).unwrap();
            plain.push_str(&format!("{before}SECRET{after}{rest}"));
        }
        plain
    })
}

#[tokio::test]
async fn a_survey_page_stays_light() {
    let app = TestApp::start(Backend::Sqlite).await;
    let link = app.invite("K-1").await;
    let mut page = 0;
    for path in [link.as_str(), "/style.css", "/draft.js"] {
        page += app.get(path).await.body.len();
    }
    assert!(page < 17_000, "form, style sheet and script weigh {page} bytes");
}
