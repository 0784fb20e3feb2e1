//! Decides whether a refusal is about us and not about the mail or its recipient.
//!
//! The rule: a refusal about us does not count against the mail. Servers word it in many ways, and some look like a
//! refusal of the recipient; so several refusals in a row with the same words are about us too, whatever the words (of several
//! recipients, if the words say that there is none), and the first of them are undone. If the server accepted another mail since it last refused this one, it is not
//! refusing us.

use std::collections::HashSet;

use crate::app::App;
use crate::domain::sending::delivery::{Cause, says_the_same};
use crate::domain::sending::overview::SendingState;
use crate::storage::sending::outbox;
use crate::storage::{StorageError, Tx};
use crate::workflow::sending::send::limits::IN_A_ROW;
use crate::workflow::sending::send::mails::{Item, Mails, Refused};

/// What a refusal is about.
pub enum About<F> {
    /// The mail, its recipient or the moment.
    Mail,
    /// Also the mail, and the server accepted others since it last refused this one: the server is fine.
    MailAlone,
    /// Us. `wronged` were refused in the same words before, and are queued again.
    Us { wronged: Vec<F> },
}

/// Classifies the refusal of a mail; `state` is that of its queue.
pub async fn judge<M: Mails>(
    app: &App,
    tx: &mut Tx,
    item: Item<'_>,
    state: &SendingState,
    (cause, said): (Cause, &str),
) -> Result<About<M::Failed>, StorageError> {
    if !cause.is_refusal() {
        return Ok(About::Mail);
    }
    if let Some(refused_at) = item.tried.refused_at
        && outbox::last_accepted_at(tx, M::QUEUE).await?.is_some_and(|accepted_at| accepted_at >= refused_at)
    {
        return Ok(About::MailAlone);
    }
    if cause == Cause::Policy || state.trouble.as_ref().is_some_and(|trouble| says_the_same(trouble, said)) {
        return Ok(About::Us { wronged: Vec::new() });
    }
    let before = M::refused_in_a_row(app, tx).await?;
    let wronged: Vec<_> =
        before.into_iter().take_while(|failed| says_the_same(failed.said(), said)).collect();
    let addresses = wronged.iter().map(Refused::recipient).chain(item.recipient).map(str::to_lowercase);
    // One mailbox that is gone is refused as often as it is mailed.
    let in_a_row = match cause {
        Cause::NoSuchAddress => addresses.collect::<HashSet<_>>().len(),
        _ => wronged.len() + 1,
    };
    Ok(if in_a_row >= IN_A_ROW { About::Us { wronged } } else { About::Mail })
}
