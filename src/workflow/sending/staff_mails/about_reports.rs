//! The reminder of the complaint report of a year.
//!
//! The rule: within working hours, and nothing once the report is published. What is left to do is read when the mail goes out.

use crate::app::App;
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::standing::DocumentStanding;
use crate::domain::time::working_hours::next_at_work;
use crate::storage::StorageError;
use crate::storage::reporting::{editions, preparers};
use crate::storage::sending::staff_mails::claim::ClaimedStaffMail;
use crate::urls;
use crate::views::reporting::reminder_mail::ReminderMail;
use crate::workflow::sending::staff_mails::told::{Told, UnsentMail, Words};

/// What is left to do for the report of a year.
pub(super) async fn report(app: &App, mail: &ClaimedStaffMail, year: i32) -> Result<Told, UnsentMail> {
    let standing = standing(app, year).await?;
    if standing.published().is_some() {
        return Ok(Told::Nothing);
    }
    let (now, organisation) = (app.now(), &app.config.organisation);
    match next_at_work(now, &app.config.policy.working_days, organisation.zone) {
        None => return Ok(Told::Nothing),
        Some(moment) if moment > now => return Ok(Told::NotBefore(moment)),
        Some(_) => {}
    }
    let page = format!("{}{}", app.config.http.public_url, urls::REPORTS);
    let letter = ReminderMail {
        language: mail.language.unwrap_or(organisation.language),
        organisation: &organisation.name,
        year,
        today: app.today(),
        standing: &standing,
        page: &page,
    };
    let (subject, text, html) = (letter.subject(), letter.text(), letter.html().into_string());
    Ok(Told::Words(Words { subject, text, html }))
}

async fn standing(app: &App, year: i32) -> Result<DocumentStanding, StorageError> {
    let mut tx = app.db.read().await?;
    Ok(DocumentStanding {
        draft: editions::draft(&mut tx, year, DocumentKind::Public).await?,
        preparers: preparers::of_draft(&mut tx, year, DocumentKind::Public).await?,
        editions: editions::of_year(&mut tx, year, DocumentKind::Public).await?,
    })
}
