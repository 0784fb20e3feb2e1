//! `naklank bounce`: a delivery status notification from stdin, for a mail server's pipe.
//!
//! A mail server acts on the exit code of a pipe: 0 means done, on 75 (`EX_TEMPFAIL` of sysexits) it retries, and on
//! any other code it replies to a sender who did not write to us, or drops the notification. So a notification that
//! says nothing about our mails ends with 0, and one that meets an unavailable database with 75.

use std::io::Read as _;
use std::path::Path;

use crate::cli::{Failure, print, setup};
use crate::workflow::access::audit::Actor;
use crate::workflow::sending::take_bounce::{LARGEST, TakeBounceError, take_bounce};

pub async fn run(file: Option<&Path>) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX) + 1;
    std::io::stdin().take(most).read_to_end(&mut bytes)?;
    let app = setup::app(file).await.map_err(|failure| match failure {
        Failure::Failed(text) => Failure::Passing(text),
        other => other,
    })?;
    match take_bounce(&app, &Actor::Operator, &bytes).await {
        Ok(taken) => print(taken.name()),
        Err(error @ (TakeBounceError::Storage(_) | TakeBounceError::OtherKey)) => {
            Err(Failure::Passing(error.to_string()))
        }
        Err(error) => {
            tracing::warn!(%error, "ignored a notification");
            print("irrelevant")
        }
    }
}
