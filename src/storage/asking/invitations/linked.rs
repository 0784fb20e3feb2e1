//! Look-up of invitations by their links, of which only hashes are stored.

use std::collections::HashMap;
use std::slice;

use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::access::token::TokenHash;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::{Result, Tx, with_conn};

#[derive(FromRow)]
struct LinkedRow {
    token_hash: TokenHash,
    #[sqlx(flatten)]
    invitation: StoredInvitation,
}

/// The invitation whose mail carries the link.
pub async fn find_by_link(tx: &mut Tx, link: TokenHash) -> Result<Option<StoredInvitation>> {
    Ok(find_by_links(tx, slice::from_ref(&link)).await?.remove(&link))
}

/// The invitations whose mails carry the links; a link that no mail carries is absent from the result.
pub async fn find_by_links(tx: &mut Tx, links: &[TokenHash]) -> Result<HashMap<TokenHash, StoredInvitation>> {
    let mut found = HashMap::new();
    for chunk in lookups(links) {
        let sql = format!(
            "SELECT messages.token_hash, invitations.* FROM messages
             JOIN invitations ON invitations.id = messages.invitation_id WHERE messages.token_hash IN ({})",
            numbered(1, chunk.len())
        );
        let rows: Vec<LinkedRow> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, link| query.bind(link)).fetch_all(conn).await?
        });
        for row in rows {
            found.insert(row.token_hash, row.invitation);
        }
    }
    Ok(found)
}
