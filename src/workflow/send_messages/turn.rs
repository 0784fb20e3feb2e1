//! The turn of one mail: it is waited for, and then the mail is made, announced and handed over.
//!
//! The rule: a mail is handed over only while few others were and are not noted, since those a crash repeats. One that waits
//! for that is announced already.

use tokio::sync::Semaphore;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::mail::transport::SendError;
use crate::workflow::send_messages::{Claimed, compose};

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
    (message, invitation): &Claimed,
) -> Sending {
    let turn = tokio::select! {
        turn = app.mailer.turn() => turn,
        () = stop.cancelled() => return Sending::NotBegun,
    };
    if Instant::now() > begins_before {
        return Sending::NotBegun;
    }
    let announced = async { turn?.announce(compose::mail(app, message, invitation)?).await };
    let announced = match announced.await {
        Ok(announced) => announced,
        Err(error) => return Sending::Refused(error),
    };
    let Ok(hand_over) = hand_overs.acquire().await else { return Sending::NotBegun };
    match announced.hand_over().await {
        Ok(()) => {
            hand_over.forget();
            Sending::Accepted
        }
        Err(error) => Sending::Refused(error),
    }
}
