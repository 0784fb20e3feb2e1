//! Reminds policy owners of the complaint report of the year before, until it is published.
//!
//! The rule: within working hours alone. That a reminder was queued and its mails are stored together, so that any number of
//! processes queue one.

use chrono::Datelike as _;

use crate::app::App;
use crate::domain::ids::MessageId;
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::edition::Edition;
use crate::domain::reporting::reminder::reminder_day;
use crate::domain::sending::staff_mail::About;
use crate::domain::time::working_hours::is_at_work;
use crate::storage::reporting::{editions, reminders};
use crate::storage::sending::staff_mails;
use crate::storage::{StorageError, Tx};
use crate::workflow::reporting::public::has_data;

/// Queues a reminder for each policy owner on the days for it, unless the report is published or there is nothing to report on.
pub async fn remind_of_report(app: &App) -> Result<(), StorageError> {
    let (now, today) = (app.now(), app.today());
    let days = &app.config.policy.working_days;
    if !is_at_work(now, days, app.config.organisation.zone) {
        return Ok(());
    }
    let Some(day) = reminder_day(today, days) else { return Ok(()) };
    let year = today.year() - 1;
    let mut tx = app.db.read().await?;
    let is_done = reminders::is_noted(&mut tx, year, day).await? || is_published(&mut tx, year).await?;
    drop(tx);
    if is_done || !has_data(app, year).await? {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    if is_published(&mut tx, year).await? || !reminders::note(&mut tx, year, day, now).await? {
        return Ok(());
    }
    for (user, _) in staff_mails::policy_owners(&mut tx).await? {
        let id = MessageId(app.randomness.uuid(now));
        staff_mails::insert(&mut tx, id, user, About::Report(year), now).await?;
    }
    tx.commit().await
}

async fn is_published(tx: &mut Tx, year: i32) -> Result<bool, StorageError> {
    let editions = editions::of_year(tx, year, DocumentKind::Public).await?;
    Ok(editions.iter().any(Edition::is_published))
}
