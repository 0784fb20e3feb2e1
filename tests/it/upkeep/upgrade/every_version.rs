//! Every earlier version, from the first, is brought up to date by two processes at once, with all that it wrote.

use naklank::storage::engine::migrations;

use super::database::{Database, newest_version};
use super::holds::{answer_and_tick, assert_holds};
use super::kept::{assert_kept, rows};
use super::pages::assert_pages_answer;
use super::schema::{broken_references, schema};
use crate::support::{Backend, TestApp};

/// All pages are visited from every third version on, since each visit is of hundreds.
const VISITED: i64 = 3;

async fn every_version_is_brought_up_to_date_with_its_rows(backend: Backend) {
    let expected = schema(&Database::newest(backend).await).await;
    let newest = newest_version().await;
    for version in 1..=newest {
        let database = Database::at(backend, version).await;
        let before = rows(&database).await;
        migrate_twice_at_once(&database).await;
        assert_eq!(schema(&database).await, expected, "from version {version}");
        assert_kept(version, &before, &rows(&database).await);
        assert_eq!(broken_references(&database).await, [""; 0], "from version {version}");
        let app = TestApp::start_on(backend, &database.url, database.folder).await;
        assert_holds(&app, version).await;
        if version % VISITED == 1 || version == newest {
            assert_pages_answer(&app, version).await;
        }
        answer_and_tick(&app, version).await;
    }
}

async fn migrate_twice_at_once(database: &Database) {
    let (one, other) = (database.open().await, database.open().await);
    let (first, second) = tokio::join!(migrations::migrate(&one), migrations::migrate(&other));
    first.unwrap();
    second.unwrap();
    assert!(migrations::is_up_to_date(&one).await.unwrap());
    one.close().await;
    other.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sqlite_version_is_brought_up_to_date_with_its_rows() {
    every_version_is_brought_up_to_date_with_its_rows(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn every_postgresql_version_is_brought_up_to_date_with_its_rows() {
    every_version_is_brought_up_to_date_with_its_rows(Backend::Postgres).await;
}
