//! The two folders of migrations say the same.

use std::collections::BTreeSet;
use std::path::Path;

use naklank::storage::{Db, StorageError, migrations};
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::support::{Backend, TestApp};

/// Table, column, and whether it may be null.
type Columns = BTreeSet<(String, String, bool)>;

async fn sqlite_columns(url: &str) -> Columns {
    let query = "SELECT m.name, c.name, c.\"notnull\" = 0 FROM sqlite_schema m, pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '_sqlx%'";
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    sqlx::query_as(query).fetch_all(&mut connection).await.unwrap().into_iter().collect()
}

async fn postgres_columns(url: &str) -> Columns {
    let query =
        "SELECT table_name::text, column_name::text, is_nullable = 'YES' FROM information_schema.columns
                 WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_sqlx%'";
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::query_as(query).fetch_all(&mut connection).await.unwrap().into_iter().collect()
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn both_engines_have_the_same_tables_columns_and_nullability() {
    use secrecy::ExposeSecret as _;
    let sqlite = TestApp::start(Backend::Sqlite).await;
    let postgres = TestApp::start(Backend::Postgres).await;
    let ours = sqlite_columns(sqlite.app.config.database_url.expose_secret()).await;
    let theirs = postgres_columns(postgres.app.config.database_url.expose_secret()).await;
    assert!(ours.len() > 100, "the tables are there");
    assert_eq!(ours, theirs);
}

#[test]
fn both_folders_hold_the_same_migrations_in_sequence() {
    let names = |engine: &str| -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
    for (index, name) in names("sqlite").iter().enumerate() {
        assert!(name.starts_with(&format!("{:04}_", index + 1)), "{name} is out of sequence");
    }
}

#[test]
fn every_sqlite_table_is_strict() {
    let text = include_str!("../../migrations/sqlite/0001_loop.sql");
    assert_eq!(text.matches("CREATE TABLE").count(), text.matches(") STRICT;").count());
}

async fn a_newer_database_is_refused(backend: Backend) {
    use secrecy::ExposeSecret as _;
    let app = TestApp::start(backend).await;
    let sql = "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time)
               SELECT 9999, 'from the future', installed_on, success, checksum, 0 FROM _sqlx_migrations LIMIT 1";
    let url = app.app.config.database_url.expose_secret();
    match backend {
        Backend::Sqlite => {
            let mut connection = SqliteConnection::connect(url).await.unwrap();
            sqlx::query(sql).execute(&mut connection).await.unwrap();
        }
        Backend::Postgres => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            sqlx::query(sql).execute(&mut connection).await.unwrap();
        }
    }
    let db = Db::open(url).await.unwrap();
    let error = migrations::migrate(&db).await.unwrap_err();
    assert!(matches!(error, StorageError::Newer(9999)), "{error}");
}

#[tokio::test]
async fn a_newer_sqlite_database_is_refused() {
    a_newer_database_is_refused(Backend::Sqlite).await;
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_newer_postgresql_database_is_refused() {
    a_newer_database_is_refused(Backend::Postgres).await;
}
