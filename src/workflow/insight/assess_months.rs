//! Assesses each month once, when all its answers are in: signals are stored, and mailed to subscribers.

use chrono::{Days, Months, NaiveDate};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::{MessageId, SignalId};
use crate::domain::insight::control_chart::{BASELINE, ControlSeries, control_series};
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::signal::event::events;
use crate::domain::insight::signal::{RaisedSignal, signals_of};
use crate::domain::sending::staff_mail::About;
use crate::domain::time::period::{DateRange, Granularity};
use crate::storage::insight::{change_points, signals, tallies};
use crate::storage::sending::staff_mails;
use crate::storage::{StorageError, Tx};
use crate::workflow::insight::series::whole_over_time;

/// Signals of months that ended longer ago are stored without a mail: they are history, for example after an import.
const NEWS: Days = Days::new(120);

/// Assesses every complete month not yet assessed; returns how many signals were raised.
///
/// # Errors
/// The database failed; months already assessed stay so.
#[tracing::instrument(skip_all)]
pub async fn assess_months(app: &App) -> Result<u64, StorageError> {
    let Some((first, next)) = first_and_next(app).await? else { return Ok(0) };
    let Some(month) = month_range(next).filter(|month| month.to() < app.today()) else { return Ok(0) };
    // Usually it ends here: answers to the month may still come.
    if !tallies::awaiting(&mut app.db.read().await?, &by_month(month)).await?.is_empty() {
        return Ok(0);
    }
    let Some(range) = DateRange::new(first, app.today()) else { return Ok(0) };
    let points = whole_over_time(app, &by_month(range)).await?;
    let restarts = change_points::restarts(&mut app.db.read().await?).await?;
    let series = control_series(&points, &restarts, BASELINE);
    let due = series.points.iter().enumerate().skip_while(|(_, point)| point.range.from() < next);
    let mut raised = 0;
    for (index, _) in due.take_while(|(_, point)| !point.provisional) {
        raised += assess(app, &series, index).await?;
    }
    Ok(raised)
}

/// The first month with data, and the first one not yet assessed; `None` if there are no tallies, or if that month is
/// not over.
async fn first_and_next(app: &App) -> Result<Option<(NaiveDate, NaiveDate)>, StorageError> {
    let mut tx = app.db.read().await?;
    let last = signals::last_assessed(&mut tx).await?;
    if last.and_then(following).and_then(month_range).is_some_and(|month| month.to() >= app.today()) {
        return Ok(None);
    }
    let first = tallies::first_day(&mut tx).await?.and_then(|day| Granularity::Month.first_day(day));
    Ok(first.map(|first| (first, last.and_then(following).unwrap_or(first))))
}

fn following(month: NaiveDate) -> Option<NaiveDate> {
    month.checked_add_months(Months::new(1))
}

fn month_range(first: NaiveDate) -> Option<DateRange> {
    DateRange::new(first, Granularity::Month.last_day(first)?)
}

fn by_month(range: DateRange) -> WholeQuery {
    WholeQuery::over(range, Granularity::Month)
}

async fn assess(app: &App, series: &ControlSeries, index: usize) -> Result<u64, StorageError> {
    let Some(month) = series.points.get(index).map(|point| point.range) else { return Ok(0) };
    let found = signals_of(series, index);
    let mut tx = app.db.write().await?;
    let now = app.now();
    if !signals::begin_month(&mut tx, month.from(), now).await? {
        return Ok(0);
    }
    for signal in &found {
        signals::insert(&mut tx, SignalId(app.randomness.uuid(now)), signal, now).await?;
    }
    let is_recent = month.to().checked_add_days(NEWS).is_some_and(|until| until >= app.today());
    if is_recent && !found.is_empty() && is_news(signals::list(&mut tx).await?, month.from()) {
        queue_mails(app, &mut tx, now).await?;
    }
    tx.commit().await?;
    Ok(found.len() as u64)
}

/// Whether a month has news: an event that merely continues was mailed before.
fn is_news(raised: Vec<RaisedSignal>, month: NaiveDate) -> bool {
    events(raised).iter().any(|event| event.is_news_of(month))
}

/// The mails carry the time their signals were raised, by which they find them again.
async fn queue_mails(app: &App, tx: &mut Tx, now: Timestamp) -> Result<(), StorageError> {
    for user in staff_mails::subscribers(tx).await? {
        staff_mails::insert(tx, MessageId(app.randomness.uuid(now)), user, About::Signals, now).await?;
    }
    Ok(())
}
