//! A key from the day on which it is made to the day after which it is refused.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::api_key::ApiKey;
use naklank::domain::access::rights::Right;
use naklank::domain::access::roles::{Role, Scope};
use naklank::workflow::access::audit::{Actor, KeyHolder};
use naklank::workflow::access::keys::{KeyError, NewKey, add_key, list_keys, revoke_key};
use naklank::workflow::access::permission::ActError;
use secrecy::ExposeSecret as _;
use sqlx::{Connection as _, Executor as _};

use crate::support::{Backend, TestApp, new_key, on_both_engines};

const READS: &[Scope] = &[Scope::InsightsRead];

async fn ask(app: &TestApp, key: &str) -> StatusCode {
    app.api_as(key, Method::GET, "/api/v1/nps", Body::empty()).await.status
}

async fn listed(app: &TestApp, name: &str) -> ApiKey {
    list_keys(&app.app).await.unwrap().into_iter().find(|key| key.name == name).unwrap()
}

on_both_engines! {
    async fn a_key_is_refused_once_its_last_day_is_over(app) {
        let today = app.app.today();
        let ends = NewKey { expires_on: Some(today), ..new_key("ends", READS, None) };
        let key = add_key(&app.app, &Actor::Operator, ends.clone()).await.unwrap();
        assert_eq!(ask(&app, key.reveal()).await, StatusCode::OK);
        app.clock.set("2026-03-20T22:59:59Z");
        assert_eq!(ask(&app, key.reveal()).await, StatusCode::OK, "one second before midnight in Amsterdam");
        app.clock.set("2026-03-20T23:00:00Z");
        assert_eq!(ask(&app, key.reveal()).await, StatusCode::UNAUTHORIZED, "as a key that was revoked");
        let again = NewKey { name: "again".to_owned(), ..ends };
        let past = add_key(&app.app, &Actor::Operator, again).await;
        assert!(matches!(past, Err(KeyError::AlreadyOver)), "{past:?}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM api_keys WHERE name = 'again'").await, [0]);
    }

    async fn the_use_of_a_key_is_noted_once_in_five_minutes(app) {
        let key = app.key_with("reader", READS).await;
        assert_eq!(listed(&app, "reader").await.last_used_at, None);
        ask(&app, &key).await;
        let first = app.app.now();
        for (seconds, noted) in [(0, 0), (299, 0), (1, 300), (299, 300), (600, 1_199)] {
            app.advance(TimeDelta::seconds(seconds));
            ask(&app, &key).await;
            let last_used_at = listed(&app, "reader").await.last_used_at;
            assert_eq!(last_used_at, Some(first + TimeDelta::seconds(noted)), "after {seconds} seconds more");
        }
        app.advance(TimeDelta::hours(1));
        ask(&app, "nk_unknown").await;
        revoke_key(&app.app, &Actor::Operator, "reader").await.unwrap();
        ask(&app, &key).await;
        let last_used_at = listed(&app, "reader").await.last_used_at;
        assert_eq!(last_used_at, Some(first + TimeDelta::seconds(1_199)), "a key that is refused is not in use");
    }

    /// The database takes no writes for now.
    async fn a_key_works_while_its_use_cannot_be_noted(app) {
        let key = app.key_with("reader", READS).await;
        let url = app.app.config.database.url.expose_secret();
        match app.backend {
            Backend::Sqlite => {
                let mut writing = sqlx::SqliteConnection::connect(url).await.unwrap();
                writing.execute("BEGIN IMMEDIATE").await.unwrap();
                assert_eq!(ask(&app, &key).await, StatusCode::OK);
                writing.close().await.unwrap();
            }
            Backend::Postgres => {
                let mut writing = sqlx::PgConnection::connect(url).await.unwrap();
                writing.execute("BEGIN; LOCK TABLE api_keys IN SHARE MODE").await.unwrap();
                assert_eq!(ask(&app, &key).await, StatusCode::OK);
                writing.close().await.unwrap();
            }
        }
        assert_eq!(listed(&app, "reader").await.last_used_at, None);
    }

    async fn of_a_key_its_first_characters_are_kept_alone(app) {
        let key = app.key_with("reader", READS).await;
        assert_eq!(key.len(), 46, "the prefix and 256 bits: {key}");
        let kept = listed(&app, "reader").await.prefix.unwrap();
        assert!(kept.len() == 11 && key.starts_with(&kept), "{kept}");
    }

    async fn a_key_is_revoked_once_and_its_name_never_comes_back(app) {
        let key = app.key_with("reader", READS).await;
        revoke_key(&app.app, &Actor::Operator, "reader").await.unwrap();
        assert_eq!(ask(&app, &key).await, StatusCode::UNAUTHORIZED);
        let revoked_at = listed(&app, "reader").await.revoked_at;
        app.advance(TimeDelta::hours(1));
        let again = revoke_key(&app.app, &Actor::Operator, "reader").await;
        assert!(matches!(again, Err(KeyError::Unknown)), "{again:?}");
        assert_eq!(listed(&app, "reader").await.revoked_at, revoked_at);
        let taken = add_key(&app.app, &Actor::Operator, new_key("reader", READS, None)).await;
        assert!(matches!(taken, Err(KeyError::Taken)), "{taken:?}");
        let unknown = add_key(&app.app, &Actor::Operator, new_key("other", READS, Some("wie@example.org"))).await;
        assert!(matches!(unknown, Err(KeyError::UnknownOwner(_))), "{unknown:?}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'keys revoke'").await, [1]);
    }

    async fn keys_are_made_and_revoked_by_administrators_alone(app) {
        app.key_with("reader", READS).await;
        for role in [Role::Analyst, Role::PolicyOwner, Role::Handler] {
            app.add_user(&format!("{role}@example.org"), role).await;
            let actor = Actor::User(format!("{role}@example.org"));
            let made = add_key(&app.app, &actor, new_key("other", READS, None)).await;
            assert!(matches!(made, Err(KeyError::Act(ActError::NotAllowed(Right::Administer)))), "{role}: {made:?}");
            let revoked = revoke_key(&app.app, &actor, "reader").await;
            assert!(matches!(revoked, Err(KeyError::Act(ActError::NotAllowed(Right::Administer)))), "{role}: {revoked:?}");
        }
        app.add_user("admin@example.org", Role::Admin).await;
        let owner = Some("admin@example.org".to_owned());
        let key = Actor::Key(KeyHolder { name: "reader".to_owned(), owner, scopes: Scope::ALL.to_vec() });
        let made = add_key(&app.app, &key, new_key("other", READS, None)).await;
        assert!(matches!(made, Err(KeyError::Act(ActError::NotForKeys))), "{made:?}");
        assert_eq!(listed(&app, "reader").await.revoked_at, None);
        let admin = Actor::User("admin@example.org".to_owned());
        add_key(&app.app, &admin, new_key("other", &[Scope::KpisWrite], None)).await.unwrap();
        revoke_key(&app.app, &admin, "reader").await.unwrap();
    }
}
