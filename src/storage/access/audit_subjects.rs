//! Entries of the audit by what they are about, each with the entry before it, by which its own hash is checked.
//!
//! The rule: an entry without a place in the chain is none.

use uuid::Uuid;

use crate::domain::access::action::Action;
use crate::domain::access::audit_chain::ChainHash;
use crate::domain::access::audit_walk::ChainLink;
use crate::storage::access::audit_chain::links;
use crate::storage::{Result, Tx, with_conn};

/// The most entries before one that are read to find the one before it; more than one place has none.
const FEW: u32 = 8;

/// An entry at its place, and the hash before it; `None` if that is gone.
#[derive(Clone, Debug)]
pub struct LinkedEntry {
    pub link: ChainLink,
    pub before: Option<ChainHash>,
}

impl LinkedEntry {
    /// Whether the entry is what was written there, as far as the hash before it tells.
    #[must_use]
    pub fn fits(&self) -> bool {
        let Self { link, before } = self;
        let computed =
            link.entry.as_ref().zip(*before).map(|(entry, before)| entry.hash(link.sequence, before));
        computed.is_some() && computed == link.hash
    }
}

/// The entries of an action whose subject begins with a text, in their order.
pub async fn beginning_with(tx: &mut Tx, action: Action, begin: &str) -> Result<Vec<LinkedEntry>> {
    let places: Vec<i64> = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT sequence FROM audit
             WHERE action = $1 AND sequence >= 1 AND SUBSTR(subject, 1, LENGTH($2)) = $2 ORDER BY sequence",
        )
        .bind(action.name())
        .bind(begin)
        .fetch_all(conn)
        .await?
    });
    let mut found = Vec::new();
    for sequence in places {
        let around = links(tx, (sequence.saturating_sub(2), Uuid::max()), sequence, FEW).await?;
        let before = match sequence {
            1 => Some(ChainHash::START),
            _ => around.iter().find(|link| link.sequence == sequence - 1).and_then(|link| link.hash),
        };
        let link = around.into_iter().find(|link| link.sequence == sequence);
        found.extend(link.map(|link| LinkedEntry { link, before }));
    }
    Ok(found)
}
