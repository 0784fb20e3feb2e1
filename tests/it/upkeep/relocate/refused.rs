//! What is refused, each with a sentence that says what to do; the old database stays in use.

use naklank::clock::SystemClock;
use naklank::randomness::Randomness;
use naklank::storage::engine::relocate::CopyError;
use naklank::workflow::upkeep::relocate::{RelocateError, undo_relocation};
use secrecy::ExposeSecret as _;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use tempfile::TempDir;

use crate::support::{Backend, Stopped, TestApp, cluster};
use crate::upkeep::relocate::{empty_postgres, move_to};

async fn stopped() -> Stopped {
    TestApp::start(Backend::Sqlite).await.stop().await
}

/// The refusal of a move, after which the old database is still in use.
async fn refusal(stopped: &Stopped, url: &str) -> RelocateError {
    let refused = move_to(stopped, url).await.unwrap_err();
    stopped.open().await.expect("the old database is the one in use");
    refused
}

async fn execute(url: &str, sql: String) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_database_that_is_not_empty_is_refused() {
    let stopped = stopped().await;
    let other = TestApp::start(Backend::Postgres).await;
    let refused = refusal(&stopped, other.app.config.database.url.expose_secret()).await;
    assert!(matches!(refused, RelocateError::Copy(CopyError::NotEmpty)), "{refused}");

    let (url, _folder) = empty_postgres().await;
    execute(&url, "CREATE TABLE shop (id BIGINT PRIMARY KEY)".to_owned()).await;
    let refused = refusal(&stopped, &url).await;
    assert!(matches!(&refused, RelocateError::Foreign(table) if table == "shop"), "{refused}");
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_database_in_which_no_table_can_be_made_is_refused() {
    let stopped = stopped().await;
    let (url, folder) = empty_postgres().await;
    let nowhere = format!("{}?options=-c%20search_path%3Dnowhere", cluster());
    let refused = refusal(&stopped, &nowhere).await;
    assert!(matches!(refused, RelocateError::Copy(CopyError::NoSchema)), "{refused}");

    let schema = url.rsplit("%3D").next().unwrap();
    execute(&url, format!("CREATE ROLE {schema} LOGIN")).await;
    execute(&url, format!("GRANT USAGE ON SCHEMA {schema} TO {schema}")).await;
    let as_guest = url.replace("naklank@", &format!("{schema}@"));
    let refused = refusal(&stopped, &as_guest).await;
    assert!(
        matches!(&refused, RelocateError::Copy(CopyError::NoRights(name)) if name == schema),
        "{refused}"
    );

    execute(&cluster(), format!("CREATE DATABASE {schema} ENCODING 'LATIN1' TEMPLATE template0")).await;
    let latin = format!("{}/{schema}", cluster().rsplit_once('/').unwrap().0);
    let refused = refusal(&stopped, &latin).await;
    assert!(
        matches!(&refused, RelocateError::Copy(CopyError::Encoding(name)) if name == "LATIN1"),
        "{refused}"
    );
    drop(folder);
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_refused() {
    let stopped = stopped().await;
    let refused = refusal(&stopped, "postgres://naklank@127.0.0.1:1/naklank").await;
    assert!(matches!(refused, RelocateError::Unreachable(_)), "{refused}");
    for wrong in ["sqlite:other.db", "127.0.0.1/naklank", ""] {
        let refused = refusal(&stopped, wrong).await;
        assert!(matches!(refused, RelocateError::NoAddress) && refused.is_usage(), "{refused}");
    }
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn an_installation_that_is_in_postgresql_already_is_refused() {
    let stopped = TestApp::start(Backend::Postgres).await.stop().await;
    let (url, _folder) = empty_postgres().await;
    let refused = refusal(&stopped, &url).await;
    assert!(matches!(refused, RelocateError::AlreadyInPostgres) && refused.is_usage(), "{refused}");
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_database_that_another_process_has_open_is_refused() {
    let stopped = stopped().await;
    let mut other = SqliteConnection::connect(&stopped.url()).await.unwrap();
    let _rows: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM complaints").fetch_one(&mut other).await.unwrap();
    let (url, _folder) = empty_postgres().await;
    let refused = refusal(&stopped, &url).await;
    assert!(matches!(refused, RelocateError::Copy(CopyError::InUse(_))), "{refused}");
    assert!(refused.to_string().contains("stop the program first"), "{refused}");
    other.close().await.unwrap();
    move_to(&stopped, &url).await.expect("nothing has it open any more");
}

#[tokio::test]
async fn a_database_that_is_not_there_is_not_made() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("absent.db");
    let url = format!("sqlite:{}", path.display());
    let refused = undo_relocation(&url, &SystemClock, &Randomness::from_seed(5)).await;
    assert!(refused.unwrap_err().to_string().contains("there is no database"));
    assert!(!path.exists());
}
