//! Verbatims to which the theme rules have yet to be applied.

use crate::domain::ids::ResponseId;
use crate::storage::{Result, Tx, with_conn};

/// Takes up to `most` verbatims that are pending because they or the rules changed, and marks them as no longer
/// pending.
///
/// One statement: a concurrent change of a verbatim waits for it, and then marks the verbatim as pending again.
pub async fn take_pending_themes(tx: &mut Tx, most: u32) -> Result<Vec<(ResponseId, String)>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(
            "UPDATE responses SET themes_pending = FALSE WHERE id IN (
                SELECT id FROM responses WHERE themes_pending AND comment IS NOT NULL ORDER BY id LIMIT $1
             ) AND comment IS NOT NULL RETURNING id, comment",
        )
        .bind(i64::from(most))
        .fetch_all(conn)
        .await?
    }))
}

/// Whether any verbatim is pending.
pub async fn has_pending_themes(tx: &mut Tx) -> Result<bool> {
    let found: Option<i64> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT score FROM responses WHERE themes_pending AND comment IS NOT NULL LIMIT 1")
            .fetch_optional(conn)
            .await?
    });
    Ok(found.is_some())
}

/// Marks every verbatim as pending, after the rules changed.
pub async fn set_all_themes_pending(tx: &mut Tx) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE responses SET themes_pending = TRUE WHERE comment IS NOT NULL")
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}
