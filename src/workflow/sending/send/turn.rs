//! Sends one mail: composes it, waits for a connection, announces it and hands it over.
//!
//! The rule: at most a fixed number of mails may be delivered but not yet noted (the `hand_overs` permits): a crash
//! sends exactly those again. A mail that waits for a permit is announced already.

use tokio::sync::Semaphore;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::mail::send_error::SendError;
use crate::workflow::sending::send::{Claimed, compose};

/// The outcome of sending a message.
pub enum Sending {
    Accepted,
    Refused(SendError),
    /// The mail server was told nothing, or only that there is a mail.
    NotBegun,
}

/// Sends a message, unless its deadline passes or sending stops first. If the mail is accepted its permit of
/// `hand_overs` is not returned.
pub async fn send(
    app: &App,
    stop: &CancellationToken,
    begins_before: Instant,
    hand_overs: &Semaphore,
    claimed: &Claimed,
) -> Sending {
    let mail = match compose::mail(app, claimed) {
        Ok(mail) => mail,
        Err(error) => return Sending::Refused(error),
    };
    let announced = tokio::select! {
        announced = app.mailer.announce(mail, Some(begins_before)) => announced,
        () = stop.cancelled() => return Sending::NotBegun,
    };
    let announced = match announced {
        Ok(Some(announced)) => announced,
        Ok(None) => return Sending::NotBegun,
        Err(error) => return Sending::Refused(error),
    };
    let hand_over = tokio::select! {
        biased;
        () = stop.cancelled() => return Sending::NotBegun,
        // Recording may be slow: by then another worker may hold the claim, or the customer may have answered.
        hand_over = tokio::time::timeout_at(begins_before, hand_overs.acquire()) => hand_over,
    };
    let Ok(Ok(hand_over)) = hand_over else { return Sending::NotBegun };
    if Instant::now() > begins_before {
        return Sending::NotBegun;
    }
    match announced.hand_over().await {
        Ok(()) => {
            hand_over.forget();
            Sending::Accepted
        }
        Err(error) => Sending::Refused(error),
    }
}
