//! From when an earlier key can be done without, and what happens when its file is gone before.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::access::token::SecretKey;
use naklank::domain::time::calendar::day_of;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::sending::suppressions::add_suppression;
use naklank::workflow::upkeep::prepare::{self, PrepareError};
use naklank::workflow::upkeep::rotation::needs::Needs;
use naklank::workflow::upkeep::rotation::{DropKeyError, drop_key, key_statuses};

use crate::support::TestApp;
use crate::support::keys::{about_to_rotate, new_key_of_file, old_key, rotated};
use crate::upkeep::rotation::{close, on_both_engines_with_bounces, send_at};

/// What the old key is still needed for.
async fn needs(app: &TestApp) -> Needs {
    let found = key_statuses(&app.app).await.unwrap();
    found.iter().find(|key| key.mark == old_key().mark()).unwrap().needs.unwrap()
}

/// Why a process does not start that has the new key alone.
async fn refusal(app: &TestApp) -> Option<String> {
    let without = app.process_with(new_key_of_file()).await;
    match prepare::database(&without).await {
        Ok(()) => None,
        Err(refusal @ PrepareError::KeyNeeded { .. }) => Some(refusal.to_string()),
        Err(other) => panic!("{other}"),
    }
}

on_both_engines_with_bounces! {
    async fn the_old_key_is_needed_until_nothing_can_come_back_of_its_mails(app) {
        let survey = close(&app, "K-1", "k-1@example.org").await;
        let app = app.restarted_with(rotated()).await;
        assert_eq!(needs(&app).await, Needs { waiting: 1, ..Needs::default() });
        let said = refusal(&app).await.unwrap();
        assert!(said.contains("mails that wait to be sent with a link that it made: 1"), "{said}");
        assert!(said.contains(&old_key().mark().to_string()) && said.contains("secret.other_files"), "{said}");
        assert_eq!(send_at(&app, &survey).await, 1);
        let until = app.app.now() + TimeDelta::days(30);
        let found = needs(&app).await;
        assert_eq!((found.waiting, found.until), (0, Some(until)));
        let day = day_of(until, app.app.config.organisation.zone).to_string();
        assert!(refusal(&app).await.unwrap().contains(&day));
        // The reminder is made with the new key, and keeps the link open no longer.
        app.advance(TimeDelta::days(30) - TimeDelta::minutes(1));
        app.tick().await;
        assert!(refusal(&app).await.is_some());
        app.advance(TimeDelta::minutes(2));
        app.tick().await;
        assert_eq!(needs(&app).await, Needs::default());
        let app = app.restarted_with(new_key_of_file()).await;
        assert_eq!(app.tick().await.messages.failed, 0);
        assert_eq!(app.acts_of("operator", "secret drop").await, 1, "that it went is in the audit");
    }

    async fn links_to_unsubscribe_work_for_ever_without_the_key_that_made_them(app) {
        let link = app.invite("K-1").await.replace("/s/", "/u/");
        let app = app.restarted_with(rotated()).await;
        app.advance(TimeDelta::hours(2));
        app.tick().await;
        app.advance(TimeDelta::days(60));
        app.tick().await;
        let app = app.restarted_with(new_key_of_file()).await;
        assert_eq!(app.post_form(&link, "List-Unsubscribe=One-Click").await.status, StatusCode::OK);
        assert_eq!(close(&app, "K-2", "k-1@example.org").await["reason"], "suppressed", "its hash is of the new key");
    }

    async fn an_entry_that_is_known_by_the_old_key_alone_keeps_it_for_ever(app) {
        add_suppression(&app.app, &Actor::Operator, &"k-1@example.org".parse().unwrap()).await.unwrap();
        let app = app.restarted_with(rotated()).await;
        app.advance(TimeDelta::days(400));
        app.tick().await;
        assert_eq!(needs(&app).await, Needs { listed: 1, ..Needs::default() });
        assert!(refusal(&app).await.unwrap().contains("for ever: 1"));
        let mark = old_key().mark();
        let kept = drop_key(&app.app, &Actor::Operator, mark, false).await;
        assert!(matches!(kept, Err(DropKeyError::IsNeeded { .. })), "{kept:?}");
        drop_key(&app.app, &Actor::Operator, mark, true).await.unwrap();
        assert_eq!(refusal(&app).await, None, "it was told");
        assert_eq!(app.acts_of("operator", "secret drop").await, 1);
        assert_eq!(close(&app, "K-1", "k-1@example.org").await["reason"], "suppressed", "while the file is there");
    }

    async fn a_needed_key_whose_file_is_lost_can_be_dropped_all_the_same(app) {
        add_suppression(&app.app, &Actor::Operator, &"k-1@example.org".parse().unwrap()).await.unwrap();
        let app = app.restarted_with(rotated()).await;
        let said = refusal(&app).await.unwrap();
        let mark = old_key().mark();
        assert!(said.contains(&format!("naklank secret drop {mark} --although-needed")), "{said}");
        let without = app.process_with(new_key_of_file()).await;
        prepare::database_lacking_a_key(&without).await.unwrap();
        let kept = drop_key(&without, &Actor::Operator, mark, false).await;
        assert!(matches!(kept, Err(DropKeyError::IsNeeded { .. })), "{kept:?}");
        drop_key(&without, &Actor::Operator, mark, true).await.unwrap();
        assert_eq!(refusal(&app).await, None);
        assert_eq!(app.acts_of("operator", "secret drop").await, 1, "once, with what a start notes");
        let app = app.restarted_with(new_key_of_file()).await;
        assert_eq!(close(&app, "K-1", "k-1@example.org").await["state"], "planned", "what it was needed for is lost");
    }

    async fn the_key_in_use_cannot_be_done_without(app) {
        let app = app.restarted_with(rotated()).await;
        let new = new_key_of_file().mark();
        let old = app.process_with(old_key()).await;
        let refused = prepare::database_lacking_a_key(&old).await;
        assert!(matches!(refused, Err(PrepareError::ForeignSecret(_))), "{refused:?}");
        let behind = app.process_with(about_to_rotate()).await;
        prepare::database_lacking_a_key(&behind).await.unwrap();
        let in_use = drop_key(&behind, &Actor::Operator, new, true).await;
        assert!(matches!(in_use, Err(DropKeyError::IsCurrent(_))), "{in_use:?}");
    }

    async fn only_an_earlier_key_that_was_in_use_can_be_dropped(app) {
        let app = app.restarted_with(rotated()).await;
        let current = drop_key(&app.app, &Actor::Operator, new_key_of_file().mark(), true).await;
        assert!(matches!(current, Err(DropKeyError::IsCurrent(_))), "{current:?}");
        let unknown = drop_key(&app.app, &Actor::Operator, SecretKey::new([9; 32]).mark(), true).await;
        assert!(matches!(unknown, Err(DropKeyError::Unknown(_))), "{unknown:?}");
        let by_user = drop_key(&app.app, &Actor::User("admin@example.org".to_owned()), old_key().mark(), false).await;
        assert!(matches!(by_user, Err(DropKeyError::Act(_))), "{by_user:?}");
        drop_key(&app.app, &Actor::Operator, old_key().mark(), false).await.unwrap();
    }

    async fn a_key_that_is_not_among_them_is_refused(app) {
        let stranger = app.process_with(SecretKey::new([9; 32])).await;
        assert!(matches!(prepare::database(&stranger).await, Err(PrepareError::ForeignSecret(_))));
        let app = app.restarted_with(rotated()).await;
        let old = app.process_with(old_key()).await;
        assert!(matches!(prepare::database(&old).await, Err(PrepareError::ForeignSecret(_))), "the one in use is missing");
    }

    async fn the_status_names_every_key(app) {
        let app = app.restarted_with(rotated()).await;
        let found = key_statuses(&app.app).await.unwrap();
        let marks: Vec<_> = found.iter().map(|key| (key.mark, key.is_current, key.was_used)).collect();
        assert_eq!(marks, [(old_key().mark(), false, true), (new_key_of_file().mark(), true, true)]);
        assert_eq!((found[0].since, found[1].since), (None, Some(app.app.now())));
        assert!(found[1].needs.is_none(), "the current key is needed for everything");
    }
}
