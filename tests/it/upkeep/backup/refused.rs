//! What is wrong with an archive, a key or a place, each in a sentence of its own, and nothing left behind.

use std::path::Path;

use naklank::domain::upkeep::archive;
use naklank::domain::upkeep::manifest::Manifest;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::upkeep::backup::back_up;
use naklank::workflow::upkeep::restore::inspect::{KeyGiven, inspect, unlock};
use naklank::workflow::upkeep::restore::restore;
use naklank::workflow::upkeep::restore::target::Target;
use tempfile::TempDir;

use crate::support::{Backend, TestApp, on_both_engines};
use crate::upkeep::backup::{EmptyPlace, backed_up, passphrase, silent};

/// The same members under another manifest.
fn rewritten(file: &Path, change: impl Fn(&mut Manifest)) -> Vec<u8> {
    let mut members: Vec<Vec<u8>> = Vec::new();
    let mut manifest = archive::read(std::fs::File::open(file).unwrap(), i64::MAX, |_, _, bytes| {
        let mut all = Vec::new();
        bytes.read_to_end(&mut all)?;
        members.push(all);
        Ok(())
    })
    .unwrap();
    change(&mut manifest);
    let members = members.iter().map(|bytes| Box::new(bytes.as_slice()) as Box<dyn std::io::Read + '_>);
    archive::write(Vec::new(), &manifest, members.collect()).unwrap()
}

on_both_engines! {
    async fn an_archive_that_cannot_be_used_is_refused_with_the_reason(app) {
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let whole = std::fs::read(&file).unwrap();
        let middle = whole.len() / 2;
        let mut altered = whole.clone();
        altered[middle] ^= 0x40;
        let cases = [
            ("cut off", whole[..middle].to_vec(), "it was cut off"),
            ("almost whole", whole[..whole.len() - 1].to_vec(), "it was cut off"),
            ("empty", Vec::new(), "it was cut off"),
            ("altered", altered, "it was changed after it was made"),
            ("longer", [whole.as_slice(), b"x"].concat(), "it was changed after it was made (something was added behind its end)"),
            ("a database", b"SQLite format 3\0".to_vec(), "not a backup that `naklank backup` made"),
            ("another product", rewritten(&file, |it| it.product = "another".to_owned()), "not made by `naklank backup`"),
            ("newer schema", rewritten(&file, |it| it.migration = 9_999), "newer than this program: it is at migration 9999"),
            ("newer format", rewritten(&file, |it| it.format = 2), "newer version of this program"),
        ];
        for (name, bytes, expected) in cases {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let told = inspect(&path).await.expect_err(name).to_string();
            assert!(told.contains(expected), "{name}: {told}");
            assert!(told.contains(name), "{told} names the file");
        }
        let missing = inspect(&folder.path().join("nowhere")).await.unwrap_err().to_string();
        assert!(missing.contains("cannot be read"), "{missing}");
    }

    async fn a_key_that_does_not_open_or_fit_is_refused(app) {
        let folder = TempDir::new().unwrap();
        let inspected = inspect(&backed_up(&app, folder.path()).await).await.unwrap();
        let foreign = folder.path().join("foreign.key");
        std::fs::write(&foreign, [8; 32]).unwrap();
        let short = folder.path().join("short.key");
        std::fs::write(&short, [7; 31]).unwrap();
        let cases = [
            (KeyGiven::Passphrase("een andere zin vol woorden".into()), "the passphrase is not the one"),
            (KeyGiven::Nothing, "--passphrase-file"),
            (KeyGiven::Files(vec![foreign]), "does not belong to the database"),
            (KeyGiven::Files(vec![short]), "exactly 32 bytes"),
            (KeyGiven::Files(vec![folder.path().join("nowhere")]), "cannot be used"),
        ];
        for (given, expected) in cases {
            let told = unlock(&inspected, given).await.unwrap_err().to_string();
            assert!(told.contains(expected), "{expected}: {told}");
        }
        assert!(unlock(&inspected, KeyGiven::Passphrase(passphrase())).await.is_ok());

        let without = folder.path().join("without");
        back_up(&app.app, &Actor::Operator, &without, None, &silent()).await.unwrap();
        let without = inspect(&without).await.unwrap();
        assert!(!without.manifest.has_key());
        let told = unlock(&without, KeyGiven::Nothing).await.unwrap_err().to_string();
        assert!(told.contains("without its key"), "{told}");
        assert!(unlock(&without, KeyGiven::Known(app.app.secret.clone())).await.is_ok());
    }

    async fn a_place_that_is_not_empty_is_refused_and_left_as_it_is(app) {
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let inspected = inspect(&file).await.unwrap();
        let key = unlock(&inspected, KeyGiven::Passphrase(passphrase())).await.unwrap();
        let place = EmptyPlace::make(&app, folder.path()).await;
        let into = async |target: &Target| {
            restore(&inspected, &key, target, folder.path().join("dump"), &silent()).await
        };
        into(&place.target).await.unwrap();
        let told = into(&place.target).await.unwrap_err().to_string();
        assert!(told.contains("empty"), "{told}");
        assert!(!folder.path().join("dump").exists());
        assert!(place.target.key.exists(), "what is there stays");

        let other = match app.backend {
            Backend::Sqlite => Target::of("postgres://127.0.0.1/x", Some(folder.path().join("k"))),
            Backend::Postgres => Target::of(folder.path().join("x").to_str().unwrap(), None),
        };
        let told = into(&other).await.unwrap_err().to_string();
        assert!(told.contains("cannot be restored into"), "{told}");
        assert!(!other.key.exists() && !folder.path().join("x").exists());
        place.remove(&app).await;
    }

    async fn a_backup_replaces_nothing_and_takes_over_what_a_killed_one_left(app) {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("naklank.backup");
        let partial = folder.path().join("naklank.backup.partial");
        std::fs::create_dir(&partial).unwrap();
        std::fs::write(partial.join("database"), b"half").unwrap();
        std::fs::write(partial.join("archive"), b"half").unwrap();
        backed_up(&app, folder.path()).await;
        assert!(!partial.exists());
        let before = std::fs::read(&file).unwrap();
        let again = back_up(&app.app, &Actor::Operator, &file, Some(&passphrase()), &silent()).await;
        assert!(again.unwrap_err().to_string().contains("is there already"));
        assert_eq!(std::fs::read(&file).unwrap(), before);
        let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);

        let (file, passphrase, progress) = (folder.path().join("b"), "kort".into(), silent());
        let short = back_up(&app.app, &Actor::Operator, &file, Some(&passphrase), &progress);
        assert!(short.await.unwrap_err().to_string().contains("at least 12"));
        assert!(!folder.path().join("b").exists() && !folder.path().join("b.partial").exists());
    }
}

