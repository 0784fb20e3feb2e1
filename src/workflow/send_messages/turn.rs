//! The turn of one mail: it is waited for, and then the mail is made and handed over.

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::mail::transport::SendError;
use crate::workflow::send_messages::{Claimed, compose};

/// What became of a message whose turn was waited for.
pub enum Sending {
    Accepted,
    Refused(SendError),
    /// Nothing was said to the mail server.
    NotBegun,
}

/// Sends a message when its turn comes, unless that is too late or all sending stops.
pub async fn send(
    app: &App,
    stop: &CancellationToken,
    begins_before: Instant,
    (message, invitation): &Claimed,
) -> Sending {
    let turn = tokio::select! {
        turn = app.mailer.turn() => turn,
        () = stop.cancelled() => return Sending::NotBegun,
    };
    if Instant::now() > begins_before {
        return Sending::NotBegun;
    }
    let sent = async {
        let mail = compose::mail(app, message, invitation)?;
        turn?.send(&mail).await
    };
    sent.await.map_or_else(Sending::Refused, |()| Sending::Accepted)
}
