//! The mail about new signals.

use crate::app::App;
use crate::domain::insight::signal::event::events;
use crate::storage::insight::signals;
use crate::storage::sending::staff_mails::claim::ClaimedStaffMail;
use crate::urls;
use crate::views::insight::signal_mail::SignalMail;
use crate::workflow::sending::staff_mails::told::{Told, UnsentMail, Words};

/// The signals that were raised when the mail was queued; they stay relevant.
pub(super) async fn signals(app: &App, mail: &ClaimedStaffMail) -> Result<Told, UnsentMail> {
    let events = events(signals::list(&mut app.db.read().await?).await?);
    let begun =
        events.iter().filter(|event| event.signals().any(|raised| raised.raised_at == mail.raised_at));
    let organisation = &app.config.organisation;
    let page = format!("{}{}", app.config.http.public_url, urls::SIGNALS);
    let letter = SignalMail {
        language: organisation.language,
        organisation: &organisation.name,
        events: &begun.collect::<Vec<_>>(),
        page: &page,
    };
    let (subject, text, html) = (letter.subject(), letter.text(), letter.html().into_string());
    Ok(Told::Words(Words { subject, text, html }))
}
