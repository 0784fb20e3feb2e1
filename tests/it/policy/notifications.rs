//! The notifications of KPI 6, told by page, file and API alike, and who complains.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use naklank::domain::access::rights::Right;
use naklank::domain::access::roles::Role;
use naklank::domain::policy::notifications_csv::read_notifications;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::permission::ActError;
use naklank::workflow::policy::notifications::import_notifications;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{TestApp, on_both_engines, process};

/// Complaints that a team got in March 2026.
async fn complaints(app: &TestApp, team: &str, many: usize) {
    for number in 0..many {
        let complaint = json!({
            "status": "open", "received_at": "2026-03-02T09:00:00Z", "team": team, "channel": "web", "product": "Verkeer",
        });
        assert_eq!(app.put(&format!("{team}-{number}"), &complaint).await.status, StatusCode::CREATED);
    }
}

/// A page in English.
async fn page(app: &TestApp, cookie: &str, path: &str) -> String {
    let request = Request::get(path).header("cookie", cookie).header("accept-language", "en");
    let answer = app.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.body
}

/// What the API knows of a month.
async fn known(app: &TestApp, month: &str) -> Value {
    app.api(Method::GET, &format!("/api/v1/notifications/{month}"), Body::empty()).await.json()
}

/// The form with rows.
fn rows(file: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair("rows", file).finish()
}

const STORED: &str = "SELECT COUNT(*) FROM notifications";
const AUDITED: &str = "SELECT COUNT(*) FROM audit WHERE action = 'notifications'";

