//! A move that breaks off leaves the old database in use, nothing that starts in the new one, and can be run again.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use naklank::clock::SystemClock;
use naklank::randomness::Randomness;
use naklank::storage::engine::relocate::Stage;
use naklank::workflow::upkeep::moved::MovedError;
use naklank::workflow::upkeep::prepare::PrepareError;
use naklank::workflow::upkeep::relocate::{RelocateError, relocate, undo_relocation};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use tokio::sync::Notify;

use crate::support::{Backend, Stopped, TestApp, cluster};
use crate::upkeep::relocate::{empty_postgres, move_to};

/// An installation with an open link, at rest.
pub async fn stopped() -> (Stopped, String) {
    let app = TestApp::start(Backend::Sqlite).await;
    let link = app.invite("K-1").await;
    (app.stop().await, link)
}

/// The state after a move that broke off.
pub async fn assert_only_the_old_one_is_in_use(stopped: &Stopped, url: &str) {
    stopped.open().await.expect("the old database is the one in use");
    let new = stopped.open_at(url.to_owned()).await.err().expect("no program starts on the new one");
    assert!(matches!(new, PrepareError::Moved(MovedError::Unfinished)), "{new}");
    let mut connection = PgConnection::connect(url).await.unwrap();
    let complaints: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM complaints").fetch_one(&mut connection).await.unwrap();
    assert_eq!(complaints, 0);
}

pub async fn assert_it_can_be_run_again(stopped: Stopped, link: &str, url: String) {
    move_to(&stopped, &url).await.unwrap();
    let app = stopped.start(Backend::Postgres, url).await;
    assert_eq!(app.post_form(link, "score=9").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_move_that_is_killed_midway_can_be_run_again() {
    for stage in [Stage::Copying, Stage::Comparing] {
        let (stopped, link) = stopped().await;
        let (url, _folder) = empty_postgres().await;
        let reached = Notify::new();
        let told = |at: Stage, _: usize, _: usize| {
            if at == stage {
                reached.notify_one();
            }
        };
        let app = stopped.open().await.unwrap();
        tokio::select! {
            biased;
            () = reached.notified() => {}
            outcome = relocate(app, &url, &told) => panic!("it came to its end: {outcome:?}"),
        }
        until_it_is_let_go(&stopped).await;
        assert_only_the_old_one_is_in_use(&stopped, &url).await;
        assert_it_can_be_run_again(stopped, &link, url).await;
    }
}

/// Waits until what held the database is gone, as it is at once where a process is killed.
async fn until_it_is_let_go(stopped: &Stopped) {
    for _ in 0..100 {
        if let Ok(mut connection) = SqliteConnection::connect(&stopped.url()).await {
            let count = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM complaints");
            if count.fetch_one(&mut connection).await.is_ok() {
                connection.close().await.unwrap();
                return;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the database is still held");
}

/// Ends every connection to the schema of an address, on a thread of its own, and waits until that is done.
fn cut_off(url: &str) {
    let schema = url.split("application_name=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let cut = async move {
        let mut connection = PgConnection::connect(&cluster()).await.unwrap();
        let sql = format!(
            "SELECT COUNT(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE application_name = '{schema}'"
        );
        let ended: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap();
        assert!(ended > 0);
    };
    let thread = std::thread::spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(cut);
    });
    thread.join().unwrap();
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_move_whose_connection_is_lost_says_so_and_can_be_run_again() {
    for stage in [Stage::Copying, Stage::Comparing] {
        let (stopped, link) = stopped().await;
        let (url, _folder) = empty_postgres().await;
        let is_cut = AtomicBool::new(false);
        let told = |at: Stage, _: usize, _: usize| {
            if at == stage && !is_cut.swap(true, Ordering::Relaxed) {
                cut_off(&url);
            }
        };
        let failed = relocate(stopped.open().await.unwrap(), &url, &told).await.unwrap_err();
        assert!(failed.to_string().starts_with("the new database: "), "{failed}");
        assert_only_the_old_one_is_in_use(&stopped, &url).await;
        assert_it_can_be_run_again(stopped, &link, url).await;
    }
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_moved_database_says_where_it_went_until_the_move_is_undone() {
    let (stopped, link) = stopped().await;
    let (url, _folder) = empty_postgres().await;
    move_to(&stopped, &url).await.unwrap();
    let refused = stopped.open().await.err().expect("it was moved").to_string();
    assert!(refused.contains("postgres://") && refused.contains("naklank move --undo"), "{refused}");
    stopped.open_at(url.clone()).await.expect("the new database is the one in use");

    let place = undo_relocation(&stopped.url(), &SystemClock, &Randomness::from_seed(5)).await.unwrap();
    assert!(place.contains(" at 2026-03-2"), "{place}");
    let again = undo_relocation(&stopped.url(), &SystemClock, &Randomness::from_seed(6)).await.unwrap_err();
    assert!(matches!(again, RelocateError::NotMoved), "{again}");
    let old = stopped.url();
    let app = stopped.start(Backend::Sqlite, old).await;
    assert_eq!(app.post_form(&link, "score=9").await.status, StatusCode::SEE_OTHER);
}
