//! The metrics beside those of sending.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::storage::answering::attempts::COUNT_ALL;
use naklank::storage::{StorageError, Tx};
use secrecy::ExposeSecret as _;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};

use crate::support::{Backend, Log, START, TestApp, closed_complaint, on_both_engines};

async fn metrics(app: &TestApp) -> String {
    app.get("/metrics").await.body
}

/// The value of a sample, named with its labels.
async fn value(app: &TestApp, name: &str) -> Option<f64> {
    sample(&metrics(app).await, name)
}

fn sample(text: &str, name: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("naklank_{name} ")));
    line.map(|value| value.parse().unwrap())
}

/// What is logged of stored figures that cannot be read.
fn lines_about_figures(log: &Log) -> Vec<Value> {
    let mut entries = log.entries();
    entries.retain(|entry| entry["fields"]["message"] == "the stored figures cannot be measured for now");
    entries
}

async fn requests(app: &TestApp, labels: &str) -> Option<f64> {
    value(app, &format!("http_requests_total{{{labels}}}")).await
}

fn samples_of_requests(text: &str) -> usize {
    text.lines().filter(|line| line.starts_with("naklank_http_request")).count()
}

async fn ask_anything(app: &TestApp, number: u32) {
    for path in
        [format!("/nergens-{number}"), format!("/api/v1/nergens-{number}"), format!("/s/geheim{number}")]
    {
        app.get(&path).await;
    }
    let method = Method::from_bytes(format!("BREW{number}").as_bytes()).unwrap();
    app.send(Request::builder().method(method).uri("/").body(Body::empty()).unwrap()).await;
}

/// How the engine answers a query over many rows.
async fn plan(app: &TestApp, query: &str) -> String {
    let address = app.app.config.database.url.expose_secret();
    match app.backend {
        Backend::Sqlite => {
            let mut connection = SqliteConnection::connect(address).await.unwrap();
            let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {query}"));
            let rows: Vec<(i64, i64, i64, String)> =
                sqlx::query_as(explain).fetch_all(&mut connection).await.unwrap();
            rows.into_iter().map(|(_, _, _, step)| format!("{step}\n")).collect()
        }
        Backend::Postgres => {
            let mut connection = PgConnection::connect(address).await.unwrap();
            // Of a table with few rows it would read all.
            sqlx::query("SET enable_seqscan = off").execute(&mut connection).await.unwrap();
            let explain = AssertSqlSafe(format!("EXPLAIN {query}"));
            let lines: Vec<String> = sqlx::query_scalar(explain).fetch_all(&mut connection).await.unwrap();
            lines.join("\n")
        }
    }
}

/// Holds all connections on which something can be read.
async fn every_reading_connection(app: &TestApp) -> Vec<Tx> {
    let most = app.app.db.connections().most;
    // One connection of SQLite is for writing.
    let most = if app.backend == Backend::Sqlite { most - 1 } else { most };
    let mut held = Vec::new();
    for _ in 0..most {
        held.push(app.app.db.read().await.unwrap());
    }
    held
}

