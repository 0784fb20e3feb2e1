//! The kill drill: sending processes are killed every second, and no mail is lost.
//!
//! Mails that a killed process had in flight are sent once more when its lease ends, byte for byte the same; no other
//! mail is ever sent twice. These are real processes in real time; a lease lasts 30 seconds, so this takes about a
//! minute.

use std::collections::BTreeMap;
use std::process::Child;
use std::time::{Duration, Instant};

use naklank::workflow::complaints::import::import_complaints;
use tempfile::TempDir;

use crate::support::{Backend, SmtpServer, TestApp, process};

/// The maximum number of mails that a process has in flight: twice its connections.
const UNDER_WAY: usize = 16;

/// Imports `mails` closed complaints of as many customers, all due.
pub async fn fill(app: &TestApp, mails: usize) {
    let mut file = "reference,status,received_at,closed_at,contact.email\n".to_owned();
    for number in 0..mails {
        file.push_str(&format!(
            "K-{number},closed,2026-03-02T09:15:00Z,2026-03-18T14:00:00Z,klant{number}@example.org\n"
        ));
    }
    import_complaints(&app.app, file.as_bytes()).await.unwrap();
}

async fn sent(app: &TestApp) -> i64 {
    app.integers("SELECT COUNT(*) FROM messages WHERE state = 'sent'").await[0]
}

/// How often the server received each mail; asserts that all copies are the same.
fn copies(server: &SmtpServer) -> Vec<usize> {
    let mut by_id: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for told in server.told() {
        by_id.entry(told.header("Message-ID")).or_default().push(told.data);
    }
    assert!(
        by_id.values().all(|copies| copies.iter().all(|copy| *copy == copies[0])),
        "the same to the byte"
    );
    by_id.values().map(Vec::len).collect()
}

async fn drill(backend: Backend, workers: usize, mails: usize, pace: Duration) {
    let server = SmtpServer::start_with(&[], None, pace).await;
    let url = format!("smtp://127.0.0.1:{}?tls=none", server.port);
    let app = TestApp::start(backend).await;
    fill(&app, mails).await;
    let folder = TempDir::new().unwrap();
    let start = || process::start(&app, folder.path(), &url, &["serve", "--role", "worker"]);
    let mut children: Vec<Child> = (0..workers).map(|_| start()).collect();
    let (begun, mut kills, mut held) = (Instant::now(), 0, 0);
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let sent = sent(&app).await;
        if sent == i64::try_from(mails).unwrap() {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(180), "{sent} of {mails} after three minutes");
        // Nine kills hit each worker at least twice; after that, what they had in flight must be sent again.
        if kills < 9 {
            let victim = kills % workers;
            held += app.integers("SELECT COUNT(*) FROM messages WHERE state = 'claimed'").await[0];
            children[victim].kill().unwrap();
            children[victim].wait().unwrap();
            children[victim] = start();
            kills += 1;
        }
    }
    for child in &mut children {
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let copies = copies(&server);
    assert_eq!(copies.len(), mails, "every mail arrived");
    let repeated: usize = copies.iter().map(|copies| copies - 1).sum();
    assert!(held > 0, "the kills hit processes that were at work");
    assert!(kills >= 5, "only {kills} kills before all was sent: the drill needs more mails");
    assert!(repeated <= kills * UNDER_WAY, "{repeated} repeated after {kills} kills");
    assert_eq!(
        app.integers("SELECT COUNT(*) FROM invitations WHERE state = 'sent'").await,
        [i64::try_from(mails).unwrap()]
    );
    println!(
        "{backend:?}: {mails} mails, {workers} workers, {kills} kills, {repeated} repeated, {:?}",
        begun.elapsed()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_process_on_sqlite_that_is_killed_every_second_loses_nothing() {
    drill(Backend::Sqlite, 1, 2_000, Duration::from_millis(30)).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn four_workers_on_postgresql_of_which_one_is_killed_every_second_lose_nothing() {
    drill(Backend::Postgres, 4, 2_000, Duration::from_millis(120)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_told_to_stop_finishes_what_is_under_way_and_repeats_nothing() {
    let server = SmtpServer::start_with(&[], None, Duration::from_millis(300)).await;
    let url = format!("smtp://127.0.0.1:{}?tls=none", server.port);
    let app = TestApp::start(Backend::Sqlite).await;
    fill(&app, 100).await;
    let folder = TempDir::new().unwrap();
    for _ in 0..3 {
        let mut child = process::start(&app, folder.path(), &url, &["serve"]);
        tokio::time::sleep(Duration::from_millis(900)).await;
        assert_eq!(process::terminate(&mut child, Duration::from_secs(300)), Some(0));
        assert_eq!(app.integers("SELECT COUNT(*) FROM messages WHERE state = 'claimed'").await, [0]);
    }
    let told = server.told().len();
    assert!(told > 0 && told < 100, "{told} were mailed before the last stop");
    assert_eq!(sent(&app).await, i64::try_from(told).unwrap());
    assert!(copies(&server).iter().all(|copies| *copies == 1));
}
