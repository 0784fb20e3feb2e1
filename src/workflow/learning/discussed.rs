//! Marks complaints as discussed, and shows which of the closed ones were.
//!
//! The rule: a handler of a team sees and marks only that team's complaints. Many are marked all or none, each as if a
//! person had recorded its facts; a day that is there stays unless a person confirmed how many are replaced.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::complaints::complaint::{Complaint, Reference};
use crate::domain::learning::discussed::DiscussedWith;
use crate::domain::learning::discussed::days::ClosingDays;
use crate::domain::learning::discussed::marking::{Earlier, MOST_MARKED, Marked, MarkingRefusal, Replacing};
use crate::domain::learning::discussed::overview::DiscussedOverview;
use crate::domain::learning::discussed::query::{DiscussedQuery, LISTED_ON_PAGE};
use crate::domain::learning::discussed::share::DiscussedTable;
use crate::domain::time::calendar::{day_of, first_of_month_before, moment_of};
use crate::domain::time::period::DateRange;
use crate::storage::complaints::StoredComplaint;
use crate::storage::learning::discussed::{closed, closings};
use crate::storage::{StorageError, Tx, complaints};
use crate::workflow::access::audit::{Actor, record};
use crate::workflow::access::permission::{ActError, demand};
use crate::workflow::complaints::record_facts::is_theirs;
use crate::workflow::complaints::register::report_again;

/// Months of which the share is shown, this one included.
const MONTHS: u32 = 12;

/// Why no complaint was marked.
#[derive(Debug, thiserror::Error)]
pub enum MarkDiscussedError {
    #[error(transparent)]
    Refused(#[from] MarkingRefusal),
    #[error("{} days that are there would be replaced, which was not confirmed: confirm that number", .0.replaced)]
    Replaces(Replacing),
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The closed complaints of a question, and the share that was discussed in time in each of the last twelve months.
#[tracing::instrument(skip_all)]
pub async fn discussed(
    app: &App,
    whose: &FollowUpsOf,
    query: &DiscussedQuery,
) -> Result<DiscussedOverview, StorageError> {
    let (zone, today) = (app.config.organisation.zone, app.today());
    let team = whose.team().or(query.team.as_deref());
    let page = (u64::from(query.page.saturating_sub(1)) * u64::from(LISTED_ON_PAGE), LISTED_ON_PAGE + 1);
    let mut tx = app.db.read().await?;
    let days = bounds(app, query.range.from(), query.range.to());
    let mut listed = closed(&mut tx, days, query.listed, team, page).await?;
    let closings = match DateRange::new(first_of_month_before(today, MONTHS - 1), today) {
        Some(year) => closings(&mut tx, &ClosingDays::of(year, zone), today, whose.team()).await?,
        None => Vec::new(),
    };
    drop(tx);
    let has_next = listed.len() > LISTED_ON_PAGE as usize;
    listed.truncate(LISTED_ON_PAGE as usize);
    Ok(DiscussedOverview { listed, has_next, table: DiscussedTable::of(&closings, team) })
}

/// The first moment of a day, and of the day after another.
fn bounds(app: &App, from: NaiveDate, to: NaiveDate) -> (Timestamp, Timestamp) {
    let begins = |day| moment_of(day, NaiveTime::MIN, app.config.organisation.zone);
    (begins(from), begins(to.succ_opt().unwrap_or(to)))
}

/// Marks complaints as discussed on a day, all or none.
///
/// # Errors
/// [`MarkDiscussedError::Refused`] with what is wrong, [`MarkDiscussedError::Replaces`] with how many days would be replaced
/// where that is more than `earlier` allows, or as [`demand`]; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn mark_discussed(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    references: &[Reference],
    with: DiscussedWith,
    on: NaiveDate,
    earlier: Earlier,
) -> Result<Marked, MarkDiscussedError> {
    let references: BTreeSet<&Reference> = references.iter().collect();
    match references.len() {
        0 => return Err(MarkingRefusal::NothingChosen.into()),
        many if many > MOST_MARKED => return Err(MarkingRefusal::TooMany.into()),
        _ if on > app.today() => return Err(MarkingRefusal::Ahead.into()),
        _ => {}
    }
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::MarkDiscussed).await?;
    let found = lock_all(&mut tx, whose, &references).await?;
    let (changing, kept): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, stored)| {
        let told = with.day(&stored.complaint.facts);
        told.is_none_or(|told| earlier != Earlier::Stays && told != on)
    });
    let zone = app.config.organisation.zone;
    let early = changing.iter().filter(|(_, stored)| on < day_of(stored.complaint.received_at, zone));
    let early: Vec<String> = early.map(|(reference, _)| reference.as_str().to_owned()).collect();
    if !early.is_empty() {
        return Err(MarkingRefusal::BeforeReceipt(early).into());
    }
    let replaced = changing.iter().filter(|(_, stored)| with.day(&stored.complaint.facts).is_some()).count();
    if matches!(earlier, Earlier::GivesWay(confirmed) if replaced > confirmed) {
        let added = changing.len() - replaced;
        return Err(MarkDiscussedError::Replaces(Replacing { replaced, added }));
    }
    let marked = Marked { marked: changing.len(), kept: kept.len() };
    for (reference, before) in changing {
        let subject = subject(reference, with, on, with.day(&before.complaint.facts));
        record(app, &mut tx, actor, Action::MarkDiscussed, &subject).await?;
        let facts = with.told(&before.complaint.facts, on);
        let complaint = Complaint { facts, ..before.complaint.clone() };
        report_again(app, &mut tx, actor, reference, before, complaint).await?;
    }
    tx.commit().await?;
    Ok(marked)
}

/// What the audit says of one complaint; `was` is the day that was replaced.
fn subject(reference: &Reference, with: DiscussedWith, on: NaiveDate, was: Option<NaiveDate>) -> String {
    let was = was.map(|was| format!(", was {was}")).unwrap_or_default();
    format!("{}: {} {on}{was}", reference.as_str(), with.name())
}

/// The complaints, locked in the order of their references, so that two who mark the same ones wait for each other and
/// neither waits for the other's lock.
async fn lock_all<'a>(
    tx: &mut Tx,
    whose: &FollowUpsOf,
    references: &BTreeSet<&'a Reference>,
) -> Result<Vec<(&'a Reference, StoredComplaint)>, MarkDiscussedError> {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    for reference in references {
        let stored = complaints::lock(tx, reference).await?;
        match stored.filter(|stored| is_theirs(whose, &stored.complaint)) {
            Some(stored) => found.push((*reference, stored)),
            None => unknown.push(reference.as_str().to_owned()),
        }
    }
    if unknown.is_empty() { Ok(found) } else { Err(MarkingRefusal::Unknown(unknown).into()) }
}
