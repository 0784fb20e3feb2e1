//! Several organisations in one PostgreSQL database, a schema each: nothing of one is seen by another.

use std::path::Path;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::roles::Scope;
use naklank::storage::asking::invitations;
use naklank::storage::engine::migrations;
use naklank::storage::insight::tallies;
use naklank::storage::{Db, Missing};
use sqlx::{Connection as _, PgConnection};
use tempfile::TempDir;
use tokio::time::timeout;

use crate::house::imports::rust_files;
use crate::support::{Backend, START, TestApp, closed_complaint};

/// Longer than anything that waits for nothing takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// Three organisations in the database of the test run.
async fn organisations() -> [TestApp; 3] {
    [
        TestApp::start(Backend::Postgres).await,
        TestApp::start(Backend::Postgres).await,
        TestApp::start(Backend::Postgres).await,
    ]
}

async fn read_complaint(reader: &TestApp, key: &str) -> StatusCode {
    reader.api_as(key, Method::GET, "/api/v1/complaints/K-1", Body::empty()).await.status
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn rows_of_one_organisation_are_not_seen_by_another() {
    let organisations = organisations().await;
    let link = organisations[0].invite("K-1").await;
    assert_eq!(organisations[0].post_form(&link, "score=9").await.status, StatusCode::SEE_OTHER);
    assert_eq!(read_complaint(&organisations[0], &organisations[0].key).await, StatusCode::OK);
    // The first keys of the three are alike, since their chance is.
    let key = organisations[0].key_with("of the first alone", Scope::ALL).await;
    assert_eq!(read_complaint(&organisations[0], &key).await, StatusCode::OK);
    for other in &organisations[1..] {
        assert_eq!(read_complaint(other, &other.key).await, StatusCode::NOT_FOUND);
        assert_eq!(read_complaint(other, &key).await, StatusCode::UNAUTHORIZED, "a key of another");
        assert_eq!(other.get(&link).await.status, StatusCode::NOT_FOUND, "a link of another");
        let rows = "SELECT (SELECT COUNT(*) FROM complaints) + (SELECT COUNT(*) FROM responses)
                        + (SELECT COUNT(*) FROM tally_changes)";
        assert_eq!(other.integers(rows).await, [0]);
    }
    // The same reference and the same address belong to another person there.
    organisations[1].invite("K-1").await;
    let complaints = "SELECT COUNT(*) FROM complaints";
    for (organisation, has) in organisations.iter().zip([1, 1, 0]) {
        assert_eq!(organisation.integers(complaints).await, [has]);
        let mut tx = organisation.app.db.write().await.unwrap();
        assert_eq!(tallies::mismatches(&mut tx).await.unwrap(), []);
    }
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_worker_sends_the_mails_of_its_own_organisation_only() {
    let organisations = organisations().await;
    organisations[0].put("K-1", &closed_complaint(START)).await;
    for organisation in &organisations {
        organisation.clock.set("2026-03-23T14:00:00Z");
    }
    for other in &organisations[1..] {
        assert_eq!((other.tick().await.messages.sent, other.mails().len()), (0, 0));
    }
    assert_eq!((organisations[0].tick().await.messages.sent, organisations[0].mails().len()), (1, 1));
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn an_organisation_waits_for_no_lock_of_another_and_its_own_workers_take_turns() {
    let [one, other, _] = organisations().await;
    let address = vec![one.app.secret.address_hash("klant@example.org").to_vec()];
    let mut holder = one.app.db.write().await.unwrap();
    invitations::take_turns(&mut holder, &address).await.unwrap();
    tallies::stand_still(&mut holder, "tally_changes").await.unwrap();

    // The same address, the same tables, another organisation.
    timeout(PATIENCE, other.invite("K-1")).await.expect("nothing of the other organisation is locked");
    let mut tx = other.app.db.write().await.unwrap();
    timeout(PATIENCE, invitations::take_turns(&mut tx, &address)).await.unwrap().unwrap();
    timeout(PATIENCE, tallies::stand_still(&mut tx, "tally_changes")).await.unwrap().unwrap();
    drop(tx);

    // A second worker of the first organisation, as through another node: the turn is a row that both see.
    let db = one.app.db.clone();
    let second = tokio::spawn(async move {
        let mut tx = db.write().await.unwrap();
        invitations::take_turns(&mut tx, &address).await.unwrap();
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!second.is_finished(), "the first worker has its turn");
    holder.commit().await.unwrap();
    timeout(PATIENCE, second).await.unwrap().unwrap();
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn organisations_are_brought_up_to_date_at_once_and_none_waits_for_another() {
    let folders = [TempDir::new().unwrap(), TempDir::new().unwrap(), TempDir::new().unwrap()];
    let mut urls = Vec::new();
    for folder in &folders {
        urls.push(Backend::Postgres.fresh_database(folder).await);
    }
    let (held, first, second) = (open(&urls[0]).await, open(&urls[1]).await, open(&urls[2]).await);
    // A process of the first organisation is at its first migration, and does not come to an end.
    migrations::apply(&held, &[]).await.unwrap();
    let mut process = PgConnection::connect(&urls[0]).await.unwrap();
    sqlx::query("BEGIN").execute(&mut process).await.unwrap();
    let entered = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                   VALUES (1, 'loop', TRUE, '', -1)";
    sqlx::query(entered).execute(&mut process).await.unwrap();
    let waiting = {
        let held = held.clone();
        tokio::spawn(async move { migrations::migrate(&held).await })
    };
    let (of_first, of_second) =
        timeout(PATIENCE, async { tokio::join!(migrations::migrate(&first), migrations::migrate(&second)) })
            .await
            .expect("another organisation's migration holds nothing up");
    of_first.unwrap();
    of_second.unwrap();
    assert!(migrations::is_up_to_date(&first).await.unwrap());
    assert!(migrations::is_up_to_date(&second).await.unwrap());
    assert!(!waiting.is_finished());
    assert!(!migrations::is_up_to_date(&held).await.unwrap(), "each organisation has a history of its own");
    drop(process);
    timeout(PATIENCE, waiting).await.unwrap().unwrap().unwrap();
    assert!(migrations::is_up_to_date(&held).await.unwrap());
}

async fn open(url: &str) -> Db {
    Db::open(url, Missing::Made).await.unwrap()
}

/// What belongs to a whole database (notifications) or to a whole node (advisory locks) would reach other organisations,
/// and not all workers of the own one.
#[test]
fn no_statement_notifies_or_locks_beyond_its_schema() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = rust_files(&root.join("src/storage"));
    for folder in ["migrations/postgres", "migrations/rewritten"] {
        files.extend(std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()));
    }
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for beyond in ["pg_advisory", "pg_try_advisory", "pg_notify", "NOTIFY ", "LISTEN ", "PgListener"] {
            assert!(!text.contains(beyond), "{}: {beyond}", file.display());
        }
    }
}
