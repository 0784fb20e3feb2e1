//! The comments of a selection for a file; permission is checked by the caller.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::insight::query::responses::{Cursor, ResponseRow};
use crate::domain::insight::query::verbatims::VerbatimQuery;
use crate::storage::answering::responses;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act_of_reading};
use crate::workflow::insight::series::whole_in_its_answer;

/// The most answers in a file; there is an API for more.
pub const MOST_IN_A_FILE: usize = 10_000;
/// Answers that are read at once.
const ON_A_PAGE: u32 = 1_000;

/// The answers of a selection.
#[derive(Clone, Debug)]
pub struct VerbatimFile {
    /// The newest first.
    pub rows: Vec<ResponseRow>,
    /// There are more than fit into a file.
    pub has_more: bool,
}

/// The answers with a comment that a selection shows on all its pages; `None` if it is too small to show. `asked`, the
/// request, is recorded in the audit log.
#[tracing::instrument(skip_all)]
pub async fn verbatims_for_file(
    app: &App,
    actor: &Actor,
    query: &VerbatimQuery,
    asked: &str,
) -> Result<Option<VerbatimFile>, ActError> {
    act_of_reading(app, actor, Action::ReadVerbatims, asked).await?;
    if whole_in_its_answer(app, query.selection()).await?.figures.responses().is_none() {
        return Ok(None);
    }
    let mut query = VerbatimQuery { after: None, ..query.clone() };
    let mut rows: Vec<ResponseRow> = Vec::new();
    let mut tx = app.db.read().await?;
    while rows.len() <= MOST_IN_A_FILE {
        let page = responses::verbatims(&mut tx, &query, app.today(), ON_A_PAGE).await?;
        let is_last = page.len() < ON_A_PAGE as usize;
        rows.extend(page);
        query.after = rows.last().map(|row| Cursor { day: row.answered_on, id: row.id });
        if is_last {
            break;
        }
    }
    let has_more = rows.len() > MOST_IN_A_FILE;
    rows.truncate(MOST_IN_A_FILE);
    Ok(Some(VerbatimFile { rows, has_more }))
}
