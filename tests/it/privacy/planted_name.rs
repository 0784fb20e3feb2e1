//! A name that no one has is put wherever a person or staff can type one. After an erasure it is nowhere: not in a row, not in the
//! bytes of the database's files, not in a log, a figure, a page, the ledger or a backup.

use std::io::{self, Read as _};
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use flate2::read::GzDecoder;
use naklank::domain::access::roles::Role;
use naklank::domain::privacy::sought::SoughtAddress;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::audit::verify::verify_audit;
use naklank::workflow::privacy::erase::erase_person;
use naklank::workflow::privacy::export::export_person;
use naklank::workflow::sending::suppressions::{add_suppression, remove_suppression};
use naklank::workflow::upkeep::backup::{Told, back_up};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tracing_subscriber::fmt::format::FmtSpan;

use crate::support::{Backend, TestApp, closed_complaint, link_in, on_both_engines};

const NAME: &str = "Xanthippe Quizkwast";
const ADDRESS: &str = "Xanthippe.Quizkwast@example.net";
/// What is searched for, in small letters.
const TRACES: [&str; 3] = ["xanthippe", "quizkwast", "zwiebelkuchen"];

/// Everything that is logged from here on, by any crate and at any level.
#[derive(Clone, Default)]
struct Logged(Arc<Mutex<Vec<u8>>>);

impl io::Write for Logged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The first trace in some bytes.
fn trace_in(bytes: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    TRACES.into_iter().find(|trace| text.contains(trace))
}

fn hidden(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Sends the reminder too, and answers by its link: an answer, a change of it, and an attempt.
async fn answer(app: &TestApp) -> String {
    let link = app.invite_with("K-1", json!({"contact": {"email": ADDRESS, "name": NAME}})).await;
    app.advance(TimeDelta::days(7));
    app.tick().await;
    let reminded = link_in(app.mails().last().unwrap());
    assert_ne!(reminded, link, "a reminder has a link of its own");
    app.post_form(&reminded, "score=2&comment=Zwiebelkuchen+van+Xanthippe&contact_me=on").await;
    app.advance(TimeDelta::minutes(2));
    let revises = hidden(&app.get(&format!("{link}?edit=1")).await.body, "revises");
    app.post_form(&link, &format!("score=3&comment=Toch+Zwiebelkuchen&contact_me=on&revises={revises}"))
        .await;
    app.advance(TimeDelta::minutes(2));
    app.post_form(&link, "score=4&comment=Nog+Zwiebelkuchen").await;
    assert_eq!(app.integers("SELECT COUNT(*) FROM response_revisions WHERE comment IS NOT NULL").await, [1]);
    assert_eq!(app.integers("SELECT COUNT(*) FROM attempts WHERE comment IS NOT NULL").await, [1]);
    link
}

/// What staff write about the person: a note on the follow-up, and why it was dropped.
async fn follow_up(app: &TestApp) {
    let listed: Value = app.api(Method::GET, "/api/v1/follow-ups", Body::empty()).await.json();
    let path = format!("/follow-ups/{}", listed["follow_ups"][0]["id"].as_str().unwrap());
    let handler = app.sign_in_as(Role::Handler).await;
    app.post_as(&handler, &format!("{path}/take-up"), "").await;
    let noted = app.post_as(&handler, &format!("{path}/note"), "note=Xanthippe+Quizkwast+gebeld").await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER, "{noted:?}");
    app.post_as(&handler, &format!("{path}/drop"), "drop_reason=Quizkwast+wil+niet").await;
}

/// A mail that came back, whose server repeats the name.
async fn bounce(app: &TestApp, link: &str) {
    let unsubscribe = link.replace("/s/", "/u/");
    let notification = format!(
        "From: MAILER-DAEMON@mx.example.org\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
         --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
         Final-Recipient: rfc822; {ADDRESS}\r\nAction: failed\r\nStatus: 5.2.2\r\n\
         Diagnostic-Code: smtp; 552 5.2.2 the mailbox of Mrs Quizkwast is full\r\n\r\n\
         --x\r\nContent-Type: text/rfc822-headers\r\n\r\n\
         List-Unsubscribe: <https://nps.example.org{unsubscribe}>\r\n\r\n--x--\r\n"
    );
    let answer = app.api(Method::POST, "/api/v1/bounces", notification).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    // Without the name in the statement, which the log would show.
    assert_eq!(app.integers("SELECT COUNT(*) FROM bounces WHERE said LIKE '%is full%'").await, [1]);
}

/// Everything else that takes a text: why a person is not asked, why an address may be mailed again, notes about the work, an answer
/// of someone else, and a sign-in.
async fn elsewhere(app: &TestApp) {
    let mut unasked = closed_complaint("2026-03-20T13:00:00Z");
    unasked["contact"] = json!({"email": ADDRESS.to_uppercase(), "name": NAME});
    unasked["survey"] =
        json!({"ask": false, "reason": "other", "note": "Mevrouw Quizkwast ligt in het ziekenhuis"});
    assert!(app.put("K-2", &unasked).await.status.is_success());
    let address = ADDRESS.parse().unwrap();
    add_suppression(&app.app, &Actor::Operator, &address).await.unwrap();
    remove_suppression(&app.app, &Actor::Operator, &address, "Quizkwast belde").await.unwrap();
    let owner = app.sign_in_as(Role::PolicyOwner).await;
    let change = format!("day=2026-03-20&kind=process&note=Klacht+van+{}", NAME.replace(' ', "+"));
    let noted = app.post_as(&owner, "/signals/changes", &change).await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER, "{noted:?}");
    let other = app.invite("K-3").await;
    app.post_form(&other, &format!("score=1&comment=Net+als+{}+zei", NAME.replace(' ', "+"))).await;
    app.post_form("/sign-in", &format!("email={}&password=een+lang+wachtwoord", ADDRESS.replace('@', "%40")))
        .await;
}

