//! The notifications of a year, as their page shows them.
//!
//! The rule: it counts as the scoreboard does. A running month has no part in what is compared, since its count is told
//! when it is over.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::measure::Measure;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::policy::notifications::Month;
use crate::domain::policy::notified_year::{KnownMonths, MonthRow, NotifiedYear};
use crate::domain::policy::rewards::{Cut, DIMENSIONS};
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::Granularity;
use crate::statistics::suppression::hidden_beside_a_total;
use crate::storage::insight::counts;
use crate::storage::policy::followed_up::followed_up;
use crate::storage::policy::notifications;
use crate::storage::{StorageError, Tx};
use crate::workflow::policy::scoreboard::notifications_of;

/// Complaints by the first day of their month, and by value.
type ByMonth = BTreeMap<NaiveDate, BTreeMap<String, u64>>;

/// What is known of the months of a question that is not filtered.
#[tracing::instrument(skip_all)]
pub async fn notified_year(app: &App, whole: &WholeQuery) -> Result<NotifiedYear, StorageError> {
    let mut tx = app.db.read().await?;
    let told = notifications::list(&mut tx, whole.range).await?;
    let together = notifications_of(&mut tx, whole).await?.unwrap_or_default();
    let received = received_by(&mut tx, whole, Dimension::Product).await?;
    let mut cut = Vec::new();
    for dimension in DIMENSIONS {
        cut.push((dimension, received_by(&mut tx, whole, dimension).await?));
    }
    let followed_up = followed_up(&mut tx, whole.range).await?;
    drop(tx);
    let running = first_of_month_before(app.today(), 0);
    let is_known = |month: &NaiveDate| *month < running && together.contains_key(month);
    let known = known_months(&together, &received, is_known);
    let minimum = app.config.privacy.minimum_group;
    let cuts = cut
        .into_iter()
        .map(|(dimension, by_month)| {
            Cut::of(dimension, &summed(&by_month, is_known), known.notifications, minimum)
        })
        .collect();
    let months = whole.range.split(Granularity::Month).into_iter().map(|range| range.from());
    let begun = months.filter(|month| *month <= running);
    let rows =
        begun.flat_map(|month| rows_of(month, &told, &together, received.get(&month), minimum)).collect();
    Ok(NotifiedYear { rows, known, cuts, followed_up: followed_up.visible(minimum) })
}

async fn received_by(tx: &mut Tx, whole: &WholeQuery, dimension: Dimension) -> Result<ByMonth, StorageError> {
    let mut months = ByMonth::new();
    for counted in counts::by_dimension(tx, whole, dimension, &[Measure::Received]).await? {
        let complaints = u64::try_from(counted.amount).unwrap_or_default();
        let month = months.entry(first_of_month_before(counted.day, 0)).or_default();
        *month.entry(counted.value).or_default() += complaints;
    }
    Ok(months)
}

/// The row of all together, and one for each product that was told.
fn rows_of(
    month: NaiveDate,
    told: &[(NaiveDate, String, u64)],
    together: &BTreeMap<NaiveDate, u64>,
    received: Option<&BTreeMap<String, u64>>,
    minimum: u64,
) -> Vec<MonthRow> {
    let total: u64 = received.map(|products| products.values().sum()).unwrap_or_default();
    let all = MonthRow {
        month: Month::of(month),
        product: String::new(),
        notifications: together.get(&month).copied(),
        complaints: Some(total),
    };
    let products: Vec<(&String, u64)> = told
        .iter()
        .filter(|(other, product, _)| *other == month && !product.is_empty())
        .map(|(_, product, number)| (product, *number))
        .collect();
    let complaints = |(product, _): &(&String, u64)| {
        received.and_then(|products| products.get(*product)).copied().unwrap_or_default()
    };
    let sizes: Vec<u64> = products.iter().map(complaints).collect();
    let hidden = hidden_beside_a_total(&sizes, total.saturating_sub(sizes.iter().sum()), minimum);
    let of_product = |(((product, number), size), is_hidden): (((&String, u64), u64), bool)| MonthRow {
        month: Month::of(month),
        product: product.clone(),
        notifications: Some(number),
        complaints: (!is_hidden).then_some(size),
    };
    let rows = products.into_iter().zip(sizes).zip(hidden);
    std::iter::once(all).chain(rows.map(of_product)).collect()
}

fn known_months(
    together: &BTreeMap<NaiveDate, u64>,
    received: &ByMonth,
    is_known: impl Fn(&NaiveDate) -> bool,
) -> KnownMonths {
    let mut known = KnownMonths::default();
    for (_, notifications) in together.iter().filter(|(month, _)| is_known(month)) {
        known.months += 1;
        known.notifications += notifications;
    }
    known.complaints = summed(received, is_known).values().sum();
    known
}

/// The complaints of some months by value.
fn summed(by_month: &ByMonth, is_counted: impl Fn(&NaiveDate) -> bool) -> BTreeMap<String, u64> {
    let mut sums = BTreeMap::<String, u64>::new();
    for (_, values) in by_month.iter().filter(|(month, _)| is_counted(month)) {
        for (value, complaints) in values {
            *sums.entry(value.clone()).or_default() += complaints;
        }
    }
    sums
}
