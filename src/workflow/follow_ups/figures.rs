//! How many follow-ups ended in time.

use chrono::{NaiveDate, NaiveTime};

use crate::app::App;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::figures::{MONTHS, MonthFigures};
use crate::domain::time::calendar::{first_of_month_before, moment_of};
use crate::domain::time::period::Granularity;
use crate::storage::StorageError;
use crate::storage::follow_ups::figures::{DueDay, of_month};

/// The follow-ups that were due in the last twelve months, the newest month first, by team; before them those that are due next
/// month, if there are any, which the lists have too.
#[tracing::instrument(skip_all)]
pub async fn follow_up_figures(app: &App, whose: &FollowUpsOf) -> Result<Vec<MonthFigures>, StorageError> {
    let today = app.today();
    let mut tx = app.db.read().await?;
    let mut months = Vec::new();
    let until_now = (0..MONTHS).map(|back| first_of_month_before(today, back));
    for month in next_month(today).into_iter().chain(until_now) {
        let teams = of_month(&mut tx, whose, today, &days(app, month)).await?;
        if month <= today || !teams.is_empty() {
            months.push(MonthFigures { month, teams });
        }
    }
    Ok(months)
}

/// The first day of the month after that of a day.
fn next_month(day: NaiveDate) -> Option<NaiveDate> {
    Granularity::Month.whole(first_of_month_before(day, 0))?.to().succ_opt()
}

/// The days of a month, each with the moment at which it is over.
fn days(app: &App, month: NaiveDate) -> Vec<DueDay> {
    let zone = app.config.organisation.zone;
    let whole = Granularity::Month.whole(month);
    let days = whole
        .into_iter()
        .flat_map(|whole| whole.from().iter_days().take_while(move |day| *day <= whole.to()));
    days.filter_map(|day| Some((day, moment_of(day.succ_opt()?, NaiveTime::MIN, zone)))).collect()
}
