//! A restore that fails, however early or late, leaves the place as empty as it was, also a PostgreSQL database without the schema of
//! the backup.

use std::path::Path;

use naklank::workflow::upkeep::restore::inspect::{KeyGiven, inspect, unlock};
use naklank::workflow::upkeep::restore::target::Target;
use naklank::workflow::upkeep::restore::{erasures, restore};
use sqlx::{Connection as _, PgConnection};
use tempfile::TempDir;

use crate::support::{Backend, TestApp, on_both_engines};
use crate::upkeep::backup::{EmptyPlace, PASSPHRASE, backed_up, passphrase, silent};

/// The schemas of a PostgreSQL database that are not the engine's own; for SQLite the names in the folder of the database.
async fn there(target: &Target) -> Vec<String> {
    if let Some(database) = target.address().strip_prefix("sqlite:") {
        let entries = std::fs::read_dir(Path::new(database).parent().unwrap());
        return entries
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
    }
    let mut connection = PgConnection::connect(&target.address()).await.unwrap();
    let sql = "SELECT nspname::text FROM pg_catalog.pg_namespace
               WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('public', 'information_schema')";
    let found = sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    found
}

/// Why a restore of this archive fails.
async fn refusal(app: &TestApp, archive: &Path, target: &Target, scratch: &Path) -> String {
    let inspected = inspect(archive).await.unwrap();
    let key = app.app.secret.clone();
    restore(&inspected, &key, target, scratch.to_owned(), &silent()).await.unwrap_err().to_string()
}

on_both_engines! {
    async fn a_restore_that_fails_leaves_nothing_half(app) {
        app.invite("K-1").await;
        let folder = TempDir::new().unwrap();
        let archive = backed_up(&app, folder.path()).await;
        let place = EmptyPlace::make(&app, folder.path()).await;
        assert_eq!(there(&place.target).await, [""; 0]);

        let inspected = inspect(&archive).await.unwrap();
        let wrong = unlock(&inspected, KeyGiven::Passphrase("een andere zin vol woorden".into())).await;
        assert!(wrong.is_err());
        assert_eq!(there(&place.target).await, [""; 0], "a wrong passphrase");

        // A folder for the dump that cannot be made is the first thing to fail on PostgreSQL.
        if app.backend == Backend::Postgres {
            let nowhere = folder.path().join("nowhere/dump");
            let told = refusal(&app, &archive, &place.target, &nowhere).await;
            assert!(told.contains("cannot be written"), "{told}");
            assert_eq!(there(&place.target).await, [""; 0], "no room for the dump");
        }

        let mut keyless = place.target.clone();
        keyless.key = folder.path().join("no/such/folder/naklank.key");
        let told = refusal(&app, &archive, &keyless, &folder.path().join("dump")).await;
        assert!(told.contains("cannot be written"), "{told}");
        assert_eq!(there(&place.target).await, [""; 0], "a key that cannot be put");

        // It was whole when it was looked at, and is damaged when it is read again.
        let whole = std::fs::read(&archive).unwrap();
        std::fs::write(&archive, &whole[..whole.len() / 2]).unwrap();
        let key = app.app.secret.clone();
        let damaged = restore(&inspected, &key, &place.target, folder.path().join("dump"), &silent()).await;
        assert!(damaged.unwrap_err().to_string().contains("it was cut off"));
        assert_eq!(there(&place.target).await, [""; 0], "a damaged archive");
        assert!(!folder.path().join("dump").exists() && !place.target.key.exists());

        std::fs::write(&archive, &whole).unwrap();
        let restored = restore(&inspected, &key, &place.target, folder.path().join("dump"), &silent()).await.unwrap();
        assert_eq!(restored.made_schema.is_some(), app.backend == Backend::Postgres);
        assert_eq!(there(&place.target).await.len(), 1 + usize::from(app.backend == Backend::Sqlite));
        erasures::undo(&place.target, &restored, std::slice::from_ref(&place.target.key)).await;
        assert_eq!(there(&place.target).await, [""; 0], "erasures that cannot be applied take it all back");
        assert!(unlock(&inspected, KeyGiven::Passphrase(passphrase())).await.is_ok());
        place.remove(&app).await;
    }
}

/// A limit on the size of files (64 KiB) stands in for a full disk, as in the tests of the command.
#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn a_disk_without_room_for_the_dump_leaves_nothing() {
    let app = TestApp::start(Backend::Postgres).await;
    app.invite("K-1").await;
    let folder = TempDir::new().unwrap();
    backed_up(&app, folder.path()).await;
    std::fs::write(folder.path().join("phrase"), PASSPHRASE).unwrap();
    let place = EmptyPlace::make(&app, folder.path()).await;
    let line = format!(
        "trap '' XFSZ; ulimit -f 128; {} restore naklank.backup --to '{}' --key-to put.key --passphrase-file phrase",
        env!("CARGO_BIN_EXE_naklank"),
        place.target.address()
    );
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &line]).current_dir(folder.path()).env_clear().env("PATH", "/usr/bin:/bin");
    let ran = command.env("TMPDIR", folder.path()).output().unwrap();
    let told = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.code() == Some(1) && told.contains("is full. Nothing was left there"), "{ran:?}");
    assert_eq!(there(&place.target).await, [""; 0]);
    let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = names.filter(|name| name != "naklank.backup" && name != "phrase").collect();
    assert!(left.is_empty(), "{left:?}");
    place.remove(&app).await;
}
