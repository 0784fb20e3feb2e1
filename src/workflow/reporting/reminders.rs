//! Reminds policy owners of the complaint report of the oldest year that waits, until it is published.
//!
//! The rule: within working hours alone. That a reminder was queued and its mails are stored together, so that any number of
//! processes queue one.

use chrono::Datelike as _;

use crate::app::App;
use crate::domain::ids::MessageId;
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::edition::{Edition, current};
use crate::domain::reporting::reminder::{reminder_day, waiting_years};
use crate::domain::sending::staff_mail::About;
use crate::domain::time::working_hours::is_at_work;
use crate::storage::reporting::{editions, reminders};
use crate::storage::sending::staff_mails;
use crate::storage::{StorageError, Tx};
use crate::workflow::reporting::public::is_known_of;

/// Queues a reminder for each policy owner on the days for it, unless each report is published or there is nothing to report on.
#[tracing::instrument(skip_all)]
pub async fn remind_of_report(app: &App) -> Result<(), StorageError> {
    let (now, today) = (app.now(), app.today());
    let days = &app.config.policy.working_days;
    if !is_at_work(now, days, app.config.organisation.zone) {
        return Ok(());
    }
    let Some(day) = reminder_day(today, days) else { return Ok(()) };
    let mut tx = app.db.read().await?;
    let Some(year) = waiting_year(app, &mut tx, today.year()).await? else { return Ok(()) };
    let is_done = reminders::is_noted(&mut tx, year, day).await?;
    drop(tx);
    if is_done {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    let owners = staff_mails::policy_owners(&mut tx).await?;
    // Where there is none yet, the first one gets it.
    if owners.is_empty()
        || is_published(&mut tx, year).await?
        || !reminders::note(&mut tx, year, day, now).await?
    {
        return Ok(());
    }
    for (user, _) in owners {
        let id = MessageId(app.randomness.uuid(now));
        staff_mails::insert(&mut tx, id, user, About::Report(year), now).await?;
    }
    tx.commit().await
}

/// The oldest year whose report waits and that has something to report on.
async fn waiting_year(app: &App, tx: &mut Tx, this_year: i32) -> Result<Option<i32>, StorageError> {
    let drafts = editions::drafts(tx).await?;
    let editions = editions::list(tx).await?;
    let mut begun = reminders::years(tx).await?;
    let of_public = |kind: DocumentKind| kind == DocumentKind::Public;
    begun.extend(drafts.iter().filter(|draft| of_public(draft.kind)).map(|draft| draft.year));
    let public: Vec<Edition> = editions.into_iter().filter(|edition| of_public(edition.kind)).collect();
    begun.extend(public.iter().map(|edition| edition.year));
    // Of each year the latest stands first, so that a year whose last edition was withdrawn waits again.
    let of_year = public.chunk_by(|one, other| one.year == other.year);
    let published: Vec<i32> = of_year.filter_map(current).map(|edition| edition.year).collect();
    for year in waiting_years(this_year, &begun, &published) {
        if is_known_of(app, tx, year).await? {
            return Ok(Some(year));
        }
    }
    Ok(None)
}

async fn is_published(tx: &mut Tx, year: i32) -> Result<bool, StorageError> {
    Ok(current(&editions::of_year(tx, year, DocumentKind::Public).await?).is_some())
}
