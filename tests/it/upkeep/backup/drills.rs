//! Drills: what they prove, and the record that they keep.

use std::path::Path;

use naklank::domain::access::roles::Role;
use naklank::domain::upkeep::drill::Drill;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::audit::verify::verify_audit;
use naklank::workflow::upkeep::drill::{DrillOrder, drill_restore};
use naklank::workflow::upkeep::restore::inspect::KeyGiven;
use tempfile::TempDir;

use crate::support::{Backend, TestApp, on_both_engines};
use crate::upkeep::backup::{backed_up, passphrase, silent};

async fn drilled(app: &TestApp, archive: &Path, key: KeyGiven, folder: &Path) -> Drill {
    let scratch = (app.backend == Backend::Sqlite).then(|| folder.display().to_string());
    let order = DrillOrder { archive: archive.to_owned(), key, scratch };
    drill_restore(&app.app, &Actor::Operator, order, &silent()).await.unwrap()
}

/// Each proof with its outcome.
fn outcomes(drill: &Drill) -> Vec<(String, String)> {
    let record = drill.read().expect("the record is as it was stored");
    record.proofs.into_iter().map(|proof| (proof.proof, proof.outcome)).collect()
}

on_both_engines! {
    async fn a_drill_proves_a_backup_and_leaves_a_record_and_nothing_else(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=8").await;
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let drill = drilled(&app, &file, KeyGiven::Passphrase(passphrase()), folder.path()).await;
        assert!(drill.passed, "{}", drill.record);
        let all = ["archive", "key", "restore", "rows", "integrity", "migration", "tallies", "audit", "link"];
        let expected: Vec<(String, String)> = all.iter().map(|it| ((*it).to_owned(), "passed".to_owned())).collect();
        assert_eq!(outcomes(&drill), expected, "{}", drill.record);
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(left, ["naklank.backup"]);

        let stored = app.stored_audit().await;
        let entry = stored.iter().find(|entry| entry.action == "drill restore").unwrap();
        assert_eq!(entry.subject, drill.subject());
        assert_eq!(verify_audit(&app.app, None).await.unwrap().findings, Vec::new());
        let metrics = app.get("/metrics").await.body;
        for line in ["naklank_last_restore_drill_success 1\n", "naklank_last_restore_drill_timestamp_seconds 17", "naklank_last_backup_timestamp_seconds 17"] {
            assert!(metrics.contains(line), "{line}: {metrics}");
        }
        let admin = app.sign_in_as(Role::Admin).await;
        let page = app.get_as(&admin, "/installation").await.body;
        for told in ["naklank.backup", "Link in a mail", "with the sealed key"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(!page.contains("No restore drill has passed") && !page.contains("No backup of the last two days"), "{page}");
        app.advance(chrono::TimeDelta::days(36));
        let admin = app.sign_in_again(Role::Admin).await;
        let page = app.get_as(&admin, "/installation").await.body;
        assert!(page.contains("No restore drill has passed") && page.contains("No backup of the last two days"), "{page}");
    }

    async fn a_drill_without_a_passphrase_says_that_the_sealed_key_was_not_tried(app) {
        app.invite("K-1").await;
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let drill = drilled(&app, &file, KeyGiven::Nothing, folder.path()).await;
        assert!(drill.passed, "{}", drill.record);
        assert!(outcomes(&drill).contains(&("key".to_owned(), "skipped".to_owned())), "{}", drill.record);
    }

    async fn a_damaged_backup_fails_and_that_is_recorded(app) {
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let mut bytes = std::fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&file, bytes).unwrap();
        let drill = drilled(&app, &file, KeyGiven::Nothing, folder.path()).await;
        assert!(!drill.passed);
        assert_eq!(outcomes(&drill), [("archive".to_owned(), "failed".to_owned())]);
        assert_eq!(app.acts_of("operator", "drill restore").await, 1);
        assert!(app.get("/metrics").await.body.contains("naklank_last_restore_drill_success 0\n"));
        let wrong = KeyGiven::Passphrase("een andere zin vol woorden".into());
        std::fs::remove_file(&file).unwrap();
        let file = backed_up(&app, folder.path()).await;
        let drill = drilled(&app, &file, wrong, folder.path()).await;
        assert_eq!(outcomes(&drill).last().unwrap(), &("key".to_owned(), "failed".to_owned()));
    }

    async fn tallies_that_were_wrong_when_the_backup_was_made_fail_the_drill(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=8").await;
        app.execute("DELETE FROM responses").await;
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let drill = drilled(&app, &file, KeyGiven::Nothing, folder.path()).await;
        assert!(!drill.passed, "{}", drill.record);
        assert!(outcomes(&drill).contains(&("tallies".to_owned(), "failed".to_owned())), "{}", drill.record);
    }

    async fn a_record_that_was_changed_is_told(app) {
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        drilled(&app, &file, KeyGiven::Nothing, folder.path()).await;
        app.execute("UPDATE drills SET record = replace(record, 'skipped', 'passed')").await;
        let admin = app.sign_in_as(Role::Admin).await;
        let page = app.get_as(&admin, "/installation").await.body;
        assert!(page.contains("was changed after it was stored"), "{page}");
    }
}
