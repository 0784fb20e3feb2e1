//! Work that a request begins and does not end: a client that goes away, or the time limit, does not stop it half way.
//!
//! The rule: what became of it is told by the request, or, where that has ended before, a failure of the database by the log.

use tokio::sync::oneshot;
use tracing::Instrument as _;

use crate::web::shell::error::PageError;
use crate::workflow::StorageError;

/// Runs work in a task of its own and waits for its outcome; `failure` tells of an error whether the database failed.
///
/// # Errors
/// It panicked, which is logged by [`panics`](crate::telemetry::panics).
pub async fn to_the_end<T: Send + 'static, E: Send + 'static>(
    work: impl Future<Output = Result<T, E>> + Send + 'static,
    failure: fn(&E) -> Option<&StorageError>,
) -> Result<Result<T, E>, PageError> {
    let (tell, told) = oneshot::channel();
    let task = async move {
        if let Err(Err(unheard)) = tell.send(work.await)
            && let Some(error) = failure(&unheard)
        {
            tracing::error!(%error, "what a request had begun failed after the request had ended");
        }
    };
    tokio::spawn(task.in_current_span());
    told.await.map_err(|_panicked| PageError::Internal)
}
