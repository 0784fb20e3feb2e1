//! An address stays one address, whichever keys made its hashes: cool-down, unsubscribing, the list that is never mailed.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::ids::InvitationId;
use naklank::storage::access::secret_keys;
use naklank::storage::privacy::hashes::{Hashed, count_hashes};
use naklank::storage::sending::suppressions;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::sending::suppressions::{add_suppression, find_suppression, remove_suppression};
use uuid::Uuid;

use crate::support::TestApp;
use crate::support::keys::{about_to_rotate, new_key_of_file, rotated};
use crate::upkeep::rotation::{close, on_both_engines_with_bounces, send_at};

const EMAIL: &str = "k-1@example.org";

/// How many entries of the list have a hash of the old key, and of the new one.
async fn listed(app: &TestApp) -> (u64, u64) {
    let mut tx = app.app.db.read().await.unwrap();
    let all = suppressions::count(&mut tx).await.unwrap();
    let new = count_hashes(&mut tx, Hashed::Suppressions, Some(new_key_of_file().mark())).await.unwrap();
    (all - new, new)
}

/// Whether the invitations of a person have the hash of the new key.
async fn is_brought_over(app: &TestApp) -> bool {
    let mut tx = app.app.db.read().await.unwrap();
    let found = secret_keys::addresses_after(&mut tx, InvitationId(Uuid::nil()), 100).await.unwrap();
    let hash = new_key_of_file().address_hash(EMAIL);
    found.iter().filter(|found| found.recipient_address == EMAIL).all(|found| found.address_hash == hash)
}

async fn unsubscribe(app: &TestApp, link: &str) {
    let answer = app.post_form(&link.replace("/s/", "/u/"), "List-Unsubscribe=One-Click").await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
}

on_both_engines_with_bounces! {
    async fn who_was_mailed_before_is_not_mailed_again_within_the_cool_down(app) {
        app.invite("K-1").await;
        let app = app.restarted_with(rotated()).await;
        let survey = close(&app, "K-2", EMAIL).await;
        assert_eq!((survey["state"].as_str(), survey["reason"].as_str()), (Some("withheld"), Some("cool_down")));
    }

    async fn of_two_mails_to_one_address_that_keys_tell_apart_one_goes_out(app) {
        let survey = close(&app, "K-1", EMAIL).await;
        let app = app.restarted_with(rotated()).await;
        assert_eq!(close(&app, "K-2", EMAIL).await["state"], "planned");
        assert_eq!(send_at(&app, &survey).await, 1);
        let states: Vec<_> = [app.survey_of("K-1").await, app.survey_of("K-2").await]
            .iter()
            .map(|survey| survey["state"].as_str().unwrap().to_owned())
            .collect();
        assert!(states.contains(&"sent".to_owned()) && states.contains(&"withheld".to_owned()), "{states:?}");
    }

    async fn who_unsubscribed_before_or_by_an_old_link_is_never_mailed(app) {
        let link = app.invite("K-1").await;
        let early = app.invite("K-2").await;
        unsubscribe(&app, &early).await;
        let app = app.restarted_with(rotated()).await;
        unsubscribe(&app, &link).await;
        for (reference, email) in [("K-3", EMAIL), ("K-4", "k-2@example.org")] {
            assert_eq!(close(&app, reference, email).await["reason"], "suppressed", "{email}");
        }
    }

    async fn a_mail_that_waits_is_not_sent_to_who_unsubscribed_under_the_other_key(app) {
        app.invite("K-1").await;
        app.advance(TimeDelta::days(31));
        let survey = close(&app, "K-2", EMAIL).await;
        assert_eq!(survey["state"], "planned");
        // Planned with the old key, put on the list with the new one.
        let app = app.restarted_with(rotated()).await;
        let address = EMAIL.parse().unwrap();
        add_suppression(&app.app, &Actor::Operator, &address).await.unwrap();
        assert_eq!(listed(&app).await, (0, 1));
        app.clock.set(survey["due_at"].as_str().unwrap());
        app.tick().await;
        assert_eq!(app.survey_of("K-2").await["reason"], "suppressed");
    }

    async fn an_entry_is_found_and_taken_off_whichever_key_made_its_hash(app) {
        let address = EMAIL.parse().unwrap();
        assert!(add_suppression(&app.app, &Actor::Operator, &address).await.unwrap());
        let app = app.restarted_with(rotated()).await;
        assert!(find_suppression(&app.app, &address).await.unwrap().is_some());
        assert!(!add_suppression(&app.app, &Actor::Operator, &address).await.unwrap(), "it is there already");
        assert_eq!(listed(&app).await, (0, 1), "once, under the new key");
        let app = app.restarted_with(about_to_rotate()).await;
        remove_suppression(&app.app, &Actor::Operator, &address, "asked for it").await.unwrap();
        assert_eq!(listed(&app).await, (0, 0));
        assert_eq!(find_suppression(&app.app, &address).await.unwrap(), None);
    }

    async fn addresses_that_are_kept_are_hashed_anew_an_hour_after_the_key_came_into_use(app) {
        let link = app.invite("K-1").await;
        unsubscribe(&app, &link).await;
        let app = app.restarted_with(rotated()).await;
        app.advance(TimeDelta::minutes(59));
        app.tick().await;
        assert!(!is_brought_over(&app).await, "a process that was not restarted may look for them");
        assert_eq!(listed(&app).await, (1, 0));
        app.advance(TimeDelta::minutes(2));
        app.tick().await;
        assert!(is_brought_over(&app).await);
        assert_eq!(listed(&app).await, (0, 1), "the entry on the list moved with them");
        assert_eq!(close(&app, "K-2", EMAIL).await["reason"], "suppressed");
    }

    async fn an_entry_whose_address_is_not_kept_moves_when_its_owner_complains_again(app) {
        add_suppression(&app.app, &Actor::Operator, &EMAIL.parse().unwrap()).await.unwrap();
        let app = app.restarted_with(rotated()).await;
        app.advance(TimeDelta::hours(2));
        app.tick().await;
        assert_eq!(listed(&app).await, (1, 0), "nothing but the hash is left");
        assert_eq!(close(&app, "K-1", EMAIL).await["reason"], "suppressed");
        assert_eq!(listed(&app).await, (0, 1));
    }
}
