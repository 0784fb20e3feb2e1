//! A database that is restored from before an erasure is erased again before anything reads it.

use chrono::TimeDelta;
use naklank::domain::privacy::sought::SoughtAddress;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::privacy::erase::erase_person;
use naklank::workflow::privacy::ledger::{Applied, apply};
use naklank::workflow::privacy::ledger_lines::entries;
use naklank::workflow::upkeep::prepare;

use crate::support::{START, TestApp, closed_complaint, on_both_engines};

const CONTACT: &str = "SELECT COUNT(*) FROM complaints WHERE contact_email IS NOT NULL";

fn klant() -> SoughtAddress {
    "klant@example.org".parse().unwrap()
}

/// Puts back what an old copy of the database holds: the person, and nothing of the erasure.
async fn restore_from_before(app: &TestApp) {
    app.execute(
        "UPDATE complaints SET contact_email = 'KLANT@example.org', contact_name = 'Klant', erased_at = NULL",
    )
    .await;
    app.execute("DELETE FROM erasures").await;
    app.execute("DELETE FROM erased_links").await;
}

on_both_engines! {
    async fn who_was_erased_stays_erased_after_a_restore(app) {
        app.put("K-1", &closed_complaint(START)).await;
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        restore_from_before(&app).await;
        assert_eq!(app.integers(CONTACT).await, [1]);
        assert_eq!(apply(&app.app).await.unwrap(), Applied { known: 1, erased: 1 });
        assert_eq!(app.integers(CONTACT).await, [0]);
        assert_eq!(apply(&app.app).await.unwrap(), Applied { known: 1, erased: 0 }, "done again it changes nothing");
        assert_eq!(app.integers("SELECT COUNT(*) FROM erasures").await, [1], "the database knows of it again");
    }

    async fn a_start_on_a_restored_database_erases_before_anything_else(app) {
        app.put("K-1", &closed_complaint(START)).await;
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        prepare::database(&app.app).await.unwrap();
        restore_from_before(&app).await;
        prepare::database(&app.app).await.unwrap();
        assert_eq!(app.integers(CONTACT).await, [0]);
    }

    async fn what_came_after_the_erasure_is_not_erased_by_it(app) {
        app.put("K-1", &closed_complaint(START)).await;
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        app.advance(TimeDelta::days(1));
        app.put("K-2", &closed_complaint(START)).await;
        assert_eq!(apply(&app.app).await.unwrap(), Applied { known: 1, erased: 0 });
        assert_eq!(app.integers(CONTACT).await, [1]);
    }

    async fn a_ledger_that_was_lost_is_written_again_from_the_database(app) {
        app.put("K-1", &closed_complaint(START)).await;
        erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap();
        let path = format!("{}.erasures", app.app.config.secret.file.display());
        let ledger = std::fs::read_to_string(&path).unwrap();
        assert!(ledger.lines().count() == 1 && !ledger.contains("klant"), "{ledger}");
        std::fs::remove_file(&path).unwrap();
        assert_eq!(entries(&app.app).await.unwrap().len(), 1);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), ledger);
        std::fs::remove_file(&path).unwrap();
        prepare::database(&app.app).await.unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), ledger, "a start does that");
    }

    async fn nothing_is_erased_where_the_ledger_cannot_be_written(app) {
        app.put("K-1", &closed_complaint(START)).await;
        std::fs::create_dir(format!("{}.erasures", app.app.config.secret.file.display())).unwrap();
        let refused = erase_person(&app.app, &Actor::Operator, &klant()).await.unwrap_err();
        assert!(refused.to_string().contains("the ledger of erasures"), "{refused}");
        assert_eq!(app.integers(CONTACT).await, [1]);
    }
}
