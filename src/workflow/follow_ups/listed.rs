//! Follow-ups for programs, page by page; permission is checked by the caller.

use crate::app::App;
use crate::domain::follow_ups::follow_up::FollowUp;
use crate::domain::follow_ups::query::{FollowUpCursor, FollowUpQuery};
use crate::storage::StorageError;
use crate::storage::follow_ups::listed;

/// A page of follow-ups.
#[derive(Clone, Debug)]
pub struct ListedPage {
    pub rows: Vec<FollowUp>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<FollowUpCursor>,
}

/// One page, those that were due first before the others.
#[tracing::instrument(skip_all)]
pub async fn listed_follow_ups(app: &App, query: &FollowUpQuery) -> Result<ListedPage, StorageError> {
    let one_more = FollowUpQuery { limit: query.limit + 1, ..query.clone() };
    let mut rows = listed::page(&mut app.db.read().await?, &one_more).await?;
    let is_last = rows.len() <= query.limit as usize;
    rows.truncate(query.limit as usize);
    let next = rows.last().filter(|_| !is_last);
    let next = next.map(|row| FollowUpCursor { due_on: row.due_on, id: row.id });
    Ok(ListedPage { rows, next })
}
