//! Lists single responses; permission is checked by the caller.

pub mod export;

use std::collections::BTreeSet;

use crate::app::App;
use crate::domain::answering::questionnaire::ItemId;
use crate::domain::insight::query::responses::{Cursor, ResponseQuery, ResponseRow};
use crate::storage::StorageError;
use crate::storage::answering::responses;

#[derive(Clone, Debug, Default)]
pub struct ResponsePage {
    pub rows: Vec<ResponseRow>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<Cursor>,
    /// Every item that was ever rated, so that all pages of a file have the same columns.
    pub items: BTreeSet<ItemId>,
}

/// One page of responses, oldest first.
#[tracing::instrument(skip_all)]
pub async fn list_responses(app: &App, query: &ResponseQuery) -> Result<ResponsePage, StorageError> {
    let mut tx = app.db.read().await?;
    let one_more = ResponseQuery { limit: query.limit + 1, ..query.clone() };
    let mut rows = responses::list(&mut tx, &one_more).await?;
    let is_last = rows.len() <= query.limit as usize;
    rows.truncate(query.limit as usize);
    let day = |row: &ResponseRow| match query.selection.basis {
        crate::domain::insight::query::Basis::Closed => row.closed_on,
        crate::domain::insight::query::Basis::Answered => row.answered_on,
    };
    let next = rows.last().filter(|_| !is_last).map(|row| Cursor { day: day(row), id: row.id });
    Ok(ResponsePage { rows, next, items: responses::items(&mut tx).await? })
}
