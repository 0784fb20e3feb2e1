//! Metrics for Prometheus. A scrape runs counts in the database and needs no key, so only one runs at a time.

use std::sync::Arc;

use axum::Extension;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::text::encode_registry;
use prometheus_client::registry::Registry;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::urls;
use crate::views::sending::metrics::Metrics;
use crate::views::upkeep::metrics::{gauge_of_build, gauges_of_figures, gauges_of_last_ones};
use crate::web::shell::error::PageError;
use crate::workflow::StorageError;
use crate::workflow::sending::steer::sending_metrics;
use crate::workflow::upkeep::drill::last_backup_and_drill;
use crate::workflow::upkeep::figures::figures;

pub fn router() -> Router<App> {
    Router::new().route(urls::METRICS, get(show)).layer(Extension(Room(Arc::new(Semaphore::new(1)))))
}

/// A semaphore with one permit: concurrent scrapes wait.
#[derive(Clone)]
struct Room(Arc<Semaphore>);

async fn show(State(app): State<App>, Extension(Room(room)): Extension<Room>) -> Result<Response, PageError> {
    let _place = room.acquire().await;
    let registry = registry(&app).await?;
    let mut text = String::new();
    encode_registry(&mut text, &registry).map_err(|error| PageError::fault(&error))?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}

/// What is read from the database, so that all processes report the same, and what this process counted itself.
async fn registry(app: &App) -> Result<Registry, StorageError> {
    let sending = sending_metrics(app).await?;
    let sending = Metrics {
        now: sending.now,
        state: &sending.state,
        queue: &sending.queue,
        sent_last_hour: sending.sent_last_hour,
        troubles: &sending.troubles,
        opt_outs: &sending.opt_outs,
    };
    let mut registry = Registry::with_prefix("naklank");
    registry.register_collector(Box::new(sending.gauges()));
    registry.register_collector(Box::new(gauges_of_last_ones(last_backup_and_drill(app).await?)));
    registry.register_collector(Box::new(gauges_of_figures(&figures(app).await?)));
    registry.register_collector(Box::new(gauge_of_build(
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_RUST_VERSION"),
    )));
    app.telemetry.register(&mut registry);
    Ok(registry)
}
