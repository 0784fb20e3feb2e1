//! A backup of an installation whose key was replaced holds every key, and everything that either of them made goes on.

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::TimeDelta;
use naklank::app::App;
use naklank::domain::access::token::SecretKey;
use naklank::domain::privacy::sought::SoughtAddress;
use naklank::domain::privacy::wish::Wish;
use naklank::storage::privacy::hashes::{Hashed, count_hashes};
use naklank::storage::privacy::restrictions;
use naklank::web;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::privacy::wish::note_wish;
use naklank::workflow::sending::suppressions::{add_suppression, find_suppression};
use naklank::workflow::upkeep::backup::{BackupError, back_up};
use naklank::workflow::upkeep::drill::{DrillOrder, drill_restore};
use naklank::workflow::upkeep::restore::RestoreError;
use naklank::workflow::upkeep::restore::inspect::{KeyGiven, inspect, joined, missing_keys, unlock};
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::support::keys::{about_to_rotate, new_key_of_file, old_key, rotated};
use crate::support::{Backend, TestApp, on_both_engines};
use crate::upkeep::backup::{answer, backed_up, passphrase, restored, silent};

fn marks(app: &App) -> Vec<String> {
    app.secret.keys().map(|key| key.mark().to_string()).collect()
}

/// A secret file in a folder.
fn key_file(folder: &Path, name: &str, key: &SecretKey) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, key.reveal()).unwrap();
    path
}

async fn passes_a_drill(app: &TestApp, archive: &Path, key: KeyGiven, folder: &Path) {
    let scratch = (app.backend == Backend::Sqlite).then(|| folder.display().to_string());
    let order = DrillOrder { archive: archive.to_owned(), key, scratch };
    let drill = drill_restore(&app.app, &Actor::Operator, order, &silent()).await.unwrap();
    assert!(drill.passed, "{}", drill.record);
    assert!(drill.record.contains("leads to its invitation"), "{}", drill.record);
}

on_both_engines! {
    async fn links_of_both_keys_work_in_a_restored_backup(app) {
        let before = app.invite("K-1").await;
        let app = app.restarted_with(rotated()).await;
        let after = app.invite("K-2").await;
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let manifest = inspect(&file).await.unwrap().manifest;
        assert_eq!(manifest.key_fingerprint, Some(new_key_of_file().fingerprint()), "the one in use");
        assert_eq!(manifest.other_keys, [old_key().fingerprint()]);
        let (place, again) = restored(&app, &file, folder.path()).await;
        assert_eq!(marks(&again), [new_key_of_file().mark().to_string(), old_key().mark().to_string()]);
        let router = web::router(again.clone());
        for link in [&before, &after] {
            let page = router.clone().oneshot(Request::get(link).body(Body::empty()).unwrap()).await.unwrap();
            assert_eq!(page.status(), StatusCode::OK, "{link}");
            assert_eq!(answer(&router, link, 10).await, StatusCode::SEE_OTHER, "{link}");
        }
        again.db.close().await;
        place.remove(&app).await;
    }

    async fn a_drill_proves_the_link_of_whichever_key_made_it(app) {
        app.invite("K-1").await;
        let app = app.restarted_with(rotated()).await;
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        for key in [KeyGiven::Nothing, KeyGiven::Passphrase(passphrase())] {
            passes_a_drill(&app, &file, key, folder.path()).await;
        }
        app.advance(TimeDelta::days(1));
        app.invite("K-2").await;
        let later = folder.path().join("later");
        std::fs::create_dir(&later).unwrap();
        let file = backed_up(&app, &later).await;
        passes_a_drill(&app, &file, KeyGiven::Nothing, folder.path()).await;
    }

    async fn who_is_known_by_a_hash_of_the_old_key_alone_stays_on_the_list_and_restricted(app) {
        add_suppression(&app.app, &Actor::Operator, &"listed@example.org".parse().unwrap()).await.unwrap();
        let restricted: SoughtAddress = "restricted@example.org".parse().unwrap();
        note_wish(&app.app, &Actor::Operator, &restricted, Wish::Restrict).await.unwrap();
        let app = app.restarted_with(rotated()).await;
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let (place, again) = restored(&app, &file, folder.path()).await;
        for address in ["listed@example.org", "restricted@example.org"] {
            assert!(find_suppression(&again, &address.parse().unwrap()).await.unwrap().is_some(), "{address}");
        }
        let mut tx = again.db.read().await.unwrap();
        let hashes = again.secret.address_hashes(restricted.folded());
        assert!(restrictions::is_any(&mut tx, &hashes).await.unwrap());
        let new = Some(new_key_of_file().mark());
        assert_eq!(count_hashes(&mut tx, Hashed::Restrictions, new).await.unwrap(), 0, "the hash of then");
        drop(tx);
        again.db.close().await;
        place.remove(&app).await;
    }

    async fn a_backup_that_is_made_before_the_new_key_is_used_has_it_too(app) {
        app.invite("K-1").await;
        let app = app.restarted_with(about_to_rotate()).await;
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let app = app.restarted_with(rotated()).await;
        let (place, again) = restored(&app, &file, folder.path()).await;
        let expected = [old_key().mark().to_string(), new_key_of_file().mark().to_string()];
        assert_eq!(marks(&again), expected, "the one that was in use then");
        again.db.close().await;
        place.remove(&app).await;
    }

    async fn a_backup_without_its_keys_takes_each_and_says_which_is_missing(app) {
        app.invite("K-1").await;
        let app = app.restarted_with(rotated()).await;
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("without");
        back_up(&app.app, &Actor::Operator, &file, None, &silent()).await.unwrap();
        let inspected = inspect(&file).await.unwrap();
        let old = key_file(folder.path(), "old.key", &old_key());
        let new = key_file(folder.path(), "new.key", &new_key_of_file());
        let alone = unlock(&inspected, KeyGiven::Files(vec![new.clone()])).await.unwrap();
        assert_eq!(missing_keys(&inspected, &alone), [old_key().mark()]);
        assert!(missing_keys(&inspected, &joined(&alone, std::slice::from_ref(&old)).unwrap()).is_empty());
        let both = unlock(&inspected, KeyGiven::Files(vec![old.clone(), new])).await.unwrap();
        assert!(missing_keys(&inspected, &both).is_empty());
        assert_eq!(both.mark(), new_key_of_file().mark(), "in whichever order they are given");
        let refused = unlock(&inspected, KeyGiven::Files(vec![old])).await.unwrap_err();
        assert!(matches!(refused, RestoreError::ForeignKey), "{refused}");
    }

    async fn a_backup_that_would_lack_a_key_is_refused(app) {
        let app = app.restarted_with(rotated()).await;
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("naklank.backup");
        let without = app.process_with(new_key_of_file()).await;
        let refused = back_up(&without, &Actor::Operator, &file, Some(&passphrase()), &silent()).await.unwrap_err();
        assert!(matches!(refused, BackupError::MissingKey(mark) if mark == old_key().mark()), "{refused}");
        let old = app.process_with(old_key()).await;
        let refused = back_up(&old, &Actor::Operator, &file, Some(&passphrase()), &silent()).await.unwrap_err();
        assert!(matches!(refused, BackupError::ForeignKey), "{refused}");
        assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none(), "nothing is left");
    }
}
