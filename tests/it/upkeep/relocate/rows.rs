//! Every row of every table is copied, with values at the edge of what a column holds.

use std::collections::BTreeSet;

use naklank::domain::access::roles::Role;
use naklank::storage::engine::relocate::{CopyError, OF_THE_ENGINE};
use naklank::workflow::upkeep::relocate::RelocateError;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};

use crate::reporting::publishing::{publish_edition, with_history};
use crate::support::{Backend, TestApp};
use crate::upkeep::relocate::{empty_postgres, move_to};

/// Every table of the old database that holds what is not the engine's own.
async fn tables(url: &str) -> BTreeSet<String> {
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let names: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    names.into_iter().filter(|name| !OF_THE_ENGINE.contains(&name.as_str())).collect()
}

fn count(table: &str) -> AssertSqlSafe<String> {
    AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"))
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn every_row_of_every_table_is_copied() {
    let app = with_history(Backend::Sqlite).await;
    publish_edition(&app, 2025, "").await;
    let stopped = app.stop().await;
    let tables = tables(&stopped.url()).await;
    let (url, _folder) = empty_postgres().await;
    let moved = move_to(&stopped, &url).await.unwrap();
    let copied: BTreeSet<String> = moved.tables.iter().map(|table| table.name.clone()).collect();
    assert_eq!(copied, tables);

    let mut old = SqliteConnection::connect(&stopped.url()).await.unwrap();
    let mut new = PgConnection::connect(&url).await.unwrap();
    for table in moved.tables {
        let before: i64 = sqlx::query_scalar(count(&table.name)).fetch_one(&mut old).await.unwrap();
        let after: i64 = sqlx::query_scalar(count(&table.name)).fetch_one(&mut new).await.unwrap();
        // The old database got the fact that it was moved; the new one lost the mark of a move that goes on.
        let noted = i64::from(table.name == "installation");
        // In the audit of both stands that it was moved.
        let entered = u64::from(table.name == "audit");
        assert_eq!(
            (before - noted, table.rows.rows + entered),
            (after, after.unsigned_abs()),
            "{}",
            table.name
        );
    }
    let turns: i64 = sqlx::query_scalar(count("turns")).fetch_one(&mut new).await.unwrap();
    assert_eq!(turns, 1_024, "what PostgreSQL locks is there");
}

/// Texts that one engine or the other might take for something else.
fn odd_texts() -> Vec<String> {
    let long = "naïef €\u{1f984} ".repeat(10_000);
    let short =
        ["", " ", "\\N", "\\.", "a\tb\r\nc\\", "\u{1}\u{7f}\u{85}\u{2028}", "👩‍👩‍👧", "e\u{301}", "'\"$1;--"];
    short.into_iter().map(str::to_owned).chain([long]).collect()
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn values_at_the_edge_arrive_as_they_were() {
    let app = TestApp::start(Backend::Sqlite).await;
    app.load_policy_values().await;
    app.add_user("a@example.org", Role::Analyst).await;
    let stopped = app.stop().await;
    let mut old = SqliteConnection::connect(&stopped.url()).await.unwrap();
    for (number, text) in odd_texts().iter().enumerate() {
        let insert = sqlx::query("INSERT INTO installation (name, value) VALUES ($1, $2)");
        insert.bind(format!("odd {number}")).bind(text).execute(&mut old).await.unwrap();
    }
    let users = "UPDATE users SET created_at = '0001-01-01T00:00:00+00:00',
        locked_until = '9999-12-31T23:59:59.999999+00:00', totp_confirmed_at = '1969-12-31T23:59:59.000001+00:00',
        failed_sign_ins = 9223372036854775807, totp_last_step = -9223372036854775808, totp_secret = x'0000ff00'";
    sqlx::query(users).execute(&mut old).await.unwrap();
    for (number, which) in [(f64::MIN_POSITIVE, "MIN"), (0.1 + 0.2, "MAX")] {
        let change = format!("UPDATE norms SET value = $1 WHERE id = (SELECT {which}(id) FROM norms)");
        sqlx::query(AssertSqlSafe(change)).bind(number).execute(&mut old).await.unwrap();
    }
    old.close().await.unwrap();

    let (url, _folder) = empty_postgres().await;
    move_to(&stopped, &url).await.unwrap();
    let mut new = PgConnection::connect(&url).await.unwrap();
    let texts =
        "SELECT value FROM installation WHERE name LIKE 'odd %' ORDER BY CAST(SUBSTR(name, 5) AS INTEGER)";
    let found: Vec<String> = sqlx::query_scalar(texts).fetch_all(&mut new).await.unwrap();
    assert_eq!(found, odd_texts());
    let user = "SELECT COUNT(*) FROM users
                WHERE created_at = TIMESTAMPTZ '0001-01-01 00:00:00+00'
                    AND locked_until = TIMESTAMPTZ '9999-12-31 23:59:59.999999+00'
                    AND totp_confirmed_at = TIMESTAMPTZ '1969-12-31 23:59:59.000001+00'
                    AND failed_sign_ins = 9223372036854775807 AND totp_last_step = -9223372036854775807 - 1
                    AND totp_secret = decode('0000ff00', 'hex') AND team IS NULL";
    let found: i64 = sqlx::query_scalar(user).fetch_one(&mut new).await.unwrap();
    assert_eq!(found, 1);
    for number in [f64::MIN_POSITIVE, 0.1 + 0.2] {
        let norms = sqlx::query_scalar("SELECT COUNT(*) FROM norms WHERE value = $1").bind(number);
        let found: i64 = norms.fetch_one(&mut new).await.unwrap();
        assert_eq!(found, 1, "{number}");
    }
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn what_postgresql_cannot_hold_is_named_and_nothing_is_moved() {
    let app = TestApp::start(Backend::Sqlite).await;
    app.add_user("a@example.org", Role::Analyst).await;
    app.execute("UPDATE users SET team = 'Noord' || char(0) || 'Zuid'").await;
    let stopped = app.stop().await;
    let (url, _folder) = empty_postgres().await;
    let refused = move_to(&stopped, &url).await.unwrap_err();
    let RelocateError::Copy(CopyError::Unstorable { table, column, .. }) = &refused else {
        panic!("another error: {refused}")
    };
    assert_eq!((table.as_str(), column.as_str()), ("users", "team"));
    assert!(refused.to_string().contains("a text with a NUL character"), "{refused}");
    stopped.open().await.expect("the old database is the one in use");
}