async fn stored(app: &TestApp) -> Vec<(String, Vec<u8>)> {
    let url = app.app.config.database.url.expose_secret();
    match app.backend {
        Backend::Sqlite => {
            let path = url.strip_prefix("sqlite:").unwrap();
            let files = ["", "-wal", "-shm"].map(|ending| format!("{path}{ending}"));
            files.into_iter().filter_map(|file| Some((file.clone(), std::fs::read(&file).ok()?))).collect()
        }
        Backend::Postgres => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            let sql = "SELECT table_name::text FROM information_schema.tables
                       WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'";
            let tables: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap();
            let mut found = Vec::new();
            for table in tables {
                let sql = format!("SELECT COALESCE(string_agg({table}::text, ' '), '') FROM {table}");
                let rows: String =
                    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap();
                found.push((table, rows.into_bytes()));
            }
            found
        }
    }
}

/// What a backup holds, unpacked.
async fn archived(app: &TestApp) -> Vec<u8> {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("naklank.backup");
    let told: Told = Arc::new(|_, _| {});
    back_up(&app.app, &Actor::Operator, &file, None, &told).await.unwrap();
    let mut bytes = Vec::new();
    GzDecoder::new(std::fs::File::open(&file).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

/// Looks through the database, the files beside it, a backup, and what the pages of a policy owner show.
async fn assert_gone(app: &TestApp) {
    for (place, bytes) in stored(app).await {
        assert_eq!(trace_in(&bytes), None, "{place}");
    }
    let ledger = format!("{}.erasures", app.app.config.secret.file.display());
    assert_eq!(trace_in(&std::fs::read(Path::new(&ledger)).unwrap()), None, "the ledger");
    assert_eq!(trace_in(&archived(app).await), None, "a backup");
    let owner = app.sign_in_again(Role::PolicyOwner).await;
    let pages = [
        "/",
        "/verbatims",
        "/themes",
        "/signals",
        "/follow-ups",
        "/sending",
        "/audit",
        "/complaints/K-1",
        "/metrics",
    ];
    for path in pages {
        let page = app.get_as(&owner, path).await;
        assert_eq!(trace_in(&page.bytes), None, "{path}");
    }
    for path in ["/api/v1/responses", "/api/v1/follow-ups", "/api/v1/complaints/K-1"] {
        assert_eq!(trace_in(&app.api(Method::GET, path, Body::empty()).await.bytes), None, "{path}");
    }
}

on_both_engines! {
    async fn a_planted_name_is_nowhere_after_the_erasure(app) {
        let logged = Logged::default();
        let writer = logged.clone();
        let logging = tracing_subscriber::fmt()
            .with_env_filter("trace")
            .with_span_events(FmtSpan::NEW | FmtSpan::CLOSE)
            .with_writer(move || writer.clone());
        let _here = tracing::subscriber::set_default(logging.json().finish());
        let link = answer(&app).await;
        follow_up(&app).await;
        bounce(&app, &link).await;
        elsewhere(&app).await;
        app.tick().await;
        let planted = stored(&app).await;
        for trace in TRACES {
            let has_trace = |(_, bytes): &(String, Vec<u8>)| String::from_utf8_lossy(bytes).to_lowercase().contains(trace);
            assert!(planted.iter().any(has_trace), "{trace} was planted");
        }
        assert_eq!(trace_in(&app.get("/metrics").await.bytes), None, "the metrics tell nothing of a person, erased or not");
        assert!(trace_in(&archived(&app).await).is_some(), "a backup of before holds it");
        let address: SoughtAddress = ADDRESS.parse().unwrap();
        let held = export_person(&app.app, &Actor::Operator, &address).await.unwrap().json().to_string();
        for said in ["Xanthippe Quizkwast", "Toch Zwiebelkuchen", "Nog Zwiebelkuchen", "gebeld", "wil niet", "ziekenhuis", "is full"] {
            assert!(held.contains(said), "the export has {said}: {held}");
        }
        let before = app.nps("from=2026-01-01&to=2026-12-31").await;
        let receipt = erase_person(&app.app, &Actor::Operator, &address).await.unwrap();
        assert!(receipt.is_purged && receipt.named >= 3, "{receipt:?}");
        assert_gone(&app).await;
        assert_eq!(app.nps("from=2026-01-01&to=2026-12-31").await, before, "counts stay");
        assert!(verify_audit(&app.app, None).await.unwrap().findings.is_empty(), "the chain holds");
        app.advance(TimeDelta::days(1));
        app.tick().await;
        assert_gone(&app).await;
        let log = logged.0.lock().unwrap().clone();
        assert!(!log.is_empty());
        let lines = log.split(|byte| *byte == b'\n');
        let telling: Vec<_> = lines.filter(|line| trace_in(line).is_some()).map(String::from_utf8_lossy).collect();
        assert_eq!(telling, [""; 0], "a log");
    }
}
