//! The notifications of a month: told by the organisation, compared with the complaints of that month.
//!
//! The rule: whichever way counts are told, each one that changes is in the audit; many at once are stored all or none.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::measure::Measure;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::query::{Basis, Filters};
use crate::domain::policy::notifications::{Month, Notifications};
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::suppression::is_too_small;
use crate::storage::insight::counts;
use crate::storage::policy::notifications;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act, demand};

/// The notifications of a month, and the complaints received in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthCount {
    /// `None` if it was not told.
    pub count: Option<u64>,
    /// `None` where a product had so few that a person could be identified.
    pub complaints: Option<u64>,
}

impl MonthCount {
    /// Whether there are fewer notifications than complaints, as far as that may be told.
    #[must_use]
    pub fn is_fewer(&self) -> bool {
        self.count.zip(self.complaints).is_some_and(|(count, complaints)| count < complaints)
    }
}

/// Stores the count of a month; telling the same again changes nothing.
///
/// # Errors
/// [`ActError::NotAllowed`].
#[tracing::instrument(skip_all)]
pub async fn tell_notifications(
    app: &App,
    actor: &Actor,
    told: &Notifications,
) -> Result<MonthCount, ActError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::TellNotifications).await?;
    set(app, &mut tx, actor, told).await?;
    let known = known(app, &mut tx, told.month, &told.product).await?;
    tx.commit().await?;
    Ok(known)
}

/// Stores a count if it is another than before, which then is in the audit; true if it is.
async fn set(app: &App, tx: &mut Tx, actor: &Actor, told: &Notifications) -> Result<bool, ActError> {
    let subject = format!("{} {}: {}", told.month, told.product, told.count);
    let is_changed = notifications::set(tx, told.month.first(), &told.product, told.count.into()).await?;
    if is_changed {
        act(app, tx, actor, Action::TellNotifications, &subject).await?;
    }
    Ok(is_changed)
}

/// The result of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedNotifications {
    pub rows: usize,
    /// Counts that are new or other than before.
    pub changed: usize,
    /// Those that are fewer than the complaints received in their month.
    pub fewer: Vec<Notifications>,
}

/// Stores the counts of many months, all or none; telling the same again changes nothing.
///
/// # Errors
/// [`ActError::NotAllowed`].
#[tracing::instrument(skip_all)]
pub async fn import_notifications(
    app: &App,
    actor: &Actor,
    rows: &[Notifications],
) -> Result<ImportedNotifications, ActError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::TellNotifications).await?;
    // In one order, so that two imports at once wait for each other and do not lock each other out.
    let mut rows: Vec<&Notifications> = rows.iter().collect();
    rows.sort_by_key(|told| (told.month, told.product.as_str()));
    let mut imported = ImportedNotifications { rows: rows.len(), changed: 0, fewer: Vec::new() };
    for &told in &rows {
        imported.changed += usize::from(set(app, &mut tx, actor, told).await?);
        if known(app, &mut tx, told.month, &told.product).await?.is_fewer() {
            imported.fewer.push(told.clone());
        }
    }
    tx.commit().await?;
    Ok(imported)
}

/// What is known of a month, of one product or (empty) of all together.
///
/// # Errors
/// As [`demand`].
#[tracing::instrument(skip_all)]
pub async fn find_notifications(
    app: &App,
    actor: &Actor,
    month: Month,
    product: &str,
) -> Result<MonthCount, ActError> {
    let mut tx = app.db.read().await?;
    demand(&mut tx, actor, Action::TellNotifications).await?;
    Ok(known(app, &mut tx, month, product).await?)
}

async fn known(app: &App, tx: &mut Tx, month: Month, product: &str) -> Result<MonthCount, StorageError> {
    let first = month.first();
    let last = Granularity::Month.last_day(first).unwrap_or(first);
    let Some(range) = DateRange::new(first, last) else {
        return Ok(MonthCount { count: None, complaints: None });
    };
    let told = notifications::list(tx, range).await?;
    let count = told.into_iter().find(|(_, other, _)| other == product).map(|(_, _, count)| count);
    let mut filters = Filters::new();
    if !product.is_empty() {
        filters.insert(Dimension::Product, vec![product.to_owned()]);
    }
    let whole = WholeQuery::over(range, Granularity::Month).about(Basis::Closed, filters);
    let received = counts::read(tx, &whole, &[Measure::Received]).await?;
    let complaints: u64 = received.iter().map(|day| u64::try_from(day.amount).unwrap_or_default()).sum();
    let is_hidden = !product.is_empty() && is_too_small(complaints, app.config.privacy.minimum_group);
    Ok(MonthCount { count, complaints: (!is_hidden).then_some(complaints) })
}
