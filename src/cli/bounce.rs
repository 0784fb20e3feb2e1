//! `naklank bounce`: a notification from stdin, for a mail server's pipe.
//!
//! A pipe has a rule of its own: whatever is not 0 or 75 makes the mail server answer somebody who did not write to us,
//! or drop the notification. So what says nothing about our mails is let go with 0, and a database that is away for a
//! while is 75, on which the mail server tries again (`EX_TEMPFAIL` of sysexits).

use std::io::Read as _;
use std::path::Path;

use crate::cli::{Failure, print, setup};
use crate::workflow::sending::take_bounce::{LARGEST, TakeBounceError, take_bounce};

pub async fn run(file: Option<&Path>) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX) + 1;
    std::io::stdin().take(most).read_to_end(&mut bytes)?;
    let app = setup::app(file).await.map_err(|failure| match failure {
        Failure::Failed(text) => Failure::Passing(text),
        other => other,
    })?;
    match take_bounce(&app, &bytes).await {
        Ok(taken) => print(taken.name()),
        Err(TakeBounceError::Storage(error)) => Err(Failure::Passing(error.to_string())),
        Err(error) => {
            tracing::warn!(%error, "a notification was let go");
            print("irrelevant")
        }
    }
}
