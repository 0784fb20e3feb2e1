//! How the database is brought up to date: each migration whole or not at all, by several processes at once, and on
//! after a process was killed.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::time::Duration;

use naklank::storage::engine::migrations;
use naklank::storage::{Db, Missing, StorageError};
use sqlx::migrate::{Migration, MigrationType};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqlSafeStr as _, SqliteConnection};
use tempfile::TempDir;

use crate::support::{Backend, process};

fn migration(version: i64, text: &'static str) -> Migration {
    Migration::new(version, Cow::Borrowed("tried"), MigrationType::Simple, text.into_sql_str(), false)
}

/// A database that nothing was done to yet.
struct Fresh {
    backend: Backend,
    url: String,
    folder: TempDir,
}

impl Fresh {
    async fn on(backend: Backend) -> Self {
        let folder = TempDir::new().unwrap();
        let url = backend.fresh_database(&folder).await;
        Self { backend, url, folder }
    }

    async fn open(&self) -> Db {
        Db::open(&self.url, Missing::Made).await.unwrap()
    }

    /// What a query returns as text, on a connection of its own.
    async fn texts(&self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.backend {
            Backend::Sqlite => {
                let mut connection = SqliteConnection::connect(&self.url).await.unwrap();
                sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
            }
            Backend::Postgres => {
                let mut connection = PgConnection::connect(&self.url).await.unwrap();
                sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
            }
        }
    }

    async fn applied(&self) -> Vec<String> {
        self.texts("SELECT CAST(version AS TEXT) FROM _sqlx_migrations WHERE success ORDER BY _sqlx_migrations.version").await
    }

    /// Every column of every table, as `table.column`.
    async fn columns(&self) -> BTreeSet<String> {
        let sql = match self.backend {
            Backend::Sqlite => {
                "SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
            }
            Backend::Postgres => {
                "SELECT table_name || '.' || column_name FROM information_schema.columns
                 WHERE table_schema = current_schema()"
            }
        };
        self.texts(sql).await.into_iter().collect()
    }
}

/// Generates two tests of each scenario, one per engine, on a database that nothing was done to yet.
macro_rules! on_fresh_databases {
    ($(async fn $name:ident($fresh:ident) $body:block)*) => {
        $(async fn $name($fresh: Fresh) $body)*

        mod sqlite {
            use super::*;
            $(#[tokio::test]
            async fn $name() {
                super::$name(Fresh::on(Backend::Sqlite).await).await;
            })*
        }

        mod postgres {
            use super::*;
            $(#[tokio::test]
            #[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
            async fn $name() {
                super::$name(Fresh::on(Backend::Postgres).await).await;
            })*
        }
    };
}

