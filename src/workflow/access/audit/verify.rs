//! Verifies the audit: that its chain is whole, and that it continues what was published before or kept elsewhere.
//!
//! The rule: it only reads, and needs no pause. What is appended meanwhile lies behind the head that it read first.

use uuid::Uuid;

use crate::app::App;
use crate::domain::access::audit_chain::{ChainHash, ChainHead};
use crate::domain::access::audit_walk::{ChainWalk, Verification};
use crate::storage::StorageError;
use crate::storage::access::{audit_chain, audit_heads};

/// Entries per page.
const AT_ONCE: u32 = 1_000;

/// The head of the audit.
///
/// # Errors
/// The database failed, or the row of the head is gone.
#[tracing::instrument(skip_all)]
pub async fn audit_head(app: &App) -> Result<ChainHead, StorageError> {
    let head = audit_chain::head(&mut app.db.read().await?).await?;
    head.ok_or_else(|| StorageError::Inconsistent { column: "audit_head.id", value: "no row".to_owned() })
}

/// Walks the whole chain and says what is wrong; `kept` is a head that was kept elsewhere.
#[tracing::instrument(skip_all)]
pub async fn verify_audit(app: &App, kept: Option<ChainHash>) -> Result<Verification, StorageError> {
    let mut tx = app.db.read().await?;
    // Before the head, so that every one of them lies up to it.
    let published = audit_heads::list(&mut tx).await?;
    let head = audit_chain::head(&mut tx).await?;
    let last = head.map_or(i64::MAX, |head| head.sequence);
    let mut walk = ChainWalk::new(head, published, kept);
    let mut after = (0, Uuid::nil());
    loop {
        let links = audit_chain::links(&mut tx, after, last, AT_ONCE).await?;
        links.iter().for_each(|link| walk.take(link));
        match links.last() {
            Some(link) if links.len() == AT_ONCE as usize => {
                after = (link.sequence, link.entry.as_ref().map_or(Uuid::max(), |entry| entry.id));
            }
            _ => break,
        }
    }
    let outside = audit_chain::count_outside(&mut tx).await?;
    Ok(walk.end(outside, audit_chain::count_stray_words(&mut tx).await?))
}
