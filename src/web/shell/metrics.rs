//! Metrics for Prometheus. A scrape runs counts in the database and needs no key, so only one runs at a time.
//!
//! The rule: a process tells of itself whatever the database does, since that is when its figures are looked at. What is read
//! from the database has a time limit, and is left out where it cannot be read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Extension;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::text::encode_registry;
use prometheus_client::registry::Registry;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::app::App;
use crate::urls;
use crate::views::kit::gauges::Gauges;
use crate::views::sending::metrics::Metrics;
use crate::views::upkeep::metrics::{
    Build, gauge_of_build, gauges_of_figures, gauges_of_last_ones, gauges_of_process,
};
use crate::web::shell::error::PageError;
use crate::web::shell::time_limit::before;
use crate::workflow::StorageError;
use crate::workflow::sending::steer::sending_metrics;
use crate::workflow::upkeep::drill::last_backup_and_drill;
use crate::workflow::upkeep::figures::{connections, figures};

/// The time limit of what is read from the database: well within the ten seconds after which Prometheus gives up a scrape.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the build script told of this program.
const BUILD: Build<'static> = Build {
    version: env!("CARGO_PKG_VERSION"),
    rust_version: env!("BUILT_WITH_RUST"),
    commit: env!("BUILT_FROM_COMMIT"),
};

pub fn router() -> Router<App> {
    Router::new().route(urls::METRICS, get(show)).layer(Extension(Arc::new(Scrapes::default())))
}

/// What scrapes share.
struct Scrapes {
    /// One permit: concurrent scrapes wait.
    room: Semaphore,
    /// Whether the last one could read the stored figures.
    is_up: AtomicBool,
}

impl Default for Scrapes {
    fn default() -> Self {
        Self { room: Semaphore::new(1), is_up: AtomicBool::new(true) }
    }
}

impl Scrapes {
    /// What is stored, or nothing. That it cannot be read is logged once, not again at each scrape until it can be.
    async fn stored(&self, app: &App) -> Option<[Gauges; 3]> {
        let read = before(Instant::now() + PATIENCE, stored(app)).await;
        let was_up = self.is_up.swap(read.is_ok(), Ordering::Relaxed);
        match read {
            Ok(gauges) => Some(gauges),
            Err(error) => {
                if was_up {
                    tracing::warn!(%error, "the stored figures cannot be measured for now");
                }
                None
            }
        }
    }
}

async fn show(
    State(app): State<App>,
    Extension(scrapes): Extension<Arc<Scrapes>>,
) -> Result<Response, PageError> {
    let _place = scrapes.room.acquire().await;
    let registry = registry(&app, &scrapes).await;
    let mut text = String::new();
    encode_registry(&mut text, &registry).map_err(|error| PageError::fault(&error))?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}

/// What this process counted itself, and what is read from the database, so that all processes report the same.
async fn registry(app: &App, scrapes: &Scrapes) -> Registry {
    // Before this takes a connection itself.
    let connections = connections(app);
    let stored = scrapes.stored(app).await;
    let mut registry = Registry::with_prefix("naklank");
    registry.register_collector(Box::new(gauges_of_process(connections, stored.is_some())));
    registry.register_collector(Box::new(gauge_of_build(BUILD)));
    app.telemetry.register(&mut registry);
    for gauges in stored.into_iter().flatten() {
        registry.register_collector(Box::new(gauges));
    }
    registry
}

async fn stored(app: &App) -> Result<[Gauges; 3], StorageError> {
    let sending = sending_metrics(app).await?;
    let sending = Metrics {
        now: sending.now,
        state: &sending.state,
        queue: &sending.queue,
        sent_last_hour: sending.sent_last_hour,
        troubles: &sending.troubles,
        opt_outs: &sending.opt_outs,
        staff_state: &sending.staff_state,
        staff_figures: &sending.staff_figures,
        staff_troubles: &sending.staff_troubles,
    };
    let last_ones = gauges_of_last_ones(last_backup_and_drill(app).await?);
    Ok([sending.gauges(), last_ones, gauges_of_figures(&figures(app).await?)])
}