/// An SQLite backup, and what restores it into a folder.
async fn into_folder(app: &TestApp, folder: &Path, to: &Path) -> Result<(), String> {
    let inspected = inspect(&folder.join("naklank.backup")).await.unwrap();
    let key = unlock(&inspected, KeyGiven::Passphrase(passphrase())).await.unwrap();
    assert_eq!(key.fingerprint(), app.app.secret.fingerprint());
    let target = Target::of(to.to_str().unwrap(), None);
    restore(&inspected, &key, &target, folder.join("dump"), &silent())
        .await
        .map(drop)
        .map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_log_of_a_database_that_is_gone_is_removed_and_one_beside_a_database_is_not() {
    let app = TestApp::start(Backend::Sqlite).await;
    let folder = TempDir::new().unwrap();
    backed_up(&app, folder.path()).await;
    let to = folder.path().join("new");
    std::fs::create_dir(&to).unwrap();
    for stale in ["naklank.db-wal", "naklank.db-shm", "naklank.db.partial"] {
        std::fs::write(to.join(stale), b"of another database").unwrap();
    }
    into_folder(&app, folder.path(), &to).await.unwrap();
    assert!(!to.join("naklank.db-wal").exists() && !to.join("naklank.db.partial").exists());

    std::fs::remove_file(to.join("naklank.key")).unwrap();
    std::fs::write(to.join("naklank.db-wal"), b"its own log").unwrap();
    let told = into_folder(&app, folder.path(), &to).await.unwrap_err();
    assert!(told.contains("naklank.db"), "{told}");
    assert_eq!(std::fs::read(to.join("naklank.db-wal")).unwrap(), b"its own log");
}

#[tokio::test]
async fn a_folder_that_a_lost_database_left_takes_the_backup_beside_its_own_key_and_ledger() {
    let app = TestApp::start(Backend::Sqlite).await;
    let folder = TempDir::new().unwrap();
    backed_up(&app, folder.path()).await;
    let to = folder.path().join("data");
    std::fs::create_dir(&to).unwrap();
    std::fs::write(to.join("naklank.key"), [9; 32]).unwrap();
    let told = into_folder(&app, folder.path(), &to).await.unwrap_err();
    assert!(told.contains("holds another key"), "{told}");
    std::fs::write(to.join("naklank.key"), app.app.secret.reveal()).unwrap();
    std::fs::write(to.join("naklank.key.erasures"), b"").unwrap();
    into_folder(&app, folder.path(), &to).await.unwrap();
    assert!(to.join("naklank.db").exists() && to.join("naklank.key.erasures").exists());
}

#[tokio::test]
async fn another_key_or_a_letter_in_the_folder_is_never_overwritten() {
    let app = TestApp::start(Backend::Sqlite).await;
    let folder = TempDir::new().unwrap();
    backed_up(&app, folder.path()).await;
    let to = folder.path().join("new");
    std::fs::create_dir(&to).unwrap();
    std::fs::write(to.join("letter.txt"), b"dear").unwrap();
    let told = into_folder(&app, folder.path(), &to).await.unwrap_err();
    assert!(told.contains("letter.txt"), "{told}");

    let inspected = inspect(&folder.path().join("naklank.backup")).await.unwrap();
    let elsewhere = folder.path().join("elsewhere.key");
    std::fs::write(&elsewhere, [9; 32]).unwrap();
    let target = Target::of(folder.path().join("third").to_str().unwrap(), Some(elsewhere.clone()));
    let key = app.app.secret.clone();
    let told = restore(&inspected, &key, &target, folder.path().join("dump"), &silent()).await.unwrap_err();
    assert!(told.to_string().contains("holds another key"), "{told}");
    assert!(!folder.path().join("third").exists(), "nothing is left");
    assert_eq!(std::fs::read(&elsewhere).unwrap(), [9; 32]);
}
