//! The mails about follow-ups: one whose customer wants contact, and all of a day that are due.
//!
//! The rule: only within working hours, and only to who would be mailed about it now: the one who was queued may have left, and a
//! colleague may have taken it up.

use crate::app::App;
use crate::domain::follow_ups::mailed::MailedFollowUp;
use crate::domain::ids::FollowUpId;
use crate::domain::time::calendar::day_of;
use crate::domain::time::working_hours::{is_at_work, next_at_work};
use crate::storage::StorageError;
use crate::storage::follow_ups::due::of_user;
use crate::storage::follow_ups::mails;
use crate::storage::sending::staff_mails::claim::ClaimedStaffMail;
use crate::urls;
use crate::views::follow_ups::contact_mail::ContactMail;
use crate::views::follow_ups::due_mail::DueMail;
use crate::workflow::sending::staff_mails::told::{Told, UnsentMail, Words};

/// A follow-up whose customer wants contact; nothing once it has ended, is another's, or the customer wants no contact any more.
pub(super) async fn wants_contact(
    app: &App,
    mail: &ClaimedStaffMail,
    id: FollowUpId,
) -> Result<Told, UnsentMail> {
    let Some(follow_up) = own_open(app, mail, id).await? else { return Ok(Told::Nothing) };
    let (now, organisation) = (app.now(), &app.config.organisation);
    match next_at_work(now, &app.config.policy.working_days, organisation.zone) {
        None => return Ok(Told::Nothing),
        Some(moment) if moment > now => return Ok(Told::NotBefore(moment)),
        Some(_) => {}
    }
    let page = format!("{}{}", app.config.http.public_url, urls::follow_up(id));
    let letter = ContactMail {
        language: mail.language.unwrap_or(organisation.language),
        organisation: &organisation.name,
        follow_up: &follow_up,
        today: app.today(),
        page: &page,
    };
    let (subject, text, html) = (letter.subject(), letter.text(), letter.html().into_string());
    Ok(Told::Words(Words { subject, text, html }))
}

async fn own_open(
    app: &App,
    mail: &ClaimedStaffMail,
    id: FollowUpId,
) -> Result<Option<MailedFollowUp>, StorageError> {
    let mut tx = app.db.read().await?;
    let found = mails::find_open(&mut tx, id).await?;
    let handlers = mails::handlers(&mut tx).await?;
    Ok(found.filter(|found| found.contact_me && found.recipients(&handlers).contains(&mail.user_id)))
}

/// What is due for the recipient; nothing if nothing is, or the day for which it was queued is over.
pub(super) async fn due(app: &App, mail: &ClaimedStaffMail) -> Result<Told, UnsentMail> {
    let (now, today, organisation) = (app.now(), app.today(), &app.config.organisation);
    let is_of_today = day_of(mail.raised_at, organisation.zone) == today;
    if !is_of_today || !is_at_work(now, &app.config.policy.working_days, organisation.zone) {
        return Ok(Told::Nothing);
    }
    let mut tx = app.db.read().await?;
    let handlers = mails::handlers(&mut tx).await?;
    let due = of_user(&mut tx, &handlers, mail.user_id, today).await?;
    drop(tx);
    if due.count == 0 {
        return Ok(Told::Nothing);
    }
    let letter = DueMail {
        language: mail.language.unwrap_or(organisation.language),
        organisation: &organisation.name,
        today,
        due: &due,
        public_url: &app.config.http.public_url,
    };
    let (subject, text, html) = (letter.subject(), letter.text(), letter.html().into_string());
    Ok(Told::Words(Words { subject, text, html }))
}
