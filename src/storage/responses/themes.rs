//! Verbatims that the rules for themes have yet to look at.

use uuid::Uuid;

use crate::domain::ids::ResponseId;
use crate::storage::{Result, Tx, with_conn};

/// Some verbatims that no rule has looked at since they or the rules changed.
pub async fn with_pending_themes(tx: &mut Tx, most: u32) -> Result<Vec<(ResponseId, String)>> {
    let rows: Vec<(Uuid, String)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, comment FROM responses WHERE themes_pending AND comment IS NOT NULL ORDER BY id LIMIT $1",
        )
        .bind(i64::from(most))
        .fetch_all(conn)
        .await?
    });
    Ok(rows.into_iter().map(|(id, comment)| (ResponseId(id), comment)).collect())
}