on_both_engines! {
    async fn requests_are_counted_by_route_and_status(app) {
        app.put("K-1", &closed_complaint(START)).await;
        app.put("K-2", &closed_complaint(START)).await;
        app.api_as("nk_none", Method::PUT, "/api/v1/complaints/K-3", Body::empty()).await;
        app.get("/nergens").await;
        let route = "method=\"PUT\",route=\"/api/v1/complaints/{reference}\"";
        assert_eq!(requests(&app, &format!("{route},status=\"201\"")).await, Some(2.0), "{}", metrics(&app).await);
        assert_eq!(requests(&app, &format!("{route},status=\"401\"")).await, Some(1.0));
        assert_eq!(requests(&app, "method=\"GET\",route=\"none\",status=\"404\"").await, Some(1.0));
        let count = format!("http_request_duration_seconds_count{{{route}}}");
        assert_eq!(value(&app, &count).await, Some(3.0));
        let all = format!("http_request_duration_seconds_bucket{{le=\"+Inf\",{route}}}");
        assert_eq!(value(&app, &all).await, Some(3.0));
    }

    /// Of a slow program many leave, and none of those would be seen.
    async fn a_request_whose_client_leaves_before_the_answer_is_counted(app) {
        let held = every_reading_connection(&app).await;
        let complaint = closed_complaint(START);
        tokio::select! {
            biased;
            answer = app.put("K-1", &complaint) => panic!("it waits: {answer:?}"),
            () = tokio::time::sleep(Duration::from_millis(50)) => {}
        }
        drop(held);
        let route = "method=\"PUT\",route=\"/api/v1/complaints/{reference}\"";
        let text = metrics(&app).await;
        assert_eq!(sample(&text, &format!("http_requests_total{{{route},status=\"499\"}}")), Some(1.0), "{text}");
        assert_eq!(sample(&text, &format!("http_request_duration_seconds_count{{{route}}}")), Some(1.0), "{text}");
        app.put("K-1", &complaint).await;
        let text = metrics(&app).await;
        assert_eq!(sample(&text, &format!("http_requests_total{{{route},status=\"499\"}}")), Some(1.0), "{text}");
        assert_eq!(sample(&text, &format!("http_requests_total{{{route},status=\"201\"}}")), Some(1.0), "{text}");
    }

    async fn a_method_that_a_route_does_not_take_has_no_label_of_its_own(app) {
        for method in [Method::PATCH, Method::DELETE, Method::OPTIONS] {
            let answer = app.send(Request::builder().method(method).uri("/privacy").body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{answer:?}");
        }
        let refused = "method=\"other\",route=\"/privacy\",status=\"405\"";
        assert_eq!(requests(&app, refused).await, Some(3.0), "{}", metrics(&app).await);
    }

    /// Otherwise a visitor could fill the memory of the program and of the monitoring system.
    async fn no_visitor_makes_a_label(app) {
        ask_anything(&app, 0).await;
        metrics(&app).await;
        let before = samples_of_requests(&metrics(&app).await);
        for number in 1..20 {
            ask_anything(&app, number).await;
        }
        let text = metrics(&app).await;
        assert_eq!(samples_of_requests(&text), before, "{text}");
        for typed in ["nergens", "geheim", "BREW"] {
            assert!(!text.contains(typed), "{typed}: {text}");
        }
        assert_eq!(requests(&app, "method=\"GET\",route=\"/s/{token}\",status=\"404\"").await, Some(20.0), "{text}");
    }

    async fn answers_are_told_by_what_became_of_them(app) {
        let link = app.invite("K-1").await;
        assert_eq!(value(&app, "answers{state=\"counted\"}").await, Some(0.0));
        app.post_form(&link, "score=2&contact_me=on").await;
        app.advance(TimeDelta::minutes(5));
        app.post_form(&link, "score=9").await;
        assert_eq!(value(&app, "answers{state=\"counted\"}").await, Some(1.0));
        assert_eq!(value(&app, "answers{state=\"later\"}").await, Some(1.0));
        for state in ["held", "trap", "stale"] {
            assert_eq!(value(&app, &format!("answers{{state=\"{state}\"}}")).await, Some(0.0), "{state}");
        }
        app.tick().await;
        assert_eq!(value(&app, "answers{state=\"counted\"}").await, Some(1.0), "folded or not");
    }

    /// A bot may leave many, each with what it wrote.
    async fn answers_that_were_kept_apart_are_counted_from_an_index_alone(app) {
        let plan = plan(&app, COUNT_ALL).await;
        let step = match app.backend {
            Backend::Sqlite => "USING COVERING INDEX attempts_by_reason",
            Backend::Postgres => "Index Only Scan using attempts_by_reason",
        };
        assert!(plan.contains(step), "{plan}");
    }

    async fn a_follow_up_is_overdue_once_its_day_has_passed(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=2&contact_me=on").await;
        assert_eq!(value(&app, "follow_ups_overdue").await, Some(0.0));
        app.advance(TimeDelta::days(10));
        assert_eq!(value(&app, "follow_ups_overdue").await, Some(1.0));
    }

    async fn refused_sign_ins_are_counted_by_way(app) {
        app.sign_in_as(Role::Analyst).await;
        assert_eq!(value(&app, "sign_ins_refused_total{way=\"password\"}").await, Some(0.0));
        for (times, email) in (1_u32..).zip(["analyst%40example.org", "analyst%40example.org", "geheim%40example.org"]) {
            app.post_form("/sign-in", &format!("email={email}&password=verkeerd-en-geheim")).await;
            assert_eq!(value(&app, "sign_ins_refused_total{way=\"password\"}").await, Some(times.into()));
        }
        let answer = app.post_form("/sign-in/geheim", "password=een+lang+wachtwoord").await;
        assert_ne!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(value(&app, "sign_ins_refused_total{way=\"link\"}").await, Some(1.0));
        assert_eq!(app.get("/sign-in/geheim").await.status, StatusCode::GONE);
        assert_eq!(value(&app, "sign_ins_refused_total{way=\"link\"}").await, Some(2.0), "one that is opened");
        let works = app.add_user("nieuw@example.org", Role::Analyst).await;
        assert_eq!(app.get(&works).await.status, StatusCode::OK);
        assert_eq!(value(&app, "sign_ins_refused_total{way=\"link\"}").await, Some(2.0), "one that works");
        let text = metrics(&app).await;
        assert!(!text.contains("geheim") && !text.contains("analyst"), "{text}");
    }

    async fn the_connections_to_the_database_are_told(app) {
        let most = value(&app, "database_connections_limit").await.unwrap();
        assert_eq!(value(&app, "database_connections{state=\"busy\"}").await, Some(0.0));
        let held = app.app.db.write().await.unwrap();
        assert_eq!(value(&app, "database_connections{state=\"busy\"}").await, Some(1.0));
        drop(held);
        let idle = value(&app, "database_connections{state=\"idle\"}").await.unwrap();
        assert!(idle >= 1.0 && idle <= most, "{idle} of {most}");
    }

    /// That is when they are looked at.
    async fn a_process_tells_of_itself_while_the_database_fails(app) {
        let log = Log::begin();
        assert_eq!(value(&app, "stored_figures_up").await, Some(1.0));
        app.execute("ALTER TABLE responses RENAME TO former_responses").await;
        for _ in 0..2 {
            let answer = app.get("/metrics").await;
            assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
            assert_eq!(sample(&answer.body, "stored_figures_up"), Some(0.0), "{}", answer.body);
            assert!(answer.body.contains("\nnaklank_http_requests_total{"), "{}", answer.body);
            assert!(sample(&answer.body, "database_connections_limit").is_some(), "{}", answer.body);
            assert!(answer.body.contains("\nnaklank_build_info{"), "{}", answer.body);
            assert_eq!(sample(&answer.body, "messages_due"), None, "what cannot be read is not told");
        }
        assert_eq!(lines_about_figures(&log).len(), 1, "{}", log.text());
        app.execute("ALTER TABLE former_responses RENAME TO responses").await;
        assert_eq!(value(&app, "stored_figures_up").await, Some(1.0));
        assert_eq!(value(&app, "messages_due").await, Some(0.0));
    }

    async fn a_scrape_does_not_wait_until_a_connection_is_free(app) {
        let log = Log::begin();
        let held = every_reading_connection(&app).await;
        let answer = app.get("/metrics").await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        let busy = u32::try_from(held.len()).unwrap();
        assert_eq!(sample(&answer.body, "database_connections{state=\"busy\"}"), Some(busy.into()), "{}", answer.body);
        assert_eq!(sample(&answer.body, "stored_figures_up"), Some(0.0), "{}", answer.body);
        let logged = lines_about_figures(&log);
        assert_eq!(logged.len(), 1, "{}", log.text());
        assert_eq!(logged[0]["fields"]["error"], StorageError::TookTooLong.to_string());
        drop(held);
        assert_eq!(value(&app, "stored_figures_up").await, Some(1.0));
    }

    async fn the_version_is_told(app) {
        let text = metrics(&app).await;
        let labels = text.lines().find_map(|line| line.strip_prefix("naklank_build_info{")).unwrap();
        assert!(labels.starts_with(&format!("version=\"{}\",", env!("CARGO_PKG_VERSION"))), "{labels}");
        let told = |name: &str| labels.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap();
        // The lowest with which it can be built, which stands in Cargo.toml, has no third number.
        assert_eq!(told("rust_version").split('.').count(), 3, "the compiler that built it: {labels}");
        assert!(!told("commit").is_empty(), "{labels}");
    }

    /// An alarm that someone made stays true.
    async fn no_metric_of_before_has_another_name_or_type(app) {
        let text = metrics(&app).await;
        for name in [
            "messages_waiting", "messages_due", "messages_claimed", "oldest_due_seconds", "messages_sent_last_hour",
            "messages_in_trouble", "sending_paused", "mail_server_in_trouble", "mail_server_said", "opt_out_warnings",
            "last_backup_timestamp_seconds", "last_restore_drill_timestamp_seconds", "last_restore_drill_success",
        ] {
            let line = format!("# TYPE naklank_{name} gauge");
            assert_eq!(text.lines().filter(|found| *found == line).count(), 1, "{line}: {text}");
        }
        for line in ["naklank_messages_waiting{kind=\"news\"} 0", "naklank_messages_due 0", "naklank_sending_paused 0"] {
            assert!(text.lines().any(|found| found == line), "{line}: {text}");
        }
    }
}
