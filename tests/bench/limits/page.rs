//! A bare axum handler that answers every link with the same bytes.

use axum::Router;
use axum::http::header;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::Outcome;

/// Serves the bytes of a file until killed.
pub async fn serve(address: &str, file: &str) -> Outcome {
    let page: &'static str = Box::leak(std::fs::read_to_string(file)?.into_boxed_str());
    let answer = move || async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page) };
    let router = Router::new().route("/s/{token}", get(answer)).route("/readyz", get(|| async { "ready" }));
    let listener = axum::serve::ListenerExt::tap_io(TcpListener::bind(address).await?, |stream| {
        let _ = stream.set_nodelay(true);
    });
    Ok(axum::serve(listener, router).await?)
}
