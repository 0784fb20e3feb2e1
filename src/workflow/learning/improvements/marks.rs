//! The improvements that charts mark.
//!
//! The rule: what has not started yet marks nothing, nor what was withdrawn. Figures of a part are marked only with what can have
//! changed them: improvements of the score or of an item, for some of the same people.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::insight::query::NpsQuery;
use crate::domain::learning::improvement::concerns::may_share;
use crate::domain::learning::improvement::{End, Improvement, Reason, Target};
use crate::domain::learning::mark::Mark;
use crate::storage::StorageError;
use crate::storage::learning::improvements as stored;
use crate::workflow::learning::causes::cause_book;

/// The improvements that started within the range of a query and can have changed what it is about, oldest first.
#[tracing::instrument(skip_all)]
pub async fn marks(app: &App, query: &NpsQuery) -> Result<Vec<Mark>, StorageError> {
    let may_have_changed = |one: &Improvement| {
        query.range.contains(one.plan.starts_on)
            && (query.filters.is_empty()
                || matches!(one.plan.target, Target::Nps | Target::Item(_))
                    && may_share(&one.plan.concerns, &query.filters))
    };
    started(app, may_have_changed).await
}

/// The improvements that have started against the cause of a name or one that was merged into it, as a chart takes them: the day
/// and what is said of it.
#[tracing::instrument(skip_all)]
pub async fn marks_of_cause(app: &App, name: &str) -> Result<Vec<(NaiveDate, String)>, StorageError> {
    let book = cause_book(app).await?;
    let Some(cause) = book.find(name).map(|cause| cause.id) else { return Ok(Vec::new()) };
    let is_it = |id| book.by_id(id).is_some_and(|present| present.id == cause);
    let names_it = |one: &Improvement| {
        let mut reasons = one.plan.reasons.iter();
        reasons.any(|reason| matches!(reason, Reason::Cause(id) if is_it(*id)))
            || matches!(one.plan.target, Target::Cause(id) if is_it(id))
    };
    let found = started(app, names_it).await?;
    Ok(found.into_iter().map(|mark| (mark.day, mark.title)).collect())
}

/// Those of some improvements that have started and were not withdrawn, oldest first.
async fn started(app: &App, is_asked: impl Fn(&Improvement) -> bool) -> Result<Vec<Mark>, StorageError> {
    let all = stored::list(&mut app.db.read().await?).await?;
    let has_started = |one: &Improvement| {
        one.plan.starts_on <= app.today() && !matches!(one.end, Some(End::Withdrawn { .. }))
    };
    let asked = all.into_iter().filter(|one| has_started(one) && is_asked(one));
    let mut marks: Vec<Mark> =
        asked.map(|one| Mark { day: one.plan.starts_on, id: one.id, title: one.plan.title }).collect();
    marks.sort_by(|one, other| (one.day, &one.title).cmp(&(other.day, &other.title)));
    Ok(marks)
}
