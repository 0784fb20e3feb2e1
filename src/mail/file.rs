//! A folder in place of a mail server: one `.eml` file per message, with the `Return-Path` that final delivery adds
//! (RFC 5321, 4.4).

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::domain::ids::MessageId;
use crate::domain::sending::delivery::Cause;
use crate::mail::message::RawMail;
use crate::mail::send_error::SendError;

/// Writes a mail atomically, by rename. Writing the same mail again replaces the file.
///
/// # Errors
/// [`Cause::MailServer`] when the folder cannot be written.
pub async fn write(folder: &Path, mail: &RawMail) -> Result<(), SendError> {
    let (finished, unfinished) = paths(folder, mail.id);
    let sender = mail.envelope.from().map(ToString::to_string).unwrap_or_default();
    let mut delivered = format!("Return-Path: <{sender}>\r\n").into_bytes();
    delivered.extend_from_slice(&mail.bytes);
    let outcome = async {
        tokio::fs::create_dir_all(folder).await?;
        tokio::fs::write(&unfinished, &delivered).await?;
        tokio::fs::rename(&unfinished, &finished).await
    };
    outcome.await.map_err(|error: std::io::Error| {
        let said = format!("the outbox folder {} cannot be written: {error}", folder.display());
        SendError::new(Cause::MailServer, &said)
    })
}

/// The mail as it was delivered, headers included; `None` if the folder has none of this message.
///
/// # Errors
/// The file is there and cannot be read.
pub async fn find(folder: &Path, id: MessageId) -> std::io::Result<Option<String>> {
    match tokio::fs::read(paths(folder, id).0).await {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes a mail, and what is left of one that was not written to its end; false if there is neither.
///
/// # Errors
/// The file is there and cannot be removed.
pub async fn remove(folder: &Path, id: MessageId) -> std::io::Result<bool> {
    let (finished, unfinished) = paths(folder, id);
    let mut is_removed = false;
    for path in [finished, unfinished] {
        match tokio::fs::remove_file(path).await {
            Ok(()) => is_removed = true,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(is_removed)
}

/// The file of a mail, and its name while it is written.
fn paths(folder: &Path, id: MessageId) -> (PathBuf, PathBuf) {
    let name = format!("{id}.eml");
    (folder.join(&name), folder.join(format!(".{name}.unfinished")))
}
