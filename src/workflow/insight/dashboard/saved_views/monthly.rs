//! The figures of saved views by mail: queued once a month for each view and subscriber, and read when the mail goes out.
//!
//! The rule: that a mail is queued and the mail itself are stored together, so that any number of processes queue one. Its
//! figures are those of the page, hidden as there.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::rights::Right;
use crate::domain::ids::{MessageId, SavedViewId};
use crate::domain::insight::change::Change;
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::saved_view::monthly::{MonthlyMails, by_month};
use crate::domain::insight::series::Point;
use crate::domain::sending::staff_mail::About;
use crate::storage::StorageError;
use crate::storage::insight::saved_views;
use crate::storage::sending::staff_mails;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act_of_reading};
use crate::workflow::insight::dashboard::dashboard_figures;
use crate::workflow::insight::dashboard::saved_views::{FoundView, find_view};

/// The figures of a mail.
#[derive(Clone, Debug)]
pub struct MonthlyFigures {
    /// The headline figures, over the whole range.
    pub whole: Point,
    /// From the period before; `None` unless both are shown.
    pub change: Option<Change>,
    /// The months of the range, oldest first.
    pub months: Vec<Point>,
}

/// Queues the mails of the month whose moment has come.
#[tracing::instrument(skip_all)]
pub async fn queue_monthly_views(app: &App) -> Result<(), StorageError> {
    let (now, zone) = (app.now(), app.config.organisation.zone);
    let mails = MonthlyMails::of(app.today(), &app.config.policy.working_days, zone);
    let Some(mails) = mails.filter(|mails| mails.due_at <= now) else { return Ok(()) };
    let mut due = saved_views::due(&mut app.db.read().await?, mails.month, mails.due_at).await?;
    due.retain(|mail| mail.roles.have(Right::SeeInsights));
    if due.is_empty() {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    for mail in due {
        if saved_views::note_queued(&mut tx, &mail, mails.month, now).await? {
            let id = MessageId(app.randomness.uuid(now));
            staff_mails::insert(&mut tx, id, mail.user_id, About::View(mail.view_id), now).await?;
        }
    }
    tx.commit().await
}

/// The view of a mail with its parameters by month; `None` if its recipient may not open it or wants it no longer.
#[tracing::instrument(skip_all)]
pub async fn view_to_mail(
    app: &App,
    email: &str,
    id: SavedViewId,
) -> Result<Option<(FoundView, DashboardQuery)>, StorageError> {
    let found = find_view(app, email, id).await?;
    let wanted = found.filter(|found| found.view.is_mailed && found.view.page.is_mailable());
    Ok(wanted.and_then(|found| {
        let query = by_month(&found.view.query, app.today())?;
        Some((found, query))
    }))
}

/// The figures of a mail; `None` if its recipient may not read them. Single days are read by the recipient, as on the page,
/// and the audit says so.
#[tracing::instrument(skip_all)]
pub async fn monthly_figures(
    app: &App,
    email: &str,
    query: &DashboardQuery,
) -> Result<Option<MonthlyFigures>, StorageError> {
    if query.is_day_level(app.today()) {
        let (reader, subject) =
            (Actor::User(email.to_owned()), audited(&query.with("interval", Some("month"))));
        match act_of_reading(app, &reader, Action::ReadDashboardByDay, &subject).await {
            Ok(()) => {}
            Err(ActError::Storage(error)) => return Err(error),
            Err(_) => return Ok(None),
        }
    }
    let figures = dashboard_figures(app, query).await?;
    let range = figures.whole.range;
    let months = figures.over_time.into_iter().filter(|point| range.encloses(&point.range)).collect();
    Ok(Some(MonthlyFigures { whole: figures.whole, change: figures.change, months }))
}
