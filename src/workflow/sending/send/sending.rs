//! The loop that sends: one mail after another over one connection.
//!
//! The rule: at most a fixed number of mails may be delivered but not yet noted (the `hand_overs` permits): a crash
//! sends exactly those again. A mail that waits for a permit is announced already.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::Sender;
use tokio::time::Instant;

use crate::domain::sending::delivery::Cause;
use crate::mail::message::RawMail;
use crate::mail::send_error::SendError;
use crate::mail::transport::Session;
use crate::workflow::sending::send::channel::Shared;
use crate::workflow::sending::send::compose;
use crate::workflow::sending::send::round::{Begin, Ended, Outcome, Round};

/// A mail that is composed.
struct Draft {
    begin: Begin,
    mail: Result<RawMail, SendError>,
}

/// Sends what waits until there is nothing more.
pub async fn send_loop(round: Arc<Round>, waiting: Shared<Begin>, ended: Sender<Ended>) {
    let mut session = round.app.mailer.session();
    let mut following: Option<Draft> = None;
    loop {
        let draft = match following.take() {
            Some(draft) => draft,
            None => match waiting.next().await {
                Some(begin) => compose(&round, begin),
                None => return,
            },
        };
        let outcome = match announce(&round, &mut session, &draft).await {
            Ok((mail, permit)) => {
                // The server reads on while it takes this mail. No connection that is free is kept waiting by that.
                let next = if session.takes_next() { waiting.try_next() } else { None };
                following = next.map(|begin| compose(&round, begin));
                let next = following.as_ref().and_then(|draft| draft.mail.as_ref().ok());
                let handed_over = session.hand_over(mail, next).await;
                handed_over.map_or_else(Outcome::Refused, |()| Outcome::Accepted(permit))
            }
            Err(outcome) => {
                session.abandon();
                outcome
            }
        };
        round.end(&outcome);
        if ended.send(Ended { claimed: draft.begin.claimed, outcome }).await.is_err() {
            return;
        }
    }
}

/// A message that makes us panic must not block the others: it is retried, later each time.
fn compose(round: &Round, begin: Begin) -> Draft {
    let composed = catch_unwind(AssertUnwindSafe(|| compose::mail(&round.app, &begin.claimed)));
    let crashed = |_| Err(SendError::new(Cause::Crashed, "the program failed on this message"));
    Draft { mail: composed.unwrap_or_else(crashed), begin }
}

/// Announces a mail and waits for a permit to hand it over, unless its deadline passes or sending stops first.
async fn announce<'a>(
    round: &Round,
    session: &mut Session,
    draft: &'a Draft,
) -> Result<(&'a RawMail, OwnedSemaphorePermit), Outcome> {
    let Begin { before, claim, .. } = draft.begin;
    if round.is_spoiled(claim) {
        return Err(Outcome::NotBegun);
    }
    let mail = draft.mail.as_ref().map_err(|error| Outcome::Refused(error.clone()))?;
    let announced = tokio::select! {
        biased;
        () = round.halt.cancelled() => return Err(Outcome::NotBegun),
        announced = session.announce(mail, Some(before)) => announced,
    };
    if !announced.map_err(Outcome::Refused)? {
        return Err(Outcome::NotBegun);
    }
    let permit = tokio::select! {
        biased;
        () = round.halt.cancelled() => return Err(Outcome::NotBegun),
        // Recording may be slow: by then another worker may hold the claim, or the customer may have answered.
        permit = tokio::time::timeout_at(before, round.hand_overs.clone().acquire_owned()) => permit,
    };
    match permit {
        Ok(Ok(permit)) if Instant::now() <= before => Ok((mail, permit)),
        _ => Err(Outcome::NotBegun),
    }
}
