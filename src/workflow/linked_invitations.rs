//! The invitations behind links that are opened at the same time, found by one question.
//!
//! Every page and every answer begins with such a look, and each was a way to the engine and back. The rule: who looks
//! while nobody does looks at once; whoever comes meanwhile shares the next question, and looks alone when it takes long.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::domain::token::TokenHash;
use crate::storage::StorageError;
use crate::storage::invitations::{self, StoredInvitation};

/// A question that takes longer is given up: its connection may be dead, and others are not.
const PATIENCE: Duration = Duration::from_secs(2);

/// Finds the invitation behind a link; none when no mail of ours carries it.
///
/// # Errors
/// The database failed.
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
        let links = &turn.pieces;
        match tokio::time::timeout(PATIENCE, find(&app, links)).await {
            // The same link may be opened twice at once.
            Ok(Ok(found)) => {
                let outcomes: Vec<_> = links.iter().map(|link| Ok(found.get(link).cloned())).collect();
                turn.tell(outcomes);
            }
            Ok(Err(error)) if error.is_passing() => {
                let outcomes = vec![Err(Arc::new(error)); links.len()];
                turn.tell(outcomes);
            }
            // What is wrong with one of them shall not keep the others from theirs.
            Ok(Err(_)) | Err(_) => tracing::debug!(links = links.len(), "links are looked up each alone"),
        }
    }
}

async fn find(app: &App, links: &[TokenHash]) -> Result<HashMap<TokenHash, StoredInvitation>, StorageError> {
    invitations::find_by_links(&mut app.db.read().await?, links).await
}
