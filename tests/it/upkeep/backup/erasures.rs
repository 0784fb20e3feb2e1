//! Who was erased after a backup was made stays erased when it is restored.

use naklank::app::App;
use naklank::domain::privacy::sought::SoughtAddress;
use naklank::storage::privacy::person::complaints_with;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::privacy::erase::erase_person;
use naklank::workflow::upkeep::restore::erasures::apply_erasures;
use tempfile::TempDir;

use crate::support::{START, closed_complaint, on_both_engines};
use crate::upkeep::backup::{backed_up, restored};

const CONTACT: &str = "SELECT COUNT(*) FROM complaints WHERE contact_email IS NOT NULL";

on_both_engines! {
    async fn a_ledger_that_was_kept_elsewhere_is_applied_to_a_restored_backup(app) {
        app.put("K-1", &closed_complaint(START)).await;
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let address: SoughtAddress = "klant@example.org".parse().unwrap();
        erase_person(&app.app, &Actor::Operator, &address).await.unwrap();
        assert_eq!(app.integers(CONTACT).await, [0]);
        let ledger = format!("{}.erasures", app.app.config.secret.file.display());
        let elsewhere = folder.path().join("kept.erasures");
        std::fs::rename(&ledger, &elsewhere).unwrap();
        let (place, again) = restored(&app, &file, folder.path()).await;
        assert_eq!(contacts(&again).await, 1, "the backup knows nothing of the erasure");
        assert!(apply_erasures(&again, &folder.path().join("none")).await.is_err(), "a file that is not there");
        assert_eq!(apply_erasures(&again, &elsewhere).await.unwrap(), 1);
        assert_eq!(contacts(&again).await, 0);
        again.db.close().await;
        place.remove(&app).await;
    }
}

/// How many complaints of the person hold an address.
async fn contacts(app: &App) -> usize {
    let sought: SoughtAddress = "klant@example.org".parse().unwrap();
    let mut tx = app.db.read().await.unwrap();
    complaints_with(&mut tx, &sought).await.unwrap().len()
}
