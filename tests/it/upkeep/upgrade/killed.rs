//! Processes that are killed while they bring the database up to date: the next one goes on, and what comes out is what comes out
//! without a kill.
//!
//! These are real processes that get SIGKILL: at random moments, from fixed seeds, and on PostgreSQL also at the statement that
//! waits for a table.

use std::time::{Duration, Instant};

use sqlx::{Connection as _, PgConnection};

use super::database::Database;
use super::kept::{Rows, rows};
use super::schema::schema;
use crate::support::{Backend, process};

/// Versions from which is migrated, with the seed of the moments at which processes are killed.
const KILLED_FROM: [(i64, u64); 4] = [(1, 11), (6, 23), (12, 37), (21, 59)];

/// The kills before a process may come to the end.
const KILLS: usize = 6;

/// Versions and tables that a later migration changes.
const WAITED_FOR: [(i64, &str); 8] = [
    (1, "invitations"),
    (6, "tally_totals"),
    (12, "complaints"),
    (14, "norms"),
    (19, "users"),
    (21, "tally_changes"),
    (26, "follow_ups"),
    (27, "messages"),
];

/// Tables whose rows were numbered by the engine before migration 22.
const NUMBERED: [&str; 2] = ["tally_changes", "count_changes"];

/// Longer than a migration takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

async fn killed_at_any_moment(backend: Backend) {
    let mut hits = 0;
    for (version, seed) in KILLED_FROM {
        let whole = Database::at(backend, version).await;
        let begun = Instant::now();
        migrate_to_the_end(&whole);
        let taken = begun.elapsed();
        let killed = Database::at(backend, version).await;
        let mut chance = seed;
        for _ in 0..KILLS {
            let mut child = process::start_on(&killed.url, killed.folder.path(), "file:outbox", &["migrate"]);
            tokio::time::sleep(taken.mul_f64(next_share(&mut chance))).await;
            match child.try_wait().unwrap() {
                Some(status) => assert!(status.success(), "from version {version}"),
                None => hits += 1,
            }
            child.kill().unwrap();
            child.wait().unwrap();
        }
        migrate_to_the_end(&killed);
        assert_alike(&killed, &whole, version).await;
    }
    assert!(hits > KILLED_FROM.len(), "only {hits} processes were at work when they were killed");
}

/// The next random share of a whole, by a step of SplitMix64.
fn next_share(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    f64::from(u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap()) / f64::from(u32::MAX)
}

fn migrate_to_the_end(database: &Database) {
    let mut child = process::start_on(&database.url, database.folder.path(), "file:outbox", &["migrate"]);
    assert!(child.wait().unwrap().success());
}

async fn assert_alike(killed: &Database, whole: &Database, version: i64) {
    assert_eq!(schema(killed).await, schema(whole).await, "from version {version}");
    let (found, expected) = (unnumbered(rows(killed).await), unnumbered(rows(whole).await));
    for (table, rows) in &expected {
        assert_eq!(found.get(table), Some(rows), "{table} from version {version}");
    }
    assert_eq!(applied(killed).await, applied(whole).await);
}

/// The rows without the numbers that PostgreSQL gave them: a sequence is not rolled back, so that a row that a killed migration
/// inserted first has a higher one. Nothing refers to them.
fn unnumbered(mut rows: Rows) -> Rows {
    for table in NUMBERED {
        let rows = rows.get_mut(table).unwrap();
        rows.iter_mut().for_each(|row| {
            row.remove("id").unwrap();
        });
        rows.sort();
    }
    rows
}

async fn applied(database: &Database) -> Vec<String> {
    database.texts("SELECT CAST(version AS TEXT) FROM _sqlx_migrations WHERE success ORDER BY _sqlx_migrations.version").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_on_sqlite_is_killed_at_any_moment() {
    killed_at_any_moment(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_process_on_postgresql_is_killed_at_any_moment() {
    killed_at_any_moment(Backend::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_process_on_postgresql_is_killed_at_a_statement() {
    for (version, table) in WAITED_FOR {
        let whole = Database::at(Backend::Postgres, version).await;
        migrate_to_the_end(&whole);
        let killed = Database::at(Backend::Postgres, version).await;
        // Somebody reads the table, so that the statement that changes it waits.
        let mut reader = PgConnection::connect(&killed.url).await.unwrap();
        let lock = format!("BEGIN; LOCK TABLE {table} IN ACCESS SHARE MODE");
        sqlx::raw_sql(sqlx::AssertSqlSafe(lock)).execute(&mut reader).await.unwrap();
        let mut child = process::start_on(&killed.url, killed.folder.path(), "file:outbox", &["migrate"]);
        wait_for_a_statement(&killed, table).await;
        child.kill().unwrap();
        child.wait().unwrap();
        drop(reader);
        migrate_to_the_end(&killed);
        assert_alike(&killed, &whole, version).await;
    }
}

/// Waits until a process waits for the table.
async fn wait_for_a_statement(database: &Database, table: &str) {
    let sql = format!(
        "SELECT CAST(COUNT(*) AS TEXT) FROM pg_locks WHERE NOT granted AND relation = CAST('{table}' AS regclass)"
    );
    let begun = Instant::now();
    while database.texts(&sql).await == ["0"] {
        assert!(begun.elapsed() < PATIENCE, "no statement waits for {table}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
