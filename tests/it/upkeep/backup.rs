//! Backups: made while others write, restored into an empty place, and proved by a drill.

mod command;
mod drills;
mod erasures;
mod left_behind;
mod nothing_left;
mod refused;
mod scratch;
mod several_keys;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use naklank::app::App;
use naklank::domain::access::token::Token;
use naklank::domain::access::token::keyring::Keyring;
use naklank::domain::asking::invitation::State;
use naklank::randomness::Randomness;
use naklank::storage::asking::invitations::find_by_link;
use naklank::storage::engine::backup::{contents_of, postgres as postgres_tools};
use naklank::web;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::audit::verify::verify_audit;
use naklank::workflow::upkeep::backup::{Told, back_up};
use naklank::workflow::upkeep::recount::check_tallies;
use naklank::workflow::upkeep::restore::erasures::open_restored;
use naklank::workflow::upkeep::restore::inspect::{KeyGiven, inspect, unlock};
use naklank::workflow::upkeep::restore::restore;
use naklank::workflow::upkeep::restore::target::Target;
use secrecy::{ExposeSecret as _, SecretString};
use tempfile::TempDir;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::support::{Backend, TestApp, on_both_engines};

const PASSPHRASE: &str = "een lange zin vol woorden";

fn passphrase() -> SecretString {
    PASSPHRASE.into()
}

fn silent() -> Told {
    Arc::new(|_, _| {})
}

/// Makes a backup in the folder, with the sealed key.
async fn backed_up(app: &TestApp, folder: &Path) -> PathBuf {
    let file = folder.join("naklank.backup");
    let made = back_up(&app.app, &Actor::Operator, &file, Some(&passphrase()), &silent()).await.unwrap();
    assert!(made.with_key && made.size == file.metadata().unwrap().len(), "{made:?}");
    file
}

/// An empty place to restore into, on the same engine.
struct EmptyPlace {
    target: Target,
    /// The database that was made for it.
    made: Option<String>,
}

impl EmptyPlace {
    async fn make(app: &TestApp, folder: &Path) -> Self {
        match app.backend {
            Backend::Sqlite => {
                Self { target: Target::of(folder.join("new").to_str().unwrap(), None), made: None }
            }
            Backend::Postgres => {
                let name = format!("naklank_test_{}", app.app.randomness.uuid(app.app.now()).simple());
                let name = format!("{name}_{}", std::process::id());
                let ours = app.app.config.database.url.expose_secret();
                let address = postgres_tools::make_database(ours, &name).await.unwrap();
                Self { target: Target::of(&address, Some(folder.join("new.key"))), made: Some(name) }
            }
        }
    }

    async fn open(&self, app: &TestApp, keys: &Keyring) -> App {
        for (file, key) in self.target.key_files(keys) {
            assert_eq!(std::fs::read(&file).unwrap(), key.reveal(), "{}", file.display());
        }
        let clock = Arc::new(app.clock.clone());
        open_restored(&app.app.config, &self.target, keys, clock, Randomness::from_seed(9)).await.unwrap()
    }

    async fn remove(self, app: &TestApp) {
        if let Some(name) = self.made {
            postgres_tools::drop_database(app.app.config.database.url.expose_secret(), &name).await.unwrap();
        }
    }
}

async fn restored(app: &TestApp, file: &Path, folder: &Path) -> (EmptyPlace, App) {
    let place = EmptyPlace::make(app, folder).await;
    let inspected = inspect(file).await.unwrap();
    let keys = unlock(&inspected, KeyGiven::Passphrase(passphrase())).await.unwrap();
    restore(&inspected, &keys, &place.target, folder.join("dump"), &silent()).await.unwrap();
    let found = contents_of(&place.target.address()).await.unwrap();
    assert_eq!(found.rows, inspected.manifest.rows);
    assert_eq!(found.migration, inspected.manifest.migration);
    let app = place.open(app, &keys).await;
    (place, app)
}

async fn answer(router: &Router, link: &str, score: u8) -> StatusCode {
    let request = Request::post(link).header("content-type", "application/x-www-form-urlencoded");
    let request = request.body(Body::from(format!("score={score}"))).unwrap();
    router.clone().oneshot(request).await.unwrap().status()
}

async fn state_of(app: &App, link: &str) -> State {
    let token = Token::presented(link.rsplit('/').next().unwrap());
    let mut tx = app.db.read().await.unwrap();
    find_by_link(&mut tx, token.hash())
        .await
        .unwrap()
        .expect("the link leads to an invitation")
        .standing
        .state()
}

on_both_engines! {
    async fn a_restored_backup_is_the_same_installation_with_every_link(app) {
        let links = app.invite_many(4).await;
        assert_eq!(app.post_form(&links[0], "score=9").await.status, StatusCode::SEE_OTHER);
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let (place, again) = restored(&app, &file, folder.path()).await;
        assert_eq!(state_of(&again, &links[0]).await, State::Answered);
        let router = web::router(again.clone());
        for link in &links[1..] {
            let page = router.clone().oneshot(Request::get(link).body(Body::empty()).unwrap()).await.unwrap();
            assert_eq!(page.status(), StatusCode::OK, "{link}");
            assert_eq!(answer(&router, link, 10).await, StatusCode::SEE_OTHER, "{link}");
        }
        assert!(check_tallies(&again).await.unwrap().is_empty());
        assert_eq!(state_of(&app.app, &links[1]).await, State::Sent, "the first installation is untouched");
        again.db.close().await;
        place.remove(&app).await;
    }

    async fn a_backup_is_of_one_moment_while_32_clients_answer(app) {
        let links = app.invite_many(40).await;
        let (before, during) = links.split_at(8);
        let router = web::router(app.app.clone());
        for link in before {
            assert_eq!(answer(&router, link, 7).await, StatusCode::SEE_OTHER);
        }
        let folder = TempDir::new().unwrap();
        let mut clients = JoinSet::new();
        for link in during {
            let (router, link) = (router.clone(), link.clone());
            clients.spawn(async move { answer(&router, &link, 3).await });
        }
        // So that they are under way.
        tokio::task::yield_now().await;
        let file = backed_up(&app, folder.path()).await;
        while let Some(status) = clients.join_next().await {
            assert_eq!(status.unwrap(), StatusCode::SEE_OTHER, "no client is held up");
        }
        let (place, again) = restored(&app, &file, folder.path()).await;
        for link in before {
            assert_eq!(state_of(&again, link).await, State::Answered, "confirmed before the backup began");
        }
        assert!(check_tallies(&again).await.unwrap().is_empty());
        again.db.close().await;
        place.remove(&app).await;
    }

    async fn the_audit_of_a_restored_backup_holds_up_to_the_head_in_the_manifest(app) {
        app.invite("K-1").await;
        let folder = TempDir::new().unwrap();
        let file = backed_up(&app, folder.path()).await;
        let head = inspect(&file).await.unwrap().manifest.audit.unwrap().hash.parse().unwrap();
        assert_eq!(app.acts_of("operator", "backup").await, 1, "the backup itself stands behind that head");
        let (place, again) = restored(&app, &file, folder.path()).await;
        assert_eq!(verify_audit(&again, Some(head)).await.unwrap().findings, Vec::new());
        again.db.close().await;
        place.remove(&app).await;
    }
}
