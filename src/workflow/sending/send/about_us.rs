//! Decides whether a refusal is about us and not about the mail or its recipient.
//!
//! The rule: a refusal about us does not count against the mail. Servers word it in many ways, and some look like a
//! refusal of the recipient; so several refusals in a row with the same words are about us too, whatever the words,
//! and the first of them are undone. If the server accepted another mail since it last refused this one, it is not
//! refusing us.

use crate::app::App;
use crate::domain::sending::delivery::{Cause, says_the_same};
use crate::storage::sending::messages::ClaimedMessage;
use crate::storage::sending::messages::refused::{self, FailedMessage};
use crate::storage::{StorageError, Tx, sending};
use crate::workflow::sending::send::limits::{IN_A_ROW, MOST_READ};

/// What a refusal is about.
pub enum About {
    /// The mail, its recipient or the moment.
    Mail,
    /// Also the mail, and the server accepted others since it last refused this one: the server is fine.
    MailAlone,
    /// Us. `wronged` were refused in the same words before, and are queued again.
    Us { wronged: Vec<FailedMessage> },
}

/// Classifies the refusal of a message.
pub async fn judge(
    app: &App,
    tx: &mut Tx,
    message: &ClaimedMessage,
    cause: Cause,
    said: &str,
) -> Result<About, StorageError> {
    if !cause.is_refusal() {
        return Ok(About::Mail);
    }
    if let Some(refused_at) = message.tried.refused_at
        && refused::was_any_accepted_since(tx, refused_at).await?
    {
        return Ok(About::MailAlone);
    }
    let state = sending::find(tx).await?;
    if cause == Cause::Policy || state.trouble.is_some_and(|trouble| says_the_same(&trouble, said)) {
        return Ok(About::Us { wronged: Vec::new() });
    }
    let before = refused::refused_in_a_row(tx, app.now(), MOST_READ).await?;
    let wronged: Vec<_> = before.into_iter().take_while(|failed| says_the_same(&failed.said, said)).collect();
    Ok(if wronged.len() + 1 >= IN_A_ROW { About::Us { wronged } } else { About::Mail })
}
