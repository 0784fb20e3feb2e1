//! Measurements for Prometheus.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::urls;
use crate::views::metrics::Metrics;
use crate::web::error::PageError;
use crate::workflow::sending::sending_metrics;

pub fn router() -> Router<App> {
    Router::new().route(urls::METRICS, get(show))
}

async fn show(State(app): State<App>) -> Result<Response, PageError> {
    let measured = sending_metrics(&app).await?;
    let text = Metrics {
        now: measured.now,
        state: &measured.state,
        queue: &measured.queue,
        sent_last_hour: measured.sent_last_hour,
        troubles: &measured.troubles,
        opt_outs: &measured.opt_outs,
    }
    .render();
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}
