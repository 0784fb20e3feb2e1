//! What a person may ask, and what was done, outlasts a replacement of the key: also where nothing but a hash of the old key is left.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use naklank::app::App;
use naklank::config::{Config, SecretConfig};
use naklank::domain::privacy::sought::SoughtAddress;
use naklank::domain::privacy::wish::Wish;
use naklank::randomness::Randomness;
use naklank::storage::privacy::hashes::{Hashed, count_hashes};
use naklank::workflow::access::audit::Actor;
use naklank::workflow::privacy::PrivacyError;
use naklank::workflow::privacy::erase::erase_person;
use naklank::workflow::privacy::export::export_person;
use naklank::workflow::privacy::wish::note_wish;
use naklank::workflow::upkeep::prepare::{self, PrepareError};
use naklank::workflow::upkeep::rotation::needs::Needs;
use naklank::workflow::upkeep::rotation::{DropKeyError, drop_key, key_statuses};
use serde_json::json;

use crate::support::keys::{new_key_of_file, old_key, rotated};
use crate::support::{START, TestApp, closed_complaint, on_both_engines};

const CONTACT: &str = "SELECT COUNT(*) FROM complaints WHERE contact_email IS NOT NULL";
const HASHES: &str = "SELECT COUNT(*) FROM invitations WHERE address_hash IS NOT NULL";

fn klant() -> SoughtAddress {
    "klant@example.org".parse().unwrap()
}

/// A customer who answered and whose name and address were removed after their time: what is left is a hash of the old key.
async fn known_by_hash(app: &TestApp) {
    let link = app.invite_with("K-1", json!({"contact": {"email": "klant@example.org"}})).await;
    app.post_form(&link, "score=9&comment=Zonderling").await;
    app.advance(TimeDelta::days(91));
    app.tick().await;
    assert_eq!(app.integers(CONTACT).await, [0]);
    assert_eq!(app.integers(HASHES).await, [1]);
}

/// What the old key is still needed for.
async fn needs(app: &TestApp) -> Needs {
    let found = key_statuses(&app.app).await.unwrap();
    found.iter().find(|key| key.mark == old_key().mark()).unwrap().needs.unwrap()
}

/// Whether the list of responses shows what the customer wrote.
async fn shown(app: &TestApp) -> bool {
    let listed = app.api(Method::GET, "/api/v1/responses", Body::empty()).await;
    assert_eq!(listed.status, StatusCode::OK, "{listed:?}");
    listed.body.contains("Zonderling")
}

/// Puts back what an old copy of the database holds: the person, and nothing of the erasure.
async fn restore_from_before(app: &TestApp) {
    app.execute("UPDATE complaints SET contact_email = 'KLANT@example.org', erased_at = NULL").await;
    app.execute("DELETE FROM erasures").await;
    app.execute("DELETE FROM erased_links").await;
}

fn ledger(config: &Config) -> String {
    std::fs::read_to_string(format!("{}.erasures", config.secret.file.display())).unwrap_or_default()
}

