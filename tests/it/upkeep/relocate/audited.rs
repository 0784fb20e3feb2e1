//! That an installation was moved, and that this was undone, stands in the audit.

use naklank::app::App;
use naklank::clock::SystemClock;
use naklank::domain::access::audit_chain::ChainHead;
use naklank::randomness::Randomness;
use naklank::workflow::access::audit::verify::{audit_head, verify_audit};
use naklank::workflow::upkeep::relocate::undo_relocation;
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::support::{Backend, TestApp};
use crate::upkeep::relocate::{empty_postgres, move_to};

const MOVES: &str = "SELECT action, actor, subject FROM audit WHERE action LIKE 'move%' ORDER BY sequence";

/// The head of an audit that holds.
async fn head(app: &App) -> ChainHead {
    let found = verify_audit(app, None).await.unwrap();
    assert!(found.findings.is_empty(), "{found:?}");
    audit_head(app).await.unwrap()
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_move_stands_in_the_audit_of_both_and_its_undoing_in_that_of_the_old_one() {
    let app = TestApp::start(Backend::Sqlite).await;
    app.invite("K-1").await;
    let stopped = app.stop().await;
    let (url, _folder) = empty_postgres().await;
    move_to(&stopped, &url).await.unwrap();
    let mut old = SqliteConnection::connect(&stopped.url()).await.unwrap();
    let mut new = PgConnection::connect(&url).await.unwrap();
    let in_old: Vec<(String, String, String)> = sqlx::query_as(MOVES).fetch_all(&mut old).await.unwrap();
    let in_new: Vec<(String, String, String)> = sqlx::query_as(MOVES).fetch_all(&mut new).await.unwrap();
    old.close().await.unwrap();
    assert_eq!(in_old, in_new);
    let [(action, actor, subject)] = &in_old[..] else { panic!("{in_old:?}") };
    assert_eq!((action.as_str(), actor.as_str()), ("move", "operator"));
    assert!(subject.starts_with("postgres://") && !subject.contains('@'), "{subject}");
    let moved = head(&stopped.open_at(url).await.unwrap()).await;

    undo_relocation(&stopped.url(), &SystemClock, &Randomness::from_seed(5)).await.unwrap();
    let again = stopped.open().await.unwrap();
    let undone = head(&again).await;
    assert_eq!(undone.sequence, moved.sequence + 1);
    let found = verify_audit(&again, Some(moved.hash)).await.unwrap();
    assert!(found.findings.is_empty(), "the old chain has the head with which the new one began: {found:?}");
    again.db.close().await;
    let mut old = SqliteConnection::connect(&stopped.url()).await.unwrap();
    let in_old: Vec<(String, String, String)> = sqlx::query_as(MOVES).fetch_all(&mut old).await.unwrap();
    assert_eq!(in_old.len(), 2);
    assert_eq!(
        in_old.last().map(|(action, _, subject_of)| (action.as_str(), subject_of)),
        Some(("move undo", subject))
    );
}
