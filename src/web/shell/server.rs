//! The listener, with limits that axum's own loop does not have.
//!
//! The rule: no connection can hold up the others, by staying silent, sending slowly, not reading its response, or
//! coming in great numbers; health probes are answered even then. A request that two parsers could read differently is
//! refused, and so is one whose head is too long.

mod connection_limits;
mod framing;
mod host;
mod slow_read;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HeaderValue, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS,
};
use hyper::server::conn::http1;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use ipnet::IpNet;
use rustix::net::sockopt::set_socket_send_buffer_size;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

use crate::app::App;
use crate::telemetry::Telemetry;
use crate::urls;
use crate::web::shell::rate_limit::PeerAddress;
use crate::web::shell::request::observe;
use crate::web::shell::server::connection_limits::{ConnectionLimits, ConnectionPermit};
use crate::web::shell::server::framing::FramingGuard;
use crate::web::shell::server::host::OwnName;
use crate::web::shell::server::slow_read::SlowReadGuard;

/// The longest request head, in bytes: several times what a browser with many cookies and a long address sends.
const LONGEST_HEAD: usize = 64 * 1024;
/// The time-out for a complete request head, also for the next request on a connection.
const HEADER_TIMEOUT: Duration = Duration::from_secs(5);
/// The same on a spare connection, and the maximum lifetime of one.
const SPARE_HEADER_TIMEOUT: Duration = Duration::from_secs(1);
const SPARE_LIFETIME: Duration = Duration::from_secs(3);
const RETRY_AFTER_SECONDS: &str = "10";
/// The content type of the responses made here.
const PLAIN_TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
/// How long requests in flight may take to finish after a stop.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);

/// The listener's view of the network.
#[derive(Clone, Debug)]
pub struct NetworkContext {
    own_name: OwnName,
    trusted_proxies: Vec<IpNet>,
    telemetry: Telemetry,
}

impl NetworkContext {
    /// The host name in mailed links, and the trusted proxies, which forward for many clients.
    #[must_use]
    pub fn of(app: &App) -> Self {
        let http = &app.config.http;
        Self {
            own_name: OwnName::of(&http.public_url),
            trusted_proxies: http.trusted_proxies.clone(),
            telemetry: app.telemetry.clone(),
        }
    }
}

/// Raises the limit of open files as far as allowed, to hold as many connections as are configured here: the usual
/// limit is half of that.
pub fn raise_open_file_limit() {
    let limit = getrlimit(Resource::Nofile);
    if limit.current != limit.maximum
        && let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit })
    {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

/// Serves until stopped, then finishes the requests in flight.
///
/// # Errors
/// The listener failed.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    network: NetworkContext,
    stop: CancellationToken,
) -> std::io::Result<()> {
    let connections = TaskTracker::new();
    let limits = ConnectionLimits::new(network.trusted_proxies.clone());
    let handler = Arc::new(ConnectionHandler { network, router, stop: stop.clone() });
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                if let Some(permit) = limits.acquire(peer.ip()) {
                    connections.spawn(Arc::clone(&handler).serve(stream, PeerAddress(peer.ip()), permit));
                }
            }
            // Out of file descriptors, or the peer has disconnected: the next accept may succeed.
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    connections.close();
    let _ = tokio::time::timeout(SHUTDOWN_TIMEOUT, connections.wait()).await;
    Ok(())
}

/// What every connection is served with.
struct ConnectionHandler {
    network: NetworkContext,
    router: Router,
    stop: CancellationToken,
}

impl ConnectionHandler {
    async fn serve(self: Arc<Self>, stream: TcpStream, peer: PeerAddress, permit: ConnectionPermit) {
        if !permit.is_spare() {
            return self.serve_connection(stream, peer, HEADER_TIMEOUT, false).await;
        }
        let served = self.serve_connection(stream, peer, SPARE_HEADER_TIMEOUT, true);
        if tokio::time::timeout(SPARE_LIFETIME, served).await.is_err() {
            tracing::debug!("a spare place was left");
        }
    }

    async fn serve_connection(
        &self,
        stream: TcpStream,
        peer: PeerAddress,
        header_timeout: Duration,
        is_spare: bool,
    ) {
        let _ = stream.set_nodelay(true);
        let _ = set_socket_send_buffer_size(&stream, slow_read::SEND_BUFFER);
        let stream = SlowReadGuard::new(FramingGuard::new(stream), slow_read::WINDOW);
        let service = hyper::service::service_fn(move |request| self.answer(request, peer, is_spare));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(header_timeout)
            .max_header_size(LONGEST_HEAD)
            .keep_alive(!is_spare)
            .serve_connection(TokioIo::new(stream), service);
        tokio::pin!(connection);
        tokio::select! {
            outcome = connection.as_mut() => log_end(outcome),
            () = self.stop.cancelled() => {
                connection.as_mut().graceful_shutdown();
                log_end(connection.await);
            }
        }
    }

    async fn answer(
        &self,
        mut request: Request<Incoming>,
        peer: PeerAddress,
        is_spare: bool,
    ) -> Result<Response<Body>, Infallible> {
        let asks_health = matches!(request.uri().path(), urls::HEALTH | urls::READY);
        if is_spare && !asks_health {
            return Ok(self.turn_away(too_many_connections()));
        }
        let is_of_proxy = self.network.trusted_proxies.iter().any(|proxies| proxies.contains(&peer.0));
        if !self.network.own_name.is_named_by(&request, is_of_proxy) {
            return Ok(self.turn_away(bad_request()));
        }
        request.extensions_mut().insert(peer);
        self.router.clone().oneshot(request.map(Body::new)).await
    }

    /// Counts a response that the router does not see, and gives it the id that the router would.
    fn turn_away(&self, mut response: Response<Body>) -> Response<Body> {
        let telemetry = &self.network.telemetry;
        telemetry.turned_away(response.status().as_u16());
        observe::tell(&mut response, &telemetry.new_request_id());
        response
    }
}

fn bad_request() -> Response<Body> {
    plain(StatusCode::BAD_REQUEST, "400: this is not a name of this program, see http.public_url\n")
}

fn too_many_connections() -> Response<Body> {
    let mut response = plain(StatusCode::SERVICE_UNAVAILABLE, "503: too many connections, try again soon\n");
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER_SECONDS));
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

/// A response made here, to which the router adds no headers.
fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, PLAIN_TEXT);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Peers that disconnect or fall silent are normal, so only logged for debugging.
fn log_end(outcome: hyper::Result<()>) {
    if let Err(error) = outcome {
        tracing::debug!(%error, "a connection ended early");
    }
}