on_both_engines! {
    async fn a_person_known_by_a_hash_of_the_old_key_is_found_and_erased(app) {
        known_by_hash(&app).await;
        export_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        let app = app.restarted_with(rotated()).await;
        let held = export_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        let names: Vec<&str> = held.parts.iter().map(|part| part.name).collect();
        assert!(names.contains(&"invitations") && names.contains(&"responses"), "{names:?}");
        let looks = held.audit.iter().filter(|entry| entry.action == "privacy read").count();
        assert_eq!(looks, 2, "also the look under the old key: {:?}", held.audit);
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        assert_eq!(app.integers(HASHES).await, [0]);
        let marks: Vec<String> = ledger(&app.app.config).lines().map(|line| line[line.len() - 8..].to_owned()).collect();
        assert_eq!(marks, [new_key_of_file().mark().to_string(), old_key().mark().to_string()]);
        assert_eq!(needs(&app).await, Needs::default(), "the new key recognises the person too");
        let unknown = erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap_err();
        assert!(matches!(unknown, PrivacyError::Unknown), "{unknown}");
    }

    async fn a_restriction_from_before_holds_and_keeps_the_old_key_until_its_owner_is_known_again(app) {
        known_by_hash(&app).await;
        assert!(note_wish(&app.app, &Actor::Operator, &klant(), Wish::Restrict).await.unwrap());
        let app = app.restarted_with(rotated()).await;
        assert!(!shown(&app).await);
        assert_eq!(needs(&app).await, Needs { listed: 1, restricted: 1, ..Needs::default() });
        let kept = drop_key(&app.app, &Actor::Operator, old_key().mark(), false).await.unwrap_err();
        assert!(matches!(&kept, DropKeyError::IsNeeded { why, .. } if why.contains("data are not used")), "{kept}");
        let report = app.put("K-2", &closed_complaint(&app.app.now().to_rfc3339())).await;
        assert_eq!(report.json()["survey"]["reason"], "suppressed");
        assert_eq!(needs(&app).await, Needs::default(), "the restriction and the invitations moved with the entry on the list");
        let app = app.restarted_with(new_key_of_file()).await;
        assert!(!shown(&app).await);
        assert!(note_wish(&app.app, &Actor::Operator, &klant(), Wish::LiftRestriction).await.unwrap());
        assert!(shown(&app).await);
    }

    async fn a_restriction_from_after_hides_what_was_invited_with_the_old_key(app) {
        known_by_hash(&app).await;
        let app = app.restarted_with(rotated()).await;
        assert!(shown(&app).await);
        assert!(note_wish(&app.app, &Actor::Operator, &klant(), Wish::Restrict).await.unwrap());
        assert!(!shown(&app).await);
        assert!(!note_wish(&app.app, &Actor::Operator, &klant(), Wish::Restrict).await.unwrap(), "it is so already");
        assert!(note_wish(&app.app, &Actor::Operator, &klant(), Wish::LiftRestriction).await.unwrap());
        assert_eq!(app.integers("SELECT COUNT(*) FROM suppressions").await, [0]);
    }

    async fn an_objection_from_before_is_known_and_taken_back_under_the_new_key(app) {
        assert!(note_wish(&app.app, &Actor::Operator, &klant(), Wish::Object).await.unwrap());
        let app = app.restarted_with(rotated()).await;
        assert!(!note_wish(&app.app, &Actor::Operator, &klant(), Wish::Object).await.unwrap(), "it is so already");
        let mut tx = app.app.db.read().await.unwrap();
        let new = Some(new_key_of_file().mark());
        assert_eq!(count_hashes(&mut tx, Hashed::Suppressions, new).await.unwrap(), 1);
        assert_eq!(count_hashes(&mut tx, Hashed::Suppressions, None).await.unwrap(), 1, "once");
        drop(tx);
        assert!(note_wish(&app.app, &Actor::Operator, &klant(), Wish::LiftObjection).await.unwrap());
        assert_eq!(app.put("K-1", &closed_complaint(START)).await.json()["survey"]["state"], "planned");
    }

    async fn an_erasure_from_before_is_applied_to_a_restored_database_while_the_old_key_is_there(app) {
        app.put("K-1", &closed_complaint(START)).await;
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        let app = app.restarted_with(rotated()).await;
        assert_eq!(needs(&app).await.erased, 1);
        restore_from_before(&app).await;
        let without = app.process_with(new_key_of_file()).await;
        let refused = prepare::database(&without).await.unwrap_err();
        let is_named = matches!(&refused, PrepareError::Ledger(PrivacyError::LedgerKey { key, .. }) if *key == old_key().mark());
        assert!(is_named, "{refused}");
        assert_eq!(app.integers(CONTACT).await, [1]);
        prepare::database(&app.app).await.unwrap();
        assert_eq!(app.integers(CONTACT).await, [0]);
    }

    async fn an_erasure_under_both_keys_is_applied_without_the_old_one(app) {
        app.put("K-1", &closed_complaint(START)).await;
        let app = app.restarted_with(rotated()).await;
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        drop_key(&app.app, &Actor::Operator, old_key().mark(), false).await.unwrap();
        restore_from_before(&app).await;
        let app = app.restarted_with(new_key_of_file()).await;
        assert_eq!(app.integers(CONTACT).await, [0]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM erasures").await, [2], "the database knows every line again");
    }

    async fn an_erasure_keeps_the_old_key_until_its_person_is_known_again(app) {
        app.put("K-1", &closed_complaint(START)).await;
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        let app = app.restarted_with(rotated()).await;
        let kept = drop_key(&app.app, &Actor::Operator, old_key().mark(), false).await.unwrap_err();
        assert!(matches!(&kept, DropKeyError::IsNeeded { why, .. } if why.contains("erasures")), "{kept}");
        app.put("K-2", &closed_complaint(&app.app.now().to_rfc3339())).await;
        app.advance(TimeDelta::minutes(61));
        app.tick().await;
        assert_eq!(ledger(&app.app.config).lines().count(), 2, "under the new key too, in the file as well");
        assert_eq!(needs(&app).await.erased, 0);
        assert_eq!(app.integers("SELECT COUNT(*) FROM erasures").await, [2]);
    }

    async fn links_of_who_was_erased_keep_the_old_key_and_still_unsubscribe(app) {
        let link = app.invite_with("K-1", json!({"contact": {"email": "klant@example.org"}})).await;
        app.post_form(&link, "score=9").await;
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        app.advance(TimeDelta::days(60));
        let app = app.restarted_with(rotated()).await;
        let found = needs(&app).await;
        assert!(found.untied > 0 && found.erased == 1, "{found:?}");
        app.post_form(&link.replace("/s/", "/u/"), "").await;
        let report = app.put("K-2", &closed_complaint(&app.app.now().to_rfc3339())).await;
        assert_eq!(report.json()["survey"]["reason"], "suppressed");
        assert_eq!(needs(&app).await.untied, 0, "the links moved with the entry on the list");
    }

    async fn the_ledger_beside_the_file_of_an_earlier_key_is_taken_over(app) {
        app.put("K-1", &closed_complaint(START)).await;
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        let before = ledger(&app.app.config);
        assert!(before.trim_end().ends_with(&old_key().mark().to_string()), "{before}");
        let earlier = app.app.config.secret.file.clone();
        let config = Config {
            secret: SecretConfig { file: earlier.with_file_name("new.key"), other_files: vec![earlier] },
            ..app.app.config.clone()
        };
        let clock = Arc::new(app.clock.clone());
        let replaced = App::open(config.clone(), rotated(), clock, Randomness::from_seed(11)).await.unwrap();
        restore_from_before(&app).await;
        prepare::database(&replaced).await.unwrap();
        assert_eq!(app.integers(CONTACT).await, [0]);
        assert_eq!(ledger(&config), before);
        prepare::database(&replaced).await.unwrap();
        assert_eq!(ledger(&config), before, "once");
    }
}