on_fresh_databases! {
    async fn a_migration_that_fails_half_way_leaves_nothing_and_the_next_run_goes_on(fresh) {
        let db = fresh.open().await;
        let first = migration(1, "CREATE TABLE one (id TEXT PRIMARY KEY NOT NULL); INSERT INTO one VALUES ('a;b');");
        let broken = migration(
            2,
            "CREATE TABLE two (id TEXT PRIMARY KEY NOT NULL);
             INSERT INTO one VALUES ('c'); -- Goes as well.
             INSERT INTO nowhere VALUES ('d');
             CREATE TABLE three (id TEXT PRIMARY KEY NOT NULL);",
        );
        let never = migration(3, "CREATE TABLE four (id TEXT PRIMARY KEY NOT NULL);");
        let failed = migrations::apply(&db, &[first.clone(), broken, never]).await.unwrap_err();
        assert!(failed.to_string().contains("migration 2"), "{failed}");
        assert_eq!(fresh.applied().await, ["1"]);
        let columns = fresh.columns().await;
        assert!(columns.contains("one.id"), "the one before is whole");
        for gone in ["two.id", "three.id", "four.id"] {
            assert!(!columns.contains(gone), "{gone}");
        }
        assert_eq!(fresh.texts("SELECT id FROM one ORDER BY id").await, ["a;b"]);

        let mended = migration(2, "CREATE TABLE two (id TEXT PRIMARY KEY NOT NULL); INSERT INTO one VALUES ('c');");
        migrations::apply(&db, &[first, mended]).await.unwrap();
        assert_eq!(fresh.applied().await, ["1", "2"]);
        assert_eq!(fresh.texts("SELECT id FROM one ORDER BY id").await, ["a;b", "c"]);
    }

    async fn a_migration_that_was_applied_is_not_applied_again_and_may_not_be_edited(fresh) {
        let db = fresh.open().await;
        let first = migration(1, "CREATE TABLE one (id TEXT PRIMARY KEY NOT NULL);");
        migrations::apply(&db, std::slice::from_ref(&first)).await.unwrap();
        migrations::apply(&db, std::slice::from_ref(&first)).await.unwrap();
        let edited = migration(1, "CREATE TABLE other (id TEXT PRIMARY KEY NOT NULL);");
        let refused = migrations::apply(&db, &[edited]).await.unwrap_err();
        assert!(refused.to_string().contains("modified"), "{refused}");
        let newer = migrations::apply(&db, &[]).await.unwrap_err();
        assert!(matches!(newer, StorageError::Newer(1)), "{newer}");
    }

    async fn several_processes_at_once_apply_each_migration_once(fresh) {
        let mut processes = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let db = fresh.open().await;
            processes.spawn(async move { migrations::migrate(&db).await });
        }
        for outcome in processes.join_all().await {
            outcome.unwrap();
        }
        assert!(migrations::is_up_to_date(&fresh.open().await).await.unwrap());
        let applied = fresh.applied().await;
        assert_eq!(applied, (1..=applied.len()).map(|number| number.to_string()).collect::<Vec<_>>());
    }

    async fn sqlx_finds_a_history_that_it_could_have_written(fresh) {
        let db = fresh.open().await;
        migrations::migrate(&db).await.unwrap();
        db.close().await;
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let engine = if fresh.backend == Backend::Sqlite { "sqlite" } else { "postgres" };
        let migrator = sqlx::migrate::Migrator::new(folder.join(engine)).await.unwrap();
        match fresh.backend {
            Backend::Sqlite => {
                migrator.run(&mut SqliteConnection::connect(&fresh.url).await.unwrap()).await.unwrap();
            }
            Backend::Postgres => {
                migrator.run(&mut PgConnection::connect(&fresh.url).await.unwrap()).await.unwrap();
            }
        }
        let times = fresh.texts("SELECT CAST(execution_time AS TEXT) FROM _sqlx_migrations").await;
        assert!(times.iter().all(|time| time.parse::<i64>().unwrap() > 0), "{times:?}");
    }

    async fn a_killed_process_leaves_whole_migrations_and_the_next_goes_on(fresh) {
        let whole = Fresh::on(fresh.backend).await;
        migrations::migrate(&whole.open().await).await.unwrap();
        let mut patience = Duration::from_millis(10);
        let mut kills = 0;
        // Each process is killed a little later than the one before, until one comes to the end.
        loop {
            let mut child = process::start_on(&fresh.url, fresh.folder.path(), "file:outbox", &["migrate"]);
            tokio::time::sleep(patience).await;
            if let Some(status) = child.try_wait().unwrap() {
                assert!(status.success(), "after {kills} kills");
                break;
            }
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
            patience += Duration::from_millis(8);
            assert!(patience < Duration::from_secs(20), "it comes to no end");
        }
        assert!(kills > 0, "at least the first was killed while it started");
        assert_eq!(fresh.applied().await, whole.applied().await);
        assert_eq!(fresh.columns().await, whole.columns().await);
    }
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_migration_waits_for_the_process_that_is_at_it_and_goes_on_when_that_is_gone() {
    let fresh = Fresh::on(Backend::Postgres).await;
    let first = migration(1, "CREATE TABLE one (id TEXT PRIMARY KEY NOT NULL);");
    migrations::apply(&fresh.open().await, std::slice::from_ref(&first)).await.unwrap();
    let second = migration(2, "CREATE TABLE two (id TEXT PRIMARY KEY NOT NULL);");
    // A process that is at the second migration.
    let mut other = PgConnection::connect(&fresh.url).await.unwrap();
    sqlx::query("BEGIN").execute(&mut other).await.unwrap();
    let entered = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                   VALUES (2, 'tried', TRUE, '', -1)";
    sqlx::query(entered).execute(&mut other).await.unwrap();
    let db = fresh.open().await;
    let waiting = tokio::spawn(async move { migrations::apply(&db, &[first, second]).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!waiting.is_finished(), "the other one may still complete it");
    // The other process is killed: its transaction is undone.
    drop(other);
    tokio::time::timeout(Duration::from_secs(30), waiting).await.unwrap().unwrap().unwrap();
    assert_eq!(fresh.applied().await, ["1", "2"]);
    assert!(fresh.columns().await.contains("two.id"));
}
