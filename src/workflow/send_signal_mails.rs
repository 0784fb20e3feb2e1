//! Mails about signals: claim, send, record, as with invitations.

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::delivery::Cause;
use crate::domain::ids::LeaseId;
use crate::domain::signal::RaisedSignal;
use crate::mail::message::Letter;
use crate::mail::transport::SendError;
use crate::storage::signal_mails::ClaimedSignalMail;
use crate::storage::{StorageError, sending, signal_mails, signals};
use crate::urls;
use crate::views::signal_mail::SignalMail;

/// How long a claim holds: longer than any mail takes.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// The pause after the first failure; after the n-th it is n times as long.
const PAUSE: TimeDelta = TimeDelta::minutes(10);

/// Sends what is due, unless sending is paused or the mail server rests; returns how many mails were accepted.
///
/// # Errors
/// The database failed; what was claimed is taken up again when its lease ends.
pub async fn send_signal_mails(app: &App) -> Result<u64, StorageError> {
    let now = app.now();
    let state = sending::find(&mut app.db.read().await?).await?;
    if state.paused_at.is_some() || state.is_resting(now) {
        return Ok(0);
    }
    let lease = LeaseId(app.randomness.uuid(now));
    let mut tx = app.db.write().await?;
    let claimed = signal_mails::claim(&mut tx, lease, now, now + LEASE).await?;
    let all = if claimed.is_empty() { Vec::new() } else { signals::list(&mut tx).await? };
    tx.commit().await?;
    let mut sent = 0;
    for mail in claimed {
        let told: Vec<&RaisedSignal> =
            all.iter().filter(|signal| signal.raised_at == mail.raised_at).collect();
        let ended = send(app, &mail, &told).await;
        let mut tx = app.db.write().await?;
        match ended {
            Ok(()) => {
                sent += 1;
                signal_mails::set_sent(&mut tx, mail.id(), lease, app.now()).await?;
            }
            Err(error) => {
                tracing::warn!(message = %mail.id(), %error, "a mail about signals was not accepted");
                let next_at = app.now() + PAUSE * i32::try_from(mail.attempts).unwrap_or(i32::MAX);
                signal_mails::set_failed(&mut tx, mail.id(), lease, next_at, &error.to_string()).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(sent)
}

async fn send(app: &App, mail: &ClaimedSignalMail, told: &[&RaisedSignal]) -> Result<(), SendError> {
    let letter = letter(app, mail, told)?;
    let raw = letter
        .to_raw(app.config.mail.dkim.as_ref())
        .map_err(|error| SendError::new(Cause::Unmailable, &error.to_string()))?;
    app.mailer.turn().await?.send(&raw).await
}

fn letter(app: &App, mail: &ClaimedSignalMail, told: &[&RaisedSignal]) -> Result<Letter, SendError> {
    let config = &app.config;
    let to = mail.email.parse();
    let to = to.map_err(|_| SendError::new(Cause::Unmailable, "the user's address takes no mail"))?;
    let page = format!("{}{}", config.http.public_url, urls::SIGNALS);
    let words = SignalMail {
        language: config.organisation.language,
        organisation: &config.organisation.name,
        signals: told,
        page: &page,
    };
    Ok(Letter {
        id: mail.id(),
        date: mail.raised_at,
        from: config.mail.from.clone(),
        reply_to: config.mail.reply_to.clone(),
        to,
        to_name: None,
        subject: words.subject(),
        text: words.text(),
        html: words.html().into_string(),
        unsubscribe_url: None,
        return_path: None,
        stream: "signal",
    })
}
