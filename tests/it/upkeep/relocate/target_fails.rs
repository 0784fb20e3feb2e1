//! A server that fails midway, as on a full disk: nothing is half moved, the old database is as it was, and the sentence says what to do.

use naklank::storage::engine::backup::contents_of;
use naklank::storage::engine::migrations;
use naklank::storage::engine::relocate::CopyError;
use naklank::storage::{Db, Missing};
use naklank::workflow::upkeep::relocate::RelocateError;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::upkeep::relocate::broken_off::{
    assert_it_can_be_run_again, assert_only_the_old_one_is_in_use, stopped,
};
use crate::upkeep::relocate::{empty_postgres, move_to};

async fn execute(url: &str, sql: String) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// A server that answers with this code once a row of a table comes in.
async fn server_that_fails_with(url: &str, code: &str) {
    let target = Db::open(url, Missing::Refused).await.unwrap();
    migrations::migrate(&target).await.unwrap();
    target.close().await;
    let sql = format!(
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '{code}';
         END $$;
         CREATE TRIGGER fails BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION fail();"
    );
    execute(url, sql).await;
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_server_whose_disk_is_full_gets_nothing_and_says_what_to_do() {
    // A full disk, and a failure of its own.
    for (code, is_full) in [("53100", true), ("58030", false)] {
        let (stopped, link) = stopped().await;
        let (url, _folder) = empty_postgres().await;
        server_that_fails_with(&url, code).await;
        let before = contents_of(&stopped.url()).await.unwrap();
        let failed = move_to(&stopped, &url).await.unwrap_err();
        assert_eq!(matches!(failed, RelocateError::Copy(CopyError::NoSpace)), is_full, "{failed}");
        let told = failed.to_string();
        for said in ["Nothing was moved", "the one in use", "type the same command again"] {
            assert!(told.contains(said), "{told}");
        }
        let after = contents_of(&stopped.url()).await.unwrap();
        assert_eq!(after.rows, before.rows, "the old database");
        assert_eq!(after.audit, before.audit);
        assert_only_the_old_one_is_in_use(&stopped, &url).await;
        execute(&url, "DROP TRIGGER fails ON messages; DROP FUNCTION fail();".to_owned()).await;
        assert_it_can_be_run_again(stopped, &link, url).await;
    }
}
