//! The turn of one mail: it is waited for, and then the mail is made, announced and handed over.
//!
//! The rule: a mail is handed over only while few others were and are not noted, since those a crash repeats. One that waits
//! for that is announced already.

use tokio::sync::Semaphore;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::mail::send_error::SendError;
use crate::workflow::sending::send::{Claimed, compose};

/// What became of a message whose turn was waited for.
pub enum Sending {
    Accepted,
    Refused(SendError),
    /// The mail server was told nothing, or no more than that there is a mail.
    NotBegun,
}

/// Sends a message when its turn comes, unless that is too late or all sending stops. Takes one of the `hand_overs` with it
/// where it was accepted.
pub async fn send(
    app: &App,
    stop: &CancellationToken,
    begins_before: Instant,
    hand_overs: &Semaphore,
    Claimed { message, invitation }: &Claimed,
) -> Sending {
    let mail = match compose::mail(app, message, invitation) {
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
        // Recording may be slow: by then the claim may be another's, or the person have answered.
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
