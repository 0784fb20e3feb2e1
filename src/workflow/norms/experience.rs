//! The experience that a norm can rest on, and whether it is enough.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::Basis;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::series::Point;
use crate::domain::insight::signal::event::{SignalEvent, events};
use crate::domain::norms::fields::{MOST_MONTHS, usual_window};
use crate::domain::norms::norm::Rule;
use crate::domain::norms::readiness::{ChannelCoverage, Experience, Readiness, readiness};
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::{DateRange, Granularity};
use crate::storage::StorageError;
use crate::storage::insight::{signals, tallies};
use crate::workflow::insight::series::{nps_over_time, whole_over_time};

/// Months over which instrument and coverage are checked.
const YEAR: u32 = 12;

/// The readiness of a rule's population today. Experience is counted by the day of closure, whatever the rule's own
/// basis: only then are closures and answers of the same people.
#[tracing::instrument(skip_all)]
pub async fn readiness_for(app: &App, rule: &Rule) -> Result<Readiness, StorageError> {
    readiness_on(app, rule, app.today()).await
}

/// The same as it was on a day, by what is known today about the months before it.
#[tracing::instrument(skip_all)]
pub(in crate::workflow) async fn readiness_on(
    app: &App,
    rule: &Rule,
    today: NaiveDate,
) -> Result<Readiness, StorageError> {
    let rule = &Rule { basis: Basis::Closed, ..rule.clone() };
    let last = usual_window(today).to();
    let range = |months| DateRange::new(first_of_month_before(today, months), last);
    let (Some(all), Some(year)) = (range(MOST_MONTHS), range(YEAR)) else {
        return Ok(readiness(Experience::default(), today));
    };
    let experience = Experience {
        months: since_the_first(history(app, rule, all, Granularity::Month).await?),
        unexplained: unexplained(app, last).await?,
        instruments: instruments(app, rule, year).await?,
        channels: channels(app, rule, year).await?,
    };
    Ok(readiness(experience, today))
}

/// The months from the first one with responses on.
fn since_the_first(mut months: Vec<Point>) -> Vec<Point> {
    let first = months.iter().position(|month| !month.figures.is_nothing()).unwrap_or(months.len());
    months.split_off(first)
}

/// The figures of a rule's population, by the periods of a range.
#[tracing::instrument(skip_all)]
pub async fn history(
    app: &App,
    rule: &Rule,
    range: DateRange,
    interval: Granularity,
) -> Result<Vec<Point>, StorageError> {
    whole_over_time(app, &question(rule, range, interval)).await
}

/// The query for figures of a rule's population.
#[must_use]
pub fn question(rule: &Rule, range: DateRange, interval: Granularity) -> WholeQuery {
    WholeQuery::over(range, interval).about(rule.basis, rule.filters())
}

/// The months up to `last` with a signal whose cause is not recorded.
async fn unexplained(app: &App, last: NaiveDate) -> Result<Vec<NaiveDate>, StorageError> {
    let raised = signals::list(&mut app.db.read().await?).await?;
    let events = events(raised);
    let unexplained = events.iter().filter(|event| event.explanation().is_none());
    let months = unexplained.flat_map(SignalEvent::signals).map(|raised| raised.signal.month);
    Ok(months.filter(|month| *month <= last).collect())
}

/// Questionnaire and mode of the responses of each month.
async fn instruments(
    app: &App,
    rule: &Rule,
    range: DateRange,
) -> Result<Vec<(NaiveDate, String)>, StorageError> {
    let query = question(rule, range, Granularity::Month);
    let pair = [Dimension::Questionnaire, Dimension::Mode];
    let days = tallies::read_cross(&mut app.db.read().await?, &query, pair).await?;
    let answered = days.into_iter().filter(|day| day.counts.tally.responses() > 0);
    let mut found: Vec<(NaiveDate, String)> =
        answered.map(|day| (first_of_month_before(day.day, 0), day.group)).collect();
    found.sort();
    found.dedup();
    Ok(found)
}

async fn channels(app: &App, rule: &Rule, range: DateRange) -> Result<Vec<ChannelCoverage>, StorageError> {
    let by_channel = question(rule, range, Granularity::Total).by(Dimension::Channel);
    let groups = nps_over_time(app, &by_channel).await?;
    let channels = groups.into_iter().filter_map(|group| {
        let (_, channel) = group.value?;
        let point = group.points.into_iter().next()?;
        Some(ChannelCoverage { channel, closed: point.closed, invited: point.invited })
    });
    Ok(channels.collect())
}
