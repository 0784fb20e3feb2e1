//! Liveness and readiness probes.
//!
//! The rule: ready means that a response could be stored now. At most one trial write is in flight, however many probes
//! arrive.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Extension, Router};
use tokio::sync::Mutex;
use tracing::Instrument as _;

use crate::app::App;
use crate::urls;
use crate::workflow::StorageError;
use crate::workflow::upkeep::prepare::{self, Readiness};

/// The time-out of a trial write; a probe that arrives while one is in flight shares its outcome.
const PATIENCE: Duration = Duration::from_secs(2);

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::HEALTH, get(alive))
        .route(urls::READY, get(ready))
        .layer(Extension(Arc::new(Trial::default())))
}

/// The latest trial write; its outcome serves every probe that arrived before it ended.
#[derive(Default)]
struct Trial {
    asked: AtomicU64,
    /// The number of probes that had arrived when it ended, and its outcome.
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
        let found = tried.unwrap_or_else(|_gave_up| {
            tracing::warn!(error = %StorageError::TookTooLong, "not ready");
            Readiness::Unreachable
        });
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
    // In its own task: other probes need the outcome even if this client disconnects.
    let found = tokio::spawn(trial.readiness(app).in_current_span()).await;
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
