//! A process of an earlier version goes on beside a new one: what it reads is still there, and what it writes is still taken.
//!
//! The rule: an earlier program names the columns that it knows, and no others. So the rows of each version that may run beside
//! the newest one are written again, into the newest schema, by the columns of that version.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;

use super::database::{Database, newest_version};
use super::expanding::{CONTRACTIONS, FREE_UP_TO};
use super::kept::{Rows, assert_kept, rows};
use super::schema::broken_references;
use crate::support::{Backend, TestApp};

/// The earliest version that may run beside the newest: everything that was taken away since then it did not use.
fn earliest_beside() -> i64 {
    CONTRACTIONS.iter().map(|listed| listed.unused_since).max().unwrap_or_default().max(FREE_UP_TO)
}

async fn rows_of_an_earlier_program_are_taken(backend: Backend) {
    let newest = newest_version().await;
    for version in earliest_beside()..=newest {
        let earlier = Database::at(backend, version).await;
        let present = Database::newest(backend).await;
        let written = rows(&earlier).await;
        present.run(&written_again(backend, &written)).await;
        assert_kept(newest, &written, &rows(&present).await);
        assert_eq!(broken_references(&present).await, [""; 0], "as version {version} writes");
    }
}

/// Statements that empty tables and write these rows, by the columns that they have.
fn written_again(backend: Backend, rows: &Rows) -> String {
    // The order of tables is not that of their references.
    let unchecked = match backend {
        Backend::Sqlite => "PRAGMA foreign_keys = OFF;",
        Backend::Postgres => "SET session_replication_role = replica;",
    };
    let mut statements = vec![unchecked.to_owned()];
    for (table, rows) in rows {
        statements.push(format!("DELETE FROM \"{table}\";"));
        for row in rows {
            let columns: Vec<String> = row.keys().map(|column| format!("\"{column}\"")).collect();
            let values: Vec<&str> = row.values().map(String::as_str).collect();
            let (columns, values) = (columns.join(", "), values.join(", "));
            statements.push(format!("INSERT INTO \"{table}\" ({columns}) VALUES ({values});"));
        }
    }
    statements.join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_an_earlier_program_are_taken_by_sqlite() {
    rows_of_an_earlier_program_are_taken(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn rows_of_an_earlier_program_are_taken_by_postgresql() {
    rows_of_an_earlier_program_are_taken(Backend::Postgres).await;
}

/// PostgreSQL refuses a statement that was prepared to select all columns once there is one more.
#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_process_goes_on_when_a_later_version_added_columns() {
    let app = TestApp::start(Backend::Postgres).await;
    let link = app.invite("K-1").await;
    let cookie = app.sign_in_as(Role::Analyst).await;
    for _ in 0..3 {
        assert_eq!(app.get(&link).await.status, StatusCode::OK);
        assert_eq!(app.get_as(&cookie, "/account").await.status, StatusCode::OK);
    }
    for table in ["invitations", "messages", "responses", "complaints", "users", "sessions"] {
        let sql = format!("ALTER TABLE {table} ADD COLUMN of_a_later_version TEXT");
        app.execute(sql.leak()).await;
    }
    // One request may find it out; the connection that it used, and all that wait, prepare their statements anew.
    let mut failed = 0;
    for _ in 0..10 {
        for answer in [app.get(&link).await, app.get_as(&cookie, "/account").await] {
            failed += usize::from(answer.status != StatusCode::OK);
        }
    }
    assert!(failed <= 2, "{failed} requests failed");
    assert_eq!(app.post_form(&link, "score=9").await.status, StatusCode::SEE_OTHER);
    app.tick().await;
}
