//! The scratch place of a drill: nothing is removed but what the drill put there, and nothing of a drill stays.

use std::path::Path;

use chrono::TimeDelta;
use naklank::domain::privacy::sought::SoughtAddress;
use naklank::domain::upkeep::drill::Drill;
use naklank::storage::engine::backup::{contents_of, postgres as postgres_tools};
use naklank::workflow::access::audit::Actor;
use naklank::workflow::privacy::erase::erase_person;
use naklank::workflow::upkeep::drill::{DrillOrder, drill_restore};
use naklank::workflow::upkeep::restore::inspect::KeyGiven;
use secrecy::ExposeSecret as _;
use tempfile::TempDir;
use uuid::fmt::Simple;

use crate::support::{Backend, TestApp, on_both_engines};
use crate::upkeep::backup::{EmptyPlace, backed_up, silent};

async fn drilled_in(app: &TestApp, archive: &Path, scratch: Option<String>) -> Drill {
    let order = DrillOrder { archive: archive.to_owned(), key: KeyGiven::Nothing, scratch };
    drill_restore(&app.app, &Actor::Operator, order, &silent()).await.unwrap()
}

/// A scratch folder on SQLite; on PostgreSQL the database that the drill makes for itself.
fn usual(app: &TestApp, folder: &Path) -> Option<String> {
    (app.backend == Backend::Sqlite).then(|| folder.display().to_string())
}

/// What the names of scratch places of this installation hold.
fn mark(app: &TestApp) -> String {
    let hash = app.app.secret.address_hash(app.app.config.database.url.expose_secret());
    hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

on_both_engines! {
    async fn a_database_in_use_that_is_named_as_scratch_stays_as_it_is(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=8").await;
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let ours = app.app.config.database.url.expose_secret().to_owned();
        let before = contents_of(&ours).await.unwrap().rows;
        if app.backend == Backend::Postgres {
            let drill = drilled_in(&app, &file, Some(ours.clone())).await;
            assert!(!drill.passed && drill.record.contains("restore into an empty"), "{}", drill.record);
        }
        let after = contents_of(&ours).await.unwrap().rows;
        let drills = u64::from(app.backend == Backend::Postgres);
        assert_eq!(after.get("responses"), before.get("responses"));
        assert_eq!(after.get("drills").copied(), Some(drills));
    }

    async fn a_scratch_database_that_was_named_is_empty_again_afterwards(app) {
        app.invite("K-1").await;
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let place = EmptyPlace::make(&app, folder.path()).await;
        for _ in 0..2 {
            let scratch = match app.backend {
                Backend::Sqlite => folder.path().display().to_string(),
                Backend::Postgres => place.target.address(),
            };
            let drill = drilled_in(&app, &file, Some(scratch)).await;
            assert!(drill.passed, "{}", drill.record);
        }
        place.remove(&app).await;
    }

    async fn a_drill_passes_after_the_person_mailed_last_was_erased_and_leaves_the_ledger_alone(app) {
        app.invite("K-1").await;
        app.advance(TimeDelta::days(1));
        app.invite("K-2").await;
        let folder = TempDir::new().unwrap();
        let before = folder.path().join("before");
        std::fs::create_dir(&before).unwrap();
        let old = backed_up(&app, &before).await;
        let address: SoughtAddress = "k-2@example.org".parse().unwrap();
        erase_person(&app.app, &Actor::Operator, &address).await.unwrap();
        let ledger = format!("{}.erasures", app.app.config.secret.file.display());
        let lines = std::fs::read_to_string(&ledger).unwrap();
        let new = backed_up(&app, folder.path()).await;
        for archive in [&old, &new] {
            let drill = drilled_in(&app, archive, usual(&app, folder.path())).await;
            assert!(drill.passed, "{}", drill.record);
            assert!(drill.record.contains("leads to its invitation"), "{}", drill.record);
        }
        assert_eq!(std::fs::read_to_string(&ledger).unwrap(), lines);
        // A backup that knows of an erasure which the ledger in use lacks, as one of another installation does.
        std::fs::remove_file(&ledger).unwrap();
        drilled_in(&app, &new, usual(&app, folder.path())).await;
        assert!(!Path::new(&ledger).exists());
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
        assert!(left.iter().all(|name| name == "before" || name == "naklank.backup"), "{left:?}");
    }

    async fn what_a_killed_drill_left_is_removed_by_a_later_one(app) {
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let ours = app.app.config.database.url.expose_secret().to_owned();
        let mark = mark(&app);
        let id = |hours: i64| app.app.randomness.uuid(app.app.now() - TimeDelta::hours(hours)).simple();
        let (old, young) = (id(20), id(1));
        match app.backend {
            Backend::Sqlite => {
                for name in [&old, &young] {
                    let left = folder.path().join(format!("naklank-drill-{mark}-{name}"));
                    std::fs::create_dir(&left).unwrap();
                    std::fs::write(left.join("naklank.db"), b"names").unwrap();
                }
                drilled_in(&app, &file, usual(&app, folder.path())).await;
                let is_left = |name: &Simple| folder.path().join(format!("naklank-drill-{mark}-{name}")).exists();
                assert!(!is_left(&old) && is_left(&young), "one may be under way");
            }
            Backend::Postgres => {
                let named = |name: &Simple| format!("naklank_drill_{mark}_{name}");
                for name in [&old, &young] {
                    postgres_tools::make_database(&ours, &named(name)).await.unwrap();
                }
                drilled_in(&app, &file, None).await;
                let there = postgres_tools::own_databases(&ours).await.unwrap();
                postgres_tools::drop_database(&ours, &named(&young)).await.unwrap();
                assert!(!there.contains(&named(&old)) && there.contains(&named(&young)), "{there:?}");
            }
        }
    }
}
