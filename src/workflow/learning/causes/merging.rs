//! What a merge of two causes will do.
//!
//! The rule: it refuses what the merge itself would refuse, and changes nothing.

use std::collections::BTreeSet;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::learning::causes::overview::MergeAhead;
use crate::domain::learning::causes::{CauseBook, CauseRefusal};
use crate::storage::insight::themes;
use crate::storage::learning::causes;
use crate::storage::learning::causes::counts;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::demand;
use crate::workflow::learning::causes::acts::{CauseError, Named};

/// What it will do to let a cause count for another.
///
/// # Errors
/// As [`merge_causes`](crate::workflow::learning::causes::acts::merge_causes).
#[tracing::instrument(skip_all)]
pub async fn merge_ahead(
    app: &App,
    actor: &Actor,
    cause: Named<'_>,
    into: Named<'_>,
) -> Result<MergeAhead, CauseError> {
    let mut tx = app.db.read().await?;
    demand(&mut tx, actor, Action::MergeCauses).await?;
    let book = causes::book(&mut tx).await?;
    let told = counts::told(&mut tx, None).await?;
    let (cause, into) = (present(&book, &told, cause)?, present(&book, &told, into)?);
    if cause == into {
        return Err(CauseRefusal::Itself.into());
    }
    Ok(MergeAhead {
        earlier_names: earlier_names(&book, &cause),
        themes: themes_of(&mut tx, &book, &cause).await?,
        cause,
        into,
    })
}

/// The present name of a cause that is named.
fn present(book: &CauseBook, told: &BTreeSet<String>, named: Named<'_>) -> Result<String, CauseRefusal> {
    let name = named.name();
    if book.find(name).is_none() && !told.contains(name) {
        return Err(CauseRefusal::Unknown);
    }
    let present = book.canonical(name);
    if matches!(named, Named::AsShown(shown) if shown != present) {
        return Err(CauseRefusal::Changed);
    }
    Ok(present.to_owned())
}

fn earlier_names(book: &CauseBook, cause: &str) -> Vec<String> {
    let Some(managed) = book.find(cause) else { return Vec::new() };
    let names: BTreeSet<&str> =
        book.history(managed.id).into_iter().map(|period| period.name.as_str()).collect();
    names.into_iter().filter(|name| *name != cause).map(str::to_owned).collect()
}

async fn themes_of(tx: &mut Tx, book: &CauseBook, cause: &str) -> Result<Vec<String>, StorageError> {
    let Some(managed) = book.find(cause) else { return Ok(Vec::new()) };
    let tied = causes::themes(tx, managed.id).await?;
    let all = themes::list(tx).await?;
    let mut names: Vec<String> =
        all.into_iter().filter(|theme| tied.contains(&theme.id)).map(|theme| theme.name).collect();
    names.sort();
    Ok(names)
}
