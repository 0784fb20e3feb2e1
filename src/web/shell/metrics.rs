//! Metrics for Prometheus. A scrape runs counts in the database and needs no key, so only one runs at a time.

use std::sync::Arc;

use axum::Extension;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::urls;
use crate::views::sending::metrics::Metrics;
use crate::views::upkeep::metrics::render as render_metrics;
use crate::web::shell::error::PageError;
use crate::workflow::sending::steer::sending_metrics;
use crate::workflow::upkeep::drill::last_backup_and_drill;

pub fn router() -> Router<App> {
    Router::new().route(urls::METRICS, get(show)).layer(Extension(Room(Arc::new(Semaphore::new(1)))))
}

/// A semaphore with one permit: concurrent scrapes wait.
#[derive(Clone)]
struct Room(Arc<Semaphore>);

async fn show(State(app): State<App>, Extension(Room(room)): Extension<Room>) -> Result<Response, PageError> {
    let _place = room.acquire().await;
    let measured = sending_metrics(&app).await?;
    let text = Metrics {
        now: measured.now,
        state: &measured.state,
        queue: &measured.queue,
        sent_last_hour: measured.sent_last_hour,
        troubles: &measured.troubles,
        opt_outs: &measured.opt_outs,
    }
    .render()
        + &render_metrics(last_backup_and_drill(&app).await?);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}
