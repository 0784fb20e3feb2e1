//! Composes the mail of a message: identical to the byte for the same message, whenever it is composed.
//!
//! The rule: it depends on nothing but what is stored about the message and the configuration. A program that is restarted with
//! another configuration (name, contact, colour, `survey.show_reference`) between two attempts composes the second by that.
//! Its links and its return path are always made with the key that made its stored hash, whichever key is the current one.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::token::SecretKey;
use crate::domain::complaints::complaint::Reference;
use crate::domain::people::language::Language;
use crate::domain::people::person_name::person_name;
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::message::Asking;
use crate::domain::sending::return_path::return_path;
use crate::domain::time::calendar::day_of;
use crate::mail::message::{Letter, RawMail};
use crate::mail::send_error::SendError;
use crate::urls;
use crate::views::answering::news_mail::NewsMail;
use crate::views::asking::invitation_mail::InvitationMail;
use crate::workflow::sending::messages::Claimed;

/// Composes the mail.
///
/// # Errors
/// [`Cause::Unmailable`]: no mail can be composed from the stored data.
pub fn mail(app: &App, claimed: &Claimed) -> Result<RawMail, SendError> {
    let letter = letter(app, claimed)?;
    let made = letter.to_raw(app.config.mail.dkim());
    made.map_err(|error| SendError::new(Cause::Unmailable, &error.to_string()))
}

fn letter(app: &App, claimed: &Claimed) -> Result<Letter, SendError> {
    let Claimed { message, invitation, .. } = claimed;
    let config = &app.config;
    let to = invitation.recipient_address.as_deref().and_then(|address| address.parse().ok());
    let to = to.ok_or_else(|| SendError::new(Cause::Unmailable, "there is no address any more"))?;
    let key = app.secret.maker_of_link(&message.nonce, &message.token_hash);
    let key =
        key.ok_or_else(|| SendError::new(Cause::Unmailable, "the key that its link was made with is gone"))?;
    let links = Links::of(app, key, claimed);
    let Content { subject, text, html } = match message.kind.asking() {
        Some(kind) => asking(app, claimed, kind, &links),
        None => news(app, claimed, &links)?,
    };
    Ok(Letter {
        id: message.id,
        date: message.composed_at,
        from: config.mail.from.clone(),
        reply_to: config.mail.reply_to.clone(),
        to,
        to_name: invitation.recipient_name.clone(),
        text,
        html,
        subject,
        unsubscribe_url: Some(links.unsubscribe),
        return_path: config
            .mail
            .bounce_address
            .as_ref()
            .and_then(|address| return_path(key, address.as_str(), message.id)),
        stream: message.kind.name(),
    })
}

/// The words of a mail.
struct Content {
    subject: String,
    text: String,
    html: String,
}

/// The language of a mail, and the absolute addresses in it.
struct Links {
    language: Language,
    survey: String,
    unsubscribe: String,
    privacy: String,
}

impl Links {
    fn of(app: &App, key: &SecretKey, Claimed { message, invitation, .. }: &Claimed) -> Self {
        let config = &app.config;
        let absolute = |path: String| format!("{}{path}", config.http.public_url);
        let token = key.link_token(&message.nonce);
        let language = Language::of_tag(&invitation.language).unwrap_or(config.organisation.language);
        Self {
            language,
            survey: absolute(urls::survey(&token)),
            unsubscribe: absolute(urls::unsubscribe(&token)),
            privacy: absolute(urls::privacy(language)),
        }
    }
}

/// The organisation's colour on a light and on a dark background.
fn accent(app: &App) -> Option<(String, String)> {
    app.config.organisation.accent.map(|accent| (accent.light.to_string(), accent.dark.to_string()))
}

fn asking(app: &App, claimed: &Claimed, kind: Asking, links: &Links) -> Content {
    let Claimed { message, invitation, texts, reference, .. } = claimed;
    let config = &app.config;
    let expires_at = invitation.expires_at.unwrap_or(message.composed_at + config.survey.expires_after);
    let name = invitation.recipient_name.as_deref().and_then(person_name);
    let accent = accent(app);
    let mail = InvitationMail {
        kind,
        language: links.language,
        organisation: &config.organisation.name,
        contact: &config.organisation.contact,
        texts,
        name: name.as_deref(),
        reference: reference.as_ref().map(Reference::as_str),
        accent: accent.as_ref().map(|(light, dark)| (light.as_str(), dark.as_str())),
        closed_on: invitation.closed_on,
        expires_on: last_full_day(message.composed_at, expires_at, config.organisation.zone),
        survey_url: &links.survey,
        unsubscribe_url: &links.unsubscribe,
        privacy_url: &links.privacy,
    };
    let words = mail.words();
    Content { text: words.text(), html: words.html().into_string(), subject: words.subject }
}

fn news(app: &App, claimed: &Claimed, links: &Links) -> Result<Content, SendError> {
    let Claimed { invitation, news, .. } = claimed;
    let organisation = &app.config.organisation;
    let said = news.as_ref().zip(invitation.answered_at);
    let (sentence, answered_at) =
        said.ok_or_else(|| SendError::new(Cause::Unmailable, "there is nothing to tell any more"))?;
    let name = invitation.recipient_name.as_deref().and_then(person_name);
    let accent = accent(app);
    let mail = NewsMail {
        language: links.language,
        organisation: &organisation.name,
        contact: &organisation.contact,
        name: name.as_deref(),
        accent: accent.as_ref().map(|(light, dark)| (light.as_str(), dark.as_str())),
        answered_on: day_of(answered_at, organisation.zone),
        sentence,
        page_url: &links.survey,
        unsubscribe_url: &links.unsubscribe,
        privacy_url: &links.privacy,
    };
    Ok(Content { subject: mail.subject(), text: mail.text(), html: mail.html().into_string() })
}

/// The last day on which the link works until midnight: the day that the mail names.
fn last_full_day(sent: Timestamp, expires_at: Timestamp, zone: Tz) -> NaiveDate {
    let expires_on = day_of(expires_at, zone);
    expires_on.pred_opt().unwrap_or(expires_on).max(day_of(sent, zone))
}
