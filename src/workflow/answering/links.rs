//! The invitations behind links that are opened at the same time, found by one question.
//!
//! Every page and every answer begins with such a look, and the way to the engine and back costs more than finding one. The
//! rule: who looks while nobody does looks at once; whoever comes meanwhile shares the next question, and looks alone when
//! that one fails.

use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::domain::access::token::TokenHash;
use crate::storage::asking::invitations::{self, StoredInvitation};
use crate::storage::{FoundTogether, StorageError};

/// A question that takes longer is given up: its connection may be dead, and others are not.
const PATIENCE: Duration = Duration::from_secs(2);

/// Finds the invitation behind a link; none when no mail of ours carries it.
pub async fn find_with_others(app: &App, link: TokenHash) -> Result<Option<StoredInvitation>, StorageError> {
    let brought = app.links.bring(link);
    if brought.is_first {
        // A task of its own, which also ends when this client hangs up: it asks for others too.
        tokio::spawn(find_what_gathers(app.clone()));
    }
    match brought.outcome.await {
        Ok(found) => found.map_err(StorageError::Shared),
        Err(_) => invitations::find_by_link(&mut app.db.read().await?, link).await,
    }
}

async fn find_what_gathers(app: App) {
    let mut serving = app.links.serve();
    while let Some(turn) = serving.turn() {
        if let Some(outcomes) = find(&app, &turn.pieces).await {
            turn.tell(outcomes);
        }
    }
}

/// What each of them finds; none when all have to look alone, so that what is wrong with one, or with the connection that
/// they share, keeps nobody else from theirs.
async fn find(app: &App, links: &[TokenHash]) -> Option<Vec<FoundTogether<Option<StoredInvitation>>>> {
    let mut tx = match app.db.read().await {
        Ok(tx) => tx,
        Err(error) => return Some(vec![Err(Arc::new(error)); links.len()]),
    };
    match tokio::time::timeout(PATIENCE, invitations::find_by_links(&mut tx, links)).await {
        // The same link may be opened twice at once.
        Ok(Ok(found)) => return Some(links.iter().map(|link| Ok(found.get(link).cloned())).collect()),
        Ok(Err(error)) => tracing::warn!(%error, links = links.len(), "links are looked up each alone"),
        Err(_) => tracing::warn!(links = links.len(), "links that took long are looked up each alone"),
    }
    None
}
