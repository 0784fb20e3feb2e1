//! Composes the mail of a message: identical to the byte for the same message, whenever it is composed.
//!
//! The rule: it depends on nothing but what is stored about the message and the configuration. A program that is restarted with
//! another configuration (name, contact, colour, `survey.show_reference`) between two attempts composes the second by that.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Reference;
use crate::domain::people::language::Language;
use crate::domain::people::person_name::person_name;
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::return_path::return_path;
use crate::domain::time::calendar::day_of;
use crate::mail::message::{Letter, RawMail};
use crate::mail::send_error::SendError;
use crate::urls;
use crate::views::asking::invitation_mail::InvitationMail;
use crate::workflow::sending::send::Claimed;

/// Composes the mail.
///
/// # Errors
/// [`Cause::Unmailable`]: no mail can be composed from the stored data.
pub fn mail(app: &App, claimed: &Claimed) -> Result<RawMail, SendError> {
    let letter = letter(app, claimed)?;
    let made = letter.to_raw(app.config.mail.dkim.as_ref());
    made.map_err(|error| SendError::new(Cause::Unmailable, &error.to_string()))
}

fn letter(app: &App, claimed: &Claimed) -> Result<Letter, SendError> {
    let Claimed { message, invitation, texts, reference } = claimed;
    let config = &app.config;
    let to = invitation.recipient_address.as_deref().and_then(|address| address.parse().ok());
    let to = to.ok_or_else(|| SendError::new(Cause::Unmailable, "there is no address any more"))?;
    let token = app.secret.link_token(&message.nonce);
    let survey_url = format!("{}{}", config.http.public_url, urls::survey(&token));
    let unsubscribe_url = format!("{}{}", config.http.public_url, urls::unsubscribe(&token));
    let zone = config.organisation.zone;
    let expires_at = invitation.expires_at.unwrap_or(message.composed_at + config.survey.expires_after);
    let name = invitation.recipient_name.as_deref().and_then(person_name);
    let language = Language::of_tag(&invitation.language).unwrap_or(config.organisation.language);
    let privacy_url = format!("{}{}", config.http.public_url, urls::privacy(language));
    let accent = config.organisation.accent.map(|accent| (accent.light.to_string(), accent.dark.to_string()));
    let mail = InvitationMail {
        kind: message.kind,
        language,
        organisation: &config.organisation.name,
        contact: &config.organisation.contact,
        texts,
        name: name.as_deref(),
        reference: reference.as_ref().map(Reference::as_str),
        accent: accent.as_ref().map(|(light, dark)| (light.as_str(), dark.as_str())),
        closed_on: invitation.closed_on,
        expires_on: last_full_day(message.composed_at, expires_at, zone),
        survey_url: &survey_url,
        unsubscribe_url: &unsubscribe_url,
        privacy_url: &privacy_url,
    };
    let words = mail.words();
    Ok(Letter {
        id: message.id,
        date: message.composed_at,
        from: config.mail.from.clone(),
        reply_to: config.mail.reply_to.clone(),
        to,
        to_name: invitation.recipient_name.clone(),
        text: words.text(),
        html: words.html().into_string(),
        subject: words.subject,
        unsubscribe_url: Some(unsubscribe_url.clone()),
        return_path: config
            .mail
            .bounce_address
            .as_ref()
            .and_then(|address| return_path(&app.secret, address.as_str(), message.id)),
        stream: message.kind.name(),
    })
}

/// The last day on which the link works until midnight: the day that the mail names.
fn last_full_day(sent: Timestamp, expires_at: Timestamp, zone: Tz) -> NaiveDate {
    let expires_on = day_of(expires_at, zone);
    expires_on.pred_opt().unwrap_or(expires_on).max(day_of(sent, zone))
}
