//! The folder that stands in for a mail server: one `.eml` file for each message.

use std::path::Path;

use crate::mail::message::RawMail;
use crate::mail::transport::SendError;

/// Writes a mail; the same mail again replaces itself, and nobody sees half a file.
///
/// # Errors
/// [`SendError::Transient`] when the folder cannot be written.
pub async fn write(folder: &Path, mail: &RawMail) -> Result<(), SendError> {
    let name = format!("{}.eml", mail.id);
    let unfinished = folder.join(format!(".{name}.unfinished"));
    let outcome = async {
        tokio::fs::create_dir_all(folder).await?;
        tokio::fs::write(&unfinished, &mail.bytes).await?;
        tokio::fs::rename(&unfinished, folder.join(&name)).await
    };
    outcome.await.map_err(|error: std::io::Error| {
        SendError::Transient(format!("the outbox folder {} cannot be written: {error}", folder.display()))
    })
}
