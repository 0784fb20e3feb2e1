//! Liveness and readiness probes.
//!
//! The rule: ready means that an answer would be stored now. However many ask, one write at a time is tried.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Extension, Router};
use tokio::sync::Mutex;

use crate::app::App;
use crate::urls;
use crate::workflow::upkeep::prepare::{self, Readiness};

/// The longest that one trial write may take; a probe that arrives during it shares its outcome.
const PATIENCE: Duration = Duration::from_secs(2);

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::HEALTH, get(alive))
        .route(urls::READY, get(ready))
        .layer(Extension(Arc::new(Trial::default())))
}

/// The latest try, which serves all that asked before it ended.
#[derive(Default)]
struct Trial {
    asked: AtomicU64,
    /// How many had asked when it ended, and what it found.
    latest: Mutex<(u64, Option<Readiness>)>,
}

impl Trial {
    async fn readiness(self: Arc<Self>, app: App) -> Readiness {
        let mine = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut latest = self.latest.lock().await;
        if let (asked, Some(found)) = *latest
            && asked >= mine
        {
            return found;
        }
        let tried = tokio::time::timeout(PATIENCE, prepare::readiness(&app)).await;
        let found = tried.unwrap_or(Readiness::Unreachable);
        *latest = (self.asked.load(Ordering::SeqCst), Some(found));
        found
    }
}

async fn alive() -> &'static str {
    "alive\n"
}

async fn ready(
    State(app): State<App>,
    Extension(trial): Extension<Arc<Trial>>,
) -> (StatusCode, &'static str) {
    // A task of its own: the next ones need its answer also when this one hangs up.
    let found = tokio::spawn(trial.readiness(app)).await;
    match found.unwrap_or(Readiness::Unreachable) {
        Readiness::Ready => (StatusCode::OK, "ready\n"),
        Readiness::Outdated => {
            (StatusCode::SERVICE_UNAVAILABLE, "the database is not up to date: run `naklank migrate`\n")
        }
        Readiness::Unwritable => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database takes no writes: look whether its disk is full, and whether it follows another one\n",
        ),
        Readiness::Unreachable => (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be reached\n"),
    }
}
