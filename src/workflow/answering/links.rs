//! Looks up the invitations behind links that are opened concurrently, batched into one query.
//!
//! Every page and every answer begins with such a look-up, and the round trip costs more than finding one row. The
//! rule: a look-up starts immediately if none is in flight; those that arrive meanwhile share the next query, and are
//! retried alone if that one fails.

use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::domain::access::token::TokenHash;
use crate::storage::asking::invitations::{self, StoredInvitation};
use crate::storage::{BatchedLookup, StorageError};

/// Time-out of a shared query: its connection may be dead while others are not.
const PATIENCE: Duration = Duration::from_secs(2);

/// Finds the invitation behind a link; `None` if no mail of ours carries it.
#[tracing::instrument(skip_all)]
pub async fn find_with_others(app: &App, link: TokenHash) -> Result<Option<StoredInvitation>, StorageError> {
    let queued = app.links.enqueue(link);
    if queued.is_first {
        // A task of its own, so that it survives this client's disconnect: it serves other clients too.
        tokio::spawn(find_what_gathers(app.clone()));
    }
    match queued.outcome.await {
        Ok(found) => found.map_err(StorageError::Shared),
        Err(_) => invitations::find_by_link(&mut app.db.read().await?, link).await,
    }
}

/// A span of its own: it serves several requests.
#[tracing::instrument(skip_all)]
async fn find_what_gathers(app: App) {
    let mut server = app.links.server();
    while let Some(batch) = server.next_batch() {
        if let Some(outcomes) = find(&app, &batch.requests).await {
            batch.send_outcomes(outcomes);
        }
    }
}

/// The result for each link; `None` if each has to be looked up alone, so that one bad link, or the shared
/// connection, does not fail the others.
async fn find(app: &App, links: &[TokenHash]) -> Option<Vec<BatchedLookup<Option<StoredInvitation>>>> {
    let mut tx = match app.db.read().await {
        Ok(tx) => tx,
        Err(error) => return Some(vec![Err(Arc::new(error)); links.len()]),
    };
    match tokio::time::timeout(PATIENCE, invitations::find_by_links(&mut tx, links)).await {
        // The same link may be in the batch twice.
        Ok(Ok(found)) => return Some(links.iter().map(|link| Ok(found.get(link).cloned())).collect()),
        Ok(Err(error)) => tracing::warn!(%error, links = links.len(), "links are looked up each alone"),
        Err(_) => tracing::warn!(links = links.len(), "links that took long are looked up each alone"),
    }
    None
}
