//! `naklank serve`: pages, API and scheduler, until SIGTERM or SIGINT.

use std::net::SocketAddr;
use std::path::Path;

use clap::{Args, ValueEnum};
use tokio::net::{TcpListener, TcpSocket};
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::{JoinError, JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::cli::{Failure, setup};
use crate::web::shell::server::{self, NetworkContext};
use crate::{scheduler, web};

#[derive(Args)]
pub struct ServeArguments {
    /// What this process does; any number of each may share one PostgreSQL
    #[arg(long, value_enum, default_value_t = ServeRole::All)]
    role: ServeRole,
}

/// What a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ServeRole {
    /// Everything
    All,
    /// Pages and API
    Web,
    /// The scheduler
    Worker,
}

pub async fn run(file: Option<&Path>, arguments: &ServeArguments) -> Result<(), Failure> {
    let app = setup::first_app(file).await?;
    let listener = match arguments.role {
        ServeRole::Worker => None,
        ServeRole::All | ServeRole::Web => Some(listen(app.config.http.listen).await?),
    };
    if let Some(listener) = &listener {
        tracing::info!(address = %listener.local_addr()?, "listening");
    }
    serve(app, listener, arguments.role != ServeRole::Web).await
}

/// The listen backlog. A client beyond it retries after a second, and under load so does a health check.
const WAITING: u32 = 4_096;

/// Binds an address.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() };
    let bound = socket.and_then(|socket| {
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(WAITING)
    });
    bound.map_err(|error| {
        Failure::Failed(format!("cannot listen on {address}: {error}. Set http.listen to a free one"))
    })
}

/// Serves until SIGTERM or SIGINT, then lets everything in flight finish.
pub async fn serve(app: App, listener: Option<TcpListener>, schedules: bool) -> Result<(), Failure> {
    let stop = CancellationToken::new();
    let scheduler = schedules.then(|| tokio::spawn(scheduler::run(app.clone(), stop.clone())));
    server::raise_open_file_limit();
    let outside = NetworkContext::of(&app);
    let mut server = listener.map(|listener| {
        tokio::spawn(server::serve(listener, web::router(app.clone()), outside, stop.clone()))
    });
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let ended = tokio::select! {
        _ = terminate.recv() => None,
        _ = interrupt.recv() => None,
        ended = end_of(&mut server) => Some(ended),
    };
    if ended.is_some() {
        tracing::error!("the listener ended by itself, which is a mistake in the program");
        server = None;
    }
    tracing::info!("stopping: finishing what is in flight");
    stop.cancel();
    if let Some(server) = server {
        server.await.map_err(std::io::Error::from)??;
    }
    if let Some(scheduler) = scheduler {
        scheduler.await.map_err(std::io::Error::from)?;
    }
    app.db.close().await;
    // A supervisor starts a process again that ends with an error.
    match ended {
        Some(ended) => Ok(ended.map_err(std::io::Error::from)??),
        None => Ok(()),
    }
}

/// Waits for the end of a task; for ever if there is none.
async fn end_of<T>(task: &mut Option<JoinHandle<T>>) -> Result<T, JoinError> {
    match task {
        Some(task) => task.await,
        None => std::future::pending().await,
    }
}
