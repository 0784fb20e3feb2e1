//! A folder in place of a mail server: one `.eml` file per message, with the `Return-Path` that final delivery adds
//! (RFC 5321, 4.4).

use std::path::Path;

use crate::domain::sending::delivery::Cause;
use crate::mail::message::RawMail;
use crate::mail::send_error::SendError;

/// Writes a mail atomically, by rename. Writing the same mail again replaces the file.
///
/// # Errors
/// [`Cause::MailServer`] when the folder cannot be written.
pub async fn write(folder: &Path, mail: &RawMail) -> Result<(), SendError> {
    let name = format!("{}.eml", mail.id);
    let unfinished = folder.join(format!(".{name}.unfinished"));
    let sender = mail.envelope.from().map(ToString::to_string).unwrap_or_default();
    let mut delivered = format!("Return-Path: <{sender}>\r\n").into_bytes();
    delivered.extend_from_slice(&mail.bytes);
    let outcome = async {
        tokio::fs::create_dir_all(folder).await?;
        tokio::fs::write(&unfinished, &delivered).await?;
        tokio::fs::rename(&unfinished, folder.join(&name)).await
    };
    outcome.await.map_err(|error: std::io::Error| {
        let said = format!("the outbox folder {} cannot be written: {error}", folder.display());
        SendError::new(Cause::MailServer, &said)
    })
}