on_both_engines! {
    async fn a_month_is_told_on_the_page(app) {
        app.clock.set("2026-04-20T12:00:00Z");
        complaints(&app, "Noord", 7).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let before = page(&app, &cookie, "/notifications").await;
        assert!(before.contains("March 2026") && before.contains("not known"), "{before}");
        assert!(!before.contains("May 2026"), "it has not begun");
        let told = app.post_as(&cookie, "/notifications", "month=2026-03&product=&count=500").await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{told:?}");
        assert_eq!(told.header("location"), "/notifications?year=2026&done=1");
        let after = page(&app, &cookie, told.header("location")).await;
        assert!(after.contains("have been saved") && after.contains("1.4\u{a0}%"), "{after}");
        assert!(!after.contains("fewer notifications"), "{after}");
        app.post_as(&cookie, "/notifications", "month=2026-03&product=Verkeer&count=200").await;
        app.post_as(&cookie, "/notifications", "month=2026-03&count=500").await;
        assert_eq!(app.integers(AUDITED).await, [2], "the same again changes nothing");
        assert!(page(&app, &cookie, "/notifications?year=2026").await.contains("3.5\u{a0}%"), "of the product");
        assert_eq!(app.get_as(&cookie, "/notifications?year=26").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn fewer_notifications_than_complaints_are_taken_with_a_warning(app) {
        app.clock.set("2026-04-20T12:00:00Z");
        complaints(&app, "Noord", 7).await;
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        let told = app.post_as(&cookie, "/notifications", "month=2026-03&count=3").await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{told:?}");
        let warned = page(&app, &cookie, told.header("location")).await;
        assert!(warned.contains("in these months: March 2026."), "{warned}");
        assert_eq!(known(&app, "2026-03").await["count"], 3);
    }

    async fn low_scores_that_led_to_a_complaint_are_counted_unless_they_are_few(app) {
        for link in app.invite_many(6).await {
            app.post_form(&link, "score=2").await;
        }
        let cookie = app.sign_in_as(Role::Analyst).await;
        let shown = async || page(&app, &cookie, "/notifications?year=2026").await;
        assert!(shown().await.contains("No follow-up of such an answer of 2026 has been completed."));
        app.execute("UPDATE follow_ups SET done_at = opened_at, done_by = 'x', outcome = 'complaint_registered'").await;
        let all = shown().await;
        assert!(all.contains("The follow-up of 6 answers of 2026 has been completed."), "{all}");
        assert!(all.contains("For 6 of them a complaint was registered, for 0 it was not."), "{all}");
        assert!(page(&app, &cookie, "/notifications?year=2025").await.contains("No follow-up of such an answer of 2025"));
        app.execute("UPDATE follow_ups SET outcome = 'explained' WHERE id IN (SELECT id FROM follow_ups LIMIT 1)").await;
        let split = shown().await;
        assert!(split.contains("that number or the rest is smaller than 5"), "{split}");
        assert!(!split.contains("For 5 of them"), "one who did not complain: {split}");
        app.execute("UPDATE follow_ups SET done_at = NULL, done_by = NULL, outcome = NULL WHERE outcome = 'explained'").await;
        let five = shown().await;
        assert!(five.contains("For 5 of them a complaint was registered, for 0 it was not."), "{five}");
        app.execute("UPDATE follow_ups SET outcome = NULL, dropped_reason = 'x' WHERE id IN (SELECT id FROM follow_ups WHERE done_at IS NOT NULL LIMIT 1)").await;
        let few = shown().await;
        assert!(few.contains("Fewer than 5 follow-ups of such answers of 2026 have been completed"), "{few}");
    }

    async fn low_scores_that_do_not_count_and_ends_without_an_outcome_are_left_out(app) {
        for link in app.invite_many(6).await {
            app.post_form(&link, "score=2").await;
        }
        let cookie = app.sign_in_as(Role::Analyst).await;
        let counted = async || page(&app, &cookie, "/notifications?year=2026").await;
        app.execute("UPDATE follow_ups SET done_at = opened_at, done_by = 'x', outcome = 'put_right'").await;
        assert!(counted().await.contains("The follow-up of 6 answers of 2026 has been completed."));
        app.execute("UPDATE responses SET held_at = answered_at WHERE id IN (SELECT id FROM responses LIMIT 1)").await;
        assert!(counted().await.contains("The follow-up of 5 answers of 2026 has been completed."));
        app.execute("UPDATE follow_ups SET outcome = NULL").await;
        assert!(counted().await.contains("No follow-up of such an answer of 2026"), "outcomes were not kept then");
    }

    async fn what_is_wrong_in_a_month_is_named_and_kept(app) {
        app.clock.set("2026-04-20T12:00:00Z");
        let cookie = app.sign_in_as(Role::Analyst).await;
        for (form, field, kept) in [
            ("month=2026-05&count=5", "month", "value=\"2026-05\""),
            ("month=2026-13&count=5", "month", "value=\"2026-13\""),
            ("month=&count=5", "month", "value=\"5\""),
            ("month=2026-03&count=-1&product=Wonen", "count", "value=\"Wonen\""),
            ("month=2026-03&count=1.5", "count", "value=\"1.5\""),
            ("month=2026-03&count=4294967296", "count", "value=\"4294967296\""),
            ("month=2026-03&count=", "count", "value=\"2026-03\""),
            ("month=2026-03&count=5&product=a%00b", "product", "value=\"5\""),
            ("month=2026-03&count=5&colour=red", "colour", "value=\"5\""),
        ] {
            let refused = app.post_as(&cookie, "/notifications?year=2025", form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
            assert!(refused.body.contains(&format!("href=\"#{field}\"")), "{form}: {}", refused.body);
            assert!(refused.body.contains(kept) && refused.body.contains("2025"), "{form}: {}", refused.body);
        }
        assert_eq!(app.integers(STORED).await, [0]);
    }

    async fn many_months_are_told_all_or_none(app) {
        app.clock.set("2026-04-20T12:00:00Z");
        let cookie = app.sign_in_as(Role::Analyst).await;
        let bad = "month,product,count\n2026-01,,250\n2026-02,,-5\n2026-05,,5\n2026-01,,251\n";
        let refused = app.post_as(&cookie, "/notifications", &rows(bad)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
        for line in ["line 3", "line 4", "line 5", "2026-02,,-5\n"] {
            assert!(refused.body.contains(line), "{line}: {}", refused.body);
        }
        assert!(!refused.body.contains("line 2<"), "{}", refused.body);
        assert_eq!(app.integers(STORED).await, [0], "none of them");
        for file in ["", "month,count,colour\n2026-01,5,red\n", "month\n2026-01\n", "month,count\n"] {
            let refused = app.post_as(&cookie, "/notifications", &rows(file)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{file}");
            assert!(refused.body.contains("line 1<"), "{file}: {}", refused.body);
        }
        let good = "month;product;count\r\n2025-12;;300\r\n2026-01;;250\r\n2026-01;Verkeer;100\r\n2026-01;;250\r\n";
        let told = app.post_as(&cookie, "/notifications", &rows(good)).await;
        assert_eq!(told.header("location"), "/notifications?year=2026&done=1", "{told:?}");
        assert_eq!(app.integers(STORED).await, [3], "a row that says the same again is one");
        assert_eq!(app.integers(AUDITED).await, [3], "each count is in the audit");
        app.post_as(&cookie, "/notifications", &rows(good)).await;
        assert_eq!(app.integers(AUDITED).await, [3], "the same again changes nothing");
    }

    async fn a_handler_may_neither_see_nor_tell_them(app) {
        app.clock.set("2026-04-20T12:00:00Z");
        let cookie = app.sign_in_as(Role::Handler).await;
        assert_eq!(app.get_as(&cookie, "/notifications").await.status, StatusCode::FORBIDDEN);
        let told = app.post_as(&cookie, "/notifications", "month=2026-03&count=500").await;
        assert_eq!(told.status, StatusCode::FORBIDDEN);
        let handler = Actor::User(format!("{}@example.org", Role::Handler));
        let counts = read_notifications(b"month,count\n2026-03,500\n", app.app.today()).unwrap();
        let refused = import_notifications(&app.app, &handler, &counts).await.unwrap_err();
        assert!(matches!(refused, ActError::NotAllowed(Right::SeeInsights)), "{refused}");
        assert_eq!(app.integers(STORED).await, [0]);
        assert_eq!(app.get("/notifications").await.status, StatusCode::SEE_OTHER, "sign in first");
    }

    async fn page_file_command_and_api_tell_the_same(app) {
        app.clock.set("2026-04-20T12:00:00Z");
        let cookie = app.sign_in_as(Role::Analyst).await;
        let body = json!({"count": 1001}).to_string();
        assert_eq!(app.api(Method::PUT, "/api/v1/notifications/2025-01", body).await.status, StatusCode::OK);
        app.post_as(&cookie, "/notifications", "month=2025-02&count=1002").await;
        app.post_as(&cookie, "/notifications", &rows("month,count\n2025-03,1003\n")).await;
        let folder = TempDir::new().unwrap();
        let import = |name: &str, file: &str| {
            std::fs::write(folder.path().join(name), file).unwrap();
            let arguments = ["notifications", "import", name];
            process::start(&app, folder.path(), "smtp://127.0.0.1:2525?tls=none", &arguments).wait().unwrap().code()
        };
        assert_eq!(import("bad.csv", "month,count\n2025-04,1004\n2025-05,many\n"), Some(1));
        assert_eq!(known(&app, "2025-04").await["count"], Value::Null, "all or none");
        assert_eq!(import("good.csv", "month,count\n2025-04,1004\n"), Some(0));
        let shown = page(&app, &cookie, "/notifications?year=2025").await;
        for (month, count, written) in [
            ("2025-01", 1001, "1,001"),
            ("2025-02", 1002, "1,002"),
            ("2025-03", 1003, "1,003"),
            ("2025-04", 1004, "1,004"),
        ] {
            assert_eq!(known(&app, month).await["count"], count, "{month}");
            assert!(shown.contains(written), "{month}: {shown}");
        }
    }

    async fn who_registers_few_complaints_is_seen_beside_all_others(app) {
        app.clock.set("2026-04-20T12:00:00Z");
        for (team, many) in [("Noord", 20), ("West", 8), ("Zuid", 3)] {
            complaints(&app, team, many).await;
        }
        let cookie = app.sign_in_as(Role::Analyst).await;
        let before = page(&app, &cookie, "/notifications").await;
        assert!(before.contains("For no completed month of this year"), "{before}");
        app.post_as(&cookie, "/notifications", "month=2026-03&count=1000").await;
        let untold = json!({"status": "open", "received_at": "2026-02-10T09:00:00Z", "team": "Noord"});
        app.put("K-february", &untold).await;
        // The running month has no part in it, nor has one whose count is not known.
        app.post_as(&cookie, "/notifications", "month=2026-04&count=50").await;
        let whole = page(&app, &cookie, "/notifications").await;
        let section = whole.split("id=\"rewards\"").nth(1).unwrap();
        assert!(section.contains("1,000 notifications and 31 complaints"), "{section}");
        assert!(section.contains("every row is over all notifications"), "{section}");
        let noord = section.split("Noord").nth(1).unwrap().split("</tr>").next().unwrap();
        for figure in [">20<", ">20.0<", ">11<", ">11.0<"] {
            assert!(noord.contains(figure), "{figure}: {noord}");
        }
        for team in ["West", "Zuid"] {
            let row = section.split(team).nth(1).unwrap().split("</tr>").next().unwrap();
            assert!(row.contains(">hidden<"), "{team}, from which the other could be had: {row}");
        }
        assert!(section.contains("fewer than 5 complaints"), "{section}");
        app.tick().await;
        assert_eq!(page(&app, &cookie, "/notifications").await, whole, "folded");
        assert!(page(&app, &cookie, "/kpis?year=2026").await.contains("href=\"/notifications?year=2026\""));
    }
}
