//! Naklank's own server, limited to one POST at a time: no two submissions can share a transaction, which shows what
//! the group-committing writer gains.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use naklank::app::App;
use naklank::clock::SystemClock;
use naklank::randomness::Randomness;
use naklank::storage::{Db, Missing};
use naklank::web::shell::server::{self, NetworkContext};
use naklank::workflow::upkeep::prepare;
use naklank::{config, web};
use secrecy::ExposeSecret as _;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::Outcome;

/// Serves with the configuration of the environment until killed.
pub async fn serve() -> Outcome {
    let mistakes = |mistakes| format!("the configuration is wrong: {mistakes:?}");
    let config = config::parse(&config::settings::sources::read(None).values).map_err(mistakes)?;
    let randomness = Randomness::from_system()?;
    let db = Db::open(config.database.url.expose_secret(), Missing::Made).await?;
    let secret = prepare::secret_key(&config, &db, &randomness).await?;
    let listen = config.http.listen;
    let app = App::new(config, db, secret, Arc::new(SystemClock), randomness);
    let outside = NetworkContext::of(&app);
    let room = Arc::new(Semaphore::new(1));
    let router = web::router(app).layer(from_fn(move |request: Request, next: Next| {
        let room = Arc::clone(&room);
        async move {
            let _turn = if request.method() == Method::POST { room.acquire_owned().await.ok() } else { None };
            next.run(request).await
        }
    }));
    Ok(server::serve(TcpListener::bind(listen).await?, router, outside, CancellationToken::new()).await?)
}
