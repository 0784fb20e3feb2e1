//! The loop that sends: one mail after another over one connection.
//!
//! The rule: at most a fixed number of mails may be delivered but not yet noted (the `hand_overs` permits): a crash
//! sends exactly those again. A mail that waits for a permit is announced already.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::Sender;
use tokio::time::timeout;

use crate::domain::sending::delivery::Cause;
use crate::mail::message::RawMail;
use crate::mail::send_error::SendError;
use crate::mail::transport::Session;
use crate::workflow::sending::send::channel::Shared;
use crate::workflow::sending::send::limits::FRESH;
use crate::workflow::sending::send::mails::Mails;
use crate::workflow::sending::send::round::{Begin, Ended, Outcome, Round};

/// Sends what waits until there is nothing more.
pub async fn send_loop<M: Mails>(
    round: Arc<Round>,
    waiting: Shared<Begin<M::Claimed>>,
    ended: Sender<Ended<M::Claimed>>,
) {
    let mut session = round.app.mailer.session();
    // The place comes first, so that a mail which was accepted waits for nothing.
    while let Ok(place) = ended.reserve().await {
        let Some(begin) = waiting.next().await else { return };
        let outcome = match announce::<M>(&round, &mut session, &begin).await {
            Ok((mail, permit)) => {
                let handed_over = session.hand_over(&mail).await;
                handed_over.map_or_else(Outcome::Refused, |()| Outcome::Accepted(permit))
            }
            Err(outcome) => {
                session.abandon();
                outcome
            }
        };
        round.end(&outcome);
        place.send(Ended { claimed: begin.claimed, outcome });
    }
}

/// Announces a mail and waits for a permit to hand it over, unless its deadline passes or sending stops first.
async fn announce<M: Mails>(
    round: &Round,
    session: &mut Session,
    begin: &Begin<M::Claimed>,
) -> Result<(RawMail, OwnedSemaphorePermit), Outcome> {
    if round.is_spoiled(begin.claim) {
        return Err(Outcome::NotBegun);
    }
    let mail = compose::<M>(round, begin).map_err(Outcome::Refused)?;
    let announced = tokio::select! {
        biased;
        () = round.halt.cancelled() => return Err(Outcome::NotBegun),
        announced = session.announce(&mail, Some(begin.before)) => announced,
    };
    if !announced.map_err(Outcome::Refused)? {
        return Err(Outcome::NotBegun);
    }
    // A server may be slow to greet us or to take an address: another attempt would be no quicker.
    let permit = tokio::select! {
        biased;
        () = round.halt.cancelled() => return Err(Outcome::NotBegun),
        // Recording may be slow: by then another worker may hold the claim, or the customer may have answered.
        permit = timeout(FRESH, round.hand_overs.clone().acquire_owned()) => permit,
    };
    match permit {
        Ok(Ok(permit)) if round.lease.lasts(M::item(&begin.claimed).claim()) => Ok((mail, permit)),
        _ => Err(Outcome::NotBegun),
    }
}

/// A mail that makes us panic must not block the others: it is retried, later each time.
fn compose<M: Mails>(round: &Round, begin: &Begin<M::Claimed>) -> Result<RawMail, SendError> {
    let composed = catch_unwind(AssertUnwindSafe(|| M::compose(&round.app, &begin.claimed)));
    let crashed = |_| Err(SendError::new(Cause::Crashed, "the program failed on this mail"));
    composed.unwrap_or_else(crashed)
}
